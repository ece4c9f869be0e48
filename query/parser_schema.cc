// Commands beside queries: SHOW, and CREATE and DROP of indexes and constraints.

#include <fmt/format.h>

#include "core/ontology.h"
#include "query/parser_impl.h"

namespace amana::query {

tl::unexpected<Error> Parser::Unsupported(Span where, std::string message) const {
  return Fail(ErrorAt(text_, where, ErrorCode::kUnsupported, "SyntaxError:UnexpectedSyntax",
                      std::move(message)));
}

// What SHOW shows, with the words that may stand around it. None where it is something else.
std::string_view Parser::AcceptShown() {
  static constexpr std::string_view kBefore[] = {"ALL",     "RANGE", "LOOKUP",  "TEXT",
                                                 "UNIQUE",  "BUILT", "IN",      "USER",
                                                 "DEFINED", "HOME",  "DEFAULT", "UNIQUENESS"};
  for (bool more = true; more;) {
    more = false;
    for (std::string_view word : kBefore) more = AcceptKeyword(word) || more;
  }
  if (AcceptKeyword("INDEXES") || AcceptKeyword("INDEX")) return "SHOW INDEXES";
  if (AcceptKeyword("CONSTRAINTS") || AcceptKeyword("CONSTRAINT")) return "SHOW CONSTRAINTS";
  if (AcceptKeyword("FUNCTIONS") || AcceptKeyword("FUNCTION")) return "SHOW FUNCTIONS";
  if (AcceptKeyword("DATABASES") || AcceptKeyword("DATABASE")) return "SHOW DATABASES";
  if (AcceptKeyword("PROCEDURES") || AcceptKeyword("PROCEDURE")) return "SHOW PROCEDURES";
  if (AcceptKeyword("CURRENT") && AcceptKeyword("USER")) return "SHOW CURRENT USER";
  return {};
}

// Show = SHOW what [EXECUTABLE [BY CURRENT USER]] [YIELD ...] [WHERE e] [RETURN ...]
Result<Query> Parser::ParseShow() {
  Query query;
  SingleQuery& single = query.parts.emplace_back();
  Clause call;
  call.span.begin = single.span.begin = Peek().span.begin;
  AMANA_CHECK_OK(ExpectKeyword("SHOW"));
  CallClause body;
  body.procedure = AcceptShown();
  if (body.procedure.empty()) {
    return Unexpected("INDEXES, CONSTRAINTS, PROCEDURES, FUNCTIONS, DATABASES or CURRENT USER");
  }
  if (AcceptKeyword("EXECUTABLE") && AcceptKeyword("BY")) {
    AMANA_CHECK_OK(ExpectKeyword("CURRENT"));
    AMANA_CHECK_OK(ExpectKeyword("USER"));
  }
  body.explicit_arguments = true;
  body.shows = true;
  if (AcceptKeyword("YIELD")) {
    AMANA_CHECK_OK(ParseYield(&body));
  } else if (AcceptKeyword("WHERE")) {
    body.has_yield = body.yield_all = true;
    AMANA_TRY(body.where, ParseExpression());
  }
  call.body = std::move(body);
  call.span.end = LastEnd();
  single.clauses.push_back(std::move(call));
  if (AtKeyword("RETURN")) {
    AMANA_TRY(Clause projection, ParseClause());
    single.clauses.push_back(std::move(projection));
  }
  single.span.end = LastEnd();
  return query;
}

bool Parser::AtSchemaCommand() const {
  if (AtKeyword("DROP")) return true;
  if (!AtKeyword("CREATE")) return false;
  static constexpr std::string_view kNext[] = {"INDEX", "CONSTRAINT", "RANGE", "TEXT",
                                               "POINT", "FULLTEXT",   "LOOKUP"};
  for (std::string_view word : kNext) {
    if (AtKeyword(word, 1)) return true;
  }
  return false;
}

// (n:Label) ... (n.key) or n.key: the label and key of an index or constraint.
Result<void> Parser::ParseSchemaTarget(std::string_view joint, SchemaItem* item) {
  AMANA_CHECK_OK(Expect(TokenKind::kLeftParen, "\"(\""));
  if (At(TokenKind::kRightParen)) {
    return Unsupported(Peek().span, "Only nodes have indexes and constraints");
  }
  AMANA_TRY(Name variable, ExpectVariable());
  AMANA_CHECK_OK(Expect(TokenKind::kColon, "\":\""));
  AMANA_TRY(Name label, ExpectName("a label"));
  item->label = label.quoted ? label.text : std::string(CanonicalLabel(label.text));
  AMANA_CHECK_OK(Expect(TokenKind::kRightParen, "\")\""));
  AMANA_CHECK_OK(ExpectKeyword(joint));
  const bool parenthesized = Accept(TokenKind::kLeftParen);
  AMANA_TRY(Name again, ExpectVariable());
  if (again.text != variable.text) {
    return Bad(again.span, "UndefinedVariable", fmt::format("`{}` is not defined", again.text));
  }
  AMANA_CHECK_OK(Expect(TokenKind::kDot, "\".\""));
  AMANA_TRY(Name key, ExpectName("a property"));
  item->key = key.text;
  if (At(TokenKind::kComma)) {
    return Unsupported(Peek().span, "An index has one property");
  }
  if (parenthesized) AMANA_CHECK_OK(Expect(TokenKind::kRightParen, "\")\""));
  return {};
}

Result<void> Parser::ParseUnique() {
  AMANA_CHECK_OK(ExpectKeyword("IS"));
  if (AcceptKeyword("UNIQUE")) return {};
  if (AtKeyword("NOT") || AtKeyword("NODE") || AtKeyword("KEY")) {
    return Unsupported(Peek().span, "The only constraint is IS UNIQUE");
  }
  return Unexpected("UNIQUE");
}

// SchemaCommand = (CREATE | DROP) (INDEX | CONSTRAINT) [name] [IF [NOT] EXISTS] FOR ... ON |
// REQUIRE
Result<SchemaCommand> Parser::ParseSchemaCommand() {
  SchemaCommand command;
  command.drop = AcceptKeyword("DROP");
  if (!command.drop) Take();
  if (!AcceptKeyword("RANGE") &&
      (AtKeyword("TEXT") || AtKeyword("POINT") || AtKeyword("FULLTEXT") || AtKeyword("LOOKUP"))) {
    return Unsupported(Peek().span, "There are only range indexes");
  }
  const bool constraint = AcceptKeyword("CONSTRAINT");
  if (!constraint) AMANA_CHECK_OK(ExpectKeyword("INDEX"));
  SchemaItem& item = command.item;
  item.kind = constraint ? SchemaKind::kUnique : SchemaKind::kIndex;
  const bool named = AtName() && !AtKeyword("IF") && !AtKeyword("FOR") && !AtKeyword("ON");
  if (named || command.drop) {
    AMANA_TRY(Name name, ExpectName("a name"));
    item.name = name.text;
  }
  if (AcceptKeyword("IF")) {
    if (!command.drop) AMANA_CHECK_OK(ExpectKeyword("NOT"));
    AMANA_CHECK_OK(ExpectKeyword("EXISTS"));
    command.tolerant = true;
  }
  if (command.drop) return command;
  AMANA_CHECK_OK(ExpectKeyword("FOR"));
  AMANA_CHECK_OK(ParseSchemaTarget(constraint ? "REQUIRE" : "ON", &item));
  if (constraint) AMANA_CHECK_OK(ParseUnique());
  if (item.name.empty()) {
    item.name = fmt::format("{}_{}_{}", constraint ? "unique" : "index", item.label, item.key);
  }
  return command;
}

}  // namespace amana::query

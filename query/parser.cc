#include "query/parser.h"

#include <fmt/format.h>

#include <algorithm>

#include "query/lexer.h"
#include "query/parser_impl.h"

namespace amana::query {
namespace {

bool SameKeyword(std::string_view text, std::string_view upper) {
  return text.size() == upper.size() &&
         std::equal(text.begin(), text.end(), upper.begin(), [](char a, char b) {
           return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
         });
}

// Words that cannot be variables unless quoted: they begin clauses or are operators.
constexpr std::string_view kReserved[] = {
    "AND",    "AS",   "ASC",      "BY",    "CREATE", "DELETE", "DESC",   "DETACH", "DISTINCT",
    "ELSE",   "ENDS", "FALSE",    "IN",    "IS",     "LIMIT",  "MATCH",  "MERGE",  "NOT",
    "NULL",   "ON",   "OPTIONAL", "OR",    "ORDER",  "REMOVE", "RETURN", "SET",    "SKIP",
    "STARTS", "THEN", "TRUE",     "UNION", "UNWIND", "WHEN",   "WHERE",  "WITH",   "XOR"};

}  // namespace

bool Parser::AtKeyword(std::string_view upper, size_t ahead) const {
  const Token& token = Peek(ahead);
  return token.kind == TokenKind::kIdentifier && SameKeyword(token.text, upper);
}

bool Parser::Accept(TokenKind kind) {
  if (!At(kind)) return false;
  Take();
  return true;
}

bool Parser::AcceptKeyword(std::string_view upper) {
  if (!AtKeyword(upper)) return false;
  Take();
  return true;
}

Result<void> Parser::Expect(TokenKind kind, std::string_view shown) {
  if (Accept(kind)) return {};
  return Unexpected(shown);
}

Result<void> Parser::ExpectKeyword(std::string_view upper) {
  if (AcceptKeyword(upper)) return {};
  return Unexpected(upper);
}

Result<Name> Parser::ExpectName(std::string_view what) {
  if (!AtName()) return Unexpected(what);
  const Token& token = Take();
  return Name{token.text, token.kind == TokenKind::kQuotedIdentifier, token.span};
}

Result<Name> Parser::ExpectVariable() {
  if (At(TokenKind::kIdentifier)) {
    for (std::string_view word : kReserved) {
      if (AtKeyword(word)) return Unexpected("a variable name");
    }
  }
  return ExpectName("a variable name");
}

tl::unexpected<Error> Parser::Unexpected(std::string_view expected) const {
  const Token& token = Peek();
  std::string found =
      token.kind == TokenKind::kEnd
          ? std::string("end of input")
          : std::string(text_.substr(token.span.begin, token.span.end - token.span.begin));
  return Bad(token.span, "UnexpectedSyntax",
             fmt::format("Invalid input '{}': expected {}", found, expected));
}

tl::unexpected<Error> Parser::Bad(Span where, std::string detail, std::string message) const {
  return Fail(
      ErrorAt(text_, where, ErrorCode::kSyntax, "SyntaxError:" + detail, std::move(message)));
}

ExpressionPtr Parser::Make(ExpressionKind kind, uint32_t begin) const {
  auto expression = std::make_unique<Expression>();
  expression->kind = kind;
  expression->span.begin = begin;
  return expression;
}

Result<ExpressionPtr> Parser::Finish(ExpressionPtr expression) const {
  expression->span.end = LastEnd();
  for (const auto& child : expression->children) {
    if (child) expression->depth = std::max(expression->depth, child->depth + 1);
  }
  if (expression->depth > 2 * kMaxNesting) {
    return Bad(expression->span, "UnexpectedSyntax", "The expression nests too deeply");
  }
  return expression;
}

Result<void> Parser::CheckDepth() const {
  if (depth_ <= kMaxNesting) return {};
  return Bad(Peek().span, "UnexpectedSyntax",
             fmt::format("The query nests deeper than {} levels", kMaxNesting));
}

// Statement = [EXPLAIN | PROFILE] (Query | Show | SchemaCommand) [;]
Result<Statement> Parser::ParseStatement() {
  Statement statement;
  if (AcceptKeyword("EXPLAIN")) {
    statement.mode = StatementMode::kExplain;
  } else if (AcceptKeyword("PROFILE")) {
    statement.mode = StatementMode::kProfile;
  }
  if (AtKeyword("SHOW")) {
    AMANA_TRY(statement.query, ParseShow());
  } else if (AtSchemaCommand()) {
    AMANA_TRY(statement.schema, ParseSchemaCommand());
  } else {
    AMANA_TRY(statement.query, ParseQuery());
  }
  Accept(TokenKind::kSemicolon);
  if (!At(TokenKind::kEnd)) return Unexpected("a clause or the end of the query");
  return statement;
}

// Query = SingleQuery {UNION [ALL] SingleQuery}
Result<Query> Parser::ParseQuery() {
  Level level(&depth_);
  AMANA_CHECK_OK(CheckDepth());
  Query query;
  AMANA_TRY(SingleQuery first, ParseSingleQuery());
  query.parts.push_back(std::move(first));
  while (AtKeyword("UNION")) {
    Span where = Take().span;
    query.union_all.push_back(AcceptKeyword("ALL"));
    if (query.union_all.back() != query.union_all.front()) {
      return Bad(where, "InvalidClauseComposition", "UNION and UNION ALL cannot be combined");
    }
    AMANA_TRY(SingleQuery next, ParseSingleQuery());
    query.parts.push_back(std::move(next));
  }
  return query;
}

bool Parser::AtClauseStart() const {
  static constexpr std::string_view kStarts[] = {"MATCH",  "OPTIONAL", "UNWIND", "WITH",   "RETURN",
                                                 "CREATE", "MERGE",    "SET",    "REMOVE", "DELETE",
                                                 "DETACH", "FOREACH",  "CALL",   "LOAD"};
  return std::any_of(std::begin(kStarts), std::end(kStarts),
                     [this](std::string_view word) { return AtKeyword(word); });
}

Result<SingleQuery> Parser::ParseSingleQuery() {
  SingleQuery single;
  single.span.begin = Peek().span.begin;
  if (!AtClauseStart()) return Unexpected("a clause such as MATCH, CREATE, WITH or RETURN");
  while (AtClauseStart()) {
    AMANA_TRY(Clause clause, ParseClause());
    single.clauses.push_back(std::move(clause));
  }
  single.span.end = LastEnd();
  return single;
}

Result<Clause> Parser::ParseClause() {
  Clause clause;
  clause.span.begin = Peek().span.begin;
  using Body = decltype(clause.body);
  // Clauses cannot be copied, which the converting constructors of Result would look into.
  const auto as_body = [](auto parsed) -> Result<Body> {
    if (!parsed) return Fail(std::move(parsed.error()));
    return Body(std::move(*parsed));
  };
  auto parse = [this, &as_body]() -> Result<Body> {
    if (AcceptKeyword("MATCH")) return as_body(ParseMatch(false));
    if (AcceptKeyword("OPTIONAL")) {
      AMANA_CHECK_OK(ExpectKeyword("MATCH"));
      return as_body(ParseMatch(true));
    }
    if (AcceptKeyword("UNWIND")) return as_body(ParseUnwind());
    if (AtKeyword("LOAD")) return as_body(ParseLoadCsv());
    if (AcceptKeyword("WITH")) return as_body(ParseProjection(false));
    if (AcceptKeyword("RETURN")) return as_body(ParseProjection(true));
    if (AcceptKeyword("MERGE")) return as_body(ParseMerge());
    if (AcceptKeyword("REMOVE")) return as_body(ParseRemove());
    if (AcceptKeyword("DELETE")) return as_body(ParseDelete(false));
    if (AcceptKeyword("FOREACH")) return as_body(ParseForeach());
    if (AcceptKeyword("DETACH")) {
      AMANA_CHECK_OK(ExpectKeyword("DELETE"));
      return as_body(ParseDelete(true));
    }
    if (AcceptKeyword("CREATE")) {
      AMANA_TRY(Pattern pattern, ParsePattern());
      return CreateClause{std::move(pattern)};
    }
    if (AcceptKeyword("SET")) {
      AMANA_TRY(auto items, ParseSetItems());
      return SetClause{std::move(items)};
    }
    AMANA_CHECK_OK(ExpectKeyword("CALL"));
    if (At(TokenKind::kLeftBrace) || At(TokenKind::kLeftParen)) {
      return as_body(ParseSubqueryClause());
    }
    return as_body(ParseCall());
  };
  AMANA_TRY(clause.body, parse());
  clause.span.end = LastEnd();
  return clause;
}

// Subquery = CALL [( [* | Variable {, Variable}] )] { Query }; the variables are what it sees.
Result<SubqueryClause> Parser::ParseSubqueryClause() {
  SubqueryClause out;
  if (Accept(TokenKind::kLeftParen)) {
    out.scoped = true;
    out.imports_all = Accept(TokenKind::kStar);
    while (!out.imports_all && !At(TokenKind::kRightParen)) {
      AMANA_TRY(Name variable, ExpectVariable());
      out.imports.push_back(std::move(variable));
      if (!Accept(TokenKind::kComma)) break;
    }
    AMANA_CHECK_OK(Expect(TokenKind::kRightParen, "\")\""));
  }
  AMANA_CHECK_OK(Expect(TokenKind::kLeftBrace, "\"{\""));
  AMANA_TRY(Query query, ParseQuery());
  AMANA_CHECK_OK(Expect(TokenKind::kRightBrace, "\"}\""));
  out.query = std::make_unique<Query>(std::move(query));
  if (AtKeyword("IN") && (AtKeyword("TRANSACTIONS", 1) || AtKeyword("CONCURRENT", 1) ||
                          AtKeyword("TRANSACTIONS", 2) || AtKeyword("CONCURRENT", 2))) {
    return Unsupported(Peek().span,
                       "A statement is one transaction: CALL { } IN TRANSACTIONS is "
                       "not supported");
  }
  return out;
}

// Match = [OPTIONAL] MATCH Pattern [WHERE Expression]
Result<MatchClause> Parser::ParseMatch(bool optional) {
  MatchClause match;
  match.optional = optional;
  AMANA_TRY(match.pattern, ParsePattern());
  if (AcceptKeyword("WHERE")) {
    AMANA_TRY(match.where, ParseExpression());
  }
  return match;
}

// Unwind = UNWIND Expression AS Variable
Result<UnwindClause> Parser::ParseUnwind() {
  UnwindClause unwind;
  AMANA_TRY(unwind.list, ParseExpression());
  AMANA_CHECK_OK(ExpectKeyword("AS"));
  AMANA_TRY(unwind.variable, ExpectVariable());
  return unwind;
}

// LoadCsv = LOAD CSV [WITH HEADERS] FROM Expression AS Variable [FIELDTERMINATOR String]
Result<LoadCsvClause> Parser::ParseLoadCsv() {
  LoadCsvClause load;
  AMANA_CHECK_OK(ExpectKeyword("LOAD"));
  AMANA_CHECK_OK(ExpectKeyword("CSV"));
  if (AcceptKeyword("WITH")) {
    AMANA_CHECK_OK(ExpectKeyword("HEADERS"));
    load.headers = true;
  }
  AMANA_CHECK_OK(ExpectKeyword("FROM"));
  AMANA_TRY(load.from, ParseExpression());
  AMANA_CHECK_OK(ExpectKeyword("AS"));
  AMANA_TRY(load.variable, ExpectVariable());
  if (AcceptKeyword("FIELDTERMINATOR")) {
    const Token& token = Peek();
    if (!At(TokenKind::kString) || token.text.size() != 1 || token.text == "\"") {
      return Unexpected("a string of one ASCII character");
    }
    load.separator = Take().text[0];
  }
  return load;
}

// Projection = [DISTINCT] Items [ORDER BY ...] [SKIP e] [LIMIT e] [WHERE e, for WITH]
Result<ProjectionClause> Parser::ParseProjection(bool is_return) {
  ProjectionClause out;
  out.is_return = is_return;
  out.distinct = AcceptKeyword("DISTINCT");
  AMANA_CHECK_OK(ParseProjectionItems(&out));
  if (AcceptKeyword("ORDER")) AMANA_CHECK_OK(ParseOrderBy(&out));
  if (AcceptKeyword("SKIP") || AcceptKeyword("OFFSET")) {
    AMANA_TRY(out.skip, ParseExpression());
  }
  if (AcceptKeyword("LIMIT")) {
    AMANA_TRY(out.limit, ParseExpression());
  }
  if (!is_return && AcceptKeyword("WHERE")) {
    AMANA_TRY(out.where, ParseExpression());
  }
  return out;
}

Result<void> Parser::ParseProjectionItems(ProjectionClause* out) {
  if (Accept(TokenKind::kStar)) {
    out->star = true;
    if (!Accept(TokenKind::kComma)) return {};
  }
  do {
    ProjectionItem item;
    AMANA_TRY(item.expression, ParseExpression());
    Span span = item.expression->span;
    item.text = text_.substr(span.begin, span.end - span.begin);
    if (AcceptKeyword("AS")) {
      AMANA_TRY(item.alias, ExpectName("a variable name"));
    }
    out->items.push_back(std::move(item));
  } while (Accept(TokenKind::kComma));
  return {};
}

Result<void> Parser::ParseOrderBy(ProjectionClause* out) {
  AMANA_CHECK_OK(ExpectKeyword("BY"));
  do {
    SortItem item;
    AMANA_TRY(item.expression, ParseExpression());
    if (AcceptKeyword("DESC") || AcceptKeyword("DESCENDING")) {
      item.descending = true;
    } else if (!AcceptKeyword("ASC")) {
      AcceptKeyword("ASCENDING");
    }
    out->order_by.push_back(std::move(item));
  } while (Accept(TokenKind::kComma));
  return {};
}

// Merge = MERGE PatternPart {ON (CREATE | MATCH) SET SetItems}
Result<MergeClause> Parser::ParseMerge() {
  MergeClause merge;
  AMANA_TRY(merge.part, ParsePatternPart());
  while (AcceptKeyword("ON")) {
    bool create = AtKeyword("CREATE");
    if (!create && !AtKeyword("MATCH")) return Unexpected("CREATE or MATCH");
    Take();
    AMANA_CHECK_OK(ExpectKeyword("SET"));
    AMANA_TRY(auto items, ParseSetItems());
    auto& into = create ? merge.on_create : merge.on_match;
    std::move(items.begin(), items.end(), std::back_inserter(into));
  }
  return merge;
}

Result<std::vector<SetItem>> Parser::ParseSetItems() {
  std::vector<SetItem> items;
  do {
    AMANA_TRY(SetItem item, ParseSetItem());
    items.push_back(std::move(item));
  } while (Accept(TokenKind::kComma));
  return items;
}

// SetItem = target.key = e | variable = e | variable += e | variable:Label...
Result<SetItem> Parser::ParseSetItem() {
  SetItem item;
  item.span.begin = Peek().span.begin;
  AMANA_TRY(item.target, ParsePostfix());
  item.span.end = LastEnd();
  Expression& target = *item.target;
  if (target.kind == ExpressionKind::kHasLabels) {
    item.kind = SetItem::Kind::kLabels;
    item.labels = std::move(target.names);
    item.target = std::move(target.children[0]);
    return item;
  }
  if (target.kind == ExpressionKind::kProperty) {
    item.kind = SetItem::Kind::kProperty;
    item.key = target.name;
    item.target = std::move(target.children[0]);
    AMANA_CHECK_OK(Expect(TokenKind::kEqual, "\"=\""));
  } else if (target.kind == ExpressionKind::kVariable) {
    item.kind = At(TokenKind::kPlusEqual) ? SetItem::Kind::kMerge : SetItem::Kind::kReplace;
    if (!Accept(TokenKind::kPlusEqual))
      AMANA_CHECK_OK(Expect(TokenKind::kEqual, "\"=\" or \"+=\""));
  } else {
    return Bad(item.span, "UnexpectedSyntax", "Expected a property, a variable or labels to set");
  }
  AMANA_TRY(item.value, ParseExpression());
  return item;
}

// Remove = REMOVE (target.key | variable:Label...) {, ...}
Result<RemoveClause> Parser::ParseRemove() {
  RemoveClause remove;
  do {
    SetItem item;
    item.span.begin = Peek().span.begin;
    AMANA_TRY(item.target, ParsePostfix());
    item.span.end = LastEnd();
    Expression& target = *item.target;
    if (target.kind == ExpressionKind::kHasLabels) {
      item.kind = SetItem::Kind::kLabels;
      item.labels = std::move(target.names);
    } else if (target.kind == ExpressionKind::kProperty) {
      item.kind = SetItem::Kind::kProperty;
      item.key = target.name;
    } else {
      return Bad(item.span, "UnexpectedSyntax", "Expected a property or labels to remove");
    }
    item.target = std::move(target.children[0]);
    remove.items.push_back(std::move(item));
  } while (Accept(TokenKind::kComma));
  return remove;
}

Result<DeleteClause> Parser::ParseDelete(bool detach) {
  DeleteClause out;
  out.detach = detach;
  do {
    AMANA_TRY(auto target, ParseExpression());
    out.targets.push_back(std::move(target));
  } while (Accept(TokenKind::kComma));
  return out;
}

// Foreach = FOREACH ( Variable IN Expression | Clause... )
Result<ForeachClause> Parser::ParseForeach() {
  Level level(&depth_);
  AMANA_CHECK_OK(CheckDepth());
  ForeachClause out;
  AMANA_CHECK_OK(Expect(TokenKind::kLeftParen, "\"(\""));
  AMANA_TRY(out.variable, ExpectVariable());
  AMANA_CHECK_OK(ExpectKeyword("IN"));
  AMANA_TRY(out.list, ParseExpression());
  AMANA_CHECK_OK(Expect(TokenKind::kPipe, "\"|\""));
  while (AtClauseStart()) {
    AMANA_TRY(Clause clause, ParseClause());
    out.body.push_back(std::move(clause));
  }
  if (out.body.empty()) return Unexpected("a writing clause such as CREATE or SET");
  AMANA_CHECK_OK(Expect(TokenKind::kRightParen, "\")\""));
  return out;
}

// Call = CALL name.space [( arguments )] [YIELD ...]
Result<CallClause> Parser::ParseCall() {
  CallClause call;
  AMANA_TRY(Name first, ExpectName("a procedure name"));
  call.procedure = first.text;
  while (Accept(TokenKind::kDot)) {
    AMANA_TRY(Name next, ExpectName("a procedure name"));
    call.procedure += "." + next.text;
  }
  if (Accept(TokenKind::kLeftParen)) {
    call.explicit_arguments = true;
    while (!At(TokenKind::kRightParen)) {
      AMANA_TRY(auto argument, ParseExpression());
      call.arguments.push_back(std::move(argument));
      if (!Accept(TokenKind::kComma)) break;
    }
    AMANA_CHECK_OK(Expect(TokenKind::kRightParen, "\")\""));
  }
  if (AcceptKeyword("YIELD")) AMANA_CHECK_OK(ParseYield(&call));
  return call;
}

Result<void> Parser::ParseYield(CallClause* out) {
  out->has_yield = true;
  if (Accept(TokenKind::kStar)) {
    out->yield_all = true;
  } else if (!Accept(TokenKind::kMinus)) {
    do {
      YieldItem item;
      AMANA_TRY(Name field, ExpectName("a result field"));
      item.field = field.text;
      item.variable = field;
      if (AcceptKeyword("AS")) {
        AMANA_TRY(item.variable, ExpectVariable());
      }
      out->yields.push_back(std::move(item));
    } while (Accept(TokenKind::kComma));
  }
  if (AcceptKeyword("WHERE")) {
    AMANA_TRY(out->where, ParseExpression());
  }
  return {};
}

Result<Statement> Parse(std::string_view text) {
  AMANA_TRY(auto tokens, Tokenize(text));
  return Parser(text, std::move(tokens)).ParseStatement();
}

}  // namespace amana::query

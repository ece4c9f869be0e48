// Expressions, from the loosest operator to the atoms.

#include <fmt/format.h>

#include "query/parser_impl.h"

namespace amana::query {

Result<ExpressionPtr> Parser::ParseExpression() {
  Level level(&depth_);
  AMANA_CHECK_OK(CheckDepth());
  return ParseOr();
}

// Chains of OR, XOR and AND are one node with many children, so that long ones stay shallow.
Result<ExpressionPtr> Parser::ParseOr() {
  AMANA_TRY(auto left, ParseXor());
  if (!AtKeyword("OR")) return left;
  auto out = Make(ExpressionKind::kOperator, left->span.begin);
  out->op = Op::kOr;
  out->children.push_back(std::move(left));
  while (AcceptKeyword("OR")) {
    AMANA_TRY(auto right, ParseXor());
    out->children.push_back(std::move(right));
  }
  return Finish(std::move(out));
}

Result<ExpressionPtr> Parser::ParseXor() {
  AMANA_TRY(auto left, ParseAnd());
  if (!AtKeyword("XOR")) return left;
  auto out = Make(ExpressionKind::kOperator, left->span.begin);
  out->op = Op::kXor;
  out->children.push_back(std::move(left));
  while (AcceptKeyword("XOR")) {
    AMANA_TRY(auto right, ParseAnd());
    out->children.push_back(std::move(right));
  }
  return Finish(std::move(out));
}

Result<ExpressionPtr> Parser::ParseAnd() {
  AMANA_TRY(auto left, ParseNot());
  if (!AtKeyword("AND")) return left;
  auto out = Make(ExpressionKind::kOperator, left->span.begin);
  out->op = Op::kAnd;
  out->children.push_back(std::move(left));
  while (AcceptKeyword("AND")) {
    AMANA_TRY(auto right, ParseNot());
    out->children.push_back(std::move(right));
  }
  return Finish(std::move(out));
}

Result<ExpressionPtr> Parser::ParseNot() {
  if (!AtKeyword("NOT")) return ParseComparison();
  Level level(&depth_);
  AMANA_CHECK_OK(CheckDepth());
  auto out = Make(ExpressionKind::kOperator, Take().span.begin);
  out->op = Op::kNot;
  AMANA_TRY(auto operand, ParseNot());
  out->children.push_back(std::move(operand));
  return Finish(std::move(out));
}

// Comparison = Predicate {(= | <> | < | <= | > | >=) Predicate}; a < b < c means a < b AND b < c.
Result<ExpressionPtr> Parser::ParseComparison() {
  auto op_here = [this] {
    switch (Peek().kind) {
      case TokenKind::kEqual:
        return Op::kEqual;
      case TokenKind::kNotEqual:
        return Op::kNotEqual;
      case TokenKind::kLess:
        return Op::kLess;
      case TokenKind::kLessEqual:
        return Op::kLessEqual;
      case TokenKind::kGreater:
        return Op::kGreater;
      case TokenKind::kGreaterEqual:
        return Op::kGreaterEqual;
      default:
        return Op::kNone;
    }
  };
  AMANA_TRY(auto left, ParsePredicate());
  if (op_here() == Op::kNone) return left;
  auto out = Make(ExpressionKind::kComparison, left->span.begin);
  out->children.push_back(std::move(left));
  for (Op op = op_here(); op != Op::kNone; op = op_here()) {
    Take();
    AMANA_TRY(auto right, ParsePredicate());
    out->ops.push_back(op);
    out->children.push_back(std::move(right));
  }
  return Finish(std::move(out));
}

// Predicate = Additive {STARTS WITH e | ENDS WITH e | CONTAINS e | IN e | =~ e | IS [NOT] NULL}
Result<ExpressionPtr> Parser::ParsePredicate() {
  AMANA_TRY(auto left, ParseAdditive());
  for (;;) {
    Op op = Op::kNone;
    if (AtKeyword("IS") && (AtKeyword("NULL", 1) || AtKeyword("NOT", 1))) {
      Take();
      op = AcceptKeyword("NOT") ? Op::kIsNotNull : Op::kIsNull;
      AMANA_CHECK_OK(ExpectKeyword("NULL"));
    } else if (AtKeyword("STARTS") || AtKeyword("ENDS")) {
      op = AtKeyword("STARTS") ? Op::kStartsWith : Op::kEndsWith;
      Take();
      AMANA_CHECK_OK(ExpectKeyword("WITH"));
    } else if (AcceptKeyword("CONTAINS")) {
      op = Op::kContains;
    } else if (AcceptKeyword("IN")) {
      op = Op::kIn;
    } else if (Accept(TokenKind::kRegexMatch)) {
      op = Op::kRegexMatch;
    } else {
      return left;
    }
    auto out = Make(ExpressionKind::kOperator, left->span.begin);
    out->op = op;
    out->children.push_back(std::move(left));
    if (op != Op::kIsNull && op != Op::kIsNotNull) {
      AMANA_TRY(auto right, ParseAdditive());
      out->children.push_back(std::move(right));
    }
    AMANA_TRY(left, Finish(std::move(out)));
  }
}

Result<ExpressionPtr> Parser::ParseAdditive() {
  AMANA_TRY(auto left, ParseMultiplicative());
  while (At(TokenKind::kPlus) || At(TokenKind::kMinus)) {
    auto out = Make(ExpressionKind::kOperator, left->span.begin);
    out->op = Take().kind == TokenKind::kPlus ? Op::kAdd : Op::kSubtract;
    AMANA_TRY(auto right, ParseMultiplicative());
    out->children.push_back(std::move(left));
    out->children.push_back(std::move(right));
    AMANA_TRY(left, Finish(std::move(out)));
  }
  return left;
}

Result<ExpressionPtr> Parser::ParseMultiplicative() {
  AMANA_TRY(auto left, ParsePower());
  while (At(TokenKind::kStar) || At(TokenKind::kSlash) || At(TokenKind::kPercent)) {
    auto out = Make(ExpressionKind::kOperator, left->span.begin);
    TokenKind kind = Take().kind;
    out->op = kind == TokenKind::kStar    ? Op::kMultiply
              : kind == TokenKind::kSlash ? Op::kDivide
                                          : Op::kModulo;
    AMANA_TRY(auto right, ParsePower());
    out->children.push_back(std::move(left));
    out->children.push_back(std::move(right));
    AMANA_TRY(left, Finish(std::move(out)));
  }
  return left;
}

Result<ExpressionPtr> Parser::ParsePower() {
  AMANA_TRY(auto left, ParseUnary());
  while (At(TokenKind::kCaret)) {
    auto out = Make(ExpressionKind::kOperator, left->span.begin);
    Take();
    out->op = Op::kPower;
    AMANA_TRY(auto right, ParseUnary());
    out->children.push_back(std::move(left));
    out->children.push_back(std::move(right));
    AMANA_TRY(left, Finish(std::move(out)));
  }
  return left;
}

Result<ExpressionPtr> Parser::ParseUnary() {
  if (!At(TokenKind::kMinus) && !At(TokenKind::kPlus)) return ParsePostfix();
  if (At(TokenKind::kMinus) && At(TokenKind::kInteger, 1)) return ParsePostfix();
  Level level(&depth_);
  AMANA_CHECK_OK(CheckDepth());
  auto out = Make(ExpressionKind::kOperator, Peek().span.begin);
  out->op = Take().kind == TokenKind::kMinus ? Op::kMinus : Op::kPlus;
  AMANA_TRY(auto operand, ParseUnary());
  out->children.push_back(std::move(operand));
  return Finish(std::move(out));
}

// Postfix = Atom {. key | [ e ] | [ e .. e ] | : Label...}
Result<ExpressionPtr> Parser::ParsePostfix() {
  AMANA_TRY(auto base, ParseAtom());
  for (;;) {
    if (At(TokenKind::kDot)) {
      Take();
      auto out = Make(ExpressionKind::kProperty, base->span.begin);
      AMANA_TRY(Name key, ExpectName("a property key"));
      out->name = key.text;
      out->children.push_back(std::move(base));
      AMANA_TRY(base, Finish(std::move(out)));
    } else if (At(TokenKind::kLeftBracket)) {
      AMANA_TRY(base, ParseSubscript(std::move(base)));
    } else if (At(TokenKind::kColon) &&
               (At(TokenKind::kIdentifier, 1) || At(TokenKind::kQuotedIdentifier, 1))) {
      auto out = Make(ExpressionKind::kHasLabels, base->span.begin);
      AMANA_TRY(out->names, ParseLabels());
      out->children.push_back(std::move(base));
      AMANA_TRY(base, Finish(std::move(out)));
    } else if (At(TokenKind::kLeftBrace) && base->kind == ExpressionKind::kVariable) {
      AMANA_TRY(base, ParseMapProjection(std::move(base)));
    } else {
      return base;
    }
  }
}

Result<ExpressionPtr> Parser::ParseSubscript(ExpressionPtr base) {
  Take();
  auto out = Make(ExpressionKind::kIndex, base->span.begin);
  out->children.push_back(std::move(base));
  ExpressionPtr first;
  if (!At(TokenKind::kDotDot)) {
    AMANA_TRY(first, ParseExpression());
  }
  out->children.push_back(std::move(first));
  if (Accept(TokenKind::kDotDot)) {
    out->kind = ExpressionKind::kSlice;
    ExpressionPtr last;
    if (!At(TokenKind::kRightBracket)) {
      AMANA_TRY(last, ParseExpression());
    }
    out->children.push_back(std::move(last));
  }
  AMANA_CHECK_OK(Expect(TokenKind::kRightBracket, "\"]\""));
  return Finish(std::move(out));
}

Result<ExpressionPtr> Parser::ParseInteger(bool negative) {
  auto out = Make(ExpressionKind::kLiteral, Peek().span.begin);
  if (negative) Take();
  const Token& token = Take();
  if (token.integer > static_cast<uint64_t>(INT64_MAX) + (negative ? 1 : 0)) {
    return Bad(token.span, "IntegerOverflow", "The number is too large for an integer");
  }
  out->literal = Value(static_cast<int64_t>(negative ? ~token.integer + 1 : token.integer));
  return Finish(std::move(out));
}

Result<ExpressionPtr> Parser::ParseAtom() {
  uint32_t begin = Peek().span.begin;
  auto literal = [&](Value value) {
    auto out = Make(ExpressionKind::kLiteral, begin);
    out->literal = std::move(value);
    return Finish(std::move(out));
  };
  switch (Peek().kind) {
    case TokenKind::kMinus:
      return ParseInteger(true);
    case TokenKind::kInteger:
      return ParseInteger(false);
    case TokenKind::kFloat:
      return literal(Value(Take().real));
    case TokenKind::kString:
      return literal(Value(Take().text));
    case TokenKind::kParameter: {
      auto out = Make(ExpressionKind::kParameter, begin);
      out->name = Take().text;
      return Finish(std::move(out));
    }
    case TokenKind::kLeftBracket:
      return ParseBracketed();
    case TokenKind::kLeftBrace:
      return ParseMap();
    case TokenKind::kLeftParen: {
      if (AtPattern()) return ParsePatternExpression();
      Take();
      AMANA_TRY(auto inner, ParseExpression());
      AMANA_CHECK_OK(Expect(TokenKind::kRightParen, "\")\""));
      inner->span = {begin, LastEnd()};
      return inner;
    }
    case TokenKind::kQuotedIdentifier:
    case TokenKind::kIdentifier:
      return ParseNamedAtom();
    default:
      return Unexpected("an expression");
  }
}

// What begins with a word: literals, CASE, quantifiers, functions, subqueries, variables.
Result<ExpressionPtr> Parser::ParseNamedAtom() {
  uint32_t begin = Peek().span.begin;
  for (std::string_view word : {"NULL", "TRUE", "FALSE"}) {
    if (!AtKeyword(word)) continue;
    Take();
    auto out = Make(ExpressionKind::kLiteral, begin);
    if (word != "NULL") out->literal = Value(word == "TRUE");
    return Finish(std::move(out));
  }
  if (AtKeyword("CASE")) return ParseCase();
  if (At(TokenKind::kLeftBrace, 1)) {
    if (AtKeyword("EXISTS")) return ParseSubqueryExpression(ExpressionKind::kExists);
    if (AtKeyword("COUNT")) return ParseSubqueryExpression(ExpressionKind::kCount);
    if (AtKeyword("COLLECT")) return ParseSubqueryExpression(ExpressionKind::kCollect);
  }
  if (At(TokenKind::kLeftParen, 1)) {
    bool binds = (At(TokenKind::kIdentifier, 2) || At(TokenKind::kQuotedIdentifier, 2)) &&
                 AtKeyword("IN", 3);
    if (binds && AtKeyword("ALL")) return ParseQuantifier(Op::kAll);
    if (binds && AtKeyword("ANY")) return ParseQuantifier(Op::kAny);
    if (binds && AtKeyword("NONE")) return ParseQuantifier(Op::kNone_);
    if (binds && AtKeyword("SINGLE")) return ParseQuantifier(Op::kSingle);
    if (AtKeyword("REDUCE") && At(TokenKind::kEqual, 3)) return ParseReduce();
    if (AtKeyword("SHORTESTPATH") || AtKeyword("ALLSHORTESTPATHS")) return ParsePatternExpression();
  }
  if (AtFunctionCall()) return ParseFunctionCall();
  auto out = Make(ExpressionKind::kVariable, begin);
  AMANA_TRY(Name name, ExpectVariable());
  out->name = name.text;
  return Finish(std::move(out));
}

bool Parser::AtFunctionCall() const {
  size_t ahead = 1;
  while (At(TokenKind::kDot, ahead) &&
         (At(TokenKind::kIdentifier, ahead + 1) || At(TokenKind::kQuotedIdentifier, ahead + 1))) {
    ahead += 2;
  }
  return At(TokenKind::kLeftParen, ahead);
}

// Case = CASE [e] {WHEN e THEN e} [ELSE e] END
Result<ExpressionPtr> Parser::ParseCase() {
  auto out = Make(ExpressionKind::kCase, Take().span.begin);
  if (!AtKeyword("WHEN")) {
    out->flag = true;
    AMANA_TRY(auto operand, ParseExpression());
    out->children.push_back(std::move(operand));
  }
  if (!AtKeyword("WHEN")) return Unexpected("WHEN");
  while (AcceptKeyword("WHEN")) {
    AMANA_TRY(auto when, ParseExpression());
    AMANA_CHECK_OK(ExpectKeyword("THEN"));
    AMANA_TRY(auto then, ParseExpression());
    out->children.push_back(std::move(when));
    out->children.push_back(std::move(then));
  }
  if (AcceptKeyword("ELSE")) {
    out->has_else = true;
    AMANA_TRY(auto otherwise, ParseExpression());
    out->children.push_back(std::move(otherwise));
  }
  AMANA_CHECK_OK(ExpectKeyword("END"));
  return Finish(std::move(out));
}

// What stands in brackets: a list, a list comprehension or a pattern comprehension.
Result<ExpressionPtr> Parser::ParseBracketed() {
  Level level(&depth_);
  AMANA_CHECK_OK(CheckDepth());
  bool named = At(TokenKind::kIdentifier, 1) || At(TokenKind::kQuotedIdentifier, 1);
  if (named && AtKeyword("IN", 2)) return ParseListComprehension();
  if (named && At(TokenKind::kEqual, 2) && At(TokenKind::kLeftParen, 3)) {
    return ParsePatternComprehension();
  }
  uint32_t begin = Take().span.begin;
  if (At(TokenKind::kLeftParen) && AtPattern()) {
    // Either [(a)-->(b) | e] or a list whose first item is a pattern.
    size_t back = at_ - 1;
    AMANA_TRY(PatternPart skipped, ParsePatternPart());
    bool comprehension = At(TokenKind::kPipe) || AtKeyword("WHERE");
    at_ = back;
    if (comprehension) return ParsePatternComprehension();
    Take();
  }
  auto out = Make(ExpressionKind::kList, begin);
  while (!At(TokenKind::kRightBracket)) {
    AMANA_TRY(auto item, ParseExpression());
    out->children.push_back(std::move(item));
    if (!Accept(TokenKind::kComma)) break;
  }
  AMANA_CHECK_OK(Expect(TokenKind::kRightBracket, "\"]\" or \",\""));
  return Finish(std::move(out));
}

// ListComprehension = [ Variable IN e [WHERE e] [| e] ]
Result<ExpressionPtr> Parser::ParseListComprehension() {
  auto out = Make(ExpressionKind::kListComprehension, Take().span.begin);
  AMANA_TRY(Name variable, ExpectVariable());
  out->name = variable.text;
  AMANA_CHECK_OK(ExpectKeyword("IN"));
  out->children.resize(3);
  AMANA_TRY(out->children[0], ParseExpression());
  if (AcceptKeyword("WHERE")) {
    AMANA_TRY(out->children[1], ParseExpression());
  }
  if (Accept(TokenKind::kPipe)) {
    AMANA_TRY(out->children[2], ParseExpression());
  }
  AMANA_CHECK_OK(Expect(TokenKind::kRightBracket, "\"]\""));
  return Finish(std::move(out));
}

// PatternComprehension = [ [Variable =] Chain [WHERE e] | e ]
Result<ExpressionPtr> Parser::ParsePatternComprehension() {
  auto out = Make(ExpressionKind::kPatternComprehension, Take().span.begin);
  AMANA_TRY(PatternPart part, ParsePatternPart());
  out->pattern = std::make_unique<Pattern>();
  out->pattern->parts.push_back(std::move(part));
  out->children.resize(2);
  if (AcceptKeyword("WHERE")) {
    AMANA_TRY(out->children[0], ParseExpression());
  }
  AMANA_CHECK_OK(Expect(TokenKind::kPipe, "\"|\""));
  AMANA_TRY(out->children[1], ParseExpression());
  AMANA_CHECK_OK(Expect(TokenKind::kRightBracket, "\"]\""));
  return Finish(std::move(out));
}

Result<ExpressionPtr> Parser::ParseMap() {
  Level level(&depth_);
  AMANA_CHECK_OK(CheckDepth());
  auto out = Make(ExpressionKind::kMap, Take().span.begin);
  while (!At(TokenKind::kRightBrace)) {
    AMANA_TRY(Name key, ExpectName("a key"));
    AMANA_CHECK_OK(Expect(TokenKind::kColon, "\":\""));
    AMANA_TRY(auto value, ParseExpression());
    out->names.push_back(std::move(key));
    out->children.push_back(std::move(value));
    if (!Accept(TokenKind::kComma)) break;
  }
  AMANA_CHECK_OK(Expect(TokenKind::kRightBrace, "\"}\" or \",\""));
  return Finish(std::move(out));
}

// MapProjection = Variable { (.key | .* | Variable | key: e) , ... }
Result<ExpressionPtr> Parser::ParseMapProjection(ExpressionPtr base) {
  Level level(&depth_);
  AMANA_CHECK_OK(CheckDepth());
  auto out = Make(ExpressionKind::kMapProjection, base->span.begin);
  out->children.push_back(std::move(base));
  Take();
  while (!At(TokenKind::kRightBrace)) {
    MapProjectionItem item;
    if (Accept(TokenKind::kDot)) {
      item.kind = MapProjectionItem::Kind::kAll;
      if (!Accept(TokenKind::kStar)) {
        item.kind = MapProjectionItem::Kind::kProperty;
        AMANA_TRY(Name key, ExpectName("a property key or *"));
        item.name = key.text;
      }
    } else {
      AMANA_TRY(Name key, ExpectName("a key, a variable or .*"));
      item.kind = MapProjectionItem::Kind::kVariable;
      item.name = key.text;
      if (Accept(TokenKind::kColon)) {
        item.kind = MapProjectionItem::Kind::kLiteral;
        AMANA_TRY(item.value, ParseExpression());
      }
    }
    out->items.push_back(std::move(item));
    if (!Accept(TokenKind::kComma)) break;
  }
  AMANA_CHECK_OK(Expect(TokenKind::kRightBrace, "\"}\" or \",\""));
  return Finish(std::move(out));
}

// Quantifier = (ALL | ANY | NONE | SINGLE) ( Variable IN e WHERE e )
Result<ExpressionPtr> Parser::ParseQuantifier(Op op) {
  auto out = Make(ExpressionKind::kQuantifier, Take().span.begin);
  out->op = op;
  Take();
  AMANA_TRY(Name variable, ExpectVariable());
  out->name = variable.text;
  AMANA_CHECK_OK(ExpectKeyword("IN"));
  out->children.resize(2);
  AMANA_TRY(out->children[0], ParseExpression());
  AMANA_CHECK_OK(ExpectKeyword("WHERE"));
  AMANA_TRY(out->children[1], ParseExpression());
  AMANA_CHECK_OK(Expect(TokenKind::kRightParen, "\")\""));
  return Finish(std::move(out));
}

// Reduce = REDUCE ( Variable = e, Variable IN e | e )
Result<ExpressionPtr> Parser::ParseReduce() {
  auto out = Make(ExpressionKind::kReduce, Take().span.begin);
  Take();
  AMANA_TRY(Name accumulator, ExpectVariable());
  out->name = accumulator.text;
  AMANA_CHECK_OK(Expect(TokenKind::kEqual, "\"=\""));
  out->children.resize(3);
  AMANA_TRY(out->children[0], ParseExpression());
  AMANA_CHECK_OK(Expect(TokenKind::kComma, "\",\""));
  AMANA_TRY(Name element, ExpectVariable());
  out->second = element.text;
  AMANA_CHECK_OK(ExpectKeyword("IN"));
  AMANA_TRY(out->children[1], ParseExpression());
  AMANA_CHECK_OK(Expect(TokenKind::kPipe, "\"|\""));
  AMANA_TRY(out->children[2], ParseExpression());
  AMANA_CHECK_OK(Expect(TokenKind::kRightParen, "\")\""));
  return Finish(std::move(out));
}

// FunctionCall = name.space ( [DISTINCT] e, ... ) | COUNT ( * )
Result<ExpressionPtr> Parser::ParseFunctionCall() {
  Level level(&depth_);
  AMANA_CHECK_OK(CheckDepth());
  auto out = Make(ExpressionKind::kCall, Peek().span.begin);
  bool count = AtKeyword("COUNT");
  out->name = Take().text;
  while (Accept(TokenKind::kDot)) out->name += "." + Take().text;
  Take();
  if (count && At(TokenKind::kStar)) {
    Take();
    out->kind = ExpressionKind::kCountStar;
  } else {
    out->distinct = AcceptKeyword("DISTINCT");
    while (!At(TokenKind::kRightParen)) {
      AMANA_TRY(auto argument, ParseExpression());
      out->children.push_back(std::move(argument));
      if (!Accept(TokenKind::kComma)) break;
    }
  }
  AMANA_CHECK_OK(Expect(TokenKind::kRightParen, "\")\" or \",\""));
  return Finish(std::move(out));
}

// EXISTS { Pattern [WHERE e] } | EXISTS { Query }, and so COUNT; COLLECT takes a query.
Result<ExpressionPtr> Parser::ParseSubqueryExpression(ExpressionKind kind) {
  Level level(&depth_);
  AMANA_CHECK_OK(CheckDepth());
  auto out = Make(kind, Take().span.begin);
  Take();
  if (AtClauseStart() && !(At(TokenKind::kLeftParen, 1) && !AtKeyword("MATCH") &&
                           !AtKeyword("CREATE") && !AtKeyword("MERGE"))) {
    AMANA_TRY(Query query, ParseQuery());
    out->subquery = std::make_unique<Query>(std::move(query));
  } else {
    AMANA_TRY(Pattern pattern, ParsePattern());
    out->pattern = std::make_unique<Pattern>(std::move(pattern));
    if (AcceptKeyword("WHERE")) {
      AMANA_TRY(out->pattern->where, ParseExpression());
    }
  }
  AMANA_CHECK_OK(Expect(TokenKind::kRightBrace, "\"}\""));
  return Finish(std::move(out));
}

Result<ExpressionPtr> Parser::ParsePatternExpression() {
  auto out = Make(ExpressionKind::kPattern, Peek().span.begin);
  AMANA_TRY(PatternPart part, ParsePathElement());
  out->pattern = std::make_unique<Pattern>();
  out->pattern->parts.push_back(std::move(part));
  return Finish(std::move(out));
}

}  // namespace amana::query

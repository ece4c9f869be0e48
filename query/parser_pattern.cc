// Patterns: Pattern, PatternPart, NodePattern, RelationshipPattern.

#include "query/parser_impl.h"

namespace amana::query {

Result<Pattern> Parser::ParsePattern() {
  Pattern pattern;
  do {
    AMANA_TRY(PatternPart part, ParsePatternPart());
    pattern.parts.push_back(std::move(part));
  } while (Accept(TokenKind::kComma));
  return pattern;
}

// PatternPart = [Variable =] PathElement
Result<PatternPart> Parser::ParsePatternPart() {
  std::optional<Name> variable;
  uint32_t begin = Peek().span.begin;
  if (AtName() && At(TokenKind::kEqual, 1)) {
    AMANA_TRY(variable, ExpectVariable());
    Take();
  }
  AMANA_TRY(PatternPart part, ParsePathElement());
  part.variable = std::move(variable);
  part.span = {begin, LastEnd()};
  return part;
}

// PathElement = shortestPath(Chain) | allShortestPaths(Chain) | Chain | ( PathElement )
Result<PatternPart> Parser::ParsePathElement() {
  PatternPart part;
  bool shortest = AtKeyword("SHORTESTPATH");
  if ((shortest || AtKeyword("ALLSHORTESTPATHS")) && At(TokenKind::kLeftParen, 1)) {
    Take();
    Take();
    part.kind = shortest ? PathKind::kShortest : PathKind::kAllShortest;
    uint32_t begin = Peek().span.begin;
    AMANA_CHECK_OK(ParseChain(&part));
    AMANA_CHECK_OK(Expect(TokenKind::kRightParen, "\")\""));
    if (part.relationships.size() != 1) {
      return Bad({begin, LastEnd()}, "UnexpectedSyntax",
                 "A shortest path is sought along one relationship pattern");
    }
    return part;
  }
  if (At(TokenKind::kLeftParen) && At(TokenKind::kLeftParen, 1)) {
    Level level(&depth_);
    AMANA_CHECK_OK(CheckDepth());
    Take();
    AMANA_TRY(part, ParsePathElement());
    AMANA_CHECK_OK(Expect(TokenKind::kRightParen, "\")\""));
    return part;
  }
  AMANA_CHECK_OK(ParseChain(&part));
  return part;
}

Result<void> Parser::ParseChain(PatternPart* out) {
  AMANA_TRY(NodePattern first, ParseNodePattern());
  out->nodes.push_back(std::move(first));
  while (At(TokenKind::kMinus) || (At(TokenKind::kLess) && At(TokenKind::kMinus, 1))) {
    AMANA_TRY(RelationshipPattern relationship, ParseRelationshipPattern());
    out->relationships.push_back(std::move(relationship));
    AMANA_TRY(NodePattern node, ParseNodePattern());
    out->nodes.push_back(std::move(node));
  }
  return {};
}

// NodePattern = ( [Variable] [Labels] [Properties] [WHERE Expression] )
Result<NodePattern> Parser::ParseNodePattern() {
  NodePattern node;
  node.span.begin = Peek().span.begin;
  AMANA_CHECK_OK(Expect(TokenKind::kLeftParen, "\"(\" and a node"));
  if (AtName() && !(AtKeyword("WHERE") && !At(TokenKind::kRightParen, 1))) {
    AMANA_TRY(node.variable, ExpectVariable());
  }
  if (At(TokenKind::kColon)) {
    AMANA_TRY(node.labels, ParseLabels());
  }
  AMANA_TRY(node.properties, ParsePatternProperties());
  if (AcceptKeyword("WHERE")) {
    AMANA_TRY(node.where, ParseExpression());
  }
  AMANA_CHECK_OK(Expect(TokenKind::kRightParen, "\")\", a label or properties"));
  node.span.end = LastEnd();
  return node;
}

Result<std::vector<Name>> Parser::ParseLabels() {
  std::vector<Name> labels;
  while (Accept(TokenKind::kColon)) {
    do {
      AMANA_TRY(Name label, ExpectName("a label"));
      labels.push_back(std::move(label));
    } while (Accept(TokenKind::kAmpersand));
  }
  return labels;
}

Result<ExpressionPtr> Parser::ParsePatternProperties() {
  if (At(TokenKind::kLeftBrace)) return ParseMap();
  if (!At(TokenKind::kParameter)) return ExpressionPtr();
  auto parameter = Make(ExpressionKind::kParameter, Peek().span.begin);
  parameter->name = Take().text;
  return Finish(std::move(parameter));
}

// RelationshipPattern = [<]-[ Detail ]-[>]
Result<RelationshipPattern> Parser::ParseRelationshipPattern() {
  RelationshipPattern out;
  out.span.begin = Peek().span.begin;
  bool left = Accept(TokenKind::kLess);
  AMANA_CHECK_OK(Expect(TokenKind::kMinus, "\"-\""));
  if (Accept(TokenKind::kLeftBracket)) {
    AMANA_CHECK_OK(ParseRelationshipDetail(&out));
    AMANA_CHECK_OK(Expect(TokenKind::kRightBracket, "\"]\", a type or properties"));
  }
  AMANA_CHECK_OK(Expect(TokenKind::kMinus, "\"-\""));
  bool right = Accept(TokenKind::kGreater);
  out.direction = left == right ? Direction::kBoth : left ? Direction::kIn : Direction::kOut;
  out.span.end = LastEnd();
  return out;
}

// Detail = [Variable] [: Type {| [:] Type}] [* Range] [Properties] [WHERE Expression]
Result<void> Parser::ParseRelationshipDetail(RelationshipPattern* out) {
  if (AtName() && !(AtKeyword("WHERE") && !At(TokenKind::kRightBracket, 1))) {
    AMANA_TRY(out->variable, ExpectVariable());
  }
  if (Accept(TokenKind::kColon)) {
    do {
      Accept(TokenKind::kColon);
      AMANA_TRY(Name type, ExpectName("a relationship type"));
      out->types.push_back(std::move(type));
    } while (Accept(TokenKind::kPipe));
  }
  if (Accept(TokenKind::kStar)) {
    AMANA_TRY(out->range, ParseHopRange());
  }
  AMANA_TRY(out->properties, ParsePatternProperties());
  if (AcceptKeyword("WHERE")) {
    AMANA_TRY(out->where, ParseExpression());
  }
  return {};
}

// Range = [Integer] [.. [Integer]]
Result<HopRange> Parser::ParseHopRange() {
  HopRange range;
  if (At(TokenKind::kMinus)) {
    return Bad(Peek().span, "InvalidRelationshipPattern", "A path's length cannot be negative");
  }
  if (At(TokenKind::kInteger)) range.min = Take().integer;
  if (Accept(TokenKind::kDotDot)) {
    if (At(TokenKind::kInteger)) range.max = Take().integer;
  } else {
    range.max = range.min;
  }
  return range;
}

// The index behind the bracket that closes the one at `at`; `at` itself where none opens there.
size_t Parser::SkipBalanced(size_t at) const {
  size_t open = 0;
  for (size_t i = at; i < tokens_.size(); ++i) {
    switch (tokens_[i].kind) {
      case TokenKind::kLeftParen:
      case TokenKind::kLeftBracket:
      case TokenKind::kLeftBrace:
        ++open;
        break;
      case TokenKind::kRightParen:
      case TokenKind::kRightBracket:
      case TokenKind::kRightBrace:
        if (open == 0) return at;
        if (--open == 0) return i + 1;
        break;
      default:
        if (open == 0) return at;
    }
  }
  return at;
}

// The index behind what looks like a node pattern at `at`; `at` where nothing does.
size_t Parser::SkipNodePattern(size_t at) const {
  auto kind = [this](size_t i) { return i < tokens_.size() ? tokens_[i].kind : TokenKind::kEnd; };
  auto is_name = [&](size_t i) {
    return kind(i) == TokenKind::kIdentifier || kind(i) == TokenKind::kQuotedIdentifier;
  };
  size_t i = at + 1;
  if (is_name(i)) ++i;
  while (kind(i) == TokenKind::kColon && is_name(i + 1)) i += 2;
  if (kind(i) == TokenKind::kLeftBrace) i = SkipBalanced(i);
  if (kind(i) == TokenKind::kParameter) ++i;
  return kind(i) == TokenKind::kRightParen ? i + 1 : at;
}

// Whether the parenthesis ahead opens a path pattern rather than an expression: a node followed by
// something that can only be a relationship. `(a)-[1]` and `(a)-(b)` stay arithmetic.
bool Parser::AtPattern() const {
  size_t after = SkipNodePattern(at_);
  if (after == at_) return false;
  auto kind = [this](size_t i) { return i < tokens_.size() ? tokens_[i].kind : TokenKind::kEnd; };
  if (kind(after) == TokenKind::kLess && kind(after + 1) == TokenKind::kMinus) {
    return kind(after + 2) == TokenKind::kMinus || kind(after + 2) == TokenKind::kLeftBracket;
  }
  if (kind(after) != TokenKind::kMinus) return false;
  if (kind(after + 1) == TokenKind::kMinus) {
    return kind(after + 2) == TokenKind::kGreater || kind(after + 2) == TokenKind::kLeftParen;
  }
  if (kind(after + 1) != TokenKind::kLeftBracket) return false;
  size_t behind = SkipBalanced(after + 1);
  return kind(behind) == TokenKind::kMinus &&
         (kind(behind + 1) == TokenKind::kLeftParen || kind(behind + 1) == TokenKind::kGreater);
}

}  // namespace amana::query

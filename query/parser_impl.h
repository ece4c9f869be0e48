#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "query/ast.h"
#include "query/parser.h"
#include "query/token.h"

namespace amana::query {

// Recursive descent over the tokens, one method for each production of openCypher's grammar.
// Clauses are in parser.cc, commands beside queries in parser_schema.cc, patterns in
// parser_pattern.cc, expressions in parser_expression.cc.
class Parser {
 public:
  Parser(std::string_view text, std::vector<Token> tokens)
      : text_(text), tokens_(std::move(tokens)) {}

  Result<Statement> ParseStatement();

 private:
  // Clauses.
  Result<Query> ParseQuery();
  Result<SingleQuery> ParseSingleQuery();
  Result<Clause> ParseClause();
  Result<MatchClause> ParseMatch(bool optional);
  Result<UnwindClause> ParseUnwind();
  Result<ProjectionClause> ParseProjection(bool is_return);
  Result<void> ParseProjectionItems(ProjectionClause* out);
  Result<void> ParseOrderBy(ProjectionClause* out);
  Result<MergeClause> ParseMerge();
  Result<std::vector<SetItem>> ParseSetItems();
  Result<SetItem> ParseSetItem();
  Result<RemoveClause> ParseRemove();
  Result<DeleteClause> ParseDelete(bool detach);
  Result<ForeachClause> ParseForeach();
  Result<CallClause> ParseCall();
  Result<void> ParseYield(CallClause* out);
  Result<SubqueryClause> ParseSubqueryClause();
  Result<LoadCsvClause> ParseLoadCsv();
  bool AtClauseStart() const;

  // Commands beside queries (parser_schema.cc).
  Result<Query> ParseShow();
  std::string_view AcceptShown();
  bool AtSchemaCommand() const;
  Result<SchemaCommand> ParseSchemaCommand();
  Result<void> ParseSchemaTarget(std::string_view joint, SchemaItem* item);
  Result<void> ParseUnique();

  // Patterns.
  Result<Pattern> ParsePattern();
  Result<PatternPart> ParsePatternPart();
  Result<PatternPart> ParsePathElement();
  Result<void> ParseChain(PatternPart* out);
  Result<NodePattern> ParseNodePattern();
  Result<RelationshipPattern> ParseRelationshipPattern();
  Result<void> ParseRelationshipDetail(RelationshipPattern* out);
  Result<HopRange> ParseHopRange();
  Result<ExpressionPtr> ParsePatternProperties();
  Result<std::vector<Name>> ParseLabels();
  bool AtPattern() const;
  size_t SkipBalanced(size_t at) const;
  size_t SkipNodePattern(size_t at) const;

  // Expressions.
  Result<ExpressionPtr> ParseExpression();
  Result<ExpressionPtr> ParseOr();
  Result<ExpressionPtr> ParseXor();
  Result<ExpressionPtr> ParseAnd();
  Result<ExpressionPtr> ParseNot();
  Result<ExpressionPtr> ParseComparison();
  Result<ExpressionPtr> ParsePredicate();
  Result<ExpressionPtr> ParseAdditive();
  Result<ExpressionPtr> ParseMultiplicative();
  Result<ExpressionPtr> ParsePower();
  Result<ExpressionPtr> ParseUnary();
  Result<ExpressionPtr> ParsePostfix();
  Result<ExpressionPtr> ParseSubscript(ExpressionPtr base);
  Result<ExpressionPtr> ParseAtom();
  Result<ExpressionPtr> ParseNamedAtom();
  Result<ExpressionPtr> ParseCase();
  Result<ExpressionPtr> ParseBracketed();
  Result<ExpressionPtr> ParseListComprehension();
  Result<ExpressionPtr> ParsePatternComprehension();
  Result<ExpressionPtr> ParseMap();
  Result<ExpressionPtr> ParseMapProjection(ExpressionPtr base);
  Result<ExpressionPtr> ParseQuantifier(Op op);
  Result<ExpressionPtr> ParseReduce();
  Result<ExpressionPtr> ParseFunctionCall();
  Result<ExpressionPtr> ParseSubqueryExpression(ExpressionKind kind);
  Result<ExpressionPtr> ParsePatternExpression();
  Result<ExpressionPtr> ParseInteger(bool negative);
  bool AtFunctionCall() const;

  // Tokens.
  const Token& Peek(size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  const Token& Take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  bool At(TokenKind kind, size_t ahead = 0) const { return Peek(ahead).kind == kind; }
  bool AtKeyword(std::string_view upper, size_t ahead = 0) const;
  bool AtName() const { return At(TokenKind::kIdentifier) || At(TokenKind::kQuotedIdentifier); }
  bool Accept(TokenKind kind);
  bool AcceptKeyword(std::string_view upper);
  Result<void> Expect(TokenKind kind, std::string_view shown);
  Result<void> ExpectKeyword(std::string_view upper);
  Result<Name> ExpectVariable();
  Result<Name> ExpectName(std::string_view what);

  // An "Invalid input" error at the next token.
  tl::unexpected<Error> Unexpected(std::string_view expected) const;
  tl::unexpected<Error> Unsupported(Span where, std::string message) const;
  tl::unexpected<Error> Bad(Span where, std::string detail, std::string message) const;

  ExpressionPtr Make(ExpressionKind kind, uint32_t begin) const;
  // Closes a node: its span ends at the last token taken; fails where it nests too deeply.
  Result<ExpressionPtr> Finish(ExpressionPtr expression) const;
  uint32_t LastEnd() const { return at_ == 0 ? 0 : tokens_[at_ - 1].span.end; }

  // Counts one level of recursion while it lives.
  struct Level {
    explicit Level(uint32_t* count) : count_(count) { ++*count_; }
    ~Level() { --*count_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    uint32_t* count_;
  };
  Result<void> CheckDepth() const;

  std::string_view text_;
  std::vector<Token> tokens_;
  size_t at_ = 0;
  uint32_t depth_ = 0;
};

}  // namespace amana::query

#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/snapshot.h"
#include "query/ast.h"
#include "query/operators/aggregate.h"
#include "query/operators/write.h"
#include "query/plan.h"
#include "query/procedures/procedure.h"
#include "query/query_graph.h"

namespace amana::query {

// A statement ready to run, any number of times and on several threads at once.
struct CompiledQuery {
  std::string text;
  StatementMode mode = StatementMode::kRun;
  PlanPtr plan;
  std::vector<std::string> columns;
  std::vector<int> outputs;  // the columns' slots
  SymbolTable symbols;
  size_t slot_count = 0;
  size_t argument_count = 0;
  std::set<std::string> parameters;  // that the text mentions
  bool writes = false;
  bool returns = false;
  bool schema = false;  // changes indexes or constraints
};

// What a name stands for.
struct Binding {
  int slot = -1;
  StaticType type;
};
using Scope = std::map<std::string, Binding>;

// Binds names and types and makes the plan, clause by clause; what is wrong with a query before it
// runs is found here. The snapshot only lends its statistics.
class Compiler {
 public:
  Compiler(std::string_view text, const Snapshot& statistics, const ProcedureTable& procedures)
      : text_(text), statistics_(statistics), procedures_(procedures) {}
  Result<CompiledQuery> Run(const Statement& statement);

 private:
  // Queries (compiler.cc).
  Result<void> CompileQuery(const Query& query, bool nested);
  Result<void> CompileSingle(const SingleQuery& single, bool nested);
  Result<void> CheckOrder(const SingleQuery& single) const;
  Result<void> CompileClause(const Clause& clause);
  Result<void> CompileMatch(const MatchClause& match);
  Result<void> CompileUnwind(const UnwindClause& unwind);
  Result<void> CompileLoadCsv(const LoadCsvClause& load);
  Result<void> CompileSubquery(const SubqueryClause& subquery);

  // Procedures (compile_call.cc).
  Result<void> CompileCall(const CallClause& call, Span span);
  Result<void> BindArguments(const CallClause& call, const ProcedureDef& procedure, Span span,
                             std::vector<ExprPtr>* out);

  // Clauses that write (compile_write.cc).
  Result<void> CompileCreate(const CreateClause& create);
  Result<void> CompileMerge(const MergeClause& merge);
  Result<void> CompileSet(const std::vector<SetItem>& items, bool remove);
  Result<void> CompileDelete(const DeleteClause& clause);
  Result<void> CompileForeach(const ForeachClause& foreach);
  Result<std::vector<SetAction>> BindSetItems(const std::vector<SetItem>& items, bool remove);
  // Slots and templates for what is not bound yet; path variables go to `paths`.
  Result<CreateTemplate> BindCreate(const std::vector<const PatternPart*>& parts,
                                    std::vector<std::pair<int, ExprPtr>>* paths);
  Result<int> BindCreateNode(const NodePattern& node, bool alone, CreateTemplate* out);
  Result<CreateTemplate> BindMergeTemplate(const PatternPart& part, const QueryGraph& graph);
  Result<ExprPtr> BindCreateProperties(const ExpressionPtr& properties, bool merge);

  // WITH and RETURN (compile_projection.cc).
  struct Projected {
    std::string name;
    ExprPtr expr;
    int slot = -1;
    bool aggregates = false;
  };
  Result<void> CompileProjection(const ProjectionClause& clause, Span span);
  Result<std::vector<Projected>> BindItems(const ProjectionClause& clause, Span span);
  Result<ExprPtr> BindAfter(const Expression& expression, const std::vector<Projected>& items,
                            const Scope& before, bool distinct, bool aggregates,
                            std::vector<AggregatePlan::Item>* aggregate_items);
  Result<void> RewriteAfter(ExprPtr* expr, const std::vector<Projected>& items, bool aggregates,
                            std::vector<AggregatePlan::Item>* aggregate_items);
  Result<void> ExtractAggregates(ExprPtr* expr, const std::vector<Projected>& items,
                                 std::vector<AggregatePlan::Item>* out);
  Result<void> ExtractSorted(ExprPtr* expr, const std::vector<Projected>& items,
                             std::vector<AggregatePlan::Item>* out);
  Result<ExprPtr> BindPredicateOrValue(const Expression& e);
  Result<ExprPtr> BindCount(const ExpressionPtr& expression);

  // Patterns (compile_pattern.cc).
  Result<QueryGraph> BindPattern(const std::vector<const PatternPart*>& parts, bool new_variables,
                                 bool merge);
  static std::vector<const PatternPart*> PartsOf(const Pattern& pattern);
  Result<size_t> BindNode(const NodePattern& node, bool new_variables, bool merge,
                          QueryGraph* graph);
  Result<void> BindRelationship(const RelationshipPattern& pattern, size_t from, size_t to,
                                PathKind kind, bool new_variables, bool merge, QueryGraph* graph,
                                std::set<std::string>* own);
  Result<void> BindPatternProperties(const ExpressionPtr& properties, int slot,
                                     const std::string& name, bool merge, QueryGraph* graph,
                                     std::vector<std::pair<uint32_t, ExprPtr>>* into);
  Result<void> AddPredicate(const Expression& where, QueryGraph* graph);
  void SplitConjunction(ExprPtr expr, std::vector<ExprPtr>* out);

  // Expressions (compile_expression.cc).
  Result<ExprPtr> Bind(const Expression& e);
  Result<ExprPtr> BindPredicate(const Expression& e);  // patterns are allowed at the top
  Result<ExprPtr> BindOptional(const ExpressionPtr& e);
  Result<ExprPtr> BindVariable(const Expression& e);
  Result<ExprPtr> BindProperty(const Expression& e);
  Result<ExprPtr> BindOperator(const Expression& e);
  Result<ExprPtr> BindLogical(const Expression& e);
  Result<ExprPtr> BindCall(const Expression& e);
  Result<ExprPtr> BindAggregate(const Expression& e, const AggregateDef& aggregate);
  Result<ExprPtr> BindCase(const Expression& e);
  Result<ExprPtr> BindCollection(const Expression& e);
  Result<ExprPtr> BindMapProjection(const Expression& e);
  Result<ExprPtr> BindComprehension(const Expression& e);
  Result<ExprPtr> BindQuantifier(const Expression& e);
  Result<ExprPtr> BindReduce(const Expression& e);
  Result<ExprPtr> BindPatternExpression(const Expression& e);
  Result<ExprPtr> BindPatternSubplan(const Expression& e, const Pattern& pattern,
                                     const Expression* where, const Expression* projection,
                                     Subplan::Kind kind, bool new_variables);
  Result<ExprPtr> BindQuerySubplan(const Expression& e);
  void CaptureSlots(Expr* expr);
  // Ends what began when touched_ was set aside: what of the scope was looked up is captured.
  void CaptureTouched(std::set<int> before, Subplan* subplan);

  ExprPtr NewExpr(ExprKind kind, Span span, StaticType type = {}) const;
  ExprPtr SlotExpr(int slot, std::string name, StaticType type) const;
  int NewSlot() { return static_cast<int>(slots_++); }
  std::string CanonicalLabelOf(const Name& name) const;
  std::string CanonicalTypeOf(const Name& name) const;
  tl::unexpected<Error> Bad(Span where, std::string detail, std::string message) const;
  tl::unexpected<Error> BadType(Span where, std::string message) const {
    return Bad(where, "InvalidArgumentType", std::move(message));
  }
  template <typename T>
  T* Push(std::unique_ptr<T> node) {
    T* raw = node.get();
    node->estimated_rows = plan_->estimated_rows;
    node->children.push_back(std::move(plan_));
    plan_ = std::move(node);
    return raw;
  }

  std::string_view text_;
  const Snapshot& statistics_;
  const ProcedureTable& procedures_;
  SymbolTable symbols_;
  std::set<std::string> parameters_;
  size_t slots_ = 0;
  size_t arguments_ = 0;

  Scope scope_;
  PlanPtr plan_;
  std::vector<std::string> columns_;
  std::vector<int> outputs_;
  bool returned_ = false;
  uint32_t nesting_ = 0;  // of subqueries
  // Slots of variables looked up since the current subquery of an expression began.
  std::set<int> touched_;
  bool only_clause_ = false;  // the statement is one clause

  bool aggregates_allowed_ = false;
  bool in_aggregate_ = false;
  bool patterns_allowed_ = false;
};

// Parses and compiles; `procedures` are known beside those that every engine has.
Result<CompiledQuery> Compile(std::string_view text, const Snapshot& statistics,
                              const ProcedureTable& procedures);

// Whether the plan, or a subquery in one of its expressions, writes.
bool Writes(const PlanNode& plan);

}  // namespace amana::query

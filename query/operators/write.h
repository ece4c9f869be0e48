#pragma once

#include <string>
#include <utility>

#include "query/evaluator.h"
#include "query/plan.h"

namespace amana::query {

// Clauses that write see all rows of their input before they change anything, so that a query reads
// the graph as it was when the clause began; what follows sees all changes.

struct NodeTemplate {
  int slot = -1;
  std::vector<std::string> labels;
  ExprPtr properties;  // may be null
};

struct RelationshipTemplate {
  int slot = -1;
  int from = -1;
  int to = -1;
  std::string type;
  ExprPtr properties;
};

// What CREATE makes for a row, nodes first.
struct CreateTemplate {
  std::vector<NodeTemplate> nodes;
  std::vector<RelationshipTemplate> relationships;
};

struct SetAction {
  enum class Kind : uint8_t { kProperty, kReplace, kMerge, kAddLabels, kRemoveLabels };
  Kind kind = Kind::kProperty;
  ExprPtr target;
  std::string key;
  std::vector<std::string> labels;
  ExprPtr value;  // of kProperty, kReplace, kMerge; null removes the property
};

struct CreatePlan : PlanNode {
  CreateTemplate what;
  std::string shown;

  Effect effect() const override { return Effect::kWrite; }
  std::string Describe() const override { return "Create " + shown; }
  OperatorPtr Open(ExecutionContext& context) const override;
};

struct SetPlan : PlanNode {
  std::vector<SetAction> actions;

  Effect effect() const override { return Effect::kWrite; }
  std::string Describe() const override { return "Set"; }
  OperatorPtr Open(ExecutionContext& context) const override;
};

struct DeletePlan : PlanNode {
  bool detach = false;
  std::vector<ExprPtr> targets;

  Effect effect() const override { return Effect::kWrite; }
  std::string Describe() const override { return detach ? "DetachDelete" : "Delete"; }
  OperatorPtr Open(ExecutionContext& context) const override;
};

// children[1] looks for the pattern, from the row in its Argument; where it finds nothing the
// pattern is created.
struct MergePlan : PlanNode {
  size_t argument = 0;
  CreateTemplate what;
  std::vector<SetAction> on_create;
  std::vector<SetAction> on_match;
  std::vector<int> bound;  // slots that the pattern binds
  std::string shown;

  Effect effect() const override { return Effect::kWrite; }
  std::string Describe() const override { return "Merge " + shown; }
  OperatorPtr Open(ExecutionContext& context) const override;
};

// children[1] runs once for each row and item of its list.
struct ForeachPlan : PlanNode {
  size_t argument = 0;
  int slot = -1;
  ExprPtr list;

  Effect effect() const override { return Effect::kWrite; }
  std::string Describe() const override { return "Foreach"; }
  OperatorPtr Open(ExecutionContext& context) const override;
};

// Reads all input first, then calls Write() for each batch in turn, then hands them on.
class WriteOperator : public UnaryOperator {
 public:
  WriteOperator(ExecutionContext& context, OperatorPtr input)
      : UnaryOperator(context, std::move(input)), evaluator_(context) {}
  ~WriteOperator() override { context_.Charge(-charged_); }
  bool Next(Batch* out) final;
  void Reset() override;

 protected:
  // May change the batch, also its number of rows.
  virtual void Write(Batch* batch) = 0;
  virtual void Finish() {}

  Evaluator evaluator_;

 private:
  std::vector<Batch> batches_;
  bool done_ = false;
  size_t at_ = 0;
  int64_t charged_ = 0;
};

// Turns an error of the store into the end of the query.
template <typename T>
T Must(Result<T> result) {
  if (!result) throw QueryAborted{std::move(result).error()};
  if constexpr (!std::is_void_v<T>) return std::move(result).value();
}

// The entries of a map of properties, checked to be storable.
PropertyMap StorableProperties(const Value& map);
// Makes what the template says for one row; the slots of the batch are filled in.
void CreateRow(const CreateTemplate& what, ExecutionContext& context, Evaluator& evaluator,
               Batch* batch, uint32_t row);
// For all rows of the batch.
void ApplySet(const std::vector<SetAction>& actions, ExecutionContext& context,
              Evaluator& evaluator, const Batch& batch, Selection rows);

}  // namespace amana::query

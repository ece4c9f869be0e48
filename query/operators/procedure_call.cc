#include "query/operators/procedure_call.h"

#include <algorithm>

#include "core/text/fold.h"
#include "query/evaluator.h"
#include "query/operations.h"
#include "query/operators/expansion.h"

namespace amana::query {
namespace {

using Rows = std::vector<std::vector<Value>>;

Rows Labels(ExecutionContext& context, Arguments) {
  Rows rows;
  const Snapshot& graph = context.graph();
  for (uint32_t i = 0; i < graph.labels().size(); ++i) {
    if (graph.CountLabel(LabelId(i)) > 0) rows.push_back({Value(graph.labels().Name(LabelId(i)))});
  }
  return rows;
}

Rows RelationshipTypes(ExecutionContext& context, Arguments) {
  Rows rows;
  const Snapshot& graph = context.graph();
  for (uint32_t i = 0; i < graph.types().size(); ++i) {
    if (graph.CountType(TypeId(i)) > 0) rows.push_back({Value(graph.types().Name(TypeId(i)))});
  }
  return rows;
}

Rows PropertyKeys(ExecutionContext& context, Arguments) {
  Rows rows;
  for (uint32_t i = 0; i < context.graph().keys().size(); ++i) {
    rows.push_back({Value(context.graph().keys().Name(KeyId(i)))});
  }
  return rows;
}

// Nodes whose folded name (or one of its aliases) contains the folded text; a whole name scores 1,
// a part by how much of the name it is.
double Score(const std::string& wanted, const Value& name) {
  double best = 0;
  if (name.is_string()) {
    std::string folded = NameKey(name.AsString());
    if (folded.find(wanted) != std::string::npos) {
      best = static_cast<double>(wanted.size()) / static_cast<double>(folded.size());
    }
  } else if (name.is_list()) {
    for (const Value& item : name.AsList()) best = std::max(best, Score(wanted, item));
  }
  return best;
}

Rows Search(ExecutionContext& context, Arguments arguments) {
  if (!arguments[0]->is_string()) AbortType("InvalidArgumentType", "amana.search expects a STRING");
  std::string wanted = NameKey(arguments[0]->AsString());
  const Snapshot& graph = context.graph();
  std::vector<KeyId> keys;
  for (std::string_view name : {"name", "aliases"}) {
    if (auto key = graph.keys().Find(name)) keys.push_back(*key);
  }
  Rows rows;
  NodeId buffer[256];
  NodeId next(0);
  while (size_t count = wanted.empty() ? 0 : graph.ScanNodes(next, buffer)) {
    context.Check();
    for (size_t i = 0; i < count; ++i) {
      double score = 0;
      for (KeyId key : keys)
        score = std::max(score, Score(wanted, graph.NodeProperty(buffer[i], key)));
      if (score > 0) rows.push_back({Value(buffer[i]), Value(score)});
    }
    next = NodeId(buffer[count - 1].value + 1);
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a[1].AsFloat() > b[1].AsFloat(); });
  return rows;
}

const std::vector<ProcedureDef>& Table() {
  static const auto* const kTable = new std::vector<ProcedureDef>{
      {"db.labels", 0, {"label"}, Labels},
      {"db.relationshipTypes", 0, {"relationshipType"}, RelationshipTypes},
      {"db.propertyKeys", 0, {"propertyKey"}, PropertyKeys},
      {"amana.search", 1, {"node", "score"}, Search},
  };
  return *kTable;
}

class ProcedureCall : public Expansion {
 public:
  ProcedureCall(ExecutionContext& context, OperatorPtr input, const ProcedureCallPlan& plan)
      : Expansion(context, std::move(input), plan), plan_(plan), evaluator_(context) {}

 protected:
  void BeginRow(uint32_t row) override {
    std::vector<Value> values;
    for (const ExprPtr& argument : plan_.arguments) {
      values.push_back(evaluator_.EvaluateRow(*argument, input(), row));
    }
    std::vector<const Value*> arguments;
    for (const Value& value : values) arguments.push_back(&value);
    rows_ = plan_.procedure->call(context_, arguments);
    at_ = 0;
    columns_.resize(plan_.slots.size());
  }

  bool Fill() override {
    for (; at_ < rows_.size(); ++at_) {
      if (full()) return false;
      for (size_t f = 0; f < columns_.size(); ++f) columns_[f].push_back(rows_[at_][f]);
      Add();
    }
    return true;
  }

  void Emit(Batch* out) override {
    for (size_t f = 0; f < columns_.size(); ++f) {
      if (plan_.slots[f] >= 0) out->columns[plan_.slots[f]].values() = std::move(columns_[f]);
      columns_[f].clear();
    }
  }

 private:
  const ProcedureCallPlan& plan_;
  Evaluator evaluator_;
  Rows rows_;
  size_t at_ = 0;
  std::vector<std::vector<Value>> columns_;
};

}  // namespace

const ProcedureDef* FindProcedure(std::string_view name) {
  for (const ProcedureDef& procedure : Table()) {
    if (SameNameIgnoringCase(procedure.name, name)) return &procedure;
  }
  return nullptr;
}

std::vector<const Expr*> ProcedureCallPlan::expressions() const {
  std::vector<const Expr*> out;
  for (const ExprPtr& argument : arguments) out.push_back(argument.get());
  return out;
}

OperatorPtr ProcedureCallPlan::Open(ExecutionContext& context) const {
  return std::make_unique<ProcedureCall>(context, OpenChild(*this, context), *this);
}

}  // namespace amana::query

#include "query/operators/write.h"

#include <fmt/format.h>

#include "query/operations.h"
#include "query/operators/rows.h"

namespace amana::query {
namespace {

bool Storable(const Value& value) {
  if (value.is_list()) {
    for (const Value& item : value.AsList()) {
      if (item.is_null() || item.is_list() || !Storable(item)) return false;
    }
    return true;
  }
  return !value.is_map() && !value.is_node() && !value.is_relationship() && !value.is_path();
}

void RequireStorable(std::string_view key, const Value& value) {
  if (Storable(value)) return;
  AbortType("InvalidPropertyType", fmt::format("A value of type {} cannot be stored as `{}`",
                                               ValueTypeName(value.type()), key));
}

void SetProperty(const SetAction& action, ExecutionContext& context, const Value& target,
                 const Value& value) {
  if (target.is_null()) return;
  RequireStorable(action.key, value);
  Transaction& transaction = *context.transaction();
  if (target.is_node()) {
    RequireAlive(target, context);
    Must(transaction.SetNodeProperty(target.AsNode(), action.key, value));
  } else if (target.is_relationship()) {
    RequireAlive(target, context);
    Must(transaction.SetRelationshipProperty(target.AsRelationship(), action.key, value));
  } else {
    AbortType("InvalidArgumentType", "Only nodes and relationships have properties to set");
  }
}

void SetMap(const SetAction& action, ExecutionContext& context, const Value& target,
            const Value& value) {
  if (target.is_null()) return;
  if (!target.is_node() && !target.is_relationship()) {
    AbortType("InvalidArgumentType", "Only nodes and relationships have properties to set");
  }
  if (value.is_null() && action.kind == SetAction::Kind::kMerge) return;
  if (!value.is_map() && !value.is_node() && !value.is_relationship()) {
    AbortType("InvalidArgumentType", "Expected a map, a node or a relationship to set from");
  }
  RequireAlive(target, context);
  PropertyMap properties = StorableProperties(PropertiesOf(value, context));
  Transaction& transaction = *context.transaction();
  if (action.kind == SetAction::Kind::kReplace) {
    if (target.is_node()) {
      Must(transaction.ReplaceNodeProperties(target.AsNode(), properties));
    } else {
      Must(transaction.ReplaceRelationshipProperties(target.AsRelationship(), properties));
    }
    return;
  }
  for (const auto& [key, item] : properties) {
    if (target.is_node()) {
      Must(transaction.SetNodeProperty(target.AsNode(), key, item));
    } else {
      Must(transaction.SetRelationshipProperty(target.AsRelationship(), key, item));
    }
  }
}

void SetLabels(const SetAction& action, ExecutionContext& context, const Value& target) {
  if (target.is_null()) return;
  if (!target.is_node()) AbortType("InvalidArgumentType", "Only nodes have labels");
  RequireAlive(target, context);
  for (const std::string& label : action.labels) {
    if (action.kind == SetAction::Kind::kAddLabels) {
      Must(context.transaction()->AddLabel(target.AsNode(), label));
    } else {
      Must(context.transaction()->RemoveLabel(target.AsNode(), label));
    }
  }
}

class Create : public WriteOperator {
 public:
  Create(ExecutionContext& context, OperatorPtr input, const CreatePlan& plan)
      : WriteOperator(context, std::move(input)), plan_(plan) {}

 protected:
  void Write(Batch* batch) override {
    for (uint32_t row = 0; row < batch->rows; ++row) {
      CreateRow(plan_.what, context_, evaluator_, batch, row);
    }
  }

 private:
  const CreatePlan& plan_;
};

class Set : public WriteOperator {
 public:
  Set(ExecutionContext& context, OperatorPtr input, const SetPlan& plan)
      : WriteOperator(context, std::move(input)), plan_(plan) {}

 protected:
  void Write(Batch* batch) override {
    std::vector<uint32_t> rows;
    ApplySet(plan_.actions, context_, evaluator_, *batch, AllRows(batch->rows, &rows));
  }

 private:
  const SetPlan& plan_;
};

// Collects what is to go, then removes relationships before nodes, so that the order of rows and
// targets does not matter.
class Delete : public WriteOperator {
 public:
  Delete(ExecutionContext& context, OperatorPtr input, const DeletePlan& plan)
      : WriteOperator(context, std::move(input)), plan_(plan) {}

 protected:
  void Write(Batch* batch) override {
    for (const ExprPtr& target : plan_.targets) {
      for (const Value& value : evaluator_.Evaluate(*target, *batch)) Mark(value);
    }
  }

  void Finish() override {
    Transaction& transaction = *context_.transaction();
    for (RelationshipId r : relationships_) {
      if (!transaction.view().HasRelationship(r)) continue;
      context_.deleted_types[r] = transaction.view().Type(r);
      Must(transaction.DeleteRelationship(r));
    }
    for (NodeId node : nodes_) {
      context_.Check();
      if (!transaction.view().HasNode(node)) continue;
      if (plan_.detach) {
        Remember(transaction.view(), node);
        Must(transaction.DetachDeleteNode(node));
        continue;
      }
      if (!transaction.view().Out(node).empty() || !transaction.view().In(node).empty()) {
        Abort(ErrorCode::kConstraint, "ConstraintVerificationFailed:DeleteConnectedNode",
              "Cannot delete a node that still has relationships; DETACH DELETE removes them too");
      }
      Must(transaction.DeleteNode(node));
    }
    relationships_.clear();
    nodes_.clear();
  }

 private:
  void Remember(const Snapshot& graph, NodeId node) {
    VisitNeighbors(graph, node, nullptr, Direction::kBoth, [&](const Neighbor& n) {
      context_.deleted_types[n.relationship] = graph.Type(n.relationship);
      return true;
    });
  }

  void Mark(const Value& value) {
    switch (value.type()) {
      case ValueType::kNull:
        return;
      case ValueType::kNode:
        nodes_.push_back(value.AsNode());
        return;
      case ValueType::kRelationship:
        relationships_.push_back(value.AsRelationship());
        return;
      case ValueType::kPath:
        for (NodeId node : value.AsPath().nodes) nodes_.push_back(node);
        for (RelationshipId r : value.AsPath().relationships) relationships_.push_back(r);
        return;
      default:
        AbortType("InvalidArgumentType", "DELETE expects nodes, relationships or paths");
    }
  }

  const DeletePlan& plan_;
  std::vector<NodeId> nodes_;
  std::vector<RelationshipId> relationships_;
};

class Merge : public WriteOperator {
 public:
  Merge(ExecutionContext& context, OperatorPtr input, OperatorPtr inner, const MergePlan& plan)
      : WriteOperator(context, std::move(input)), inner_(std::move(inner)), plan_(plan) {}

 protected:
  void Write(Batch* batch) override {
    Batch merged(context_.slot_count);
    for (uint32_t row = 0; row < batch->rows; ++row) {
      context_.Check();
      MergeRow(*batch, row, &merged);
    }
    *batch = std::move(merged);
  }

 private:
  void MergeRow(const Batch& batch, uint32_t row, Batch* merged) {
    RejectNulls(batch, row);
    Batch one(context_.slot_count);
    one.Gather(batch, {&row, 1});
    context_.arguments[plan_.argument] = &one;
    inner_->Reset();
    Batch found(context_.slot_count);
    bool any = false;
    std::vector<uint32_t> storage;
    std::vector<Batch> matches;
    while (inner_->Next(&found)) matches.push_back(found);
    for (Batch& match : matches) {
      any = true;
      Selection rows = AllRows(match.rows, &storage);
      ApplySet(plan_.on_match, context_, evaluator_, match, rows);
      Append(match, rows, merged);
    }
    if (any) return;
    CreateRow(plan_.what, context_, evaluator_, &one, 0);
    context_.Refresh();
    Selection rows = AllRows(1, &storage);
    ApplySet(plan_.on_create, context_, evaluator_, one, rows);
    Append(one, rows, merged);
  }

  static void Append(const Batch& from, Selection rows, Batch* merged) {
    merged->Gather(from, rows);
    for (Column& column : merged->columns) {
      if (column.is_set()) column.Spread(merged->rows);
    }
  }

  void RejectNulls(const Batch& batch, uint32_t row) {
    auto check = [&](const ExprPtr& properties) {
      if (!properties) return;
      Value map = evaluator_.EvaluateRow(*properties, batch, row);
      if (!map.is_map()) return;
      for (const auto& [key, value] : map.AsMap()) {
        if (!value.is_null()) continue;
        Abort(ErrorCode::kSemantic, "SemanticError:MergeReadOwnWrites",
              fmt::format("Cannot merge on the null property `{}`", key.AsString()));
      }
    };
    for (const auto& node : plan_.what.nodes) check(node.properties);
    for (const auto& relationship : plan_.what.relationships) check(relationship.properties);
  }

  OperatorPtr inner_;
  const MergePlan& plan_;
};

class Foreach : public WriteOperator {
 public:
  Foreach(ExecutionContext& context, OperatorPtr input, OperatorPtr inner, const ForeachPlan& plan)
      : WriteOperator(context, std::move(input)), inner_(std::move(inner)), plan_(plan) {}

 protected:
  void Write(Batch* batch) override {
    auto lists = evaluator_.Evaluate(*plan_.list, *batch);
    Batch result(context_.slot_count);
    for (uint32_t row = 0; row < batch->rows; ++row) {
      if (lists[row].is_null()) continue;
      if (!lists[row].is_list()) AbortType("InvalidArgumentType", "FOREACH expects a list");
      auto items = lists[row].AsList();
      if (items.empty()) continue;
      Batch rows(context_.slot_count);
      rows.Gather(*batch, std::vector<uint32_t>(items.size(), row));
      rows.rows = items.size();
      rows.columns[plan_.slot].Clear();
      rows.columns[plan_.slot].values().assign(items.begin(), items.end());
      context_.arguments[plan_.argument] = &rows;
      inner_->Reset();
      while (inner_->Next(&result)) {
      }
    }
  }

 private:
  OperatorPtr inner_;
  const ForeachPlan& plan_;
};

}  // namespace

void WriteOperator::Reset() {
  UnaryOperator::Reset();
  batches_.clear();
  context_.Charge(-charged_);
  charged_ = 0;
  done_ = false;
  at_ = 0;
}

bool WriteOperator::Next(Batch* out) {
  if (!done_) {
    done_ = true;
    Batch in;
    while (input_->Next(&in)) {
      context_.Check();
      auto bytes = static_cast<int64_t>(in.rows * 4 * sizeof(Value));
      charged_ += bytes;
      context_.Charge(bytes);
      batches_.push_back(std::move(in));
      in = Batch();
    }
    for (Batch& batch : batches_) {
      context_.Check();
      Write(&batch);
    }
    Finish();
    context_.Refresh();
  }
  while (at_ < batches_.size()) {
    *out = std::move(batches_[at_++]);
    if (out->rows > 0) return true;
  }
  return false;
}

PropertyMap StorableProperties(const Value& map) {
  PropertyMap out;
  if (map.is_null()) return out;
  if (!map.is_map()) AbortType("InvalidArgumentType", "Properties must be given as a map");
  for (const auto& [key, value] : map.AsMap()) {
    RequireStorable(key.AsString(), value);
    out.emplace_back(std::string(key.AsString()), value);
  }
  return out;
}

void CreateRow(const CreateTemplate& what, ExecutionContext& context, Evaluator& evaluator,
               Batch* batch, uint32_t row) {
  if (row % 256 == 255) context.Check();
  auto properties = [&](const ExprPtr& expr) {
    return expr ? StorableProperties(evaluator.EvaluateRow(*expr, *batch, row)) : PropertyMap();
  };
  auto put = [&](int slot, Value value) {
    auto& column = batch->columns[slot];
    if (!column.is_set() || column.is_constant()) {
      column.Clear();
      column.values().resize(batch->rows);
    }
    column.values()[row] = std::move(value);
  };
  auto end = [&](int slot) {
    const Value& value = batch->at(slot, row);
    if (!value.is_node()) {
      AbortType("InvalidArgumentType", "A relationship cannot be created at a null node");
    }
    return value.AsNode();
  };
  Transaction& transaction = *context.transaction();
  for (const NodeTemplate& node : what.nodes) {
    PropertyMap map = properties(node.properties);
    put(node.slot, Value(Must(transaction.CreateNode(node.labels, map))));
  }
  for (const RelationshipTemplate& r : what.relationships) {
    PropertyMap map = properties(r.properties);
    put(r.slot, Value(Must(transaction.CreateRelationship(end(r.from), end(r.to), r.type, map))));
  }
}

void ApplySet(const std::vector<SetAction>& actions, ExecutionContext& context,
              Evaluator& evaluator, const Batch& batch, Selection rows) {
  for (const SetAction& action : actions) {
    for (uint32_t row : rows) {
      if (row % 256 == 255) context.Check();
      Value target = evaluator.EvaluateRow(*action.target, batch, row);
      Value value;
      if (action.value) value = evaluator.EvaluateRow(*action.value, batch, row);
      switch (action.kind) {
        case SetAction::Kind::kProperty:
          SetProperty(action, context, target, value);
          break;
        case SetAction::Kind::kReplace:
        case SetAction::Kind::kMerge:
          SetMap(action, context, target, value);
          break;
        default:
          SetLabels(action, context, target);
      }
    }
    context.Refresh();
  }
}

OperatorPtr CreatePlan::Open(ExecutionContext& context) const {
  return std::make_unique<Create>(context, OpenChild(*this, context), *this);
}

OperatorPtr SetPlan::Open(ExecutionContext& context) const {
  return std::make_unique<Set>(context, OpenChild(*this, context), *this);
}

OperatorPtr DeletePlan::Open(ExecutionContext& context) const {
  return std::make_unique<Delete>(context, OpenChild(*this, context), *this);
}

OperatorPtr MergePlan::Open(ExecutionContext& context) const {
  return std::make_unique<Merge>(context, children[0]->Start(context), children[1]->Start(context),
                                 *this);
}

OperatorPtr ForeachPlan::Open(ExecutionContext& context) const {
  return std::make_unique<Foreach>(context, children[0]->Start(context),
                                   children[1]->Start(context), *this);
}

}  // namespace amana::query

#pragma once

#include <utility>
#include <vector>

#include "query/evaluator.h"
#include "query/operators/rows.h"

namespace amana::query {

// The relationships that a pattern of several steps may take: of some types, each with properties
// whose values come from the row that is under way.
class RelationshipFilter {
 public:
  using Properties = std::vector<std::pair<uint32_t, ExprPtr>>;

  // Keeps references to the plan's parts.
  RelationshipFilter(ExecutionContext& context, const std::vector<uint32_t>& types,
                     const Properties& properties)
      : context_(context),
        symbols_(types),
        properties_(properties),
        types_(context, types),
        evaluator_(context) {}

  // Types may have come into being since the last batch.
  void BeginBatch(const Batch& input) {
    types_ = TypeFilter(context_, symbols_);
    wanted_.clear();
    for (const auto& [key, value] : properties_) {
      wanted_.push_back(evaluator_.Evaluate(*value, input));
    }
  }

  const TypeFilter& types() const { return types_; }

  bool asks_for_properties() const { return !properties_.empty(); }
  bool HasProperties(RelationshipId relationship, uint32_t row) const {
    for (size_t i = 0; i < properties_.size(); ++i) {
      const KeyId key = context_.key(properties_[i].first);
      if (!key.valid()) return false;
      const Value value = context_.graph().RelationshipProperty(relationship, key);
      if (Value::Equals(value, wanted_[i][row]) != true) return false;
    }
    return true;
  }

 private:
  ExecutionContext& context_;
  const std::vector<uint32_t>& symbols_;
  const Properties& properties_;
  TypeFilter types_;
  Evaluator evaluator_;
  std::vector<std::vector<Value>> wanted_;
};

}  // namespace amana::query

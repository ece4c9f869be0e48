#include "query/operators/hash_join.h"

#include <utility>

#include "query/evaluator.h"
#include "query/flat_map.h"
#include "query/operators/expansion.h"
#include "query/vectorized.h"

namespace amana::query {
namespace {

constexpr uint32_t kNone = UINT32_MAX;

// Nodes by a value. Those whose values have one hash hang together in a chain.
class NodesByValue {
 public:
  explicit NodesByValue(MemoryAccount& account)
      : heads_(&account), next_(&account), nodes_(&account), values_(&account) {}
  NodesByValue(const NodesByValue&) = delete;
  NodesByValue& operator=(const NodesByValue&) = delete;

  void Add(uint32_t node, Value value) {
    const auto at = static_cast<uint32_t>(nodes_.size());
    const auto head = heads_.Insert(value.Hash());
    next_.push_back(head.fresh ? kNone : *head.value);
    *head.value = at;
    nodes_.push_back(node);
    values_.push_back(std::move(value));
  }

  uint32_t First(const Value& value) {
    const uint32_t* head = heads_.Find(value.Hash());
    return head == nullptr ? kNone : *head;
  }
  uint32_t After(uint32_t at) const { return next_[at]; }
  uint32_t node(uint32_t at) const { return nodes_[at]; }
  bool Equals(uint32_t at, const Value& value) const {
    return Value::Equals(values_[at], value).value_or(false);
  }

  void Clear() {
    heads_.Clear();
    next_.clear();
    nodes_.clear();
    values_.clear();
  }

 private:
  FlatMap<uint64_t, uint32_t> heads_;  // of chains, by hash
  Counted<uint32_t> next_;
  Counted<uint32_t> nodes_;
  Counted<Value> values_;
};

class HashJoin : public Expansion {
 public:
  HashJoin(ExecutionContext& context, OperatorPtr input, OperatorPtr build,
           const HashJoinPlan& plan)
      : Expansion(context, std::move(input), plan),
        plan_(plan),
        evaluator_(context),
        build_(std::move(build)),
        table_(context) {}

  void Reset() override {
    Expansion::Reset();
    if (context_.transaction() == nullptr) return;  // the graph stays as it is
    table_.Clear();
    build_->Reset();
    built_ = false;
  }

 private:
  void BeginBatch() override {
    if (!std::exchange(built_, true)) Build();
    probes_ = evaluator_.Evaluate(*plan_.probe_key, input());
  }

  void Build() {
    Batch rows;
    while (build_->Next(&rows)) {
      context_.Check();
      std::vector<Value> values = evaluator_.Evaluate(*plan_.build_key, rows);
      for (uint32_t row = 0; row < rows.rows; ++row) {
        if (values[row].is_null()) continue;
        table_.Add(NodeAt(rows.columns[plan_.slot], row), std::move(values[row]));
      }
    }
  }

  void BeginRow(uint32_t row) override {
    row_ = row;
    at_ = probes_[row].is_null() ? kNone : table_.First(probes_[row]);
  }

  bool Fill() override {
    for (; at_ != kNone; at_ = table_.After(at_)) {
      if (full()) return false;
      if (!table_.Equals(at_, probes_[row_])) continue;
      found_.push_back(table_.node(at_));
      Add();
    }
    return true;
  }

  void Emit(Batch* out) override {
    out->columns[plan_.slot].SetNodes(std::move(found_));
    found_.clear();
  }

  const HashJoinPlan& plan_;
  Evaluator evaluator_;
  OperatorPtr build_;
  NodesByValue table_;
  bool built_ = false;
  std::vector<Value> probes_;
  uint32_t row_ = 0;
  uint32_t at_ = kNone;
  std::vector<uint32_t> found_;
};

}  // namespace

OperatorPtr HashJoinPlan::Open(ExecutionContext& context) const {
  return std::make_unique<HashJoin>(context, children[0]->Start(context),
                                    children[1]->Start(context), *this);
}

}  // namespace amana::query

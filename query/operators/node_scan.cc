#include "query/operators/node_scan.h"

#include "query/evaluator.h"
#include "query/label_test.h"
#include "query/operators/expansion.h"

namespace amana::query {
namespace {

class NodeScan : public Expansion {
 public:
  NodeScan(ExecutionContext& context, OperatorPtr input, const NodeScanPlan& plan)
      : Expansion(context, std::move(input), plan), plan_(plan) {}

 protected:
  void BeginRow(uint32_t) override { next_ = NodeId(0); }

  bool Fill() override {
    const Snapshot& graph = context_.graph();
    const size_t before = found_.size(), most = room();
    size_t found = 0;
    if (plan_.label) {
      LabelId label = context_.label(*plan_.label);
      if (!label.valid()) return true;
      found_.resize(before + most);
      found = graph.ScanLabel(label, next_, std::span(found_).subspan(before));
    } else {
      NodeId buffer[kBatchRows];
      found = graph.ScanNodes(next_, {buffer, most});
      found_.resize(before + found);
      for (size_t i = 0; i < found; ++i) {
        found_[before + i] = static_cast<uint32_t>(buffer[i].value);
      }
    }
    found_.resize(before + found);
    Add(found);
    if (found > 0) next_ = NodeId(uint64_t{found_.back()} + 1);
    return found < most;
  }

  void Emit(Batch* out) override {
    out->columns[plan_.slot].SetNodes(std::move(found_));
    found_.clear();
  }

 private:
  const NodeScanPlan& plan_;
  NodeId next_;
  std::vector<uint32_t> found_;
};

// The nodes that a derived class finds for each input row.
class Seek : public Expansion {
 public:
  Seek(ExecutionContext& context, OperatorPtr input, const PlanNode& plan, const Expr& sought,
       int slot)
      : Expansion(context, std::move(input), plan),
        evaluator_(context),
        sought_(sought),
        slot_(slot) {}

 protected:
  virtual std::vector<NodeId> Find(const Value& sought) = 0;
  void BeginBatch() override { values_ = evaluator_.Evaluate(sought_, input()); }

 private:
  void BeginRow(uint32_t row) override {
    at_ = 0;
    hits_ = Find(values_[row]);
  }

  bool Fill() override {
    for (; at_ < hits_.size(); ++at_) {
      if (full()) return false;
      found_.push_back(static_cast<uint32_t>(hits_[at_].value));
      Add();
    }
    return true;
  }

  void Emit(Batch* out) override {
    out->columns[slot_].SetNodes(std::move(found_));
    found_.clear();
  }

  Evaluator evaluator_;
  const Expr& sought_;
  const int slot_;
  std::vector<Value> values_;
  std::vector<NodeId> hits_;
  size_t at_ = 0;
  std::vector<uint32_t> found_;
};

class IndexSeek : public Seek {
 public:
  IndexSeek(ExecutionContext& context, OperatorPtr input, const IndexSeekPlan& plan)
      : Seek(context, std::move(input), plan, *plan.value, plan.slot), plan_(plan) {}

 private:
  std::vector<NodeId> Find(const Value& wanted) override {
    const KeyId key = context_.key(plan_.key);
    if (!key.valid() || wanted.is_null()) return {};
    std::optional<std::vector<NodeId>> found;
    if (plan_.label) {
      const LabelId label = context_.label(*plan_.label);
      if (!label.valid()) return {};
      found = context_.graph().FindNodes(label, key, wanted);
    } else {
      found = context_.graph().FindNodes(key, wanted);
    }
    return found ? std::move(*found) : Scan(key, wanted);
  }

  // Where the index was dropped after the query was planned.
  std::vector<NodeId> Scan(KeyId key, const Value& wanted) {
    const Snapshot& graph = context_.graph();
    std::vector<NodeId> found;
    NodeId buffer[256];
    NodeId next(0);
    auto scan = [&] {
      return plan_.label ? graph.ScanLabel(context_.label(*plan_.label), next, buffer)
                         : graph.ScanNodes(next, buffer);
    };
    while (size_t count = scan()) {
      context_.Check();
      for (size_t i = 0; i < count; ++i) {
        auto equal = Value::Equals(graph.NodeProperty(buffer[i], key), wanted);
        if (equal.value_or(false)) found.push_back(buffer[i]);
      }
      next = NodeId(buffer[count - 1].value + 1);
    }
    return found;
  }

  const IndexSeekPlan& plan_;
};

class PrefixSeek : public Seek {
 public:
  PrefixSeek(ExecutionContext& context, OperatorPtr input, const PrefixSeekPlan& plan)
      : Seek(context, std::move(input), plan, *plan.prefix, plan.slot), plan_(plan) {}

 private:
  void BeginBatch() override {
    Seek::BeginBatch();
    std::vector<uint32_t> labels;
    if (plan_.label) labels.push_back(*plan_.label);
    labels_ = LabelTest(context_, labels);
  }

  std::vector<NodeId> Find(const Value& prefix) override {
    const KeyId key = context_.key(plan_.key);
    if (!key.valid() || !prefix.is_string()) return {};
    auto found = context_.graph().FindNodesByPrefix(key, prefix.AsString());
    if (!found) Abort(ErrorCode::kInternal, "", "An index that the plan uses is gone");
    std::erase_if(*found, [&](NodeId node) { return !labels_(static_cast<uint32_t>(node.value)); });
    return std::move(*found);
  }

  const PrefixSeekPlan& plan_;
  LabelTest labels_;
};

}  // namespace

OperatorPtr PrefixSeekPlan::Open(ExecutionContext& context) const {
  return std::make_unique<PrefixSeek>(context, OpenChild(*this, context), *this);
}

OperatorPtr NodeScanPlan::Open(ExecutionContext& context) const {
  return std::make_unique<NodeScan>(context, OpenChild(*this, context), *this);
}

OperatorPtr IndexSeekPlan::Open(ExecutionContext& context) const {
  return std::make_unique<IndexSeek>(context, OpenChild(*this, context), *this);
}

}  // namespace amana::query

#include "query/operators/node_scan.h"

#include "query/evaluator.h"
#include "query/operators/expansion.h"

namespace amana::query {
namespace {

class NodeScan : public Expansion {
 public:
  NodeScan(ExecutionContext& context, OperatorPtr input, const NodeScanPlan& plan)
      : Expansion(context, std::move(input)), plan_(plan) {}

 protected:
  void BeginRow(uint32_t) override { next_ = NodeId(0); }

  bool Fill() override {
    const Snapshot& graph = context_.graph();
    NodeId buffer[kBatchRows];
    size_t room = kBatchRows - found_.size();
    size_t count = 0;
    if (plan_.label) {
      LabelId label = context_.label(*plan_.label);
      if (!label.valid()) return true;
      count = graph.ScanLabel(label, next_, {buffer, room});
    } else {
      count = graph.ScanNodes(next_, {buffer, room});
    }
    for (size_t i = 0; i < count; ++i) {
      found_.emplace_back(buffer[i]);
      Add();
    }
    if (count > 0) next_ = NodeId(buffer[count - 1].value + 1);
    return count < room;
  }

  void Emit(Batch* out) override {
    out->columns[plan_.slot].values() = std::move(found_);
    found_.clear();
  }

 private:
  const NodeScanPlan& plan_;
  NodeId next_;
  std::vector<Value> found_;
};

class IndexSeek : public Expansion {
 public:
  IndexSeek(ExecutionContext& context, OperatorPtr input, const IndexSeekPlan& plan)
      : Expansion(context, std::move(input)), plan_(plan), evaluator_(context) {}

 protected:
  void BeginBatch() override { values_ = evaluator_.Evaluate(*plan_.value, input()); }

  void BeginRow(uint32_t row) override {
    hits_.clear();
    at_ = 0;
    KeyId key = context_.key(plan_.key);
    if (!key.valid() || values_[row].is_null()) return;
    std::optional<std::vector<NodeId>> found;
    if (plan_.label) {
      LabelId label = context_.label(*plan_.label);
      if (!label.valid()) return;
      found = context_.graph().FindNodes(label, key, values_[row]);
    } else {
      found = context_.graph().FindNodes(key, values_[row]);
    }
    if (!found) Abort(ErrorCode::kInternal, "", "An index that the plan uses is gone");
    hits_ = std::move(*found);
  }

  bool Fill() override {
    for (; at_ < hits_.size(); ++at_) {
      if (full()) return false;
      found_.emplace_back(hits_[at_]);
      Add();
    }
    return true;
  }

  void Emit(Batch* out) override {
    out->columns[plan_.slot].values() = std::move(found_);
    found_.clear();
  }

 private:
  const IndexSeekPlan& plan_;
  Evaluator evaluator_;
  std::vector<Value> values_;
  std::vector<NodeId> hits_;
  size_t at_ = 0;
  std::vector<Value> found_;
};

}  // namespace

OperatorPtr NodeScanPlan::Open(ExecutionContext& context) const {
  return std::make_unique<NodeScan>(context, OpenChild(*this, context), *this);
}

OperatorPtr IndexSeekPlan::Open(ExecutionContext& context) const {
  return std::make_unique<IndexSeek>(context, OpenChild(*this, context), *this);
}

}  // namespace amana::query

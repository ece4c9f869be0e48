#include "query/operators/aggregate.h"

#include <algorithm>
#include <unordered_set>

#include "query/evaluator.h"

namespace amana::query {
namespace {

// Rough cost of one entry of a hash table beside the values in it.
constexpr int64_t kEntryBytes = 64;

using Row = std::vector<Value>;

struct RowHash {
  size_t operator()(const Row& row) const {
    uint64_t h = row.size();
    for (const Value& value : row) h = (h ^ value.Hash()) * 0x9e3779b97f4a7c15ULL;
    return h ^ (h >> 29);
  }
};

struct RowEquivalent {
  bool operator()(const Row& a, const Row& b) const {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), Value::Equivalent);
  }
};

struct Group {
  struct State {
    std::unique_ptr<Aggregate> aggregate;
    std::unordered_set<Value, ValueHash, ValueEquivalent> seen;  // of DISTINCT
  };
  std::vector<State> states;
};

class AggregateRows : public UnaryOperator {
 public:
  AggregateRows(ExecutionContext& context, OperatorPtr input, const AggregatePlan& plan)
      : UnaryOperator(context, std::move(input)), plan_(plan), evaluator_(context) {}

  ~AggregateRows() override { context_.Charge(-charged_); }

  void Reset() override {
    UnaryOperator::Reset();
    Forget();
  }

  bool Next(Batch* out) override {
    if (!consumed_) Consume();
    if (at_ >= order_.size()) return false;
    out->Clear();
    out->columns.resize(context_.slot_count);
    for (; at_ < order_.size() && out->rows < kBatchRows; ++at_, ++out->rows) {
      auto& [key, group] = *order_[at_];
      for (size_t i = 0; i < plan_.keys.size(); ++i) {
        out->columns[plan_.keys[i].first].values().push_back(key[i]);
      }
      for (size_t i = 0; i < plan_.items.size(); ++i) {
        out->columns[plan_.items[i].slot].values().push_back(group.states[i].aggregate->Finish());
      }
    }
    return true;
  }

 private:
  void Forget() {
    groups_.clear();
    order_.clear();
    context_.Charge(-charged_);
    charged_ = 0;
    consumed_ = false;
    at_ = 0;
  }

  void Consume() {
    consumed_ = true;
    Batch in;
    while (input_->Next(&in)) {
      context_.Check();
      AddBatch(in);
    }
    if (plan_.keys.empty() && order_.empty()) FindGroup({});
  }

  void AddBatch(const Batch& in) {
    std::vector<Row> keys(in.rows, Row(plan_.keys.size()));
    for (size_t i = 0; i < plan_.keys.size(); ++i) {
      auto values = evaluator_.Evaluate(*plan_.keys[i].second, in);
      for (size_t row = 0; row < in.rows; ++row) keys[row][i] = std::move(values[row]);
    }
    std::vector<Group*> groups(in.rows);
    for (size_t row = 0; row < in.rows; ++row) groups[row] = FindGroup(std::move(keys[row]));
    for (size_t i = 0; i < plan_.items.size(); ++i) AddItem(i, in, groups);
  }

  void AddItem(size_t i, const Batch& in, const std::vector<Group*>& groups) {
    const AggregatePlan::Item& item = plan_.items[i];
    std::vector<std::vector<Value>> columns;
    for (const ExprPtr& argument : item.arguments) {
      columns.push_back(evaluator_.Evaluate(*argument, in));
    }
    std::vector<const Value*> arguments(columns.size());
    for (size_t row = 0; row < in.rows; ++row) {
      for (size_t c = 0; c < columns.size(); ++c) arguments[c] = &columns[c][row];
      if (!arguments.empty() && arguments[0]->is_null()) continue;
      Group::State& state = groups[row]->states[i];
      if (item.distinct) {
        if (!state.seen.insert(*arguments[0]).second) continue;
        ChargeBytes(kEntryBytes);
      }
      state.aggregate->Add(arguments);
    }
    ChargeBytes(
        static_cast<int64_t>(item.aggregate->result == kListMask ? in.rows * sizeof(Value) : 0));
  }

  Group* FindGroup(Row key) {
    auto [at, fresh] = groups_.try_emplace(std::move(key));
    if (fresh) {
      for (const auto& item : plan_.items)
        at->second.states.push_back({item.aggregate->make(), {}});
      order_.push_back(&*at);
      ChargeBytes(kEntryBytes * static_cast<int64_t>(1 + plan_.keys.size() + plan_.items.size()));
    }
    return &at->second;
  }

  void ChargeBytes(int64_t bytes) {
    charged_ += bytes;
    context_.Charge(bytes);
  }

  const AggregatePlan& plan_;
  Evaluator evaluator_;
  using Groups = std::unordered_map<Row, Group, RowHash, RowEquivalent>;
  Groups groups_;
  std::vector<Groups::value_type*> order_;  // as first seen
  int64_t charged_ = 0;
  bool consumed_ = false;
  size_t at_ = 0;
};

class Distinct : public UnaryOperator {
 public:
  Distinct(ExecutionContext& context, OperatorPtr input, const DistinctPlan& plan)
      : UnaryOperator(context, std::move(input)), plan_(plan) {}

  ~Distinct() override { context_.Charge(-charged_); }

  void Reset() override {
    UnaryOperator::Reset();
    seen_.clear();
    context_.Charge(-charged_);
    charged_ = 0;
  }

  bool Next(Batch* out) override {
    while (input_->Next(&in_)) {
      context_.Check();
      std::vector<uint32_t> fresh;
      for (uint32_t row = 0; row < in_.rows; ++row) {
        Row key;
        for (int slot : plan_.slots) key.push_back(in_.at(slot, row));
        if (seen_.insert(std::move(key)).second) fresh.push_back(row);
      }
      auto bytes = static_cast<int64_t>(fresh.size() * (kEntryBytes + plan_.slots.size() * 16));
      charged_ += bytes;
      context_.Charge(bytes);
      if (fresh.empty()) continue;
      out->Clear();
      out->Gather(in_, fresh);
      return true;
    }
    return false;
  }

 private:
  const DistinctPlan& plan_;
  Batch in_;
  std::unordered_set<Row, RowHash, RowEquivalent> seen_;
  int64_t charged_ = 0;
};

}  // namespace

std::vector<const Expr*> AggregatePlan::expressions() const {
  std::vector<const Expr*> out;
  for (const auto& [slot, expr] : keys) out.push_back(expr.get());
  for (const Item& item : items) {
    for (const ExprPtr& argument : item.arguments) out.push_back(argument.get());
  }
  return out;
}

OperatorPtr AggregatePlan::Open(ExecutionContext& context) const {
  return std::make_unique<AggregateRows>(context, OpenChild(*this, context), *this);
}

OperatorPtr DistinctPlan::Open(ExecutionContext& context) const {
  return std::make_unique<Distinct>(context, OpenChild(*this, context), *this);
}

}  // namespace amana::query

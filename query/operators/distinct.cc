// DISTINCT. Rows of one or two whole numbers, nodes or relationships are kept as such as long as
// nothing else has come; then they move over to the table for all kinds of rows.

#include <algorithm>

#include "query/operators/aggregate.h"
#include "query/operators/group_table.h"
#include "query/pair_set.h"
#include "query/vectorized.h"

namespace amana::query {
namespace {

constexpr size_t kMaxPlain = 2;

std::vector<int> Unique(std::vector<int> slots) {
  std::sort(slots.begin(), slots.end());
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
  return slots;
}

GroupTable::KeyExprs KeysOf(const std::vector<int>& slots) {
  GroupTable::KeyExprs keys;
  for (int slot : slots) {
    auto expr = std::make_unique<Expr>();
    expr->kind = ExprKind::kSlot;
    expr->slot = slot;
    keys.emplace_back(slot, std::move(expr));
  }
  return keys;
}

class Distinct : public UnaryOperator {
 public:
  Distinct(ExecutionContext& context, OperatorPtr input, const DistinctPlan& plan)
      : UnaryOperator(context, std::move(input)),
        plan_(plan),
        slots_(Unique(plan.slots)),
        evaluator_(context),
        keys_(KeysOf(slots_)),
        rows_(context, keys_),
        pairs_(&context) {
    Forget();
  }

  void Reset() override {
    UnaryOperator::Reset();
    Forget();
  }

  bool Next(Batch* out) override {
    while (input_->Next(&in_)) {
      context_.Check();
      std::vector<uint32_t> fresh;
      if (!plain_ || !FindPlain(&fresh)) FindAny(&fresh);
      if (fresh.empty()) continue;
      out->Clear();
      out->Gather(in_, fresh, plan_.needed ? &*plan_.needed : nullptr);
      return true;
    }
    return false;
  }

 private:
  void Forget() {
    pairs_.Clear();
    rows_.Clear();
    types_.assign(slots_.size(), ValueType::kNull);
    plain_ = !slots_.empty() && slots_.size() <= kMaxPlain;
  }

  bool ReadColumn(size_t i, Numbers* out) {
    std::vector<uint32_t> storage;
    const Selection rows = AllRows(in_.rows, &storage);
    if (!ReadPlain(*keys_[i].second, in_, rows, context_, out)) return false;
    if (types_[i] == ValueType::kNull) types_[i] = out->type;
    return types_[i] == out->type && !out->any_absent;
  }

  bool FindPlain(std::vector<uint32_t>* fresh) {
    Numbers columns[kMaxPlain];
    for (size_t i = 0; i < slots_.size(); ++i) {
      if (!ReadColumn(i, &columns[i])) return false;
    }
    // A large set is not near the processor: have it fetched some rows ahead.
    constexpr size_t kAhead = 16;
    const auto second = [&](size_t row) { return slots_.size() == 2 ? columns[1].values[row] : 0; };
    for (uint32_t row = 0; row < in_.rows; ++row) {
      if (row + kAhead < in_.rows) {
        pairs_.Prefetch(columns[0].values[row + kAhead], second(row + kAhead));
      }
      if (pairs_.Insert(columns[0].values[row], second(row))) fresh->push_back(row);
    }
    return true;
  }

  void LeavePlain() {
    plain_ = false;
    if (pairs_.size() == 0) return;
    Batch seen(context_.slot_count);
    pairs_.ForEach([&](int64_t a, int64_t b) {
      seen.columns[slots_[0]].values().push_back(Numbers::ValueOf(types_[0], a));
      if (slots_.size() == 2) {
        seen.columns[slots_[1]].values().push_back(Numbers::ValueOf(types_[1], b));
      }
      ++seen.rows;
    });
    rows_.Find(seen, evaluator_, &groups_);
    pairs_.Clear();
  }

  void FindAny(std::vector<uint32_t>* fresh) {
    if (plain_) LeavePlain();
    size_t known = rows_.size();
    if (slots_.empty()) {
      rows_.EnsureSingle();
      if (known == 0) fresh->push_back(0);
      return;
    }
    rows_.Find(in_, evaluator_, &groups_);
    for (uint32_t row = 0; row < in_.rows; ++row) {
      if (groups_[row] != known) continue;
      fresh->push_back(row);
      ++known;
    }
  }

  const DistinctPlan& plan_;
  const std::vector<int> slots_;
  Evaluator evaluator_;
  Batch in_;
  const GroupTable::KeyExprs keys_;
  GroupTable rows_;
  PairSet pairs_;
  std::vector<ValueType> types_;
  bool plain_ = false;
  std::vector<uint32_t> groups_;
};

}  // namespace

OperatorPtr DistinctPlan::Open(ExecutionContext& context) const {
  return std::make_unique<Distinct>(context, OpenChild(*this, context), *this);
}

}  // namespace amana::query

#include "query/operators/group_table.h"

#include <algorithm>

#include "query/functions.h"
#include "query/vectorized.h"

namespace amana::query {
namespace {

constexpr size_t kTrial = 4096;  // look-ups after which elements must have repeated

// Whether the value is a function of what the only slot that the expression reads holds.
bool DependsOnOneSlot(const Expr& expr, int* slot) {
  switch (expr.kind) {
    case ExprKind::kConstant:
    case ExprKind::kParameter:
      return true;
    case ExprKind::kSlot:
      if (*slot >= 0 && *slot != expr.slot) return false;
      *slot = expr.slot;
      return true;
    case ExprKind::kFunction:
      if (!expr.function->deterministic) return false;
      break;
    case ExprKind::kProperty:
    case ExprKind::kArithmetic:
    case ExprKind::kCompare:
      break;
    default:
      return false;
  }
  return std::all_of(expr.children.begin(), expr.children.end(),
                     [&](const ExprPtr& child) { return child && DependsOnOneSlot(*child, slot); });
}

uint64_t Mix(uint64_t hash, uint64_t more) { return SpreadBits(hash * 31 + more); }

}  // namespace

GroupTable::GroupTable(ExecutionContext& context, const KeyExprs& keys)
    : context_(context), key_exprs_(keys), width_(keys.size()), plain_(keys.size() == 1) {
  int slot = -1;
  const bool one = std::all_of(keys.begin(), keys.end(), [&](const auto& key) {
    return DependsOnOneSlot(*key.second, &slot);
  });
  if (one && context.transaction() == nullptr) element_slot_ = slot;
}

GroupTable::~GroupTable() { context_.Charge(-charged_); }

void GroupTable::Clear() {
  keys_.clear();
  hashes_.clear();
  table_.clear();
  plain_ = width_ == 1;
  plain_keys_.clear();
  plain_type_ = ValueType::kNull;
  plain_groups_.Clear();
  null_group_ = 0;
  by_element_.Clear();
  asked_ = 0;
  context_.Charge(-charged_);
  charged_ = 0;
}

void GroupTable::EnsureSingle() {
  if (hashes_.empty()) FindKey(nullptr);
}

void GroupTable::Find(const Batch& batch, Evaluator& evaluator, std::vector<uint32_t>* groups) {
  groups->resize(batch.rows);
  if (width_ == 0) {
    EnsureSingle();
    std::fill(groups->begin(), groups->end(), 0u);
    return;
  }
  if (plain_ && !FindPlain(batch, groups)) LeavePlain();
  if (!plain_ && !FindByElement(batch, evaluator, groups)) {
    std::vector<uint32_t> storage;
    FindByValues(batch, AllRows(batch.rows, &storage), evaluator, groups->data());
  }
  ChargeForGroups();
}

bool GroupTable::FindByElement(const Batch& batch, Evaluator& evaluator,
                               std::vector<uint32_t>* groups) {
  if (element_slot_ < 0) return false;
  const Column& column = batch.columns[element_slot_];
  if (!column.is_nodes() && !column.is_relationships()) return false;
  if (by_element_.size() > 0 && of_nodes_ != column.is_nodes()) return false;
  of_nodes_ = column.is_nodes();
  if (asked_ > kTrial && by_element_.size() * 2 > asked_) {
    element_slot_ = -1;  // hardly any comes twice
    return false;
  }
  const auto elements = column.ordinals();
  asked_ += elements.size();
  // New elements first get the place of their row among the new ones.
  constexpr uint32_t kNew = uint32_t{1} << 31;
  std::vector<uint32_t> fresh;
  for (uint32_t row = 0; row < batch.rows; ++row) {
    const auto at = by_element_.Insert(elements[row]);
    if (at.fresh) {
      *at.value = kNew | static_cast<uint32_t>(fresh.size());
      fresh.push_back(row);
    }
    (*groups)[row] = *at.value;
  }
  if (fresh.empty()) return true;
  std::vector<uint32_t> of_fresh(fresh.size());
  FindByValues(batch, fresh, evaluator, of_fresh.data());
  for (size_t i = 0; i < fresh.size(); ++i) *by_element_.Find(elements[fresh[i]]) = of_fresh[i];
  for (uint32_t& group : *groups) {
    if ((group & kNew) != 0) group = of_fresh[group & ~kNew];
  }
  return true;
}

// Takes in the whole batch, or nothing of it.
bool GroupTable::FindPlain(const Batch& batch, std::vector<uint32_t>* groups) {
  Numbers& numbers = numbers_;
  std::vector<uint32_t> storage;
  if (!ReadPlain(*key_exprs_[0].second, batch, AllRows(batch.rows, &storage), context_, &numbers)) {
    return false;
  }
  if (plain_type_ == ValueType::kNull) plain_type_ = numbers.type;
  if (plain_type_ != numbers.type) return false;
  plain_groups_.Expect(batch.rows);
  plain_groups_.FindAll(numbers.values, groups->data());  // + 1, 0 for those to be made
  if (numbers.any_absent || std::ranges::count(*groups, 0u) > 0) {
    for (size_t row = 0; row < batch.rows; ++row) {
      uint32_t& group = (*groups)[row];
      if (!numbers.Has(row)) {
        group = PlainGroup(&null_group_, 0);
      } else if (group == 0) {
        group = PlainGroup(&plain_groups_[numbers.values[row]], numbers.values[row]);
      }
    }
  }
  for (uint32_t& group : *groups) --group;
  return true;
}

// Makes a group where `group`, + 1, says that there is none.
uint32_t GroupTable::PlainGroup(uint32_t* group, int64_t key) {
  if (*group == 0) {
    plain_keys_.push_back(key);
    *group = static_cast<uint32_t>(plain_keys_.size());
  }
  return *group;
}

// The groups so far move over to the table for all kinds of keys, with their numbers.
void GroupTable::LeavePlain() {
  plain_ = false;
  for (uint32_t group = 0; group < plain_keys_.size(); ++group) {
    Value key =
        group + 1 == null_group_ ? Value() : Numbers::ValueOf(plain_type_, plain_keys_[group]);
    FindKey(&key);
  }
  plain_keys_ = {};
  plain_groups_.Clear();
}

void GroupTable::Keys(size_t begin, size_t end, size_t i, Column* out) const {
  out->Clear();
  const bool any_null = null_group_ > begin && null_group_ <= end;
  const bool element = plain_type_ == ValueType::kNode || plain_type_ == ValueType::kRelationship;
  if (plain_ && !any_null) {
    const auto from = plain_keys_.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto to = plain_keys_.begin() + static_cast<std::ptrdiff_t>(end);
    if (!element) return out->SetNumbers(plain_type_, {from, to});
    std::vector<uint32_t> ordinals(from, to);
    return plain_type_ == ValueType::kNode ? out->SetNodes(std::move(ordinals))
                                           : out->SetRelationships(std::move(ordinals));
  }
  auto& values = out->values();
  values.reserve(end - begin);
  for (size_t group = begin; group < end; ++group) {
    if (!plain_) {
      values.push_back(keys_[group * width_ + i]);
    } else if (group + 1 == null_group_) {
      values.emplace_back();
    } else {
      values.push_back(Numbers::ValueOf(plain_type_, plain_keys_[group]));
    }
  }
}

void GroupTable::FindByValues(const Batch& batch, Selection rows, Evaluator& evaluator,
                              uint32_t* groups) {
  std::vector<Value> keys(rows.size() * width_);
  for (size_t i = 0; i < width_; ++i) {
    auto values = evaluator.Evaluate(*key_exprs_[i].second, batch, rows);
    for (size_t k = 0; k < rows.size(); ++k) keys[k * width_ + i] = std::move(values[k]);
  }
  for (size_t k = 0; k < rows.size(); ++k) groups[k] = FindKey(keys.data() + k * width_);
}

// Moves the key out of where it stands if it is new.
uint32_t GroupTable::FindKey(Value* key) {
  uint64_t hash = 0;
  for (size_t i = 0; i < width_; ++i) hash = Mix(hash, key[i].Hash());
  if ((hashes_.size() + 1) * 2 > table_.size()) Grow();
  const size_t mask = table_.size() - 1;
  for (size_t at = hash & mask;; at = (at + 1) & mask) {
    if (table_[at] == 0) {
      table_[at] = static_cast<uint32_t>(hashes_.size()) + 1;
      hashes_.push_back(hash);
      for (size_t i = 0; i < width_; ++i) keys_.push_back(std::move(key[i]));
      return table_[at] - 1;
    }
    const uint32_t group = table_[at] - 1;
    if (hashes_[group] != hash) continue;
    const Value* known = keys_.data() + size_t{group} * width_;
    if (std::equal(key, key + width_, known, Value::Equivalent)) return group;
  }
}

void GroupTable::Grow() {
  table_.assign(std::max<size_t>(64, table_.size() * 2), 0);
  const size_t mask = table_.size() - 1;
  for (size_t group = 0; group < hashes_.size(); ++group) {
    size_t at = hashes_[group] & mask;
    while (table_[at] != 0) at = (at + 1) & mask;
    table_[at] = static_cast<uint32_t>(group) + 1;
  }
}

void GroupTable::ChargeForGroups() {
  const auto held = static_cast<int64_t>(keys_.size() * sizeof(Value) + hashes_.size() * 8 +
                                         table_.size() * 4 + plain_keys_.size() * 8) +
                    plain_groups_.bytes() + by_element_.bytes();
  const int64_t more = held - charged_;
  charged_ = held;
  context_.Charge(more);
}

}  // namespace amana::query

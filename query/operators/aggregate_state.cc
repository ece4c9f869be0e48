#include "query/operators/aggregate_state.h"

#include <algorithm>

#include "query/vectorized.h"

namespace amana::query {
namespace {

// Rough cost of one entry of a hash table beside the value in it.
constexpr int64_t kEntryBytes = 64;

}  // namespace

AggregateState::Kind AggregateState::KindOf(const AggregatePlan::Item& item) {
  const std::string_view name = item.aggregate->name;
  if (item.aggregate == &CountStar() || name == "count") return Kind::kCount;
  if (item.distinct) return Kind::kOther;
  if (name == "sum") return Kind::kSum;
  if (name == "min") return Kind::kLeast;
  if (name == "max") return Kind::kGreatest;
  return Kind::kOther;
}

AggregateState::AggregateState(ExecutionContext& context, const AggregatePlan::Item& item)
    : context_(context),
      item_(item),
      kind_(KindOf(item)),
      plain_(&context),
      plain_used_(&context),
      of_first_(&context),
      pairs_(&context) {}

AggregateState::~AggregateState() { context_.Charge(-charged_); }

void AggregateState::ChargeBytes(int64_t bytes) {
  charged_ += bytes;
  context_.Charge(bytes);
}

void AggregateState::Add(const Batch& batch, const std::vector<uint32_t>& groups,
                         size_t group_count, Evaluator& evaluator) {
  group_count_ = std::max(group_count_, group_count);
  if (kind_ != Kind::kOther && plain_.size() < group_count_) {
    plain_.resize(group_count_, 0);
    plain_used_.resize(group_count_, 0);
  }
  if (kind_ == Kind::kCount && !item_.distinct && AddCounts(batch, groups)) return;
  if (kind_ == Kind::kCount && item_.distinct && AddDistinctNumbers(batch, groups)) return;
  if (kind_ != Kind::kCount && kind_ != Kind::kOther && AddNumbers(batch, groups)) return;
  AddValues(batch, groups, evaluator);
}

// count(*), and count() of what is never null.
bool AggregateState::AddCounts(const Batch& batch, const std::vector<uint32_t>& groups) {
  if (!item_.arguments.empty()) {
    const Expr& argument = *item_.arguments[0];
    if (argument.kind != ExprKind::kSlot) return false;
    const Column& column = batch.columns[argument.slot];
    if (!column.is_nodes() && !column.is_relationships()) return false;
  }
  for (uint32_t group : groups) ++plain_[group];
  return true;
}

bool AggregateState::AddDistinctNumbers(const Batch& batch, const std::vector<uint32_t>& groups) {
  if (!objects_.empty()) return false;  // some came otherwise
  Numbers& numbers = numbers_;
  std::vector<uint32_t> storage;
  const Selection rows = AllRows(batch.rows, &storage);
  if (!ReadPlain(*item_.arguments[0], batch, rows, context_, &numbers)) return false;
  if (plain_type_ == ValueType::kNull) plain_type_ = numbers.type;
  if (plain_type_ != numbers.type) return false;
  of_first_.Expect(batch.rows);
  const bool one_group = group_count_ == 1 && !numbers.any_absent;
  if (one_group) {
    for (const int64_t number : numbers.values) of_first_.Insert(static_cast<uint64_t>(number));
    plain_[0] = static_cast<int64_t>(of_first_.size());
  }
  for (size_t row = 0; !one_group && row < groups.size(); ++row) {
    if (!numbers.Has(row)) continue;
    const uint32_t group = groups[row];
    const int64_t number = numbers.values[row];
    const bool fresh =
        group == 0 ? of_first_.Insert(static_cast<uint64_t>(number)) : pairs_.Insert(group, number);
    plain_[group] += fresh ? 1 : 0;
  }
  return true;
}

bool AggregateState::AddNumbers(const Batch& batch, const std::vector<uint32_t>& groups) {
  Numbers& numbers = numbers_;
  std::vector<uint32_t> storage;
  const Selection rows = AllRows(batch.rows, &storage);
  if (!ReadNumbers(*item_.arguments[0], batch, rows, context_, &numbers)) return false;
  if (kind_ == Kind::kSum && numbers.type != ValueType::kInteger) return false;
  if (plain_type_ == ValueType::kNull) plain_type_ = numbers.type;
  if (plain_type_ != numbers.type) return false;
  for (size_t row = 0; row < groups.size(); ++row) {
    if (!numbers.Has(row)) continue;
    int64_t& held = plain_[groups[row]];
    uint8_t& used = plain_used_[groups[row]];
    const int64_t number = numbers.values[row];
    if (kind_ == Kind::kSum) {
      if (__builtin_add_overflow(held, number, &held)) AbortSumOverflow();
    } else if (used == 0 || (kind_ == Kind::kLeast ? number < held : number > held)) {
      held = number;
    }
    used = 1;
  }
  return true;
}

AggregateState::Object& AggregateState::ObjectOf(size_t group) {
  if (objects_.size() < group_count_) objects_.resize(group_count_);
  Object& object = objects_[group];
  if (!object.aggregate) {
    object.aggregate = item_.aggregate->make();
    ChargeBytes(kEntryBytes);
  }
  return object;
}

void AggregateState::AddValues(const Batch& batch, const std::vector<uint32_t>& groups,
                               Evaluator& evaluator) {
  // Numbers seen as such are seen as values from now on.
  const auto see = [&](uint64_t group, uint64_t number) {
    ObjectOf(group).seen.insert(Numbers::ValueOf(plain_type_, static_cast<int64_t>(number)));
  };
  of_first_.ForEach([&](uint64_t number) { see(0, number); });
  pairs_.ForEach([&](int64_t group, int64_t number) {
    see(static_cast<uint64_t>(group), static_cast<uint64_t>(number));
  });
  of_first_.Clear();
  pairs_.Clear();
  std::vector<std::vector<Value>> columns;
  for (const ExprPtr& argument : item_.arguments) {
    columns.push_back(evaluator.Evaluate(*argument, batch));
  }
  std::vector<const Value*> arguments(columns.size());
  for (size_t row = 0; row < groups.size(); ++row) {
    for (size_t c = 0; c < columns.size(); ++c) arguments[c] = &columns[c][row];
    if (!arguments.empty() && arguments[0]->is_null()) continue;
    if (item_.distinct) {
      if (!ObjectOf(groups[row]).seen.insert(*arguments[0]).second) continue;
      ChargeBytes(kEntryBytes);
    }
    if (kind_ == Kind::kCount) {
      ++plain_[groups[row]];
    } else {
      ObjectOf(groups[row]).aggregate->Add(arguments);
    }
  }
  if (item_.aggregate->keeps_values) ChargeBytes(static_cast<int64_t>(batch.rows * sizeof(Value)));
}

bool AggregateState::AllPlain(size_t begin, size_t end) const {
  if (kind_ == Kind::kOther || plain_.size() < end) return false;
  if (kind_ == Kind::kCount) return true;
  if (!objects_.empty()) return false;
  return std::all_of(plain_used_.begin() + static_cast<std::ptrdiff_t>(begin),
                     plain_used_.begin() + static_cast<std::ptrdiff_t>(end),
                     [](uint8_t used) { return used != 0; });
}

void AggregateState::Finish(size_t begin, size_t end, Column* out) {
  if (AllPlain(begin, end)) {
    const auto from = plain_.begin();
    return out->SetNumbers(
        kind_ == Kind::kCount ? ValueType::kInteger : plain_type_,
        {from + static_cast<std::ptrdiff_t>(begin), from + static_cast<std::ptrdiff_t>(end)});
  }
  out->Clear();
  auto& values = out->values();
  for (size_t group = begin; group < end; ++group) values.push_back(FinishOne(group));
}

Value AggregateState::FinishOne(size_t group) {
  if (kind_ == Kind::kCount) return Value(group < plain_.size() ? plain_[group] : int64_t{0});
  if (group < plain_used_.size() && plain_used_[group] != 0) {
    const Value value = Numbers::ValueOf(plain_type_, plain_[group]);
    if (group >= objects_.size() || !objects_[group].aggregate) return value;
    const Value* argument = &value;
    objects_[group].aggregate->Add({&argument, 1});
  }
  group_count_ = std::max(group_count_, group + 1);
  return ObjectOf(group).aggregate->Finish();
}

}  // namespace amana::query

#include "query/operators/sort.h"

#include <algorithm>
#include <numeric>

#include "query/evaluator.h"
#include "query/operators/sort_keys.h"

namespace amana::query {
namespace {

int64_t BatchBytes(const Batch& batch, size_t rows) {
  int64_t bytes = 0;
  for (const Column& column : batch.columns) {
    if (column.is_set() && !column.is_constant()) {
      bytes += static_cast<int64_t>(rows * sizeof(Value));
    }
  }
  return bytes;
}

class Sort : public UnaryOperator {
 public:
  Sort(ExecutionContext& context, OperatorPtr input, const SortPlan& plan)
      : UnaryOperator(context, std::move(input)), plan_(plan), evaluator_(context) {}

  ~Sort() override { context_.Charge(-charged_); }

  void Reset() override {
    UnaryOperator::Reset();
    rows_ = Batch();
    keys_.clear();
    order_.clear();
    bar_ = false;
    context_.Charge(-charged_);
    charged_ = 0;
    sorted_ = false;
    at_ = 0;
  }

  bool Next(Batch* out) override {
    if (!sorted_) Consume();
    if (at_ >= order_.size()) return false;
    context_.Check();
    size_t count = std::min(kBatchRows, order_.size() - at_);
    out->Clear();
    out->Gather(rows_, std::span(order_).subspan(at_, count));
    out->columns.resize(context_.slot_count);
    at_ += count;
    return true;
  }

 private:
  void Consume() {
    sorted_ = true;
    size_t keep = SIZE_MAX;
    if (plan_.limit) {
      uint64_t skip = plan_.skip ? CountOf(*plan_.skip, context_) : 0;
      uint64_t limit = CountOf(*plan_.limit, context_);
      keep = skip > SIZE_MAX / 4 - std::min<uint64_t>(limit, SIZE_MAX / 8)
                 ? SIZE_MAX
                 : skip + std::min<uint64_t>(limit, SIZE_MAX / 8);
    }
    Batch in;
    keys_.resize(plan_.keys.size());
    std::vector<SortKeys> keys(keys_.size());
    std::vector<uint32_t> rows;
    while (input_->Next(&in)) {
      context_.Check();
      for (size_t i = 0; i < keys_.size(); ++i) {
        keys[i].Read(*plan_.keys[i].expr, in, evaluator_);
      }
      Choose(keys, in.rows, keep, &rows);
      if (rows.empty()) continue;
      rows_.Gather(in, rows);
      for (size_t i = 0; i < keys_.size(); ++i) keys_[i].Append(keys[i], rows);
      const auto bytes = BatchBytes(in, rows.size()) +
                         static_cast<int64_t>(rows.size() * keys_.size() * sizeof(Value));
      charged_ += bytes;
      context_.Charge(bytes);
      // Cut back whenever twice too much is held: constant space, linear time. What would not be
      // among the first is not taken in after that.
      if (keep < SIZE_MAX / 4 && (rows_.rows > 2 * keep + kBatchRows / 2 ||
                                  (!bar_ && rows_.rows >= keep && keep < kBatchRows))) {
        CutTo(keep);
        bar_ = keep > 0;
      }
    }
    Arrange(std::min(keep, rows_.rows));
  }

  // The rows of a batch that may be among the first `keep`, ascending.
  void Choose(const std::vector<SortKeys>& keys, size_t count, size_t keep,
              std::vector<uint32_t>* rows) const {
    rows->clear();
    const bool descending = plan_.keys[0].descending;
    if (bar_) {
      keys[0].ChooseUpTo(keys_[0], bar_row_, descending, count, rows);
      std::erase_if(*rows, [&](uint32_t row) { return Order(keys, row, keys_, bar_row_) >= 0; });
    } else {
      keys[0].ChooseFirst(keep, descending, count, rows);
    }
    if (rows->size() <= keep) return;
    std::nth_element(rows->begin(), rows->begin() + static_cast<std::ptrdiff_t>(keep), rows->end(),
                     [&](uint32_t a, uint32_t b) {
                       const auto order = Order(keys, a, keys, b);
                       return order != 0 ? order < 0 : a < b;
                     });
    rows->resize(keep);
    std::sort(rows->begin(), rows->end());
  }

  std::weak_ordering Order(const std::vector<SortKeys>& of_a, size_t a,
                           const std::vector<SortKeys>& of_b, size_t b) const {
    for (size_t i = 0; i < plan_.keys.size(); ++i) {
      const auto order = of_a[i].Order(a, of_b[i], b);
      if (order != 0) return plan_.keys[i].descending ? 0 <=> order : order;
    }
    return std::weak_ordering::equivalent;
  }

  bool Before(uint32_t a, uint32_t b) const {
    const auto order = Order(keys_, a, keys_, b);
    return order != 0 ? order < 0 : a < b;  // stable
  }

  void Arrange(size_t count) {
    order_.resize(rows_.rows);
    std::iota(order_.begin(), order_.end(), 0u);
    auto before = [this](uint32_t a, uint32_t b) {
      if (++comparisons_ % 65536 == 0) context_.Check();
      return Before(a, b);
    };
    if (count < order_.size()) {
      std::partial_sort(order_.begin(), order_.begin() + static_cast<int64_t>(count), order_.end(),
                        before);
      order_.resize(count);
    } else {
      std::sort(order_.begin(), order_.end(), before);
    }
  }

  void CutTo(size_t keep) {
    Arrange(keep);
    Batch kept(rows_.columns.size());
    kept.Gather(rows_, order_);
    for (auto& key : keys_) {
      SortKeys kept_key;
      kept_key.Append(key, order_);
      key = std::move(kept_key);
    }
    rows_ = std::move(kept);
    bar_row_ = keep == 0 ? 0 : keep - 1;
    context_.Charge(-charged_);
    charged_ = BatchBytes(rows_, rows_.rows);
    context_.Charge(charged_);
  }

  const SortPlan& plan_;
  Evaluator evaluator_;
  Batch rows_;
  std::vector<SortKeys> keys_;
  std::vector<uint32_t> order_;
  bool bar_ = false;    // rows that do not come before row bar_row_ need not be taken
  size_t bar_row_ = 0;  // the last of those kept
  uint64_t comparisons_ = 0;
  int64_t charged_ = 0;
  bool sorted_ = false;
  size_t at_ = 0;
};

class Slice : public UnaryOperator {
 public:
  Slice(ExecutionContext& context, OperatorPtr input, const SlicePlan& plan)
      : UnaryOperator(context, std::move(input)), plan_(plan) {}

  void Reset() override {
    UnaryOperator::Reset();
    begun_ = false;
  }

  bool Next(Batch* out) override {
    if (!begun_) {
      skip_ = plan_.skip ? CountOf(*plan_.skip, context_) : 0;
      left_ = plan_.limit ? CountOf(*plan_.limit, context_) : UINT64_MAX;
      begun_ = true;
    }
    while (left_ > 0 && input_->Next(&in_)) {
      if (skip_ >= in_.rows) {
        skip_ -= in_.rows;
        continue;
      }
      uint64_t count = std::min<uint64_t>(in_.rows - skip_, left_);
      left_ -= count;
      if (skip_ == 0 && count == in_.rows) {
        std::swap(*out, in_);
        return true;
      }
      std::vector<uint32_t> rows(count);
      std::iota(rows.begin(), rows.end(), static_cast<uint32_t>(skip_));
      skip_ = 0;
      out->Clear();
      out->Gather(in_, rows);
      return true;
    }
    if (plan_.drain) {
      while (input_->Next(&in_)) {
      }
    }
    return false;
  }

 private:
  const SlicePlan& plan_;
  Batch in_;
  bool begun_ = false;
  uint64_t skip_ = 0;
  uint64_t left_ = 0;
};

}  // namespace

uint64_t CountOf(const Expr& expr, ExecutionContext& context) {
  Batch unit(context.slot_count);
  unit.rows = 1;
  Value value = Evaluator(context).EvaluateRow(expr, unit, 0);
  if (!value.is_integer()) {
    Abort(ErrorCode::kType, "SyntaxError:InvalidArgumentType", "SKIP and LIMIT expect an integer");
  }
  if (value.AsInteger() < 0) {
    Abort(ErrorCode::kInvalidArgument, "SyntaxError:NegativeIntegerArgument",
          "SKIP and LIMIT expect no negative number");
  }
  return static_cast<uint64_t>(value.AsInteger());
}

std::vector<const Expr*> SortPlan::expressions() const {
  std::vector<const Expr*> out;
  for (const Key& key : keys) out.push_back(key.expr.get());
  return out;
}

std::vector<const Expr*> SlicePlan::expressions() const {
  std::vector<const Expr*> out;
  if (skip) out.push_back(skip.get());
  if (limit) out.push_back(limit.get());
  return out;
}

OperatorPtr SortPlan::Open(ExecutionContext& context) const {
  return std::make_unique<Sort>(context, OpenChild(*this, context), *this);
}

OperatorPtr SlicePlan::Open(ExecutionContext& context) const {
  return std::make_unique<Slice>(context, OpenChild(*this, context), *this);
}

}  // namespace amana::query

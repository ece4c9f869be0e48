// Aggregates. Nulls never reach Add(); DISTINCT is taken care of before.

#include <algorithm>
#include <cmath>

#include "query/functions.h"
#include "query/operations.h"
#include "query/temporal/duration.h"

namespace amana::query {
namespace {

class Count : public Aggregate {
 public:
  void Add(Arguments) override { ++count_; }
  Value Finish() override { return Value(count_); }

 private:
  int64_t count_ = 0;
};

class Sum : public Aggregate {
 public:
  void Add(Arguments a) override {
    const Value& v = *a[0];
    if (v.type() == ValueType::kDuration) {
      duration_ = AddDurations(duration_, v.AsDuration(), 1);
      has_duration_ = true;
    } else if (v.is_integer()) {
      if (__builtin_add_overflow(whole_, v.AsInteger(), &whole_)) {
        AbortSumOverflow();
      }
    } else if (v.is_float()) {
      real_ += v.AsFloat();
      has_real_ = true;
    } else {
      AbortType("InvalidArgumentType", "sum() expects numbers");
    }
  }
  Value Finish() override {
    if (has_duration_) return Value(duration_);
    return has_real_ ? Value(real_ + static_cast<double>(whole_)) : Value(whole_);
  }

 private:
  int64_t whole_ = 0;
  double real_ = 0;
  bool has_real_ = false;
  bool has_duration_ = false;
  Duration duration_;
};

class Average : public Aggregate {
 public:
  void Add(Arguments a) override {
    ++count_;
    if (a[0]->type() == ValueType::kDuration) {
      duration_ = AddDurations(duration_, a[0]->AsDuration(), 1);
      has_duration_ = true;
    } else if (a[0]->is_number()) {
      mean_ += (a[0]->AsNumber() - mean_) / static_cast<double>(count_);
    } else {
      AbortType("InvalidArgumentType", "avg() expects numbers or durations");
    }
  }
  Value Finish() override {
    if (has_duration_) return Value(ScaleDuration(duration_, 1.0L / count_));
    return count_ == 0 ? Value() : Value(mean_);
  }

 private:
  int64_t count_ = 0;
  double mean_ = 0;
  bool has_duration_ = false;
  Duration duration_;
};

template <bool kLargest>
class Extreme : public Aggregate {
 public:
  void Add(Arguments a) override {
    if (best_.is_null() ||
        (kLargest ? Value::Order(*a[0], best_) > 0 : Value::Order(*a[0], best_) < 0)) {
      best_ = *a[0];
    }
  }
  Value Finish() override { return best_; }

 private:
  Value best_;
};

class Collect : public Aggregate {
 public:
  void Add(Arguments a) override { items_.push_back(*a[0]); }
  Value Finish() override { return Value::List(std::move(items_)); }

 private:
  std::vector<Value> items_;
};

template <bool kPopulation>
class Deviation : public Aggregate {
 public:
  void Add(Arguments a) override {
    if (!a[0]->is_number()) AbortType("InvalidArgumentType", "stDev() expects numbers");
    double x = a[0]->AsNumber();
    ++count_;
    double delta = x - mean_;
    mean_ += delta / static_cast<double>(count_);
    squares_ += delta * (x - mean_);
  }
  Value Finish() override {
    int64_t divisor = kPopulation ? count_ : count_ - 1;
    return Value(divisor <= 0 ? 0.0 : std::sqrt(squares_ / static_cast<double>(divisor)));
  }

 private:
  int64_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

template <bool kContinuous>
class Percentile : public Aggregate {
 public:
  void Add(Arguments a) override {
    if (!a[0]->is_number() || !a[1]->is_number()) {
      AbortType("InvalidArgumentType", "Percentiles expect numbers");
    }
    fraction_ = a[1]->AsNumber();
    if (!(fraction_ >= 0 && fraction_ <= 1)) {
      Abort(ErrorCode::kInvalidArgument, "ArgumentError:NumberOutOfRange",
            "A percentile must lie between 0.0 and 1.0");
    }
    items_.push_back(*a[0]);
  }
  Value Finish() override {
    if (items_.empty()) return {};
    std::sort(items_.begin(), items_.end(),
              [](const Value& a, const Value& b) { return Value::Order(a, b) < 0; });
    double place = fraction_ * static_cast<double>(items_.size() - 1);
    if (!kContinuous) {
      auto rank = static_cast<size_t>(std::ceil(fraction_ * static_cast<double>(items_.size())));
      return items_[rank == 0 ? 0 : rank - 1];
    }
    auto low = static_cast<size_t>(std::floor(place));
    auto high = static_cast<size_t>(std::ceil(place));
    double a = items_[low].AsNumber();
    double b = items_[high].AsNumber();
    return Value(a + (b - a) * (place - static_cast<double>(low)));
  }

 private:
  double fraction_ = 0;
  std::vector<Value> items_;
};

template <typename T>
std::unique_ptr<Aggregate> Make() {
  return std::make_unique<T>();
}

constexpr AggregateDef kTable[] = {
    {"count", 1, kAnyType, kIntegerMask, Make<Count>},
    {"sum", 1, kNumberMask | kDurationMask, kNumberMask | kDurationMask, Make<Sum>},
    {"avg", 1, kNumberMask | kDurationMask, kFloatMask | kDurationMask, Make<Average>},
    {"min", 1, kAnyType, kAnyType, Make<Extreme<false>>},
    {"max", 1, kAnyType, kAnyType, Make<Extreme<true>>},
    {"collect", 1, kAnyType, kListMask, Make<Collect>, true},
    {"stDev", 1, kNumberMask, kFloatMask, Make<Deviation<false>>},
    {"stDevP", 1, kNumberMask, kFloatMask, Make<Deviation<true>>},
    {"percentileCont", 2, kNumberMask, kFloatMask, Make<Percentile<true>>, true},
    {"percentileDisc", 2, kNumberMask, kNumberMask, Make<Percentile<false>>, true},
};

constexpr AggregateDef kCountStar = {"count(*)", 0, kAnyType, kIntegerMask, Make<Count>};

}  // namespace

const AggregateDef* FindAggregate(std::string_view name) {
  for (const AggregateDef& aggregate : kTable) {
    if (SameNameIgnoringCase(aggregate.name, name)) return &aggregate;
  }
  return nullptr;
}

std::span<const AggregateDef> AggregateFunctions() { return kTable; }

const AggregateDef& CountStar() { return kCountStar; }

void AbortSumOverflow() {
  Abort(ErrorCode::kInvalidArgument, "ArithmeticError:IntegerOverflow",
        "sum() is too large for an integer");
}

}  // namespace amana::query

#include "core/temporal/duration_sum.h"

#include <cmath>

namespace amana {
namespace {

constexpr long double kSecondsPerMonth = 2'629'746;
// More than any 64-bit component holds; keeps the sums within __int128.
constexpr long double kMostAmount = 1e30L;

bool Fits(__int128 amount) { return amount <= INT64_MAX && amount >= INT64_MIN; }

}  // namespace

// The whole part, exact for all 64-bit numbers; `rest` has its sign.
__int128 DurationSum::Whole(long double amount, long double* rest) {
  if (!(std::fabs(amount) < kMostAmount)) {
    too_large_ = true;
    *rest = 0;
    return 0;
  }
  const long double whole = std::trunc(amount);
  *rest = amount - whole;
  return static_cast<__int128>(whole);
}

void DurationSum::AddMonths(long double amount) {
  long double rest = 0;
  months_ += Whole(amount, &rest);
  if (rest == 0) return;
  const long double seconds = rest * kSecondsPerMonth;
  const long double days = std::trunc(seconds / kSecondsPerDay);
  AddDays(days);
  AddSeconds(seconds - days * kSecondsPerDay);
}

void DurationSum::AddDays(long double amount) {
  long double rest = 0;
  days_ += Whole(amount, &rest);
  if (rest != 0) AddSeconds(rest * kSecondsPerDay);
}

void DurationSum::AddSeconds(long double amount) {
  long double rest = 0;
  seconds_ += Whole(amount, &rest);
  if (rest != 0) AddNanos(rest * kNanosPerSecond);
}

// What is less than a nanosecond is cut off; what the binary fraction lacks to a whole one is not.
void DurationSum::AddNanos(long double amount) {
  long double rest = 0;
  const long double nudged =
      std::fabs(amount) < 1e12L ? amount + std::copysign(1e-4L, amount) : amount;
  nanos_ += Whole(nudged, &rest);
}

Result<Duration> DurationSum::Finish() const {
  __int128 carry = nanos_ / kNanosPerSecond;
  auto nanos = static_cast<int64_t>(nanos_ % kNanosPerSecond);
  if (nanos < 0) {
    nanos += kNanosPerSecond;
    --carry;
  }
  const __int128 seconds = seconds_ + carry;
  if (too_large_ || !Fits(months_) || !Fits(days_) || !Fits(seconds)) {
    return Fail(ErrorCode::kInvalidArgument, "The duration is out of bounds");
  }
  return Duration{static_cast<int64_t>(months_), static_cast<int64_t>(days_),
                  static_cast<int64_t>(seconds), static_cast<int32_t>(nanos)};
}

}  // namespace amana

// Numeric functions.

#include <cmath>
#include <numbers>
#include <random>

#include "query/functions.h"
#include "query/operations.h"

namespace amana::query {
namespace {

template <double (*F)(double)>
Value Real(ExecutionContext&, Arguments a) {
  return Value(F(a[0]->AsNumber()));
}

double Cot(double x) { return 1.0 / std::tan(x); }
double Degrees(double x) { return x * 180.0 / std::numbers::pi; }
double Radians(double x) { return x * std::numbers::pi / 180.0; }
double Haversin(double x) { return 0.5 * (1.0 - std::cos(x)); }

Value Abs(ExecutionContext&, Arguments a) {
  if (a[0]->is_float()) return Value(std::fabs(a[0]->AsFloat()));
  return a[0]->AsInteger() < 0 ? Negate(*a[0]) : *a[0];
}

Value Sign(ExecutionContext&, Arguments a) {
  double x = a[0]->AsNumber();
  return Value(int64_t{(x > 0) - (x < 0)});
}

// To the nearest, ties up, as openCypher's round(); with a number of decimal places, if given.
Value Round(ExecutionContext&, Arguments a) {
  double scale = a.size() > 1 ? std::pow(10.0, a[1]->AsNumber()) : 1.0;
  return Value(std::floor(a[0]->AsNumber() * scale + 0.5) / scale);
}

Value Atan2(ExecutionContext&, Arguments a) {
  return Value(std::atan2(a[0]->AsNumber(), a[1]->AsNumber()));
}

Value Pi(ExecutionContext&, Arguments) { return Value(std::numbers::pi); }
Value E(ExecutionContext&, Arguments) { return Value(std::numbers::e); }

Value Rand(ExecutionContext& context, Arguments) {
  return Value(std::uniform_real_distribution<double>(0.0, 1.0)(context.random()));
}

Value IsNaN(ExecutionContext&, Arguments a) { return Value(std::isnan(a[0]->AsNumber())); }

constexpr FunctionDef kTable[] = {
    {"abs", 1, 1, kNumberMask, kNumberMask, Abs},
    {"sign", 1, 1, kNumberMask, kIntegerMask, Sign},
    {"ceil", 1, 1, kNumberMask, kFloatMask, Real<std::ceil>},
    {"floor", 1, 1, kNumberMask, kFloatMask, Real<std::floor>},
    {"round", 1, 2, kNumberMask, kFloatMask, Round},
    {"sqrt", 1, 1, kNumberMask, kFloatMask, Real<std::sqrt>},
    {"exp", 1, 1, kNumberMask, kFloatMask, Real<std::exp>},
    {"log", 1, 1, kNumberMask, kFloatMask, Real<std::log>},
    {"log10", 1, 1, kNumberMask, kFloatMask, Real<std::log10>},
    {"sin", 1, 1, kNumberMask, kFloatMask, Real<std::sin>},
    {"cos", 1, 1, kNumberMask, kFloatMask, Real<std::cos>},
    {"tan", 1, 1, kNumberMask, kFloatMask, Real<std::tan>},
    {"cot", 1, 1, kNumberMask, kFloatMask, Real<Cot>},
    {"asin", 1, 1, kNumberMask, kFloatMask, Real<std::asin>},
    {"acos", 1, 1, kNumberMask, kFloatMask, Real<std::acos>},
    {"atan", 1, 1, kNumberMask, kFloatMask, Real<std::atan>},
    {"atan2", 2, 2, kNumberMask, kFloatMask, Atan2},
    {"degrees", 1, 1, kNumberMask, kFloatMask, Real<Degrees>},
    {"radians", 1, 1, kNumberMask, kFloatMask, Real<Radians>},
    {"haversin", 1, 1, kNumberMask, kFloatMask, Real<Haversin>},
    {"isNaN", 1, 1, kNumberMask, kBooleanMask, IsNaN},
    {"pi", 0, 0, kAnyType, kFloatMask, Pi},
    {"e", 0, 0, kAnyType, kFloatMask, E},
    {"rand", 0, 0, kAnyType, kFloatMask, Rand, true, false, false},
};

}  // namespace

std::span<const FunctionDef> NumberFunctions() { return kTable; }

}  // namespace amana::query

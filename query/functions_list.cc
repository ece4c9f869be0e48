// Functions of lists, and those that serve lists and strings alike.

#include <algorithm>

#include "core/text/utf8.h"
#include "query/functions.h"
#include "query/operations.h"

namespace amana::query {
namespace {

Value Size(ExecutionContext&, Arguments a) {
  if (a[0]->is_string()) return Value(static_cast<int64_t>(CountCodePoints(a[0]->AsString())));
  if (a[0]->is_map()) return Value(static_cast<int64_t>(a[0]->AsMap().size()));
  return Value(static_cast<int64_t>(a[0]->AsList().size()));
}

Value IsEmpty(ExecutionContext&, Arguments a) {
  if (a[0]->is_string()) return Value(a[0]->AsString().empty());
  if (a[0]->is_map()) return Value(a[0]->AsMap().empty());
  return Value(a[0]->AsList().empty());
}

Value Head(ExecutionContext&, Arguments a) {
  auto items = a[0]->AsList();
  return items.empty() ? Value() : items.front();
}

Value Last(ExecutionContext&, Arguments a) {
  auto items = a[0]->AsList();
  return items.empty() ? Value() : items.back();
}

Value Tail(ExecutionContext&, Arguments a) {
  auto items = a[0]->AsList();
  return Value::List(items.empty() ? std::vector<Value>()
                                   : std::vector<Value>(items.begin() + 1, items.end()));
}

Value Reverse(ExecutionContext&, Arguments a) {
  if (a[0]->is_string()) {
    std::u32string text = ToUtf32(a[0]->AsString());
    std::reverse(text.begin(), text.end());
    return Value(ToUtf8(text));
  }
  auto items = a[0]->AsList();
  return Value::List(std::vector<Value>(items.rbegin(), items.rend()));
}

Value Range(ExecutionContext& context, Arguments a) {
  int64_t from = a[0]->AsInteger();
  int64_t to = a[1]->AsInteger();
  int64_t step = a.size() == 3 ? a[2]->AsInteger() : 1;
  if (step == 0) {
    Abort(ErrorCode::kInvalidArgument, "ArgumentError:NumberOutOfRange",
          "range() needs a step other than 0");
  }
  if (step > 0 ? from > to : from < to) return Value::List({});
  auto distance = step > 0 ? static_cast<uint64_t>(to) - static_cast<uint64_t>(from)
                           : static_cast<uint64_t>(from) - static_cast<uint64_t>(to);
  uint64_t width = step > 0 ? static_cast<uint64_t>(step) : ~static_cast<uint64_t>(step) + 1;
  uint64_t count = distance / width + 1;
  context.Reserve(
      static_cast<int64_t>(std::min<uint64_t>(count, INT64_MAX / 64) * 2 * sizeof(Value)));
  std::vector<Value> items;
  items.reserve(count);
  for (uint64_t i = 0; i < count; ++i) {
    items.emplace_back(
        static_cast<int64_t>(static_cast<uint64_t>(from) + i * static_cast<uint64_t>(step)));
    if (i % 65536 == 65535) context.Check();
  }
  return Value::List(std::move(items));
}

Value Coalesce(ExecutionContext&, Arguments) { return {}; }  // lazy: see Evaluator::Function

constexpr FunctionDef kTable[] = {
    {"size", 1, 1, kListMask | kStringMask | kMapMask, kIntegerMask, Size},
    {"isEmpty", 1, 1, kListMask | kStringMask | kMapMask, kBooleanMask, IsEmpty},
    {"head", 1, 1, kListMask, kAnyType, Head},
    {"last", 1, 1, kListMask, kAnyType, Last},
    {"tail", 1, 1, kListMask, kListMask, Tail},
    {"reverse", 1, 1, kListMask | kStringMask, kListMask | kStringMask, Reverse},
    {"range", 2, 3, kIntegerMask, kListMask, Range},
    {"coalesce", 1, -1, kAnyType, kAnyType, Coalesce, false, true},
};

}  // namespace

std::span<const FunctionDef> ListFunctions() { return kTable; }

}  // namespace amana::query

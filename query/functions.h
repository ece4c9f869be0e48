#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/execution.h"
#include "query/static_type.h"

namespace amana::query {

using Arguments = std::span<const Value* const>;

// One function of the language. The tables of these are the whole knowledge that the binder and the
// evaluator have of functions.
struct FunctionDef {
  std::string_view name;  // as documented; looked up without regard to ASCII case
  int min_arguments;
  int max_arguments;  // -1: any number
  TypeMask argument;  // what each argument may be
  TypeMask result;
  Value (*call)(ExecutionContext& context, Arguments arguments);
  bool null_in_null_out = true;  // one null argument makes the result null
  bool lazy = false;             // arguments are computed only as far as needed (coalesce)
  bool deterministic = true;     // same arguments, same graph: same value
};

// nullptr where there is none.
const FunctionDef* FindFunction(std::string_view name);

// The tables, one for each file of functions.
std::span<const FunctionDef> GraphFunctions();
std::span<const FunctionDef> ListFunctions();
std::span<const FunctionDef> StringFunctions();
std::span<const FunctionDef> NumberFunctions();
std::span<const FunctionDef> ConversionFunctions();
std::span<const FunctionDef> TemporalFunctions();
std::span<const FunctionDef> AmanaFunctions();

// The running state of an aggregate over one group.
class Aggregate {
 public:
  virtual ~Aggregate() = default;
  virtual void Add(Arguments arguments) = 0;  // never with a null first argument
  virtual Value Finish() = 0;
};

struct AggregateDef {
  std::string_view name;
  int arguments;
  TypeMask argument;
  TypeMask result;
  std::unique_ptr<Aggregate> (*make)();
  bool keeps_values = false;  // all of them, until it is finished
};

const AggregateDef* FindAggregate(std::string_view name);
// count(*), which also counts nulls.
const AggregateDef& CountStar();
[[noreturn]] void AbortSumOverflow();

// For lists of functions: all of them, by name.
struct FunctionSummary {
  std::string name;
  bool aggregating = false;
};
std::vector<FunctionSummary> AllFunctions();
std::span<const AggregateDef> AggregateFunctions();

bool SameNameIgnoringCase(std::string_view a, std::string_view b);

}  // namespace amana::query

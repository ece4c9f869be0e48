#include "query/functions.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace amana::query {
namespace {

std::string Lower(std::string_view name) {
  std::string out(name);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::array<std::span<const FunctionDef>, 7> Tables() {
  return {GraphFunctions(),      ListFunctions(),     StringFunctions(), NumberFunctions(),
          ConversionFunctions(), TemporalFunctions(), AmanaFunctions()};
}

}  // namespace

bool SameNameIgnoringCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && Lower(a) == Lower(b);
}

const FunctionDef* FindFunction(std::string_view name) {
  static const auto* const kIndex = [] {
    auto* index = new std::unordered_map<std::string, const FunctionDef*>;
    for (auto table : Tables()) {
      for (const FunctionDef& function : table) index->emplace(Lower(function.name), &function);
    }
    return index;
  }();
  auto found = kIndex->find(Lower(name));
  return found == kIndex->end() ? nullptr : found->second;
}

std::vector<FunctionSummary> AllFunctions() {
  std::vector<FunctionSummary> all;
  for (auto table : Tables()) {
    for (const FunctionDef& function : table) all.push_back({std::string(function.name), false});
  }
  for (const AggregateDef& aggregate : AggregateFunctions()) {
    all.push_back({std::string(aggregate.name), true});
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return all;
}

}  // namespace amana::query

#include "query/procedures/procedure.h"

#include <algorithm>

namespace amana::query {
namespace {

std::string Lower(std::string_view name) {
  std::string out(name);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

}  // namespace

void ProcedureRows::Add(std::vector<Value> row) {
  const auto bytes = static_cast<int64_t>(sizeof(row) + row.size() * sizeof(Value));
  charged_ += bytes;
  context_.Charge(bytes);
  rows_.push_back(std::move(row));
  if (rows_.size() % 64 == 0) context_.Check();
}

size_t ProcedureDef::required() const {
  return static_cast<size_t>(std::count_if(parameters.begin(), parameters.end(),
                                           [](const auto& p) { return !p.optional; }));
}

std::string ProcedureDef::Signature() const {
  std::string out = name + "(";
  const char* separator = "";
  for (const ProcedureParameter& p : parameters) {
    out += separator + p.name + (p.optional ? " = null" : "") + " :: " + p.shown;
    separator = ", ";
  }
  out += ") :: (";
  separator = "";
  for (const ProcedureField& f : fields) {
    out += separator + f.name + " :: " + f.shown;
    separator = ", ";
  }
  return out + ")";
}

void ProcedureTable::Add(ProcedureDef procedure) {
  std::string key = Lower(procedure.name);
  by_name_[std::move(key)] = std::make_shared<const ProcedureDef>(std::move(procedure));
}

ProcedurePtr ProcedureTable::Find(std::string_view name) const {
  auto found = by_name_.find(Lower(name));
  return found == by_name_.end() ? nullptr : found->second;
}

std::vector<ProcedurePtr> ProcedureTable::all() const {
  std::vector<ProcedurePtr> out;
  for (const auto& [key, procedure] : by_name_) out.push_back(procedure);
  return out;
}

const ProcedureTable& BuiltInProcedures() {
  static const auto* const kTable = [] {
    auto* table = new ProcedureTable;
    for (auto make :
         {ClientProcedures, SchemaProcedures, ShowProcedures, AmanaProcedures, AlgoProcedures}) {
      for (ProcedureDef& procedure : make()) table->Add(std::move(procedure));
    }
    return table;
  }();
  return *kTable;
}

}  // namespace amana::query

#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/functions.h"

namespace amana::query {

// Gets the rows of a procedure, one value for each of its fields; counts their memory and looks at
// the limits.
class ProcedureRows {
 public:
  explicit ProcedureRows(ExecutionContext& context) : context_(context) {}
  ~ProcedureRows() { context_.Charge(-charged_); }
  ProcedureRows(const ProcedureRows&) = delete;
  ProcedureRows& operator=(const ProcedureRows&) = delete;

  void Add(std::vector<Value> row);
  const std::vector<std::vector<Value>>& rows() const { return rows_; }

 private:
  ExecutionContext& context_;
  std::vector<std::vector<Value>> rows_;
  int64_t charged_ = 0;
};

struct ProcedureParameter {
  std::string name;
  TypeMask type = kAnyType;
  std::string shown;      // the type's name
  bool optional = false;  // null where the call leaves it out; only the last ones may be
};

struct ProcedureField {
  std::string name;
  std::string shown;  // the type's name
};

// A procedure: rows from arguments. None of these writes. One without fields leaves the rows that
// it is called for as they are.
struct ProcedureDef {
  std::string name;
  std::vector<ProcedureParameter> parameters;
  std::vector<ProcedureField> fields;
  std::string description;
  std::function<void(ExecutionContext& context, Arguments arguments, ProcedureRows& rows)> call;

  size_t required() const;
  // "name(a :: STRING) :: (b :: INTEGER)"
  std::string Signature() const;
};

using ProcedurePtr = std::shared_ptr<const ProcedureDef>;

// Procedures by name, without regard to ASCII case.
class ProcedureTable {
 public:
  void Add(ProcedureDef procedure);
  ProcedurePtr Find(std::string_view name) const;  // null where there is none
  // In order of their names.
  std::vector<ProcedurePtr> all() const;

 private:
  std::map<std::string, ProcedurePtr, std::less<>> by_name_;
};

// Those that every engine has.
const ProcedureTable& BuiltInProcedures();

// The tables, one for each file of procedures.
std::vector<ProcedureDef> ClientProcedures();  // what tools ask on connecting
std::vector<ProcedureDef> SchemaProcedures();
std::vector<ProcedureDef> ShowProcedures();
std::vector<ProcedureDef> AmanaProcedures();
std::vector<ProcedureDef> AlgoProcedures();

}  // namespace amana::query

// What stands behind SHOW: procedures whose names hold a space, so that CALL cannot name them.

#include "core/schema.h"
#include "query/procedures/procedure.h"

namespace amana::query {
namespace {

Value One(std::string_view item) { return Value::List({Value(item)}); }

void AddIndex(std::string_view name, std::string_view type, Value label, Value key, bool unique,
              int64_t id, ProcedureRows& rows) {
  rows.Add({Value(id), Value(name), Value("ONLINE"), Value(100.0), Value(type), Value("NODE"),
            std::move(label), std::move(key), Value("amana-1.0"), unique ? Value(name) : Value()});
}

void Indexes(ExecutionContext& context, Arguments, ProcedureRows& rows) {
  int64_t id = 0;
  AddIndex("node_label_lookup", "LOOKUP", Value(), Value(), false, ++id, rows);
  for (std::string_view key : {"id", "name"}) {
    AddIndex("node_" + std::string(key), "RANGE", Value(), One(key), false, ++id, rows);
  }
  for (const auto& [name, item] : context.graph().schema()) {
    AddIndex(name, "RANGE", One(item.label), One(item.key), item.kind == SchemaKind::kUnique, ++id,
             rows);
  }
}

void Constraints(ExecutionContext& context, Arguments, ProcedureRows& rows) {
  int64_t id = 0;
  for (const auto& [name, item] : context.graph().schema()) {
    if (item.kind != SchemaKind::kUnique) continue;
    rows.Add({Value(++id), Value(name), Value("UNIQUENESS"), Value("NODE"), One(item.label),
              One(item.key), Value(name)});
  }
}

void Databases(ExecutionContext&, Arguments, ProcedureRows& rows) {
  rows.Add({Value("amana"), Value("standard"), One("neo4j"), Value("read-write"), Value(),
            Value("primary"), Value(true), Value("online"), Value("online"), Value(""), Value(true),
            Value(true), Value::List({})});
}

void Procedures(ExecutionContext&, Arguments, ProcedureRows& rows) {
  for (const ProcedurePtr& p : BuiltInProcedures().all()) {
    if (p->name.find(' ') != std::string::npos) continue;
    rows.Add({Value(p->name), Value(p->description), Value("READ"), Value(false),
              Value(p->Signature())});
  }
}

void Functions(ExecutionContext&, Arguments, ProcedureRows& rows) {
  for (const FunctionSummary& f : AllFunctions()) {
    rows.Add({Value(f.name), Value(f.aggregating ? "Aggregating" : "Scalar"),
              Value(f.name.starts_with("amana.") ? "amana" : "openCypher"), Value(f.aggregating)});
  }
}

void CurrentUser(ExecutionContext&, Arguments, ProcedureRows& rows) {
  rows.Add({Value(""), Value::List({}), Value(false), Value(false), Value()});
}

}  // namespace

std::vector<ProcedureDef> ShowProcedures() {
  return {
      {"SHOW INDEXES",
       {},
       {{"id", "INTEGER"},
        {"name", "STRING"},
        {"state", "STRING"},
        {"populationPercent", "FLOAT"},
        {"type", "STRING"},
        {"entityType", "STRING"},
        {"labelsOrTypes", "LIST<STRING>"},
        {"properties", "LIST<STRING>"},
        {"indexProvider", "STRING"},
        {"owningConstraint", "STRING"}},
       "",
       Indexes},
      {"db.indexes",
       {},
       {{"id", "INTEGER"},
        {"name", "STRING"},
        {"state", "STRING"},
        {"populationPercent", "FLOAT"},
        {"type", "STRING"},
        {"entityType", "STRING"},
        {"labelsOrTypes", "LIST<STRING>"},
        {"properties", "LIST<STRING>"},
        {"provider", "STRING"},
        {"owningConstraint", "STRING"}},
       "As SHOW INDEXES.",
       Indexes},
      {"SHOW CONSTRAINTS",
       {},
       {{"id", "INTEGER"},
        {"name", "STRING"},
        {"type", "STRING"},
        {"entityType", "STRING"},
        {"labelsOrTypes", "LIST<STRING>"},
        {"properties", "LIST<STRING>"},
        {"ownedIndex", "STRING"}},
       "",
       Constraints},
      {"SHOW DATABASES",
       {},
       {{"name", "STRING"},
        {"type", "STRING"},
        {"aliases", "LIST<STRING>"},
        {"access", "STRING"},
        {"address", "STRING"},
        {"role", "STRING"},
        {"writer", "BOOLEAN"},
        {"requestedStatus", "STRING"},
        {"currentStatus", "STRING"},
        {"statusMessage", "STRING"},
        {"default", "BOOLEAN"},
        {"home", "BOOLEAN"},
        {"constituents", "LIST<STRING>"}},
       "",
       Databases},
      {"SHOW PROCEDURES",
       {},
       {{"name", "STRING"},
        {"description", "STRING"},
        {"mode", "STRING"},
        {"worksOnSystem", "BOOLEAN"},
        {"signature", "STRING"}},
       "",
       Procedures},
      {"SHOW FUNCTIONS",
       {},
       {{"name", "STRING"},
        {"category", "STRING"},
        {"description", "STRING"},
        {"aggregating", "BOOLEAN"}},
       "",
       Functions},
      {"SHOW CURRENT USER",
       {},
       {{"user", "STRING"},
        {"roles", "LIST<STRING>"},
        {"passwordChangeRequired", "BOOLEAN"},
        {"suspended", "BOOLEAN"},
        {"home", "STRING"}},
       "",
       CurrentUser},
  };
}

}  // namespace amana::query

// What drivers, browsers and IDE plug-ins ask when they connect. Clients look for the names of
// Neo4j's components, so the first one stands for the protocol that is spoken.

#include "query/procedures/procedure.h"

namespace amana::query {
namespace {

Value Strings(std::initializer_list<const char*> items) {
  std::vector<Value> out;
  for (const char* item : items) out.emplace_back(item);
  return Value::List(std::move(out));
}

void Ping(ExecutionContext&, Arguments, ProcedureRows& rows) { rows.Add({Value(true)}); }

void DatabaseInfo(ExecutionContext& context, Arguments, ProcedureRows& rows) {
  rows.Add({Value("amana"), Value("amana"),
            Value(static_cast<int64_t>(context.graph().node_count())),
            Value(static_cast<int64_t>(context.graph().relationship_count()))});
}

void Components(ExecutionContext&, Arguments, ProcedureRows& rows) {
  rows.Add({Value("Neo4j Kernel"), Strings({"5.26.0"}), Value("community")});
  rows.Add({Value("amana"), Strings({AMANA_VERSION}), Value("community")});
}

void ClientConfig(ExecutionContext&, Arguments, ProcedureRows& rows) {
  rows.Add({Value("browser.allow_outgoing_connections"), Value("false")});
  rows.Add({Value("browser.retain_connection_credentials"), Value("false")});
  rows.Add({Value("dbms.default_database"), Value("amana")});
}

void CurrentUser(ExecutionContext&, Arguments, ProcedureRows& rows) {
  rows.Add({Value(""), Value::List({}), Value::List({})});
}

void NameProcedures(ExecutionContext&, Arguments, ProcedureRows& rows) {
  for (const ProcedurePtr& p : BuiltInProcedures().all()) {
    if (p->name.find(' ') != std::string::npos) continue;  // those behind SHOW
    rows.Add({Value(p->name), Value(p->Signature()), Value(p->description), Value("READ")});
  }
}

void NameFunctions(ExecutionContext&, Arguments, ProcedureRows& rows) {
  for (const FunctionSummary& f : AllFunctions()) {
    rows.Add(
        {Value(f.name), Value(f.name + "()"), Value(f.aggregating ? "aggregating" : "scalar")});
  }
}

}  // namespace

std::vector<ProcedureDef> ClientProcedures() {
  return {
      {"db.ping", {}, {ProcedureField{"success", "BOOLEAN"}}, "Answers true.", Ping},
      {"db.info",
       {},
       {ProcedureField{"id", "STRING"},
        {"name", "STRING"},
        {"nodes", "INTEGER"},
        {"relationships", "INTEGER"}},
       "What this database is, and how large.",
       DatabaseInfo},
      {"dbms.components",
       {},
       {ProcedureField{"name", "STRING"}, {"versions", "LIST<STRING>"}, {"edition", "STRING"}},
       "The protocol version that is spoken, and the program's own.",
       Components},
      {"dbms.clientConfig",
       {},
       {ProcedureField{"name", "STRING"}, {"value", "STRING"}},
       "Settings that concern clients.",
       ClientConfig},
      {"dbms.showCurrentUser",
       {},
       {ProcedureField{"username", "STRING"}, {"roles", "LIST<STRING>"}, {"flags", "LIST<STRING>"}},
       "Who is asking.",
       CurrentUser},
      {"dbms.procedures",
       {},
       {ProcedureField{"name", "STRING"},
        {"signature", "STRING"},
        {"description", "STRING"},
        {"mode", "STRING"}},
       "All procedures.",
       NameProcedures},
      {"dbms.functions",
       {},
       {ProcedureField{"name", "STRING"}, {"signature", "STRING"}, {"category", "STRING"}},
       "All functions.",
       NameFunctions},
  };
}

}  // namespace amana::query

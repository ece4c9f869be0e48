#include "bench/party_loader.h"

#include "core/graph_store.h"
#include "ingest/import/import_graph.h"

namespace amana::bench {
namespace {

// The files count each kind of node from 1, and say nothing of types.
struct Table {
  const char* name;
  const char* header;
};
constexpr Table kNodes[] = {
    {"Person", "id:ID(Person){id-type: long},name"},
    {"Post", "id:ID(Post){id-type: long},title"},
    {"Organization", "id:ID(Organization){id-type: long},name,kind"},
    {"Meeting", "id:ID(Meeting){id-type: long},date:date,title"},
    {"Article", "id:ID(Article){id-type: long},url,date:date"},
};
constexpr Table kRelations[] = {
    {"HOLDS", ":START_ID(Person),:END_ID(Post),since:date"},
    {"IN", ":START_ID(Post),:END_ID(Organization)"},
    {"PART_OF", ":START_ID(Organization),:END_ID(Organization)"},
    {"CHAIRED_BY", ":START_ID(Meeting),:END_ID(Person)"},
    {"HELD_BY", ":START_ID(Meeting),:END_ID(Organization)"},
    {"ATTENDED_BY", ":START_ID(Meeting),:END_ID(Person)"},
    {"REPORTS", ":START_ID(Article),:END_ID(Meeting)"},
};

}  // namespace

Result<void> LoadParties(const std::string& data, const std::string& db) {
  ingest::ImportOptions options;
  for (const auto& [name, header] : kNodes) {
    options.nodes.push_back({name, {data + "/" + name + ".csv"}, header});
  }
  for (const auto& [name, header] : kRelations) {
    options.relations.push_back({name, {data + "/" + name + ".csv"}, header});
  }
  AMANA_TRY(auto store, GraphStore::Open(db, OpenMode::kReadWriteOrCreate));
  AMANA_CHECK_OK(ingest::ImportGraph(*store, options));
  return {};
}

}  // namespace amana::bench

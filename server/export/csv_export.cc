#include "server/export/csv_export.h"

#include <set>

#include "server/export/csv_field.h"
#include "server/graph/element.h"
#include "server/graph/evidence_view.h"

namespace amana::server {
namespace {

constexpr std::string_view kHeader =
    "subject,subject_name,predicate,object,object_name,since,until,status,confidence,articles,"
    "first_sentence,url\n";

Result<std::string> Line(const Snapshot& graph, RelationshipId id, EvidenceReader& reader) {
  AMANA_TRY(auto evidence, reader.Read(id));
  std::set<std::string> articles;
  for (const auto& item : evidence) articles.insert(item.item.article);
  std::string joined;
  for (const auto& article : articles) joined += (joined.empty() ? "" : "; ") + article;
  auto property = [&](std::string_view key) { return PlainText(Property(graph, id, key)); };
  const NodeId source = graph.Source(id), target = graph.Target(id);
  const std::string fields[] = {graph.PublicId(source),
                                DisplayName(graph, source),
                                std::string(graph.types().Name(graph.Type(id))),
                                graph.PublicId(target),
                                DisplayName(graph, target),
                                property("since"),
                                property("until"),
                                property("status"),
                                property("confidence"),
                                joined,
                                evidence.empty() ? "" : evidence.front().quote.exact,
                                evidence.empty() ? "" : evidence.front().url};
  std::string line;
  for (const auto& field : fields) line += (line.empty() ? "" : ",") + CsvField(field);
  return line + "\n";
}

}  // namespace

Result<void> ExportCsv(const GraphStore& store, const Snapshot& graph, const Subgraph& part,
                       const ExportSink& sink) {
  if (!sink(kHeader)) return {};
  EvidenceReader reader(store);
  for (RelationshipId id : part.relationships) {
    AMANA_TRY(std::string line, Line(graph, id, reader));
    if (!sink(line)) return {};
  }
  return {};
}

}  // namespace amana::server

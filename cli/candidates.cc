// amana candidates: pairs of nodes that may be one, with what speaks for both, side by side.

#include "ingest/resolution/candidates.h"

#include <fmt/format.h>

#include <set>

#include "cli/article_source.h"
#include "cli/output.h"
#include "cli/text_width.h"
#include "core/graph_store.h"
#include "server/graph/evidence_view.h"
#include "server/json/json_writer.h"

namespace amana::cli {
namespace {

struct CandidatesOptions {
  std::string type, format = "text";
  double least = ingest::kLeastProposed;
  size_t limit = 50;
};

constexpr size_t kRelationsShown = 4;

// What the graph says of one of the two.
struct Side {
  std::string id, name;
  std::vector<std::string> relations;  // "HOLDS الأمين العام"
  std::string sentence;                // behind the first of them
};

std::string TextOf(const Snapshot& graph, NodeId node, std::string_view key) {
  const auto id = graph.keys().Find(key);
  if (!id) return {};
  const Value value = graph.NodeProperty(node, *id);
  return value.type() == ValueType::kString ? std::string(value.AsString()) : std::string();
}

Result<Side> Describe(NodeId node, const Snapshot& graph, server::EvidenceReader& evidence) {
  Side side{graph.PublicId(node), TextOf(graph, node, "name"), {}, {}};
  std::set<std::string> lines;
  const auto add = [&](const Neighbor& neighbor, std::string_view arrow) -> Result<void> {
    const std::string type(graph.types().Name(graph.Type(neighbor.relationship)));
    if (type == "MENTIONS" || type == "REPORTS" || side.relations.size() >= kRelationsShown)
      return {};
    const std::string line =
        fmt::format("{}{} {}", arrow, type, TextOf(graph, neighbor.node, "name"));
    if (lines.insert(line).second) side.relations.push_back(line);
    if (!side.sentence.empty()) return {};
    AMANA_TRY(const auto said, evidence.Read(neighbor.relationship));
    if (!said.empty()) side.sentence = said.front().quote.exact;
    return {};
  };
  for (const Neighbor& neighbor : graph.Out(node)) AMANA_CHECK_OK(add(neighbor, ""));
  for (const Neighbor& neighbor : graph.In(node)) AMANA_CHECK_OK(add(neighbor, "← "));
  return side;
}

std::string AsText(const ingest::SameAsProposal& proposal, const Side& a, const Side& b) {
  std::string out = fmt::format("{:.2f} {} SAME_AS? {}\n", proposal.score, proposal.type,
                                fmt::join(proposal.reasons, "; "));
  for (const Side* side : {&a, &b}) {
    out += fmt::format("  {}  {}\n", side->id, Printable(side->name));
    for (const std::string& line : side->relations) out += "      " + Printable(line) + "\n";
    if (!side->sentence.empty()) out += "      «" + Printable(side->sentence) + "»\n";
  }
  return out + "\n";
}

void WriteSide(server::JsonWriter& json, const char* key, const Side& side) {
  json.Key(key).BeginObject().Field("id", side.id).Field("name", side.name);
  json.Key("relations").BeginArray();
  for (const std::string& line : side.relations) json.String(line);
  json.EndArray().Field("sentence", side.sentence).EndObject();
}

std::string AsJsonLine(const ingest::SameAsProposal& proposal, const Side& a, const Side& b) {
  server::JsonWriter json;
  json.BeginObject().Field("type", proposal.type).Field("relation", "SAME_AS");
  json.Field("status", "proposed").Key("score").Float(proposal.score);
  json.Key("reasons").BeginArray();
  for (const std::string& reason : proposal.reasons) json.String(reason);
  json.EndArray();
  WriteSide(json, "a", a);
  WriteSide(json, "b", b);
  return json.EndObject().Take() + "\n";
}

Result<int> Candidates(const Context& context, const CandidatesOptions& options) {
  AMANA_TRY(auto store, GraphStore::Open(context.db, OpenMode::kReadOnly));
  AMANA_TRY(const Knowledge knowledge, LoadKnowledge(context));
  const auto graph = store->snapshot();
  AMANA_TRY(const auto records, ingest::ReadForms(*store));
  const auto proposals = ingest::ProposeSame(records, ingest::NameRarity(*knowledge.rules), *graph);
  server::EvidenceReader evidence(*store);
  AMANA_TRY(Output out, Output::Open(""));
  size_t shown = 0;
  for (const auto& proposal : proposals) {
    if (proposal.score < options.least) continue;
    if (!options.type.empty() && proposal.type != options.type) continue;
    if (shown++ == options.limit) break;
    AMANA_TRY(const Side a, Describe(proposal.a, *graph, evidence));
    AMANA_TRY(const Side b, Describe(proposal.b, *graph, evidence));
    out.Write(options.format == "jsonl" ? AsJsonLine(proposal, a, b) : AsText(proposal, a, b));
  }
  AMANA_CHECK_OK(out.Finish());
  context.Say(fmt::format("amana: {} pairs may be one", proposals.size()));
  return kSuccess;
}

}  // namespace

void AddCandidates(CLI::App& app, Context& context) {
  auto options = std::make_shared<CandidatesOptions>();
  CLI::App* command = AddCommand(
      app, context, "candidates", "List pairs that may be one, with what the graph says of both",
      "  amana candidates\n  amana candidates --type Person --min-score 0.7 --format jsonl",
      [&context, options] { return Candidates(context, *options); });
  command->add_option("--type", options->type, "Only pairs of this type")
      ->check(CLI::IsMember({"Person", "Organization"}));
  command->add_option("--min-score", options->least, "Only pairs at least so likely")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command->add_option("--limit", options->limit, "At most so many pairs")->capture_default_str();
  command->add_option("--format", options->format, "text or jsonl")
      ->check(CLI::IsMember({"text", "jsonl"}))
      ->capture_default_str();
}

}  // namespace amana::cli

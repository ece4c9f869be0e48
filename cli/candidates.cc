// Entities that may be one, with what each of them is known by, side by side.
#include <algorithm>
#include <set>
#include <tuple>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/result_table.h"
#include "core/graph_store.h"
#include "ingest/resolution/body_candidates.h"
#include "server/graph/evidence_view.h"
#include "server/json/json_writer.h"

namespace amana::cli {
namespace {

struct CandidateOptions {
  std::string format = "auto", type;
  double min_score = 0;
  size_t limit = 50;
};

constexpr size_t kSentences = 2;  // of each side

// What one entity is known by.
struct Side {
  std::string id, name;
  std::set<std::string> posts, bodies, places, dates;
  std::vector<std::string> sentences;
};

struct Candidate {
  double score = 0;
  std::string type, status, reasons, id;
  NodeId a, b;
};

std::string Joined(const auto& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : " · ") + item;
  return out;
}

class Contexts {
 public:
  explicit Contexts(const GraphStore& store)
      : store_(store), evidence_(store), graph_(store.snapshot()) {}

  std::string Text(NodeId node, std::string_view key) const {
    const auto id = graph_->keys().Find(key);
    if (!id) return "";
    const Value value = graph_->NodeProperty(node, *id);
    return value.is_string() ? std::string(value.AsString()) : "";
  }

  // Best first; ties by id, so that the list is the same every time.
  Result<std::vector<Candidate>> Proposals() const {
    std::vector<Candidate> out = Relations();
    AMANA_TRY(const auto records, ingest::ReadForms(store_));
    for (const ingest::BodyProposal& proposal : ingest::ProposeBodies(records, *graph_)) {
      Candidate candidate;
      candidate.score = proposal.score;
      candidate.type = "Organization";
      candidate.reasons = Joined(proposal.reasons);
      candidate.id = graph_->PublicId(proposal.a) + graph_->PublicId(proposal.b);
      candidate.a = proposal.a;
      candidate.b = proposal.b;
      out.push_back(std::move(candidate));
    }
    std::ranges::sort(out, [](const Candidate& x, const Candidate& y) {
      return std::tuple(-x.score, x.id) < std::tuple(-y.score, y.id);
    });
    return out;
  }

  Result<Side> Of(NodeId node) {
    Side side;
    side.id = graph_->PublicId(node);
    side.name = Text(node, "name");
    for (const Neighbor& neighbor : graph_->Out(node)) Look(neighbor, side);
    for (const auto& row : {graph_->Out(node), graph_->In(node)}) {
      for (const Neighbor& neighbor : row) {
        AddDates(neighbor.relationship, side);
        AMANA_CHECK_OK(AddSentences(neighbor.relationship, side));
      }
    }
    return side;
  }

 private:
  // Those that are relations of the graph.
  std::vector<Candidate> Relations() const {
    std::vector<Candidate> out;
    const auto type = graph_->types().Find("SAME_AS");
    for (uint64_t i = 0; type && i < graph_->relationship_bound(); ++i) {
      const RelationshipId relation(i);
      if (!graph_->HasRelationship(relation) || graph_->Type(relation) != *type) continue;
      Candidate candidate;
      candidate.id = graph_->PublicId(relation);
      candidate.type = "Person";
      candidate.a = graph_->Source(relation);
      candidate.b = graph_->Target(relation);
      graph_->ForEachRelationshipProperty(relation, [&](KeyId key, const Value& value) {
        const std::string_view name = graph_->keys().Name(key);
        if (name == "score" && value.is_float()) candidate.score = value.AsFloat();
        if (name == "status" && value.is_string()) candidate.status = value.AsString();
        if (name == "reasons" && value.is_list()) candidate.reasons = List(value);
      });
      if (candidate.status == "proposed") out.push_back(std::move(candidate));
    }
    return out;
  }

  static std::string List(const Value& value) {
    std::vector<std::string> items;
    for (const Value& item : value.AsList()) {
      if (item.is_string()) items.emplace_back(item.AsString());
    }
    return Joined(items);
  }

  // A post with its body and territory, or a body.
  void Look(const Neighbor& neighbor, Side& side) const {
    const std::string_view type = graph_->types().Name(graph_->Type(neighbor.relationship));
    const NodeId other(neighbor.node);
    if (type == "MEMBER_OF") side.bodies.insert(Text(other, "name"));
    if (type != "HOLDS") return;
    side.posts.insert(Text(other, "name"));
    for (const Neighbor& next : graph_->Out(other)) {
      const std::string_view link = graph_->types().Name(graph_->Type(next.relationship));
      if (link == "POST_IN") side.bodies.insert(Text(NodeId(next.node), "name"));
      if (link == "COVERS") side.places.insert(Text(NodeId(next.node), "name"));
    }
  }

  void AddDates(RelationshipId relation, Side& side) const {
    for (const char* key : {"first_seen", "last_seen"}) {
      const auto id = graph_->keys().Find(key);
      if (!id) continue;
      const Value date = graph_->RelationshipProperty(relation, *id);
      if (date.is_string()) side.dates.insert(std::string(date.AsString()));
    }
  }

  Result<void> AddSentences(RelationshipId relation, Side& side) {
    if (side.sentences.size() == kSentences) return {};
    AMANA_TRY(const auto evidence, evidence_.Read(relation));
    for (const server::EvidenceView& view : evidence) {
      const bool known = std::ranges::count(side.sentences, view.quote.exact) > 0;
      if (side.sentences.size() < kSentences && !known && !view.quote.exact.empty())
        side.sentences.push_back(view.quote.exact);
    }
    return {};
  }

  const GraphStore& store_;
  server::EvidenceReader evidence_;
  std::shared_ptr<const Snapshot> graph_;
};

Cell TextCell(const std::string& value) {
  server::JsonWriter json;
  json.String(value);
  return {value, value, json.Take()};
}

void AddRow(ResultTable& table, const Candidate& candidate, const Side& a, const Side& b) {
  const std::string score = server::FloatText(candidate.score);
  std::vector<Cell> row = {{score, score, score, true}, TextCell(candidate.type)};
  for (const Side* side : {&a, &b}) {
    for (const std::string& text :
         {side->id, side->name, Joined(side->posts), Joined(side->bodies), Joined(side->places),
          Joined(side->dates), Joined(side->sentences)})
      row.push_back(TextCell(text));
  }
  row.push_back(TextCell(candidate.reasons));
  table.rows.push_back(std::move(row));
}

Result<int> Candidates(const Context& context, const CandidateOptions& options) {
  AMANA_TRY(TableFormat format, ChooseFormat(options.format, context.terminal));
  AMANA_TRY(auto store, GraphStore::Open(context.db, OpenMode::kReadOnly));
  Contexts contexts(*store);
  ResultTable table;
  table.columns = {"score", "type"};
  for (const char* side : {"a", "b"}) {
    for (const char* what : {"id", "name", "posts", "bodies", "places", "dates", "sentences"})
      table.columns.push_back(std::string(what) + "_" + side);
  }
  table.columns.emplace_back("reasons");
  AMANA_TRY(const auto proposals, contexts.Proposals());
  for (const Candidate& candidate : proposals) {
    if (table.rows.size() == options.limit || candidate.score < options.min_score) break;
    if (!options.type.empty() && candidate.type != options.type) continue;
    AMANA_TRY(const Side a, contexts.Of(candidate.a));
    AMANA_TRY(const Side b, contexts.Of(candidate.b));
    AddRow(table, candidate, a, b);
  }
  AMANA_TRY(Output out, Output::Open(""));
  out.Write(Render(table, format, context.terminal, ChooseBidi("auto", context.terminal)));
  AMANA_CHECK_OK(out.Finish());
  return kSuccess;
}

}  // namespace

void AddCandidates(CLI::App& app, Context& context) {
  auto options = std::make_shared<CandidateOptions>();
  CLI::App* command = AddCommand(
      app, context, "candidates", "List entities that may be one, with both contexts side by side",
      "  amana candidates\n  amana candidates --min-score 0.8 --format list",
      [&context, options] { return Candidates(context, *options); });
  command
      ->add_option("--format", options->format,
                   "table, plain, json, jsonl, csv, tsv, markdown, list")
      ->capture_default_str();
  command->add_option("--type", options->type, "Only those of this type")
      ->check(CLI::IsMember({"Person", "Organization"}));
  command->add_option("--min-score", options->min_score, "Only those with this score at least")
      ->check(CLI::Range(0.0, 1.0));
  command->add_option("--limit", options->limit, "So many, best first")->capture_default_str();
}

}  // namespace amana::cli

// Procedures of ours: nodes by what they are called.

#include <algorithm>

#include "core/name_search.h"
#include "core/text/fold.h"
#include "query/operations.h"
#include "query/procedures/procedure.h"
#include "query/temporal/partial_date.h"

namespace amana::query {
namespace {

// Nodes whose folded name (or one of its aliases) contains the folded text, best first: a whole
// name scores 1, a part by how much of the name it is.
void Search(ExecutionContext& context, Arguments arguments, ProcedureRows& rows) {
  if (arguments[0]->is_null()) return;
  const std::string wanted = NameKey(arguments[0]->AsString());
  if (wanted.empty()) return;
  const auto go_on = [&] {
    context.Check();
    return true;
  };
  std::vector<std::pair<double, NodeId>> hits;
  SearchNames(context.graph(), wanted, go_on, [&](NodeId node, std::string_view name) {
    const double score = static_cast<double>(wanted.size()) / static_cast<double>(name.size());
    if (hits.empty() || hits.back().second != node) hits.emplace_back(0.0, node);
    hits.back().first = std::max(hits.back().first, score);
  });
  std::ranges::sort(hits, [](const auto& a, const auto& b) {
    return std::pair(-a.first, a.second.value) < std::pair(-b.first, b.second.value);
  });
  for (const auto& [score, node] : hits) rows.Add({Value(node), Value(score)});
}

struct TimelineEntry {
  DaySpan days;
  Value date;
  const char* event;
  RelationshipId relationship;
  NodeId other;
};

// What is dated among the relationships of a node and the meetings at their other ends.
void CollectTimeline(const Snapshot& graph, NodeId node, const Neighbor& n,
                     std::vector<TimelineEntry>* out) {
  const auto add = [&](const Value& date, const char* event) {
    if (const auto days = PartialDate(date)) {
      out->push_back({*days, date, event, n.relationship, NodeId(n.node)});
    }
  };
  for (const auto& [name, event] :
       {std::pair("since", "began"), std::pair("until", "ended"), std::pair("date", "happened")}) {
    const auto key = graph.keys().Find(name);
    if (!key) continue;
    add(graph.RelationshipProperty(n.relationship, *key), event);
    if (std::string_view(name) != "date") continue;
    add(graph.NodeProperty(NodeId(n.node), *key), event);
    if (NodeId(n.node) != node) add(graph.NodeProperty(node, *key), event);
  }
}

void Timeline(ExecutionContext& context, Arguments arguments, ProcedureRows& rows) {
  if (arguments[0]->is_null()) return;
  RequireAlive(*arguments[0], context);
  const Snapshot& graph = context.graph();
  const NodeId node = arguments[0]->AsNode();
  std::vector<TimelineEntry> entries;
  for (const auto& row : {graph.Out(node), graph.In(node)}) {
    for (const Neighbor& n : row) {
      CollectTimeline(graph, node, n, &entries);
      if (entries.size() % 256 == 255) context.Check();
    }
  }
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
    return std::pair(a.days.first, a.days.last) < std::pair(b.days.first, b.days.last);
  });
  for (const TimelineEntry& e : entries) {
    rows.Add({e.date, Value(e.event), Value(e.relationship), Value(e.other)});
  }
}

}  // namespace

std::vector<ProcedureDef> AmanaProcedures() {
  return {
      {"amana.timeline",
       {{"node", kNodeMask, "NODE"}},
       {{"date", "STRING"},
        {"event", "STRING"},
        {"relationship", "RELATIONSHIP"},
        {"other", "NODE"}},
       "What began, ended or happened around a node, earliest first.",
       Timeline},
      {"amana.search",
       {{"text", kStringMask, "STRING"}},
       {{"node", "NODE"}, {"score", "FLOAT"}},
       "Nodes whose name, title or alias contains the text in folded form, best first.",
       Search},
  };
}

}  // namespace amana::query

// Procedures of ours: nodes by what they are called.

#include <algorithm>

#include "core/text/fold.h"
#include "query/operations.h"
#include "query/procedures/procedure.h"

namespace amana::query {
namespace {

// A whole name scores 1, a part by how much of the name it is.
double Score(const std::string& wanted, const Value& name) {
  double best = 0;
  if (name.is_string()) {
    std::string folded = NameKey(name.AsString());
    if (folded.find(wanted) != std::string::npos) {
      best = static_cast<double>(wanted.size()) / static_cast<double>(folded.size());
    }
  } else if (name.is_list()) {
    for (const Value& item : name.AsList()) best = std::max(best, Score(wanted, item));
  }
  return best;
}

// Nodes whose folded name (or one of its aliases) contains the folded text, best first.
void Search(ExecutionContext& context, Arguments arguments, ProcedureRows& rows) {
  if (arguments[0]->is_null()) return;
  std::string wanted = NameKey(arguments[0]->AsString());
  const Snapshot& graph = context.graph();
  std::vector<KeyId> keys;
  for (std::string_view name : {"name", "title", "aliases"}) {
    if (auto key = graph.keys().Find(name)) keys.push_back(*key);
  }
  std::vector<std::pair<double, NodeId>> hits;
  NodeId buffer[256];
  NodeId next(0);
  while (size_t count = wanted.empty() ? 0 : graph.ScanNodes(next, buffer)) {
    context.Check();
    for (size_t i = 0; i < count; ++i) {
      double score = 0;
      for (KeyId key : keys) {
        score = std::max(score, Score(wanted, graph.NodeProperty(buffer[i], key)));
      }
      if (score > 0) hits.emplace_back(score, buffer[i]);
    }
    next = NodeId(buffer[count - 1].value + 1);
  }
  std::stable_sort(hits.begin(), hits.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  for (const auto& [score, node] : hits) rows.Add({Value(node), Value(score)});
}

}  // namespace

std::vector<ProcedureDef> AmanaProcedures() {
  return {
      {"amana.search",
       {{"text", kStringMask, "STRING"}},
       {{"node", "NODE"}, {"score", "FLOAT"}},
       "Nodes whose name, title or alias contains the text in folded form, best first.",
       Search},
  };
}

}  // namespace amana::query

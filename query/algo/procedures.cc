// algo.*: the library of algorithms on a projection of chosen labels and types.

#include "query/algo/algorithms.h"
#include "query/algo/projection.h"

namespace amana::query {
namespace {

const ProcedureParameter kSettings = {"settings", kMapMask, "MAP", true};
const ProcedureParameter kFrom = {"from", kNodeMask, "NODE"};
const ProcedureParameter kTo = {"to", kNodeMask, "NODE"};
const ProcedureField kNode = {"node", "NODE"};
const ProcedureField kScore = {"score", "FLOAT"};
const ProcedureField kComponent = {"component", "INTEGER"};

using Call = void (*)(ExecutionContext&, Arguments, ProcedureRows&);

ProcedureDef Make(std::string name, std::vector<ProcedureParameter> parameters,
                  std::vector<ProcedureField> fields, std::string description, Call call) {
  parameters.push_back(kSettings);
  return {std::move(name), std::move(parameters), std::move(fields), std::move(description), call};
}

}  // namespace

std::vector<ProcedureDef> AlgoProcedures() {
  const ProcedureField path = {"path", "PATH"};
  const ProcedureField cost = {"cost", "FLOAT"};
  std::vector<ProcedureDef> all;
  auto add = [&](auto&&... parts) { all.push_back(Make(std::forward<decltype(parts)>(parts)...)); };
  add("algo.shortest", std::vector{kFrom, kTo}, std::vector{path, cost},
      "The cheapest path by weight.", AlgoShortest);
  add("algo.kShortest", std::vector{kFrom, kTo, ProcedureParameter{"k", kIntegerMask, "INTEGER"}},
      std::vector{ProcedureField{"index", "INTEGER"}, path, cost},
      "The k cheapest paths without a node twice, cheapest first.", AlgoKShortest);
  add("algo.components", std::vector<ProcedureParameter>{}, std::vector{kNode, kComponent},
      "Which nodes hang together, whatever the direction.", AlgoComponents);
  add("algo.strongComponents", std::vector<ProcedureParameter>{}, std::vector{kNode, kComponent},
      "Which nodes reach each other.", AlgoStrongComponents);
  add("algo.coreNumbers", std::vector<ProcedureParameter>{},
      std::vector{kNode, ProcedureField{"core", "INTEGER"}},
      "The largest k such that the node is in a part where each has k neighbours.",
      AlgoCoreNumbers);
  add("algo.topologicalOrder", std::vector<ProcedureParameter>{},
      std::vector{kNode, ProcedureField{"position", "INTEGER"}},
      "Each node before those that it points to.", AlgoTopologicalOrder);
  add("algo.cycles", std::vector<ProcedureParameter>{},
      std::vector{ProcedureField{"nodes", "LIST<NODE>"}, ProcedureField{"length", "INTEGER"}},
      "A cycle for each strong component that has one.", AlgoCycles);
  add("algo.betweenness", std::vector<ProcedureParameter>{}, std::vector{kNode, kScore},
      "On how many shortest paths a node lies; from `samples` sources on large graphs.",
      AlgoBetweenness);
  add("algo.closeness", std::vector<ProcedureParameter>{}, std::vector{kNode, kScore},
      "How near a node is to those that it reaches.", AlgoCloseness);
  add("algo.pagerank", std::vector<ProcedureParameter>{}, std::vector{kNode, kScore},
      "PageRank; `damping`, `iterations`, `tolerance`.", AlgoPageRank);
  add("algo.dominators", std::vector{ProcedureParameter{"root", kNodeMask, "NODE"}},
      std::vector{kNode, ProcedureField{"dominator", "NODE"}},
      "The last node that all ways from the root to a node pass.", AlgoDominators);
  add("algo.maxFlow", std::vector{kFrom, kTo}, std::vector{ProcedureField{"flow", "FLOAT"}},
      "The most that can flow with weights as capacities.", AlgoMaxFlow);
  return all;
}

}  // namespace amana::query

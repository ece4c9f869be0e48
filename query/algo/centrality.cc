// How central nodes are.

#include <algorithm>
#include <boost/graph/betweenness_centrality.hpp>
#include <cmath>
#include <numeric>
#include <random>

#include "query/algo/algorithms.h"
#include "query/algo/boost_graph.h"

namespace amana::query {
namespace {

// Exact betweenness costs nodes times arcs; above this it is estimated from some sources.
constexpr double kMostExactSteps = 2e9;
constexpr double kDefaultSamples = 256;

// A search in breadth from one node, which keeps the order of discovery.
class Breadth {
 public:
  explicit Breadth(Projection& graph)
      : graph_(graph), ticker_(graph.context()), distance_(graph.size()) {
    graph.Charge(graph.size() * 2 * sizeof(int64_t));
  }

  void Run(uint32_t source) {
    std::fill(distance_.begin(), distance_.end(), -1);
    order_.assign(1, source);
    distance_[source] = 0;
    for (size_t i = 0; i < order_.size(); ++i) {
      for (const Projection::Arc& arc : graph_.Row(order_[i])) {
        ticker_.Tick();
        if (distance_[arc.target] >= 0) continue;
        distance_[arc.target] = distance_[order_[i]] + 1;
        order_.push_back(arc.target);
      }
    }
  }

  const std::vector<uint32_t>& order() const { return order_; }
  int64_t distance(uint32_t node) const { return distance_[node]; }

 private:
  Projection& graph_;
  Ticker ticker_;
  std::vector<int64_t> distance_;
  std::vector<uint32_t> order_;
};

// Brandes's sums from the sources given, where no arc stands twice.
std::vector<double> BetweennessFrom(Projection& graph, const std::vector<uint32_t>& sources) {
  Breadth breadth(graph);
  Ticker ticker(graph.context());
  graph.Charge(graph.size() * 3 * sizeof(double));
  std::vector<double> score(graph.size(), 0), paths(graph.size()), share(graph.size());
  for (uint32_t source : sources) {
    breadth.Run(source);
    for (uint32_t node : breadth.order()) paths[node] = share[node] = 0;
    paths[source] = 1;
    auto each_step = [&](uint32_t node, auto&& visit) {
      uint32_t last = UINT32_MAX;
      for (const Projection::Arc& arc : graph.Row(node)) {
        ticker.Tick();
        if (arc.target == last) continue;
        last = arc.target;
        if (breadth.distance(arc.target) == breadth.distance(node) + 1) visit(arc.target);
      }
    };
    for (uint32_t node : breadth.order()) {
      each_step(node, [&](uint32_t next) { paths[next] += paths[node]; });
    }
    for (auto it = breadth.order().rbegin(); it != breadth.order().rend(); ++it) {
      each_step(*it,
                [&](uint32_t next) { share[*it] += paths[*it] / paths[next] * (1 + share[next]); });
      if (*it != source) score[*it] += share[*it];
    }
  }
  return score;
}

std::vector<double> ExactBetweenness(Projection& graph) {
  Ticker ticker(graph.context());
  const TickingIndex index{&ticker};
  const auto boost_graph = MakeBoostGraph<DirectedGraph>(graph, true);
  std::vector<double> score(graph.size(), 0);
  boost::brandes_betweenness_centrality(
      boost_graph, boost::centrality_map(boost::make_iterator_property_map(score.begin(), index))
                       .vertex_index_map(index));
  return score;
}

std::vector<uint32_t> Sample(uint32_t size, uint64_t count, uint64_t seed) {
  std::vector<uint32_t> all(size);
  std::iota(all.begin(), all.end(), 0u);
  std::mt19937_64 random(seed);
  for (uint64_t i = 0; i < std::min<uint64_t>(count, size); ++i) {
    std::swap(all[i], all[i + random() % (size - i)]);
  }
  all.resize(std::min<uint64_t>(count, size));
  return all;
}

}  // namespace

void AlgoBetweenness(ExecutionContext& context, Arguments a, ProcedureRows& rows) {
  const AlgoSettings settings(*a[0], {"samples", "seed"});
  Projection graph(context, settings, AlgoDirection::kOut);
  const double steps =
      static_cast<double>(graph.size()) * static_cast<double>(graph.arc_count() + graph.size());
  const double samples =
      std::floor(settings.Number("samples", steps > kMostExactSteps ? kDefaultSamples : 0, 0, 1e9));
  std::vector<double> score;
  if (samples == 0) {
    score = ExactBetweenness(graph);
  } else {
    const auto seed = static_cast<uint64_t>(settings.Number("seed", 1, 0, 1e15));
    const auto sources = Sample(graph.size(), static_cast<uint64_t>(samples), seed);
    score = BetweennessFrom(graph, sources);
    for (double& s : score) s *= graph.size() / static_cast<double>(sources.size());
  }
  for (uint32_t i = 0; i < graph.size(); ++i) rows.Add({Value(graph.node(i)), Value(score[i])});
}

// Of the nodes that a node reaches: how many over the sum of their distances, times their share of
// all others.
void AlgoCloseness(ExecutionContext& context, Arguments a, ProcedureRows& rows) {
  Projection graph(context, AlgoSettings(*a[0], {}), AlgoDirection::kOut);
  Breadth breadth(graph);
  for (uint32_t i = 0; i < graph.size(); ++i) {
    breadth.Run(i);
    double sum = 0;
    for (uint32_t node : breadth.order()) sum += static_cast<double>(breadth.distance(node));
    const auto reached = static_cast<double>(breadth.order().size() - 1);
    const double score = sum == 0 ? 0 : reached / sum * (reached / (graph.size() - 1.0));
    rows.Add({Value(graph.node(i)), Value(score)});
  }
}

// By iteration, with relationships weighted; nodes without any share with all.
void AlgoPageRank(ExecutionContext& context, Arguments a, ProcedureRows& rows) {
  const AlgoSettings settings(*a[0], {"damping", "iterations", "tolerance"});
  const double damping = settings.Number("damping", 0.85, 0, 1);
  const double tolerance = settings.Number("tolerance", 1e-9, 0, 1);
  const auto most = static_cast<int>(settings.Number("iterations", 100, 1, 10'000));
  Projection graph(context, settings, AlgoDirection::kOut);
  const double n = graph.size();
  graph.Charge(graph.size() * 3 * sizeof(double));
  std::vector<double> rank(graph.size(), 1 / n), next(graph.size()), out(graph.size(), 0);
  for (uint32_t i = 0; i < graph.size(); ++i) {
    for (const Projection::Arc& arc : graph.Row(i)) out[i] += arc.weight;
  }
  Ticker ticker(context);
  for (int round = 0; round < most; ++round) {
    double dangling = 0;
    for (uint32_t i = 0; i < graph.size(); ++i) dangling += out[i] == 0 ? rank[i] : 0;
    std::fill(next.begin(), next.end(), (1 - damping) / n + damping * dangling / n);
    for (uint32_t i = 0; i < graph.size(); ++i) {
      for (const Projection::Arc& arc : graph.Row(i)) {
        ticker.Tick();
        if (out[i] > 0) next[arc.target] += damping * rank[i] * arc.weight / out[i];
      }
    }
    double change = 0;
    for (uint32_t i = 0; i < graph.size(); ++i) change += std::fabs(next[i] - rank[i]);
    std::swap(rank, next);
    if (change < tolerance) break;
  }
  for (uint32_t i = 0; i < graph.size(); ++i) rows.Add({Value(graph.node(i)), Value(rank[i])});
}

}  // namespace amana::query

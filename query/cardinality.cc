#include "query/cardinality.h"

#include <algorithm>

#include "core/base_segment.h"
#include "core/snapshot_state.h"

namespace amana::query {
namespace {

constexpr size_t kSampledNodes = 64;
constexpr size_t kSampledEnds = 8;  // of each node

// Shares without statistics of their own, of the usual order of magnitude.
constexpr double kEquality = 0.1;
constexpr double kRange = 0.3;
constexpr double kPrefix = 0.05;
constexpr double kUnknown = 0.25;

// `count` positions below `size`, evenly.
size_t Position(size_t i, size_t count, size_t size) { return i * size / count; }

bool HasAll(const Snapshot& graph, NodeId node, const std::vector<LabelId>& labels) {
  return std::ranges::all_of(
      labels, [&](LabelId label) { return label.valid() && graph.HasLabel(node, label); });
}

std::vector<LabelId> Ids(const Snapshot& graph, const SymbolTable& symbols,
                         const std::vector<uint32_t>& labels) {
  std::vector<LabelId> ids;
  for (const uint32_t label : labels) {
    ids.push_back(graph.labels().Find(symbols.labels[label]).value_or(LabelId()));
  }
  return ids;
}

}  // namespace

double Cardinality::NodesWith(uint32_t label) const {
  const auto id = graph_.labels().Find(symbols_.labels[label]);
  return id ? static_cast<double>(graph_.CountLabel(*id)) : 0;
}

double Cardinality::Nodes(const std::vector<uint32_t>& labels) const {
  auto count = static_cast<double>(graph_.node_count());
  for (const uint32_t label : labels) count = std::min(count, NodesWith(label));
  return count;
}

double Cardinality::CountOf(const std::vector<uint32_t>& types) const {
  if (types.empty()) return static_cast<double>(graph_.relationship_count());
  double total = 0;
  for (const uint32_t type : types) {
    const auto id = graph_.types().Find(symbols_.types[type]);
    if (id) total += static_cast<double>(graph_.CountType(*id));
  }
  return total;
}

const std::vector<NodeId>& Cardinality::Sample(const std::vector<uint32_t>& labels) const {
  const auto [at, fresh] = samples_.try_emplace(labels);
  std::vector<NodeId>& sample = at->second;
  if (!fresh) return sample;
  const std::vector<LabelId> ids = Ids(graph_, symbols_, labels);
  const auto take = [&](NodeId node) {
    if (graph_.HasNode(node) && HasAll(graph_, node, ids)) sample.push_back(node);
  };
  const auto rarest =
      std::ranges::min_element(labels, {}, [&](uint32_t l) { return NodesWith(l); });
  if (rarest == labels.end()) {
    for (size_t i = 0; i < kSampledNodes; ++i) {
      take(NodeId(Position(i, kSampledNodes, graph_.node_bound())));
    }
    return sample;
  }
  const LabelId label = ids[static_cast<size_t>(rarest - labels.begin())];
  if (!label.valid()) return sample;
  const auto nodes = graph_.state().base->NodesWithLabel(label);
  const size_t count = std::min(kSampledNodes, nodes.size());
  for (size_t i = 0; i < count; ++i) take(NodeId(nodes[Position(i, count, nodes.size())]));
  if (!sample.empty()) return sample;
  std::vector<NodeId> first(kSampledNodes);  // the label is young: all of it is in the delta
  first.resize(graph_.ScanLabel(label, NodeId(0), first));
  std::ranges::for_each(first, take);
  return sample;
}

template <typename Visit>
void Cardinality::ForEachRow(NodeId node, const GraphRelationship& r, bool backwards,
                             Visit visit) const {
  const bool out = r.direction == Direction::kBoth || (r.direction == Direction::kOut) != backwards;
  const bool in = r.direction == Direction::kBoth || (r.direction == Direction::kIn) != backwards;
  if (r.types.empty()) {
    if (out) visit(graph_.Out(node));
    if (in) visit(graph_.In(node));
  }
  for (const uint32_t symbol : r.types) {
    const auto type = graph_.types().Find(symbols_.types[symbol]);
    if (type && out) visit(graph_.Out(node, *type));
    if (type && in) visit(graph_.In(node, *type));
  }
}

std::vector<NodeId> Cardinality::SampleOf(const QueryGraph& pattern, size_t node) const {
  if (!pattern.nodes[node].labels.empty()) return Sample(pattern.nodes[node].labels);
  std::vector<NodeId> ends;
  for (const GraphRelationship& r : pattern.relationships) {
    const bool leads = r.to == node && !pattern.nodes[r.from].labels.empty();
    const bool comes = r.from == node && !pattern.nodes[r.to].labels.empty();
    if (!leads && !comes) continue;
    for (const NodeId other : Sample(pattern.nodes[leads ? r.from : r.to].labels)) {
      ForEachRow(other, r, !leads, [&](const auto& row) {
        if (!row.empty() && ends.size() < kSampledNodes) ends.push_back(row[row.size() / 2].node);
      });
    }
    if (!ends.empty()) return ends;
  }
  return Sample({});
}

Cardinality::Step Cardinality::Along(const QueryGraph& pattern, const GraphRelationship& r,
                                     bool backwards) const {
  const GraphNode& to = pattern.nodes[backwards ? r.from : r.to];
  const std::vector<LabelId> wanted = Ids(graph_, symbols_, to.labels);
  double relationships = 0, ends = 0, fitting = 0;
  const auto look = [&](const auto& row) {
    relationships += static_cast<double>(row.size());
    if (wanted.empty()) return;
    const size_t count = std::min(kSampledEnds, row.size());
    for (size_t i = 0; i < count; ++i) {
      ++ends;
      fitting += HasAll(graph_, row[Position(i, count, row.size())].node, wanted) ? 1 : 0;
    }
  };
  const std::vector<NodeId> sample = SampleOf(pattern, backwards ? r.to : r.from);
  for (const NodeId node : sample) ForEachRow(node, r, backwards, look);
  Step step;
  const auto nodes = std::max(1.0, static_cast<double>(sample.size()));
  // What no sampled node has may yet be there; on average no more than over all nodes.
  const double average = CountOf(r.types) / std::max(1.0, static_cast<double>(graph_.node_count()));
  step.fan_out = relationships > 0 ? relationships / nodes : std::min(average, 0.5 / nodes);
  if (ends > 0) step.share = std::max(fitting, 0.5) / ends;
  return step;
}

double Cardinality::SelectivityOfComparison(const Expr& predicate) const {
  if (predicate.ops.size() != 1) return kUnknown;
  if (predicate.ops[0] == Op::kNotEqual) return 1 - kEquality;
  if (predicate.ops[0] != Op::kEqual) return kRange;
  for (const ExprPtr& side : predicate.children) {
    if (side->kind != ExprKind::kProperty) continue;
    const auto key = graph_.keys().Find(symbols_.keys[side->symbol]);
    if (key == kIdKey) return 1 / std::max(1.0, static_cast<double>(graph_.node_count()));
  }
  return kEquality;
}

double Cardinality::Selectivity(const Expr& predicate) const {
  const auto of = [&](size_t i) { return Selectivity(*predicate.children[i]); };
  double all = 1, any = 0;
  switch (predicate.kind) {
    case ExprKind::kCompare:
      return SelectivityOfComparison(predicate);
    case ExprKind::kStringMatch:
      return predicate.op == Op::kStartsWith ? kPrefix : kEquality;
    case ExprKind::kRegexMatch:
    case ExprKind::kIn:
    case ExprKind::kIsNull:
      return kEquality;
    case ExprKind::kIsNotNull:
      return 1 - kEquality;
    case ExprKind::kNot:
      return std::max(kEquality, 1 - of(0));
    case ExprKind::kAnd:
      for (size_t i = 0; i < predicate.children.size(); ++i) all *= of(i);
      return all;
    case ExprKind::kOr:
      for (size_t i = 0; i < predicate.children.size(); ++i) any += of(i);
      return std::min(any, 1.0);
    case ExprKind::kHasLabels:
      return std::min(
          1.0, Nodes(predicate.symbols) / std::max(1.0, static_cast<double>(graph_.node_count())));
    default:
      return kUnknown;
  }
}

}  // namespace amana::query

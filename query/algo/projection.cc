#include "query/algo/projection.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/ontology.h"
#include "query/operations.h"
#include "query/operators/rows.h"

namespace amana::query {
namespace {

[[noreturn]] void BadSetting(std::string message) {
  Abort(ErrorCode::kInvalidArgument, "ArgumentError:InvalidArgumentValue", std::move(message));
}

AlgoDirection DirectionOf(const std::string& word) {
  if (word == "out") return AlgoDirection::kOut;
  if (word == "in") return AlgoDirection::kIn;
  if (word == "both") return AlgoDirection::kBoth;
  BadSetting("`direction` must be 'out', 'in' or 'both'");
}

}  // namespace

AlgoSettings::AlgoSettings(const Value& map, std::initializer_list<std::string_view> own)
    : map_(map) {
  if (map.is_null()) return;
  for (const auto& [key, value] : map.AsMap()) {
    const std::string_view name = key.AsString();
    const bool known = name == "labels" || name == "types" || name == "weight" ||
                       name == "direction" || std::find(own.begin(), own.end(), name) != own.end();
    if (!known) BadSetting(fmt::format("`{}` is no setting of this algorithm", name));
  }
}

const Value* AlgoSettings::Find(std::string_view name) const {
  const Value* value = map_.is_null() ? nullptr : map_.Find(name);
  return value == nullptr || value->is_null() ? nullptr : value;
}

std::vector<std::string> AlgoSettings::Strings(std::string_view name) const {
  const Value* value = Find(name);
  if (value == nullptr) return {};
  if (value->is_string()) return {std::string(value->AsString())};
  if (!value->is_list()) BadSetting(fmt::format("`{}` must be a list of strings", name));
  std::vector<std::string> out;
  for (const Value& item : value->AsList()) {
    if (!item.is_string()) BadSetting(fmt::format("`{}` must be a list of strings", name));
    out.emplace_back(item.AsString());
  }
  return out;
}

std::string AlgoSettings::String(std::string_view name, std::string_view otherwise) const {
  const Value* value = Find(name);
  if (value == nullptr) return std::string(otherwise);
  if (!value->is_string()) BadSetting(fmt::format("`{}` must be a string", name));
  return std::string(value->AsString());
}

double AlgoSettings::Number(std::string_view name, double otherwise, double least,
                            double most) const {
  const Value* value = Find(name);
  if (value == nullptr) return otherwise;
  if (!value->is_number() || !(value->AsNumber() >= least && value->AsNumber() <= most)) {
    BadSetting(fmt::format("`{}` must be a number between {} and {}", name, least, most));
  }
  return value->AsNumber();
}

Projection::Projection(ExecutionContext& context, const AlgoSettings& settings,
                       AlgoDirection otherwise)
    : context_(context), direction_(otherwise) {
  const std::string direction = settings.String("direction", "");
  if (!direction.empty()) direction_ = DirectionOf(direction);
  const std::string weight = settings.String("weight", "");
  weighted_ = !weight.empty();
  if (weighted_) weight_ = context.graph().keys().Find(weight);
  const auto types = settings.Strings("types");
  if (!types.empty()) {
    types_.emplace();
    for (const std::string& name : types) {
      if (auto type = context.graph().types().Find(CanonicalType(name))) types_->push_back(*type);
    }
    std::sort(types_->begin(), types_->end());
    types_->erase(std::unique(types_->begin(), types_->end()), types_->end());
  }
  CollectNodes(settings.Strings("labels"));
  starts_.assign(nodes_.size() + 1, 0);
  VisitArcs([&](uint32_t from, uint32_t, RelationshipId) { ++starts_[from + 1]; });
  for (size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  Charge(starts_.back() * sizeof(Arc) + starts_.size() * sizeof(size_t));
  arcs_.resize(starts_.back());
  std::vector<size_t> next(starts_.begin(), starts_.end() - 1);
  VisitArcs([&](uint32_t from, uint32_t to, RelationshipId r) {
    arcs_[next[from]++] = {to, Weight(r), r};
  });
  for (uint32_t i = 0; i < size(); ++i) {
    std::sort(arcs_.begin() + static_cast<int64_t>(starts_[i]),
              arcs_.begin() + static_cast<int64_t>(starts_[i + 1]), [](const Arc& a, const Arc& b) {
                return a.target != b.target ? a.target < b.target : a.relationship < b.relationship;
              });
  }
}

void Projection::Charge(size_t bytes) {
  charged_ += static_cast<int64_t>(bytes);
  context_.Charge(static_cast<int64_t>(bytes));
}

void Projection::CollectNodes(const std::vector<std::string>& labels) {
  const Snapshot& graph = context_.graph();
  std::vector<NodeId> buffer(1024);
  auto scan = [&](auto&& fill) {
    NodeId next(0);
    while (size_t count = fill(next)) {
      context_.Check();
      Charge(count * sizeof(NodeId));
      nodes_.insert(nodes_.end(), buffer.begin(), buffer.begin() + static_cast<int64_t>(count));
      next = NodeId(buffer[count - 1].value + 1);
    }
  };
  if (labels.empty()) scan([&](NodeId from) { return graph.ScanNodes(from, buffer); });
  for (const std::string& name : labels) {
    const auto label = graph.labels().Find(CanonicalLabel(name));
    if (label) scan([&](NodeId from) { return graph.ScanLabel(*label, from, buffer); });
  }
  std::sort(nodes_.begin(), nodes_.end());
  nodes_.erase(std::unique(nodes_.begin(), nodes_.end()), nodes_.end());
}

uint32_t Projection::IndexOf(const Value& node) const {
  RequireAlive(node, context_);
  auto found = std::lower_bound(nodes_.begin(), nodes_.end(), node.AsNode());
  if (found == nodes_.end() || *found != node.AsNode()) {
    BadSetting("The node has none of the labels of the projection");
  }
  return static_cast<uint32_t>(found - nodes_.begin());
}

double Projection::Weight(RelationshipId relationship) const {
  if (!weighted_ || !weight_) return 1;
  const Value value = context_.graph().RelationshipProperty(relationship, *weight_);
  if (!value.is_number()) return 1;
  if (!(value.AsNumber() >= 0) || std::isinf(value.AsNumber())) {
    BadSetting("A weight must be a finite number and not negative");
  }
  return value.AsNumber();
}

template <typename Visit>
void Projection::VisitArcs(Visit&& visit) {
  const Snapshot& graph = context_.graph();
  Ticker ticker(context_);
  for (uint32_t from = 0; from < size(); ++from) {
    ticker.Tick();
    VisitNeighbors(
        graph, nodes_[from], types_ ? &*types_ : nullptr, Direction::kOut, [&](const Neighbor& n) {
          ticker.Tick();
          const auto found = std::lower_bound(nodes_.begin(), nodes_.end(), NodeId(n.node));
          if (found == nodes_.end() || *found != NodeId(n.node)) return true;
          const auto to = static_cast<uint32_t>(found - nodes_.begin());
          if (direction_ != AlgoDirection::kIn) visit(from, to, n.relationship);
          const bool back = direction_ == AlgoDirection::kIn ||
                            (direction_ == AlgoDirection::kBoth && from != to);
          if (back) visit(to, from, n.relationship);
          return true;
        });
  }
}

}  // namespace amana::query

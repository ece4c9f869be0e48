#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/procedures/procedure.h"

namespace amana::query {

// What the map of settings of an algorithm says; aborts on settings that it does not know.
class AlgoSettings {
 public:
  // `own`: settings of the algorithm, beside those of every projection.
  AlgoSettings(const Value& map, std::initializer_list<std::string_view> own);

  std::vector<std::string> Strings(std::string_view name) const;
  std::string String(std::string_view name, std::string_view otherwise) const;
  double Number(std::string_view name, double otherwise, double least, double most) const;

 private:
  const Value* Find(std::string_view name) const;

  const Value& map_;
};

enum class AlgoDirection : uint8_t { kOut, kIn, kBoth };

// A part of the graph made dense: the nodes of some labels, numbered 0, 1, 2, …, and the
// relationships of some types among them as rows of arcs, sorted by target. With kBoth every
// relationship is an arc each way. Settings: `labels`, `types`, `weight` (a property; 1 where it is
// missing), `direction` ('out', 'in', 'both').
class Projection {
 public:
  struct Arc {
    uint32_t target;
    double weight;
    RelationshipId relationship;
  };

  Projection(ExecutionContext& context, const AlgoSettings& settings, AlgoDirection otherwise);
  ~Projection() { context_.Charge(-charged_); }
  Projection(const Projection&) = delete;
  Projection& operator=(const Projection&) = delete;

  ExecutionContext& context() const { return context_; }
  uint32_t size() const { return static_cast<uint32_t>(nodes_.size()); }
  size_t arc_count() const { return arcs_.size(); }
  NodeId node(uint32_t index) const { return nodes_[index]; }
  std::span<const Arc> Row(uint32_t index) const {
    return std::span(arcs_).subspan(starts_[index], starts_[index + 1] - starts_[index]);
  }
  // The number of a node; aborts where the projection lacks it.
  uint32_t IndexOf(const Value& node) const;

  // Counts memory that an algorithm needs beside the projection, until the end of the projection.
  void Charge(size_t bytes);

 private:
  bool Takes(NodeId node) const;
  void CollectNodes(const std::vector<std::string>& labels);
  template <typename Visit>
  void VisitArcs(Visit&& visit);
  double Weight(RelationshipId relationship) const;

  ExecutionContext& context_;
  AlgoDirection direction_;
  std::optional<std::vector<TypeId>> types_;  // nullopt: all
  bool weighted_ = false;
  std::optional<KeyId> weight_;
  std::vector<NodeId> nodes_;
  std::vector<size_t> starts_;
  std::vector<Arc> arcs_;
  int64_t charged_ = 0;
};

// Looks at the limits now and then; for inner loops and for what the library calls back.
class Ticker {
 public:
  explicit Ticker(ExecutionContext& context) : context_(context) {}
  void Tick() {
    if (++count_ % 1024 == 0) context_.Check();
  }

 private:
  ExecutionContext& context_;
  uint64_t count_ = 0;
};

}  // namespace amana::query

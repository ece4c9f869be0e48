#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>

#include "core/ids.h"
#include "core/packed_array.h"

namespace amana {

// An id in four bytes, for the arrays that traversals read. Converts to the id by itself. A store
// holds at most 2^32 - 1 nodes and as many relationships, counted over its whole life.
template <typename Id>
struct PackedId {
  uint32_t value = 0;

  constexpr PackedId() = default;
  constexpr PackedId(Id id) : value(static_cast<uint32_t>(id.value)) {}  // NOLINT(*-explicit-*)
  constexpr operator Id() const { return Id(value); }                    // NOLINT(*-explicit-*)
  constexpr auto operator<=>(const PackedId&) const = default;
};

// One end of a relationship as seen from the other.
struct Neighbor {
  PackedId<NodeId> node;
  PackedId<RelationshipId> relationship;

  constexpr auto operator<=>(const Neighbor&) const = default;
};

// Goes through a run or row by position; the row must outlive it.
template <typename Row>
class NeighborIterator {
 public:
  using value_type = Neighbor;
  using difference_type = std::ptrdiff_t;
  using iterator_category = std::input_iterator_tag;  // it makes what it shows
  using iterator_concept = std::forward_iterator_tag;
  struct Arrow {
    Neighbor neighbor;
    const Neighbor* operator->() const { return &neighbor; }
  };

  NeighborIterator() = default;
  NeighborIterator(const Row* row, size_t at) : row_(row), at_(at) {}

  Neighbor operator*() const { return (*row_)[at_]; }
  Arrow operator->() const { return {(*row_)[at_]}; }
  NeighborIterator& operator++() {
    ++at_;
    return *this;
  }
  NeighborIterator operator++(int) { return {row_, at_++}; }
  bool operator==(const NeighborIterator& other) const { return at_ == other.at_; }

 private:
  const Row* row_ = nullptr;
  size_t at_ = 0;
};

// The neighbours of a node over one type, sorted by (neighbour, relationship). Nodes lie side by
// side; relationships lie apart from them, packed in the base, so that who asks for nodes only
// reads half as much.
class NeighborRun {
 public:
  using iterator = NeighborIterator<NeighborRun>;

  NeighborRun() = default;
  NeighborRun(std::span<const uint32_t> nodes, const uint32_t* relationships)
      : nodes_(nodes), plain_(relationships) {}
  // Their relationships begin at `first`.
  NeighborRun(std::span<const uint32_t> nodes, const PackedArray<uint32_t>* relationships,
              size_t first)
      : nodes_(nodes), packed_(relationships), first_(first) {}

  size_t size() const { return nodes_.size(); }
  bool empty() const { return nodes_.empty(); }
  std::span<const uint32_t> nodes() const { return nodes_; }
  uint32_t relationship(size_t i) const {
    return packed_ != nullptr ? (*packed_)[first_ + i] : plain_[i];
  }
  // Those from `begin` on, as many as `out` holds.
  void ReadRelationships(size_t begin, std::span<uint32_t> out) const {
    if (packed_ != nullptr) return packed_->Read(first_ + begin, out);
    for (size_t i = 0; i < out.size(); ++i) out[i] = plain_[begin + i];
  }
  Neighbor operator[](size_t i) const {
    return {NodeId(nodes_[i]), RelationshipId(relationship(i))};
  }
  NeighborRun Part(size_t begin, size_t end) const {
    const auto nodes = nodes_.subspan(begin, end - begin);
    return packed_ != nullptr ? NeighborRun(nodes, packed_, first_ + begin)
                              : NeighborRun(nodes, plain_ + begin);
  }
  // Whether it is as the base has it: nothing was added or taken away since.
  bool is_of_base() const { return packed_ != nullptr; }

  iterator begin() const { return {this, 0}; }
  iterator end() const { return {this, size()}; }

 private:
  std::span<const uint32_t> nodes_;
  const uint32_t* plain_ = nullptr;
  const PackedArray<uint32_t>* packed_ = nullptr;
  size_t first_ = 0;
};

}  // namespace amana

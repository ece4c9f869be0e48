#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/transaction.h"
#include "ingest/extraction.h"

namespace amana::ingest {

// What articles call an entity and say of it, counted. Adding and removing an article's entity
// leaves the same profile in any order.
struct NodeProfile {
  using Counts = std::map<std::string, uint64_t>;

  std::string type;
  Counts kinds, names, aliases;
  std::map<std::string, Counts> properties;
  uint64_t members = 0;  // entities of articles
  uint64_t unresolved = 0;

  void Add(const ExtractedEntity& entity);
  // REQUIRES that an equal entity was added and not yet removed.
  void Remove(const ExtractedEntity& entity);
  void Merge(const NodeProfile& other);

  bool operator==(const NodeProfile&) const = default;
};

// Labels and properties of the node. The name is the form used most often among the spellings of
// the name used most often; of equals the fullest, then the most careful one; all others are
// aliases.
struct NodeContent {
  std::vector<std::string> labels;
  PropertyMap properties;
};
NodeContent DescribeNode(const NodeProfile& profile);

}  // namespace amana::ingest

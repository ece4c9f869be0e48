#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/graph_store.h"
#include "ingest/resolution/name_rarity.h"
#include "ingest/resolution/records.h"

namespace amana::ingest {

// Two nodes that may be one, which resolution did not dare to join (extraction.md §13).
struct SameAsProposal {
  NodeId a, b;  // a has the smaller public id
  std::string type;
  double score = 0;                  // from kLeastProposed to below what would be joined
  std::vector<std::string> reasons;  // for and against, in order of weight
};

inline constexpr double kLeastProposed = 0.60;
inline constexpr double kMostProposed = 0.89;

// How likely two forms of one block, or two bodies of one name, are one; 0 where something says
// that they are not. Symmetric. Adds what was counted to `reasons`.
double ScoreSame(const Form& a, const Form& b, const NameRarity& rarity,
                 std::vector<std::string>& reasons);

// All proposals among the persons and bodies of these records, best first; nodes in the order of
// their public ids. A function of the set alone. Records whose node is invalid are passed over.
std::vector<SameAsProposal> ProposeSame(std::span<const FormRecord> records,
                                        const NameRarity& rarity, const Snapshot& graph);

// The records of a store.
Result<std::vector<FormRecord>> ReadForms(const GraphStore& store);

}  // namespace amana::ingest

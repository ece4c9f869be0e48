#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/graph_store.h"
#include "ingest/resolution/records.h"

namespace amana::ingest {

// Two bodies that may be one, which resolution did not dare to join (extraction.md §13). They stand
// in different blocks, so these proposals are not stored but follow from the forms when asked for;
// those of persons are relations (proposal_update.h).
struct BodyProposal {
  NodeId a, b;  // a has the smaller public id
  double score = 0;
  std::vector<std::string> reasons;
};

// How likely two bodies of one name are one; 0 where something says that they are not. Symmetric.
// Adds what was counted to `reasons`.
double ScoreBodies(const Form& a, const Form& b, std::vector<std::string>& reasons);

// All proposals among the bodies of these records, best first; nodes in the order of their public
// ids. A function of the set alone. Records whose node does not exist are passed over.
std::vector<BodyProposal> ProposeBodies(std::span<const FormRecord> records, const Snapshot& graph);

// The records of a store.
Result<std::vector<FormRecord>> ReadForms(const GraphStore& store);

}  // namespace amana::ingest

#pragma once

#include <map>
#include <set>
#include <string>

#include "core/transaction.h"
#include "ingest/resolution/person_score.h"

namespace amana::ingest {

// Keeps the SAME_AS relations of status «proposed» what resolution says now: name each node whose
// block was resolved, propose, then Finish() once. Proposals never cross blocks, so all derived
// ones of these nodes that were not proposed again go.
class ProposalUpdate {
 public:
  // REQUIRES that both outlive this object.
  ProposalUpdate(Transaction& transaction, const std::set<std::string>& rejected)
      : tx_(transaction), rejected_(rejected) {}

  void Visit(NodeId node) { visited_.insert(node); }
  // From the entity with the smaller id to the other one. Nothing where a person rejected it.
  void Propose(const std::string& id_a, NodeId a, const std::string& id_b, NodeId b,
               const PairScore& pair);
  Result<void> Finish();

 private:
  struct Ends {
    NodeId a, b;
    PropertyMap properties;
  };

  std::set<RelationshipId> Existing() const;

  Transaction& tx_;
  const std::set<std::string>& rejected_;
  std::set<NodeId> visited_;
  std::map<std::string, Ends> proposed_;  // by public id
};

}  // namespace amana::ingest

#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/transaction.h"
#include "ingest/resolution/identity_rules.h"
#include "ingest/resolution/person_score.h"
#include "ingest/resolution/records.h"

namespace amana::ingest {

// The entities of the graph, brought up to date with the mentions of articles: add and remove
// mentions, then Resolve() once, then RetireNodes() when no derived relation is left on the nodes
// that Resolve() emptied.
class EntityUpdate {
 public:
  // REQUIRES that all outlive this object.
  EntityUpdate(Transaction& transaction, const IdentityRules& identity,
               const std::set<std::string>& rejected)
      : tx_(transaction), identity_(identity), rejected_(rejected) {}

  Result<FormRef> Add(const Form& form, const std::string& mention, const std::string& article,
                      const ExtractedEntity& entity);
  Result<void> Remove(const FormRef& ref, const std::string& mention);

  // Resolves each block that was touched and makes, renames and describes its nodes. Answers the
  // articles with a mention that now stands for another node than before.
  Result<std::set<std::string>> Resolve();
  // The node that a form stands for now; invalid where a person rejected it. After Resolve().
  Result<NodeId> NodeOf(const FormRef& ref);
  // Removes nodes that stand for nothing any more; their ids go on resolving to what took over
  // their first form. What people attached keeps its end.
  Result<void> RetireNodes();

 private:
  using Block = std::map<uint64_t, FormRecord>;  // by form hash
  struct Cluster {
    std::string id;
    std::vector<FormRecord*> forms;
    NodeId node;
  };

  Result<Block*> Load(uint64_t block);
  Result<void> FindFirst(const FormRef& ref, FormRecord& record);
  // Appends them; what may be one goes to proposed_.
  void FindClusters(Block& block, std::vector<Cluster>& clusters);
  bool IsRejected(const Cluster& cluster) const;
  void ClaimNodes(std::vector<Cluster>& clusters);
  Result<void> WriteNode(Cluster& cluster);
  Result<void> WriteProposals(const std::vector<Cluster>& clusters);
  Result<void> ReleaseId(const std::string& id, NodeId for_node);
  Result<void> Describe(NodeId node, const NodeContent& content);
  Result<void> Save(uint64_t hash, Block& block);

  struct Proposed {
    std::string a, b;  // ids of clusters, a < b
    PairScore pair;
  };

  Transaction& tx_;
  const IdentityRules& identity_;
  const std::set<std::string>& rejected_;
  std::map<uint64_t, Block> blocks_;
  std::vector<Proposed> proposed_;
  std::map<NodeId, NodeId> emptied_;  // node -> what took over its first form, invalid for nothing
};

}  // namespace amana::ingest

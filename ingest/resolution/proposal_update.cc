#include "ingest/resolution/proposal_update.h"

#include <cmath>

#include "ingest/resolution/fact_update.h"
#include "ingest/resolution/mention_id.h"

namespace amana::ingest {
namespace {

constexpr const char* kType = "SAME_AS";

PropertyMap ScoreProperties(const PairScore& pair) {
  std::vector<Value> reasons;
  for (const Reason& reason : pair.reasons) reasons.emplace_back(reason.Text());
  const double score = std::round(pair.score * 1e4) / 1e4;
  PropertyMap properties;
  properties.emplace_back("status", Value("proposed"));
  properties.emplace_back("score", Value(score));
  properties.emplace_back("confidence", Value(score));
  properties.emplace_back("reasons", Value::List(std::move(reasons)));
  return properties;
}

}  // namespace

void ProposalUpdate::Propose(const std::string& id_a, NodeId a, const std::string& id_b, NodeId b,
                             const PairScore& pair) {
  const std::string id = AssertionId("", kType, id_a, id_b, 0);
  if (!rejected_.contains(id)) proposed_[id] = {a, b, ScoreProperties(pair)};
}

std::set<RelationshipId> ProposalUpdate::Existing() const {
  std::set<RelationshipId> out;
  const Snapshot& graph = tx_.view();
  const auto type = graph.types().Find(kType);
  if (!type) return out;
  for (NodeId node : visited_) {
    if (!graph.HasNode(node)) continue;
    for (const auto& row : {graph.Out(node, *type), graph.In(node, *type)}) {
      for (const Neighbor& neighbor : row) {
        if (graph.RelationshipOrigin(neighbor.relationship) == Origin::kDerived)
          out.insert(neighbor.relationship);
      }
    }
  }
  return out;
}

Result<void> ProposalUpdate::Finish() {
  for (RelationshipId relation : Existing()) {
    const Snapshot& graph = tx_.view();
    const auto found = proposed_.find(std::string(graph.PublicId(relation)));
    if (found != proposed_.end() && graph.Source(relation) == found->second.a &&
        graph.Target(relation) == found->second.b) {
      AMANA_CHECK_OK(UpdateRelation(tx_, relation, found->second.properties));
      proposed_.erase(found);
    } else {
      AMANA_CHECK_OK(tx_.DeleteRelationship(relation));
    }
  }
  for (const auto& [id, ends] : proposed_) {
    const auto made = tx_.CreateRelationship(id, ends.a, ends.b, kType, ends.properties);
    if (!made) return Fail(made.error());
  }
  proposed_.clear();
  return {};
}

}  // namespace amana::ingest

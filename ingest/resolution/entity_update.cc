#include "ingest/resolution/entity_update.h"

#include <algorithm>

#include "ingest/resolution/proposal_update.h"
#include "ingest/resolution/resolve_block.h"

namespace amana::ingest {
namespace {

bool HasOnlyUserRelationships(const Snapshot& graph, NodeId node) {
  const auto user_made = [&](const Neighbor& neighbor) {
    return graph.RelationshipOrigin(neighbor.relationship) == Origin::kUser;
  };
  return std::ranges::all_of(graph.Out(node), user_made) &&
         std::ranges::all_of(graph.In(node), user_made);
}

}  // namespace

Result<EntityUpdate::Block*> EntityUpdate::Load(uint64_t hash) {
  const auto [at, added] = blocks_.try_emplace(hash);
  Block& block = at->second;
  if (!added) return &block;
  std::optional<Error> error;
  AMANA_CHECK_OK(
      tx_.ScanAux(kFormSpace, BlockPrefix(hash), [&](std::string_view key, std::string_view value) {
        auto record = DecodeFormRecord(value);
        if (!record) {
          error = record.error();
          return false;
        }
        // The id that a person rejected is that of a form's first mention:
        // note it before others come or go.
        if (rejected_.contains(record->first)) record->rejected.insert(record->first);
        block.emplace(ParseFormKey(key).form, std::move(*record));
        return true;
      }));
  if (error) return Fail(std::move(*error));
  return &block;
}

Result<FormRef> EntityUpdate::Add(const Form& form, const std::string& mention,
                                  const std::string& article, const ExtractedEntity& entity) {
  const FormRef ref = RefOf(form);
  AMANA_TRY(Block * block, Load(ref.block));
  FormRecord& record = (*block)[ref.form];
  record.form = form;
  if (record.first.empty() || mention < record.first) record.first = mention;
  if (rejected_.contains(mention)) record.rejected.insert(mention);
  record.profile.Add(entity);
  AMANA_CHECK_OK(
      tx_.PutAux(kMemberSpace, MemberKey(ref, mention), EncodeMember({article, entity})));
  return ref;
}

Result<void> EntityUpdate::Remove(const FormRef& ref, const std::string& mention) {
  AMANA_TRY(Block * block, Load(ref.block));
  const std::string key = MemberKey(ref, mention);
  AMANA_TRY(const auto bytes, tx_.GetAux(kMemberSpace, key));
  const auto found = block->find(ref.form);
  if (!bytes || found == block->end())
    return Fail(ErrorCode::kCorruption, "a mention of an article is missing from the store");
  AMANA_TRY(const Member member, DecodeMember(*bytes));
  FormRecord& record = found->second;
  record.profile.Remove(member.entity);
  record.rejected.erase(mention);
  AMANA_CHECK_OK(tx_.DeleteAux(kMemberSpace, key));
  if (mention == record.first) AMANA_CHECK_OK(FindFirst(ref, record));
  return {};
}

Result<void> EntityUpdate::FindFirst(const FormRef& ref, FormRecord& record) {
  record.first.clear();
  return tx_.ScanAux(kMemberSpace, FormKey(ref), [&](std::string_view key, std::string_view) {
    record.first = MentionOfMemberKey(key);
    return false;
  });
}

void EntityUpdate::FindClusters(Block& block, std::vector<Cluster>& clusters) {
  std::vector<FormRecord*> records;
  for (auto& [hash, record] : block) {
    if (record.profile.members > 0) records.push_back(&record);
  }
  std::ranges::sort(records, {}, [](const FormRecord* record) { return record->form.Key(); });
  std::vector<Form> forms;
  for (const FormRecord* record : records) forms.push_back(record->form);
  BlockResolution resolution = ResolveBlock(forms, identity_);
  std::vector<Cluster> found;
  for (size_t i = 0; i < resolution.groups.size(); ++i) {
    if (resolution.groups[i] == found.size()) found.emplace_back();
    Cluster& cluster = found[resolution.groups[i]];
    cluster.forms.push_back(records[i]);
    if (cluster.id.empty() || records[i]->first < cluster.id) cluster.id = records[i]->first;
  }
  for (Proposal& proposal : resolution.proposals) {
    auto [a, b] = std::minmax(found[proposal.a].id, found[proposal.b].id);
    proposed_.push_back({a, b, std::move(proposal.pair)});
  }
  std::ranges::move(found, std::back_inserter(clusters));
}

bool EntityUpdate::IsRejected(const Cluster& cluster) const {
  return std::ranges::any_of(cluster.forms, [this](const FormRecord* record) {
    return std::ranges::any_of(record->rejected,
                               [this](const std::string& id) { return rejected_.contains(id); });
  });
}

// Each cluster takes the node that bears its id; else one that stood for one of its forms.
void EntityUpdate::ClaimNodes(std::vector<Cluster>& clusters) {
  std::set<NodeId> claimed;
  const Snapshot& graph = tx_.view();
  for (Cluster& cluster : clusters) {
    const auto node = graph.FindNode(cluster.id);
    if (!node || graph.PublicId(*node) != cluster.id) continue;
    cluster.node = *node;
    claimed.insert(*node);
  }
  for (Cluster& cluster : clusters) {
    for (const FormRecord* record : cluster.forms) {
      if (cluster.node.valid()) break;
      if (graph.HasNode(record->node) && claimed.insert(record->node).second)
        cluster.node = record->node;
    }
  }
}

// Takes a former id off another node, so that a node can bear it again.
Result<void> EntityUpdate::ReleaseId(const std::string& id, NodeId for_node) {
  const auto holder = tx_.view().FindNode(id);
  if (!holder || *holder == for_node || tx_.view().PublicId(*holder) == id) return {};
  return tx_.RemoveFormerId(*holder, id);
}

Result<void> EntityUpdate::WriteNode(Cluster& cluster) {
  NodeProfile profile;
  for (const FormRecord* record : cluster.forms) profile.Merge(record->profile);
  const NodeContent content = DescribeNode(profile);
  AMANA_CHECK_OK(ReleaseId(cluster.id, cluster.node));
  if (!cluster.node.valid()) {
    AMANA_TRY(cluster.node, tx_.CreateNode(cluster.id, content.labels, content.properties));
    return {};
  }
  AMANA_CHECK_OK(tx_.SetPublicId(cluster.node, cluster.id));
  return Describe(cluster.node, content);
}

Result<void> EntityUpdate::WriteProposals(const std::vector<Cluster>& clusters) {
  ProposalUpdate update(tx_, rejected_);
  std::map<std::string, NodeId> node_of;
  for (const Cluster& cluster : clusters) {
    node_of.emplace(cluster.id, cluster.node);
    update.Visit(cluster.node);
  }
  for (const auto& [node, successor] : emptied_) update.Visit(node);
  for (const Proposed& proposed : proposed_) {
    const auto a = node_of.find(proposed.a), b = node_of.find(proposed.b);
    if (a != node_of.end() && b != node_of.end())
      update.Propose(proposed.a, a->second, proposed.b, b->second, proposed.pair);
  }
  proposed_.clear();
  return update.Finish();
}

Result<void> EntityUpdate::Describe(NodeId node, const NodeContent& content) {
  const Snapshot& graph = tx_.view();
  std::vector<std::string> labels;
  for (LabelId label : graph.Labels(node)) labels.emplace_back(graph.labels().Name(label));
  for (const std::string& label : labels) {
    if (std::ranges::find(content.labels, label) == content.labels.end())
      AMANA_CHECK_OK(tx_.RemoveLabel(node, label));
  }
  for (const std::string& label : content.labels) AMANA_CHECK_OK(tx_.AddLabel(node, label));
  size_t same = 0, present = 0;
  for (const auto& [key, value] : content.properties) {
    const auto id = graph.keys().Find(key);
    if (id && Value::Identical(graph.NodeProperty(node, *id), value)) ++same;
  }
  graph.ForEachNodeProperty(node, [&present](KeyId, const Value&) { ++present; });
  if (same == content.properties.size() && same == present) return {};
  return tx_.ReplaceNodeProperties(node, content.properties);
}

Result<void> EntityUpdate::Save(uint64_t hash, Block& block) {
  for (auto it = block.begin(); it != block.end();) {
    const std::string key = FormKey({hash, it->first});
    if (it->second.profile.members == 0) {
      AMANA_CHECK_OK(tx_.DeleteAux(kFormSpace, key));
      it = block.erase(it);
    } else {
      AMANA_CHECK_OK(tx_.PutAux(kFormSpace, key, EncodeFormRecord(it->second)));
      ++it;
    }
  }
  return {};
}

Result<std::set<std::string>> EntityUpdate::Resolve() {
  std::vector<Cluster> clusters;
  std::set<const FormRecord*> moved;
  for (auto& [hash, block] : blocks_) {
    for (auto& [form, record] : block) {
      if (!tx_.view().HasNode(record.node)) record.node = NodeId();
      if (record.node.valid()) emptied_.emplace(record.node, NodeId());
    }
    std::vector<Cluster> found;
    FindClusters(block, found);
    for (Cluster& cluster : found) {
      if (!IsRejected(cluster)) {
        clusters.push_back(std::move(cluster));
        continue;
      }
      for (FormRecord* record : cluster.forms) {
        if (record->node.valid()) moved.insert(record);
        record->node = NodeId();
      }
    }
  }
  std::ranges::sort(clusters, {}, &Cluster::id);
  ClaimNodes(clusters);
  for (Cluster& cluster : clusters) {
    AMANA_CHECK_OK(WriteNode(cluster));
    emptied_.erase(cluster.node);
    for (FormRecord* record : cluster.forms) {
      if (record->node == cluster.node) continue;
      const auto left = emptied_.find(record->node);
      if (left != emptied_.end() && !left->second.valid()) left->second = cluster.node;
      record->node = cluster.node;
      moved.insert(record);
    }
  }
  AMANA_CHECK_OK(WriteProposals(clusters));
  std::set<std::string> articles;
  std::optional<Error> error;
  for (auto& [hash, block] : blocks_) {
    for (const auto& [form, record] : block) {
      if (!moved.contains(&record)) continue;
      AMANA_CHECK_OK(tx_.ScanAux(kMemberSpace, FormKey({hash, form}),
                                 [&](std::string_view, std::string_view value) {
                                   auto member = DecodeMember(value);
                                   if (!member) {
                                     error = member.error();
                                     return false;
                                   }
                                   articles.insert(std::move(member->article));
                                   return true;
                                 }));
      if (error) return Fail(std::move(*error));
    }
    AMANA_CHECK_OK(Save(hash, block));
  }
  return articles;
}

Result<NodeId> EntityUpdate::NodeOf(const FormRef& ref) {
  const auto loaded = blocks_.find(ref.block);
  if (loaded != blocks_.end()) {
    const auto found = loaded->second.find(ref.form);
    return found == loaded->second.end() ? NodeId() : found->second.node;
  }
  AMANA_TRY(const auto bytes, tx_.GetAux(kFormSpace, FormKey(ref)));
  if (!bytes) return NodeId();
  AMANA_TRY(const FormRecord record, DecodeFormRecord(*bytes));
  return tx_.view().HasNode(record.node) ? record.node : NodeId();
}

Result<void> EntityUpdate::RetireNodes() {
  const Snapshot& graph = tx_.view();
  for (const auto& [node, successor] : emptied_) {
    if (!graph.HasNode(node)) continue;
    if (successor.valid()) AMANA_CHECK_OK(tx_.MoveUserRelationships(node, successor));
    if (!graph.Out(node).empty() || !graph.In(node).empty()) {
      if (HasOnlyUserRelationships(graph, node)) AMANA_CHECK_OK(tx_.TurnIntoStub(node));
      continue;
    }
    std::vector<std::string> ids(graph.FormerIds(node).begin(), graph.FormerIds(node).end());
    ids.push_back(graph.PublicId(node));
    AMANA_CHECK_OK(tx_.DeleteNode(node));
    if (!successor.valid()) continue;
    for (const std::string& id : ids) {
      if (!graph.FindNode(id)) AMANA_CHECK_OK(tx_.AddFormerId(successor, id));
    }
  }
  emptied_.clear();
  return {};
}

}  // namespace amana::ingest

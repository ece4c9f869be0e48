#include "ingest/resolution/article_links.h"

#include <algorithm>
#include <map>

#include "core/quote.h"
#include "ingest/resolution/date_bounds.h"
#include "ingest/resolution/fact_update.h"
#include "ingest/resolution/mention_id.h"

namespace amana::ingest {
namespace {

constexpr double kNamed = 1.0;  // that a text names something is no matter of judgement

struct Link {
  std::string id;
  NodeId target;
  std::string type;
  EvidenceItem evidence;
  uint64_t count = 0;
};

PropertyMap ArticleProperties(const ArticleRecord& article) {
  PropertyMap out;
  const auto add = [&out](const char* key, const std::string& value) {
    if (!value.empty()) out.emplace_back(key, Value(value));
  };
  add("name", article.title.empty() ? article.id : article.title);
  add("id", article.id);
  add("title", article.title);
  add("url", article.url);
  add("source", article.source);
  add("author", article.author);
  add("language", article.language);
  add("published", article.published);
  if (const auto bounds = BoundsOf(article.published)) {
    out.emplace_back("publishedFrom", Value(bounds->from));
    out.emplace_back("publishedTo", Value(bounds->to));
  }
  if (!article.carriers.empty()) {
    std::vector<Value> carriers;
    for (const std::string& carrier : article.carriers) carriers.emplace_back(carrier);
    out.emplace_back("carriers", Value::List(std::move(carriers)));
  }
  return out;
}

// The shortest sentence of the extraction around the mention; the mention itself where none is.
EvidenceItem SentenceAround(const ArticleRecord& article, const Extraction& extraction,
                            const ExtractedEntity& entity) {
  EvidenceItem item;
  item.article = article.id;
  item.start = entity.begin;
  item.end = entity.end;
  item.rule = "mention";
  item.confidence = kNamed;
  bool found = false;
  for (const ExtractedTriple& triple : extraction.triples) {
    for (const ExtractedEvidence& e : triple.evidence) {
      if (e.begin > entity.begin || e.end < entity.end) continue;
      if (found && e.end - e.begin >= item.end - item.start) continue;
      item.start = e.begin;
      item.end = e.end;
      found = true;
    }
  }
  return item;
}

// By type and target; the smallest mention gives id and evidence.
std::map<std::pair<std::string, NodeId>, Link> LinksOf(const ArticleRecord& article,
                                                       const Extraction& extraction,
                                                       const ArticleState& state,
                                                       const std::vector<NodeId>& nodes) {
  std::map<std::pair<std::string, NodeId>, Link> links;
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (!nodes[i].valid()) continue;
    const ExtractedEntity& entity = extraction.entities[i];
    for (const char* type : {"MENTIONS", "REPORTS"}) {
      if (type == std::string_view("REPORTS") && entity.type != "Meeting") continue;
      std::string id = AssertionId(article.id, type, state.mentions[i].id, "", 0);
      Link& link = links[{type, nodes[i]}];
      link.count += entity.mentions;
      if (!link.id.empty() && link.id < id) continue;
      link.id = std::move(id);
      link.target = nodes[i];
      link.type = type;
      link.evidence = SentenceAround(article, extraction, entity);
    }
  }
  return links;
}

PropertyMap LinkProperties(const ArticleRecord& article, const Link& link) {
  PropertyMap out;
  if (link.type == "MENTIONS") out.emplace_back("count", Value(static_cast<int64_t>(link.count)));
  out.emplace_back("confidence", Value(kNamed));
  if (!article.published.empty()) {
    out.emplace_back("first_seen", Value(article.published));
    out.emplace_back("last_seen", Value(article.published));
  }
  out.emplace_back("evidence", Value::List({Value(EvidenceId(link.evidence))}));
  return out;
}

std::vector<RelationshipId> DerivedLinks(const Snapshot& graph, NodeId article) {
  std::vector<RelationshipId> out;
  for (const char* type : {"MENTIONS", "REPORTS"}) {
    const auto id = graph.types().Find(type);
    if (!id) continue;
    for (const Neighbor& neighbor : graph.Out(article, *id)) {
      if (graph.RelationshipOrigin(neighbor.relationship) == Origin::kDerived)
        out.push_back(neighbor.relationship);
    }
  }
  return out;
}

}  // namespace

Result<void> WriteArticleNode(Transaction& transaction, const ArticleRecord& article,
                              ArticleState& state, const std::set<std::string>& rejected) {
  const PropertyMap properties = ArticleProperties(article);
  const std::string id = ArticleNodeId(article.id);
  if (!transaction.view().HasNode(state.node)) {
    const auto stub = transaction.view().FindNode(id);
    state.node = stub ? *stub : NodeId();
  }
  if (rejected.contains(id)) return {};
  if (state.node.valid()) return transaction.ReplaceNodeProperties(state.node, properties);
  const std::vector<std::string> labels = {"Article"};
  AMANA_TRY(state.node, transaction.CreateNode(id, labels, properties));
  return {};
}

Result<void> WriteArticleLinks(Transaction& transaction, const ArticleRecord& article,
                               const Extraction& extraction, const ArticleState& state,
                               const std::vector<NodeId>& nodes,
                               const std::set<std::string>& rejected) {
  if (!state.node.valid()) return {};
  auto links = LinksOf(article, extraction, state, nodes);
  std::erase_if(links, [&](const auto& link) { return rejected.contains(link.second.id); });
  const Snapshot& graph = transaction.view();
  for (RelationshipId relation : DerivedLinks(graph, state.node)) {
    const auto found =
        links.find({std::string(graph.types().Name(graph.Type(relation))), graph.Target(relation)});
    if (found == links.end() || found->second.id != graph.PublicId(relation)) {
      AMANA_CHECK_OK(transaction.DeleteRelationship(relation));
      continue;
    }
    const Link& link = found->second;
    AMANA_CHECK_OK(UpdateRelation(transaction, relation, LinkProperties(article, link)));
    AMANA_CHECK_OK(transaction.PutEvidence(relation, article.id, {&link.evidence, 1}));
    links.erase(found);
  }
  for (const auto& [key, link] : links) {
    AMANA_TRY(const RelationshipId relation,
              transaction.CreateRelationship(link.id, state.node, link.target, link.type,
                                             LinkProperties(article, link)));
    AMANA_CHECK_OK(transaction.PutEvidence(relation, article.id, {&link.evidence, 1}));
  }
  return {};
}

Result<void> RemoveArticleNode(Transaction& transaction, NodeId node) {
  const Snapshot& graph = transaction.view();
  if (!graph.HasNode(node)) return {};
  for (RelationshipId relation : DerivedLinks(graph, node))
    AMANA_CHECK_OK(transaction.DeleteRelationship(relation));
  if (graph.Out(node).empty() && graph.In(node).empty()) return transaction.DeleteNode(node);
  return {};
}

}  // namespace amana::ingest

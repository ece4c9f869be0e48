#include "ingest/resolution/graph_update.h"

#include <algorithm>

#include "ingest/extraction_codec.h"
#include "ingest/resolution/article_links.h"
#include "ingest/resolution/mention_id.h"
#include "ingest/resolution/stored_article.h"

namespace amana::ingest {

Result<std::optional<ArticleState>> GraphUpdate::LoadState(const std::string& article) const {
  AMANA_TRY(const auto bytes, tx_.GetAux(kArticleSpace, article));
  if (!bytes) return std::optional<ArticleState>();
  AMANA_TRY(auto state, DecodeArticleState(*bytes));
  return std::optional(std::move(state));
}

Result<void> GraphUpdate::SaveState(const std::string& article, const ArticleState& state) {
  return tx_.PutAux(kArticleSpace, article, EncodeArticleState(state));
}

Result<void> GraphUpdate::RemoveMentions(const ArticleState& state) {
  for (const ArticleState::Mention& mention : state.mentions)
    AMANA_CHECK_OK(entities_.Remove(mention.form, mention.id));
  return {};
}

Result<void> GraphUpdate::AddMentions(const Source& source, ArticleState& state) {
  const std::vector<Form> forms = MakeForms(
      source.extraction, Attribute(source.record, "signature"), source.record.published, identity_);
  std::map<std::tuple<uint32_t, uint32_t, std::string>, uint32_t> alike;
  state.mentions.clear();
  for (size_t i = 0; i < forms.size(); ++i) {
    const ExtractedEntity& entity = source.extraction.entities[i];
    const uint32_t nth = alike[{entity.begin, entity.end, entity.type}]++;
    ArticleState::Mention mention;
    mention.id = MentionId(source.record.id, entity.begin, entity.end, entity.type, nth);
    AMANA_TRY(mention.form, entities_.Add(forms[i], mention.id, source.record.id, entity));
    state.mentions.push_back(std::move(mention));
  }
  return {};
}

Result<void> GraphUpdate::Put(ArticleRecord article, Extraction extraction) {
  AMANA_TRY(auto state, LoadState(article.id));
  if (!state) state.emplace();
  AMANA_CHECK_OK(RemoveMentions(*state));
  if (const auto gone = removed_articles_.find(article.id); gone != removed_articles_.end()) {
    state = std::move(gone->second);  // its mentions are out already, its relations are not
    removed_articles_.erase(gone);
  }
  AMANA_CHECK_OK(tx_.PutArticle(article));
  const std::string id = article.id;
  Source& source = changed_[id] = {std::move(article), std::move(extraction)};
  AMANA_CHECK_OK(AddMentions(source, *state));
  AMANA_CHECK_OK(WriteArticleNode(tx_, source.record, *state, rejected_));
  return SaveState(id, *state);
}

Result<void> GraphUpdate::Remove(const std::string& article) {
  AMANA_TRY(auto state, LoadState(article));
  if (!state) return Fail(ErrorCode::kNotFound, "there is no article " + article);
  AMANA_CHECK_OK(RemoveMentions(*state));
  AMANA_CHECK_OK(tx_.DeleteAux(kArticleSpace, article));
  changed_.erase(article);
  removed_articles_.emplace(article, std::move(*state));
  return {};
}

Result<GraphUpdate::Source> GraphUpdate::LoadSource(const std::string& article) const {
  AMANA_TRY(auto record, tx_.GetArticle(article, ArticleParts::kAll));
  if (!record) return Fail(ErrorCode::kCorruption, "the store has lost article " + article);
  AMANA_TRY(auto extraction, DecodeExtraction(record->extraction));
  return Source{std::move(*record), std::move(extraction)};
}

FactUpdate::Facts GraphUpdate::FactsOf(const Source& source, const ArticleState& state,
                                       const std::vector<NodeId>& nodes) const {
  FactUpdate::Facts facts;
  std::map<std::tuple<std::string, uint32_t, uint32_t>, uint32_t> alike;
  for (const ExtractedTriple& triple : source.extraction.triples) {
    if (!triple.date.empty()) continue;  // a property of the meeting
    const uint32_t nth = alike[{triple.predicate, triple.subject, triple.object}]++;
    const NodeId subject = nodes[triple.subject], object = nodes[triple.object];
    if (!subject.valid() || !object.valid() || subject == object) continue;
    Assertion assertion;
    assertion.id =
        AssertionId(source.record.id, triple.predicate, state.mentions[triple.subject].id,
                    state.mentions[triple.object].id, nth);
    assertion.article = source.record.id;
    assertion.published = source.record.published;
    assertion.signature = Attribute(source.record, "signature");
    assertion.properties = triple.properties;
    assertion.evidence = triple.evidence;
    facts[{subject, object, triple.predicate}].push_back(std::move(assertion));
  }
  return facts;
}

Result<void> GraphUpdate::Relate(const Source& source) {
  const std::string& id = source.record.id;
  AMANA_TRY(auto state, LoadState(id));
  if (!state)
    return Fail(ErrorCode::kCorruption, "the store has lost what article " + id + " says");
  std::vector<NodeId> nodes;
  for (const ArticleState::Mention& mention : state->mentions) {
    AMANA_TRY(const NodeId node, entities_.NodeOf(mention.form));
    nodes.push_back(node);
  }
  const FactUpdate::Facts facts = FactsOf(source, *state, nodes);
  AMANA_CHECK_OK(facts_.Replace(id, state->facts, facts));
  AMANA_CHECK_OK(
      WriteArticleLinks(tx_, source.record, source.extraction, *state, nodes, rejected_));
  state->facts.clear();
  for (const auto& [key, assertions] : facts) state->facts.push_back(key);
  return SaveState(id, *state);
}

Result<void> GraphUpdate::Finish() {
  AMANA_TRY(const auto moved, entities_.Resolve());
  for (const auto& [id, state] : removed_articles_) {
    AMANA_CHECK_OK(facts_.Replace(id, state.facts, {}));
    AMANA_CHECK_OK(RemoveArticleNode(tx_, state.node));
  }
  for (const auto& [id, source] : changed_) AMANA_CHECK_OK(Relate(source));
  for (const std::string& id : moved) {
    if (changed_.contains(id)) continue;
    AMANA_TRY(const Source source, LoadSource(id));
    AMANA_CHECK_OK(Relate(source));
  }
  AMANA_CHECK_OK(facts_.Finish());
  AMANA_CHECK_OK(entities_.RetireNodes());
  for (const auto& [id, state] : removed_articles_) AMANA_CHECK_OK(tx_.DeleteArticle(id));
  added_ = facts_.added();
  removed_ = facts_.removed();
  return {};
}

}  // namespace amana::ingest

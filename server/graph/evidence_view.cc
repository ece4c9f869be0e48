#include "server/graph/evidence_view.h"

namespace amana::server {
namespace {

constexpr size_t kArticlesKept = 64;

}  // namespace

Result<std::vector<EvidenceView>> EvidenceReader::Read(RelationshipId relationship) {
  AMANA_TRY(auto items, store_.Evidence(relationship));
  std::vector<EvidenceView> views;
  for (auto& item : items) {
    auto it = articles_.find(item.article);
    if (it == articles_.end()) {
      AMANA_TRY(auto article, store_.GetArticle(item.article, ArticleParts::kMetaAndText));
      if (articles_.size() >= kArticlesKept) articles_.clear();
      it = articles_.emplace(item.article, article.value_or(ArticleRecord{})).first;
    }
    const ArticleRecord& article = it->second;
    Quote quote = QuoteText(article.text, item.start, item.end);
    views.push_back({std::move(item), article.url, article.source, article.title, article.published,
                     std::move(quote)});
  }
  return views;
}

void WriteEvidence(JsonWriter& json, const EvidenceView& evidence) {
  const EvidenceItem& item = evidence.item;
  json.BeginObject().Field("id", EvidenceId(item)).Field("article", item.article);
  json.Field("url", evidence.url).Field("published", evidence.published);
  json.Key("start").Unsigned(item.start).Key("end").Unsigned(item.end);
  json.Field("exact", evidence.quote.exact).Field("prefix", evidence.quote.prefix);
  json.Field("suffix", evidence.quote.suffix).Field("rule", item.rule);
  json.Key("confidence").Float(item.confidence).EndObject();
}

}  // namespace amana::server

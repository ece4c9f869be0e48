#include "core/source_records.h"

#include <algorithm>
#include <tuple>

#include "core/bytes.h"
#include "core/record_codec.h"

namespace amana {
namespace {

Result<void> ReadPart(const RecordReader& reader, ArticleNumber article, ArticlePart part,
                      std::string& into) {
  AMANA_TRY(const auto packed, reader.Get(keys::Article(article, part)));
  if (!packed) return {};
  AMANA_TRY(into, Decompress(*packed));
  return {};
}

// Visits decoded records; a decoder's error ends the scan and is the answer.
template <typename Visit>
Result<void> ScanDecoded(const RecordReader& reader, const KvRange& range, Visit visit) {
  Result<void> outcome;
  AMANA_CHECK_OK(reader.Scan(range, [&](std::string_view key, std::string_view value) {
    outcome = visit(key, value);
    return outcome.has_value();
  }));
  return outcome;
}

Result<std::string> ArticleIdOf(const RecordReader& reader, ArticleNumber article) {
  AMANA_TRY(auto record, ReadArticle(reader, article, ArticleParts::kMeta));
  if (record) return std::move(record->id);
  return Fail(ErrorCode::kCorruption, "evidence names an article that the store does not have",
              "ingest the articles into a new store");
}

}  // namespace

Result<std::optional<ArticleNumber>> FindArticle(const RecordReader& reader, std::string_view id) {
  AMANA_TRY(const auto value, reader.Get(keys::ArticleId(id)));
  if (!value) return std::optional<ArticleNumber>();
  return std::optional(ArticleNumber(ByteReader(*value).Varint()));
}

Result<std::optional<ArticleRecord>> ReadArticle(const RecordReader& reader, ArticleNumber article,
                                                 ArticleParts parts) {
  AMANA_TRY(const auto meta, reader.Get(keys::Article(article, ArticlePart::kMeta)));
  if (!meta) return std::optional<ArticleRecord>();
  AMANA_TRY(ArticleRecord record, DecodeArticleMeta(*meta));
  if (parts != ArticleParts::kMeta) {
    AMANA_CHECK_OK(ReadPart(reader, article, ArticlePart::kText, record.text));
  }
  if (parts == ArticleParts::kAll) {
    AMANA_CHECK_OK(ReadPart(reader, article, ArticlePart::kOriginal, record.original));
    AMANA_CHECK_OK(ReadPart(reader, article, ArticlePart::kExtraction, record.extraction));
  }
  return std::optional(std::move(record));
}

Result<std::vector<EvidenceItem>> ReadEvidence(const RecordReader& reader,
                                               const Dictionaries& names,
                                               RelationshipId relationship) {
  std::vector<EvidenceItem> items;
  const auto visit = [&](std::string_view key, std::string_view value) -> Result<void> {
    AMANA_TRY(const std::string article, ArticleIdOf(reader, keys::EvidenceArticle(key)));
    AMANA_TRY(const auto spans, DecodeEvidence(value));
    for (const EvidenceSpan& span : spans) {
      if (span.rule.value >= names.rules.size()) {
        return Fail(ErrorCode::kCorruption, "evidence names a rule that the store does not know",
                    "ingest the articles into a new store");
      }
      items.push_back({article, span.start, span.end, std::string(names.rules.Name(span.rule)),
                       span.confidence / 10000.0});
    }
    return {};
  };
  AMANA_CHECK_OK(ScanDecoded(reader, keys::EvidenceRange(relationship), visit));
  std::ranges::stable_sort(items, [](const EvidenceItem& a, const EvidenceItem& b) {
    return std::tie(a.article, a.start, a.end) < std::tie(b.article, b.start, b.end);
  });
  return items;
}

Result<std::vector<RelationshipId>> ReadEvidenced(const RecordReader& reader,
                                                  ArticleNumber article) {
  AMANA_TRY(const auto value, reader.Get(keys::Article(article, ArticlePart::kEvidenced)));
  if (!value) return std::vector<RelationshipId>();
  return DecodeEvidenced(*value);
}

Result<std::vector<Decision>> ReadDecisions(const RecordReader& reader) {
  std::vector<Decision> decisions;
  const auto visit = [&](std::string_view, std::string_view value) -> Result<void> {
    AMANA_TRY(Decision decision, DecodeDecision(value));
    decisions.push_back(std::move(decision));
    return {};
  };
  AMANA_CHECK_OK(ScanDecoded(reader, keys::DecisionRange(), visit));
  return decisions;
}

}  // namespace amana

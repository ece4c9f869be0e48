#include "ingest/resolution/variants.h"

#include <fmt/format.h>

#include "core/bytes.h"

namespace amana::ingest {
namespace {

constexpr std::string_view kVariantSpace = "variant";  // article '\0' carrier -> Variant
constexpr std::string_view kCarriedSpace = "carried";  // page -> ids

std::string VariantPrefix(std::string_view article) { return std::string(article) + '\0'; }

tl::unexpected<Error> Damaged(std::string_view what) {
  return Fail(ErrorCode::kCorruption, fmt::format("a stored {} is damaged", what),
              "ingest the articles into a new store");
}

std::string EncodeVariant(const Variant& variant) {
  std::string out;
  PutString(out, variant.content_hash);
  PutString(out, variant.rules);
  PutVarint(out, variant.text_bytes);
  PutString(out, variant.record);
  return out;
}

Result<Variant> DecodeVariant(std::string_view bytes) {
  ByteReader in(bytes);
  Variant variant;
  variant.content_hash = in.String();
  variant.rules = in.String();
  variant.text_bytes = in.Varint();
  variant.record = in.String();
  if (!in.complete()) return Damaged("variant of an article");
  return variant;
}

}  // namespace

bool Variant::PreferredTo(const Variant& other) const {
  if (text_bytes != other.text_bytes) return text_bytes > other.text_bytes;
  return content_hash < other.content_hash;
}

Result<Variants> LoadVariants(const Transaction& transaction, std::string_view article) {
  Variants variants;
  std::optional<Error> error;
  const std::string prefix = VariantPrefix(article);
  AMANA_CHECK_OK(
      transaction.ScanAux(kVariantSpace, prefix, [&](std::string_view key, std::string_view value) {
        auto variant = DecodeVariant(value);
        if (!variant) {
          error = variant.error();
          return false;
        }
        variants.emplace(key.substr(prefix.size()), *variant);
        return true;
      }));
  if (error) return Fail(std::move(*error));
  return variants;
}

Result<void> SaveVariants(Transaction& transaction, std::string_view article,
                          const Variants& variants) {
  for (const auto& [carrier, variant] : variants) {
    AMANA_CHECK_OK(transaction.PutAux(kVariantSpace, VariantPrefix(article) + carrier,
                                      EncodeVariant(variant)));
  }
  return {};
}

Result<void> DeleteVariant(Transaction& transaction, std::string_view article,
                           std::string_view carrier) {
  return transaction.DeleteAux(kVariantSpace, VariantPrefix(article).append(carrier));
}

Result<std::vector<std::string>> LoadCarried(const Transaction& transaction,
                                             std::string_view page) {
  AMANA_TRY(const auto bytes, transaction.GetAux(kCarriedSpace, page));
  std::vector<std::string> articles;
  if (!bytes) return articles;
  ByteReader in(*bytes);
  articles.resize(in.Count());
  for (std::string& article : articles) article = in.String();
  if (!in.complete()) return Damaged("list of embedded articles");
  return articles;
}

Result<void> SaveCarried(Transaction& transaction, std::string_view page,
                         const std::vector<std::string>& articles) {
  if (articles.empty()) return transaction.DeleteAux(kCarriedSpace, page);
  std::string out;
  PutVarint(out, articles.size());
  for (const std::string& article : articles) PutString(out, article);
  return transaction.PutAux(kCarriedSpace, page, out);
}

std::string EncodeRecord(const ArticleRecord& record) {
  std::string out;
  for (const std::string* text :
       {&record.id, &record.content_hash, &record.url, &record.source, &record.title,
        &record.author, &record.language, &record.published, &record.text, &record.extraction})
    PutString(out, *text);
  PutVarint(out, record.tags.size());
  for (const std::string& tag : record.tags) PutString(out, tag);
  PutVarint(out, record.attributes.size());
  for (const auto& [key, value] : record.attributes) {
    PutString(out, key);
    PutString(out, value);
  }
  return out;
}

Result<ArticleRecord> DecodeRecord(std::string_view bytes) {
  ByteReader in(bytes);
  ArticleRecord record;
  for (std::string* text :
       {&record.id, &record.content_hash, &record.url, &record.source, &record.title,
        &record.author, &record.language, &record.published, &record.text, &record.extraction})
    *text = in.String();
  record.tags.resize(in.Count());
  for (std::string& tag : record.tags) tag = in.String();
  record.attributes.resize(in.Count(2));
  for (auto& [key, value] : record.attributes) {
    key = in.String();
    value = in.String();
  }
  if (!in.complete()) return Damaged("variant of an article");
  return record;
}

}  // namespace amana::ingest

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/transaction.h"

namespace amana::ingest {

// Articles that pages embed. One is stored for each id; pages may quote it with small edits, so
// each page's variant is kept beside it where it differs from the one stored, and can take its
// place when that one's page goes.

// A variant as one page has it.
struct Variant {
  std::string content_hash;
  std::string rules;
  uint64_t text_bytes = 0;
  std::string record;  // the encoded article; empty where it is the one stored

  // Whether it is to be stored rather than `other`: as PrefersVariant.
  bool PreferredTo(const Variant& other) const;
};

// By carrier; empty for an article that no page embeds.
using Variants = std::map<std::string, Variant>;
Result<Variants> LoadVariants(const Transaction& transaction, std::string_view article);
Result<void> SaveVariants(Transaction& transaction, std::string_view article,
                          const Variants& variants);
Result<void> DeleteVariant(Transaction& transaction, std::string_view article,
                           std::string_view carrier);

// The ids of articles that a page embeds, ascending.
Result<std::vector<std::string>> LoadCarried(const Transaction& transaction, std::string_view page);
// An empty list removes the record.
Result<void> SaveCarried(Transaction& transaction, std::string_view page,
                         const std::vector<std::string>& articles);

std::string EncodeRecord(const ArticleRecord& record);
Result<ArticleRecord> DecodeRecord(std::string_view bytes);

}  // namespace amana::ingest

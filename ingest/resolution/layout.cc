#include "ingest/resolution/layout.h"

#include <fmt/format.h>

#include "ingest/resolution/records.h"

namespace amana::ingest {
namespace {

constexpr std::string_view kSpace = "resolution";
constexpr std::string_view kLayout = "layout";

// Before there was a mark.
Result<bool> HasArticles(const Transaction& transaction) {
  bool any = false;
  AMANA_CHECK_OK(transaction.ScanAux(kArticleSpace, "", [&](std::string_view, std::string_view) {
    any = true;
    return false;
  }));
  return any;
}

}  // namespace

Result<void> EnsureLayout(Transaction& transaction) {
  const std::string known = std::to_string(kResolutionLayout);
  AMANA_TRY(const auto marked, transaction.GetAux(kSpace, kLayout));
  if (marked == known) return {};
  AMANA_TRY(const bool has_articles, HasArticles(transaction));
  if (!marked && !has_articles) return transaction.PutAux(kSpace, kLayout, known);
  return Fail(ErrorCode::kUnsupported,
              fmt::format("the store's articles were taken in under layout {} of resolution, this "
                          "program writes layout {}",
                          marked.value_or("1"), known),
              "it can be queried and exported; to add or retract articles, ingest all of them into "
              "a new store");
}

}  // namespace amana::ingest

// Functions of ours: evidence, and names compared by their folded form.

#include "core/quote.h"
#include "core/text/fold.h"
#include "query/functions.h"
#include "query/operations.h"

namespace amana::query {
namespace {

Result<std::vector<EvidenceItem>> EvidenceOf(ExecutionContext& context, RelationshipId r) {
  if (context.transaction() != nullptr) return context.transaction()->Evidence(r);
  if (context.store() != nullptr) return context.store()->Evidence(r);
  return std::vector<EvidenceItem>();
}

Result<std::optional<ArticleRecord>> ArticleOf(ExecutionContext& context, const std::string& id) {
  if (context.transaction() != nullptr) {
    return context.transaction()->GetArticle(id, ArticleParts::kMetaAndText);
  }
  return context.store()->GetArticle(id, ArticleParts::kMetaAndText);
}

Value EvidenceMap(const EvidenceItem& item, const std::optional<ArticleRecord>& article) {
  Quote quote;
  if (article) quote = QuoteText(article->text, item.start, item.end);
  auto text_or_null = [](const std::string& text) { return text.empty() ? Value() : Value(text); };
  return Value::Map({{"id", Value(EvidenceId(item))},
                     {"article", Value(item.article)},
                     {"url", article ? text_or_null(article->url) : Value()},
                     {"published", article ? text_or_null(article->published) : Value()},
                     {"start", Value(int64_t{item.start})},
                     {"end", Value(int64_t{item.end})},
                     {"exact", Value(quote.exact)},
                     {"prefix", Value(quote.prefix)},
                     {"suffix", Value(quote.suffix)},
                     {"rule", Value(item.rule)},
                     {"confidence", Value(item.confidence)}});
}

// The sentences that say a relationship, as maps of interfaces.md's evidence form.
Value Evidence(ExecutionContext& context, Arguments a) {
  RequireAlive(*a[0], context);
  auto items = EvidenceOf(context, a[0]->AsRelationship());
  if (!items) throw QueryAborted{items.error()};
  std::vector<Value> maps;
  std::optional<ArticleRecord> article;
  for (const EvidenceItem& item : *items) {
    context.Check();
    if (!article || article->id != item.article) {
      auto read = ArticleOf(context, item.article);
      if (!read) throw QueryAborted{read.error()};
      article = std::move(*read);
    }
    maps.push_back(EvidenceMap(item, article));
  }
  return Value::List(std::move(maps));
}

Value NameOf(ExecutionContext& context, const Value& value) {
  if (value.is_string()) return value;
  auto key = context.graph().keys().Find("name");
  return PropertyOf(value, key.value_or(KeyId()), "name", context);
}

// Whether two names (or the names of two nodes) are one under folding.
Value Same(ExecutionContext& context, Arguments a) {
  Value left = NameOf(context, *a[0]);
  Value right = NameOf(context, *a[1]);
  if (!left.is_string() || !right.is_string()) return {};
  return Value(NameKey(left.AsString()) == NameKey(right.AsString()));
}

Value Fold(ExecutionContext&, Arguments a) { return Value(NameKey(a[0]->AsString())); }

constexpr FunctionDef kTable[] = {
    {"amana.evidence", 1, 1, kRelationshipMask, kListMask, Evidence},
    {"amana.same", 2, 2, kStringMask | kNodeMask, kBooleanMask, Same},
    {"amana.fold", 1, 1, kStringMask, kStringMask, Fold},
};

}  // namespace

std::span<const FunctionDef> AmanaFunctions() { return kTable; }

}  // namespace amana::query

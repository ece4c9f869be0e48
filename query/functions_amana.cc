// Functions of ours: evidence, and names compared by their folded form.

#include <algorithm>

#include "core/quote.h"
#include "core/text/fold.h"
#include "query/functions.h"
#include "query/operations.h"
#include "query/temporal/partial_date.h"

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

Value RelationshipValue(const ExecutionContext& context, const Value& r, std::string_view name) {
  const auto key = context.graph().keys().Find(name);
  return key ? context.graph().RelationshipProperty(r.AsRelationship(), *key) : Value();
}

// From the first to the last day on which an article that says the relationship appeared; nullopt
// where none has a date.
std::optional<DaySpan> SaidBetween(ExecutionContext& context, RelationshipId r) {
  auto items = EvidenceOf(context, r);
  if (!items) throw QueryAborted{items.error()};
  std::optional<DaySpan> said;
  std::string last_article;
  for (const EvidenceItem& item : *items) {
    context.Check();
    if (item.article == last_article) continue;
    last_article = item.article;
    auto article = ArticleOf(context, item.article);
    if (!article) throw QueryAborted{article.error()};
    if (!*article || (*article)->published.size() < 4) continue;
    const std::string& published = (*article)->published;
    const auto days = PartialDate(Value(published.substr(0, published.find('T'))));
    if (!days) continue;
    if (!said) said = days;
    said = DaySpan{std::min(said->first, days->first), std::max(said->last, days->last)};
  }
  return said;
}

// Whether a relationship that lasts (a post, a membership) held on a date: false before it can have
// begun and after it must have ended, true between its latest beginning and earliest end, else
// unknown. What is `current` held up to the last article that says so.
Value HeldAt(ExecutionContext& context, Arguments a) {
  if (!a[0]->is_relationship()) AbortType("InvalidArgumentValue", "Expected a RELATIONSHIP");
  RequireAlive(*a[0], context);
  const auto wanted = PartialDate(*a[1]);
  if (!wanted) {
    Abort(ErrorCode::kInvalidArgument, "ArgumentError:InvalidArgumentValue",
          "amana.heldAt() takes a DATE or a string such as '2024-11'");
  }
  const auto since = PartialDate(RelationshipValue(context, *a[0], "since"));
  auto until = PartialDate(RelationshipValue(context, *a[0], "until"));
  if (since && wanted->last < since->first) return Value(false);
  if (until && wanted->first > until->last) return Value(false);
  const Value status = RelationshipValue(context, *a[0], "status");
  const bool current = status.is_string() && status.AsString() == "current";
  const bool former = status.is_string() && status.AsString() == "former";
  if (until || (!current && !former)) {
    const bool begun = since && wanted->first >= since->last;
    return begun && until && wanted->last <= until->first ? Value(true) : Value();
  }
  const auto said = SaidBetween(context, a[0]->AsRelationship());
  if (!said) return {};
  if (former) return wanted->first > said->last ? Value(false) : Value();
  const int64_t from = since ? since->last : said->first;
  return wanted->first >= from && wanted->last <= said->last ? Value(true) : Value();
}

Value Fold(ExecutionContext&, Arguments a) { return Value(NameKey(a[0]->AsString())); }

constexpr FunctionDef kTable[] = {
    {"amana.evidence", 1, 1, kRelationshipMask, kListMask, Evidence},
    {"amana.same", 2, 2, kStringMask | kNodeMask, kBooleanMask, Same},
    {"amana.heldAt", 2, 2, kRelationshipMask | kStringMask | MaskOf(ValueType::kDate), kBooleanMask,
     HeldAt},
    {"amana.fold", 1, 1, kStringMask, kStringMask, Fold},
};

}  // namespace

std::span<const FunctionDef> AmanaFunctions() { return kTable; }

}  // namespace amana::query

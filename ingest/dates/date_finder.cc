#include "ingest/dates/date_finder.h"

namespace amana::ingest {
namespace {

bool MayStart(const DateItem& item) {
  switch (item.kind) {
    case DateItemKind::kNumber:
    case DateItemKind::kArticle:
      return true;
    case DateItemKind::kEntry:
      return item.cls != CalendarClass::kNotDate && item.cls != CalendarClass::kRelation &&
             item.cls != CalendarClass::kPair && item.cls != CalendarClass::kEra;
    default:
      return false;
  }
}

// «ثورة 25 يناير», and what the lexicon lists as no date unless the text is more exact than a name.
bool IsName(const DateDraft& draft, std::span<const DateItem> items) {
  const bool after_head = draft.begin > 0 && items[draft.begin - 1].Is(CalendarClass::kNotDate) &&
                          items[draft.begin - 1].value == 1;
  if (draft.weekday >= 0 || draft.relative_day) return false;
  if (after_head) return true;
  return draft.blocked && draft.year == 0 && !draft.relation;
}

}  // namespace

std::vector<DateExpression> FindDates(std::span<const DateWord> words, const Calendar& calendar,
                                      const DateContext& context) {
  std::vector<DateExpression> out;
  const std::vector<DateItem> items = MakeDateItems(words, calendar);
  for (size_t at = 0; at < items.size();) {
    const auto draft = MayStart(items[at]) ? ParseDateAt(items, at) : std::nullopt;
    if (!draft) {
      ++at;
      continue;
    }
    at = draft->end;
    if (IsName(*draft, items)) continue;
    const ResolvedDate resolved = ResolveDate(*draft, context);
    DateExpression expression;
    expression.begin = items[draft->begin].begin;
    expression.end = items[draft->end - 1].end;
    expression.value = ToIso(resolved.value);
    expression.until = ToIso(resolved.until);
    expression.relative = resolved.relative;
    expression.conflict = resolved.conflict;
    expression.approximate = resolved.approximate;
    expression.confidence = resolved.confidence;
    out.push_back(std::move(expression));
  }
  return out;
}

}  // namespace amana::ingest

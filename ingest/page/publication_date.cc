#include "ingest/page/publication_date.h"

#include <cctype>

#include "ingest/dates/date_finder.h"

namespace amana::ingest {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The number of up to `most` digits at `at`, which moves behind it; -1 if there is none.
int Number(std::string_view text, size_t& at, size_t most) {
  size_t end = at;
  int value = 0;
  while (end < text.size() && IsDigit(text[end])) value = value * 10 + (text[end++] - '0');
  if (end == at || end - at > most) return -1;
  at = end;
  return value;
}

bool Plausible(const PartialDate& date) {
  if (date.year < 1990 || date.year > 2100 || date.month < 1 || date.month > 12) return false;
  return date.day == 0 || (date.day >= 1 && date.day <= 31 && IsRealDay(date));
}

}  // namespace

std::optional<StatedDate> FindStatedDate(std::string_view line, const Calendar& calendar,
                                         size_t limit) {
  const DateLine read = SplitDateWords(line);
  const std::vector<DateWord>& words = read.words;
  for (const DateExpression& date : FindDates(words, calendar, {})) {
    const auto value = ParseIsoDate(date.value);
    if (!value || !value->has_day() || date.relative) continue;
    StatedDate out;
    out.date = *value;
    out.begin = words[date.begin].begin;
    out.end = words[date.end - 1].end;
    if (out.end > limit) break;
    for (size_t i = 0; i < words.size(); ++i) {
      const bool outside = i < date.begin || i >= date.end;
      out.other_words += outside && words[i].kind == DateWordKind::kWord;
    }
    const CalendarEntry* first = calendar.Find(words[date.begin].k2);
    out.after_today = first != nullptr && first->cls == CalendarClass::kRelativeDay;
    if (date.begin > 0 && !out.after_today) {  // «اليوم: الخميس 19 يونيو 2025»
      size_t before = date.begin - 1;
      if (words[before].kind == DateWordKind::kMark && before > 0) --before;
      const CalendarEntry* entry = calendar.Find(words[before].k2);
      out.after_today = entry != nullptr && entry->cls == CalendarClass::kRelativeDay;
    }
    return out;
  }
  return std::nullopt;
}

std::optional<PartialDate> ReadMetadataDate(std::string_view field, const Calendar& calendar) {
  const size_t first = field.find_first_not_of(" \t\n");
  if (first == std::string_view::npos) return std::nullopt;
  field.remove_prefix(first);
  field = field.substr(0, field.find_last_not_of(" \t\n") + 1);
  if (auto iso = ParseIsoDate(field)) return iso;
  if (const auto stated = FindStatedDate(field.substr(0, 200), calendar)) return stated->date;
  return std::nullopt;
}

std::optional<PartialDate> ReadUrlDate(std::string_view url) {
  for (size_t i = 0; i + 6 < url.size(); ++i) {
    if (!IsDigit(url[i]) || (i > 0 && std::isalnum(static_cast<unsigned char>(url[i - 1])))) {
      continue;
    }
    PartialDate date;
    size_t at = i;
    date.year = Number(url, at, 4);
    if (at != i + 4 || at >= url.size() || (url[at] != '/' && url[at] != '-')) continue;
    const char separator = url[at++];
    date.month = Number(url, at, 2);
    if (date.month < 0 || (at < url.size() && url[at] != separator)) continue;
    if (at < url.size()) {
      size_t next = at + 1;
      const int day = Number(url, next, 2);
      const bool ends = next >= url.size() || !IsDigit(url[next]);
      if (day > 0 && ends) date.day = day;
    }
    if (date.has_day() && !Plausible(date)) date.day = 0;
    if (Plausible(date)) return date;
  }
  return std::nullopt;
}

}  // namespace amana::ingest

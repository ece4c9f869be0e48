#include "ingest/dates/calendar.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/text/fold.h"
#include "ingest/dates/date_words.h"
#include "ingest/lexicon/tsv.h"

namespace amana::ingest {
namespace {

struct ClassSpec {
  std::string_view name;
  CalendarClass cls;
  std::string_view key;  // attribute that holds the value; "" for none
};
constexpr ClassSpec kClasses[] = {
    {"month", CalendarClass::kMonth, "m"},
    {"weekday", CalendarClass::kWeekday, "d"},
    {"relation", CalendarClass::kRelation, "rel"},
    {"ordinal", CalendarClass::kOrdinal, "num"},
    {"day_part", CalendarClass::kDayPart, ""},
    {"part_of_period", CalendarClass::kPartOfPeriod, ""},
    {"day_word", CalendarClass::kDayWord, ""},
    {"year_word", CalendarClass::kYearWord, ""},
    {"month_word", CalendarClass::kMonthWord, ""},
    {"period_word", CalendarClass::kPeriodWord, ""},
    {"relative_day", CalendarClass::kRelativeDay, "off"},
    {"era", CalendarClass::kEra, ""},
    {"calendar_pair", CalendarClass::kPair, ""},
    {"interval", CalendarClass::kInterval, "role"},
    {"not_date", CalendarClass::kNotDate, ""},
};

const ClassSpec* FindClass(std::string_view list) {
  for (const ClassSpec& spec : kClasses) {
    size_t at = 0;
    while (at <= list.size()) {
      const size_t end = std::min(list.find(',', at), list.size());
      if (list.substr(at, end - at) == spec.name) return &spec;
      at = end + 1;
    }
  }
  return nullptr;
}

std::string_view Attribute(std::string_view attributes, std::string_view key) {
  size_t at = 0;
  while (at < attributes.size()) {
    const size_t end = std::min(attributes.find(';', at), attributes.size());
    const std::string_view pair = attributes.substr(at, end - at);
    if (pair.size() > key.size() && pair.starts_with(key) && pair[key.size()] == '=') {
      return pair.substr(key.size() + 1);
    }
    at = end + 1;
  }
  return {};
}

std::optional<int> Value(std::string_view text) {
  constexpr std::pair<std::string_view, IntervalRole> kRoles[] = {
      {"from", kFrom},       {"since", kSince}, {"to", kTo},     {"till", kTill},    {"in", kIn},
      {"between", kBetween}, {"and", kAnd},     {"this", kThis}, {"suffix", kSuffix}};
  for (const auto& [name, role] : kRoles) {
    if (text == name) return role;
  }
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

Result<void> Calendar::Load(const std::filesystem::path& file) {
  return ReadTsv(file, [&](const TsvLine& line) -> Result<void> {
    if (line.fields.size() < 2) return line.Error("expected FORM, CLASS and attributes");
    const ClassSpec* spec = FindClass(line.fields[1]);
    if (spec == nullptr) return {};
    const std::string_view attributes =
        line.fields.size() > 2 ? std::string_view(line.fields[2]) : std::string_view();
    CalendarEntry entry{spec->cls, 0, Attribute(attributes, "cal") == "h",
                        Attribute(attributes, "bare") == "1"};
    if (!spec->key.empty()) {
      const auto value = Value(Attribute(attributes, spec->key));
      if (!value) {
        return line.Error("class " + std::string(spec->name) + " needs the attribute " +
                          std::string(spec->key) + "=");
      }
      entry.value = *value;
    } else if (Attribute(attributes, "head") == "1" || Attribute(attributes, "pl") == "1") {
      entry.value = 1;
    }
    const DateLine form = SplitDateWords(line.fields[0]);
    const std::vector<DateWord>& words = form.words;
    if (words.empty() || words.size() > kLongest) {
      return line.Error("a form of one to six words is expected");
    }
    std::string key;
    for (const DateWord& word : words) {
      if (!key.empty()) Known(key);  // who reads on word by word sees where nothing follows
      key.append(key.empty() ? "" : " ").append(word.k2);
    }
    Phrase& phrase = Known(key);
    if (!phrase.entry) ++entries_;
    phrase.entry = entry;
    Phrase& first = Known(words[0].k2);
    first.longest = std::max(first.longest, static_cast<uint8_t>(words.size()));
    first.decisive = first.decisive || entry.decisive();
    return {};
  });
}

Calendar::Phrase& Calendar::Known(std::string_view k2) {
  const uint32_t number = index_.Add(k2);
  if (number == phrases_.size()) phrases_.emplace_back();
  return phrases_[number];
}

Result<Calendar> LoadCalendar(const std::filesystem::path& rules_dir) {
  Calendar calendar;
  AMANA_CHECK_OK(calendar.Load(rules_dir / "lex" / "calendar.tsv"));
  const auto phrases = rules_dir / "lex" / "not_phrases.tsv";
  if (std::filesystem::exists(phrases)) AMANA_CHECK_OK(calendar.Load(phrases));
  return calendar;
}

}  // namespace amana::ingest

#include "ingest/dates/date_items.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace amana::ingest {
namespace {

constexpr std::string_view kWaw = "و";
constexpr std::string_view kFa = "ف";
constexpr std::string_view kAl = "ال";

struct Match {
  const CalendarEntry* entry = nullptr;
  size_t words = 0;
  bool conjoined = false;
};

// The longest entry that starts at words[at], whose first word is read as `first`.
Match LongestEntry(std::span<const DateWord> words, size_t at, std::string_view first,
                   const Calendar& calendar) {
  Match best;
  const Calendar::Phrase* known = calendar.Look(first);
  if (known == nullptr) return best;
  if (known->entry) best = {&*known->entry, 1, false};
  if (known->longest == 1) return best;
  std::string phrase;
  phrase.reserve(64);
  phrase = first;
  for (size_t n = 1, longest = known->longest; n < longest && at + n < words.size(); ++n) {
    if (words[at + n].kind == DateWordKind::kMark) break;
    phrase += ' ';
    phrase += words[at + n].k2;
    known = calendar.Look(phrase);
    if (known == nullptr) break;
    if (known->entry) best = {&*known->entry, n + 1, false};
  }
  return best;
}

// Calls try_reading(rest of the word, conjoined) for the readings of a word without its proclitics,
// the whole word first («وبالأمس» is و + ب + الأمس), until one returns true.
template <typename TryReading>
void ForEachReading(std::string_view word, const TryReading& try_reading) {
  if (try_reading(word, false)) return;
  bool conjoined = false;
  if (word.starts_with(kWaw) || word.starts_with(kFa)) {
    word.remove_prefix(2);
    conjoined = true;
    if (try_reading(word, true)) return;
  }
  for (const std::string_view letter : {"ب", "ل", "ك"}) {
    if (!word.starts_with(letter)) continue;
    const std::string_view rest = word.substr(2);
    if (try_reading(rest, conjoined)) return;
    if (letter == "ل" && rest.starts_with("ل")) {  // لل is ل + ال
      const std::string definite = std::string(kAl) + std::string(rest.substr(2));
      if (try_reading(definite, conjoined)) return;
    }
  }
}

Match FindEntry(std::span<const DateWord> words, size_t at, const Calendar& calendar) {
  Match match;
  unsigned known = words[at].known;
  ForEachReading(words[at].k2, [&](std::string_view reading, bool conjoined) {
    const bool may = (known & 1) != 0;
    known >>= 1;
    if (!may) return false;
    match = LongestEntry(words, at, reading, calendar);
    match.conjoined = conjoined;
    return match.entry != nullptr;
  });
  return match;
}

DateItem NumberItem(const DateWord& word) {
  DateItem item;
  item.kind = DateItemKind::kNumber;
  item.digits = static_cast<uint8_t>(std::min<size_t>(word.k2.size(), 255));
  if (std::from_chars(word.k2.data(), word.k2.data() + word.k2.size(), item.value).ec !=
      std::errc()) {
    item.value = -1;
  }
  return item;
}

// Marks every item of phrases such as «8 مارس» that the lexicon lists as no date; the phrase may
// begin with a number, so it is sought over words, not items.
void BlockPhrases(std::span<const DateWord> words, const Calendar& calendar,
                  std::vector<DateItem>& items) {
  for (DateItem& item : items) {
    if (item.kind != DateItemKind::kNumber) continue;
    const Match match = LongestEntry(words, item.begin, words[item.begin].k2, calendar);
    if (match.entry && match.entry->cls == CalendarClass::kNotDate) item.blocked = true;
  }
}

}  // namespace

DateRole RoleInDate(std::string_view k2, const Calendar& calendar) {
  DateRole role;
  unsigned bit = 1;
  ForEachReading(k2, [&](std::string_view reading, bool) {
    if (const Calendar::Phrase* known = calendar.Look(reading); known != nullptr) {
      role.readings |= bit;
      role.words = std::max(role.words, known->longest);
      role.decisive = role.decisive || known->decisive;
    }
    bit <<= 1;
    return false;
  });
  if (k2 == kAl) {
    role.words = std::max<uint8_t>(role.words, 1);
    role.decisive = true;
  }
  return role;
}

std::vector<DateItem> MakeDateItems(std::span<const DateWord> words, const Calendar& calendar) {
  std::vector<DateItem> items;
  items.reserve(words.size());
  for (size_t at = 0; at < words.size();) {
    DateItem item;
    size_t taken = 1;
    const DateWord& word = words[at];
    if (word.kind == DateWordKind::kNumber) {
      item = NumberItem(word);
    } else if (word.kind == DateWordKind::kMark) {
      item.kind = DateItemKind::kMark;
      item.mark = word.k2.size() == 1 ? word.k2[0] : (word.k2 == "،" ? ',' : '\0');
    } else if (word.k2 == kAl) {
      item.kind = DateItemKind::kArticle;
    } else if (word.plain) {
      // nothing
    } else if (const Match match = FindEntry(words, at, calendar); match.entry) {
      item.kind = DateItemKind::kEntry;
      item.cls = match.entry->cls;
      item.value = match.entry->value;
      item.hijri = match.entry->hijri;
      item.bare = match.entry->bare;
      item.conjoined = match.conjoined;
      taken = match.words;
    }
    item.begin = static_cast<uint32_t>(at);
    at += taken;
    item.end = static_cast<uint32_t>(at);
    items.push_back(item);
  }
  BlockPhrases(words, calendar, items);
  return items;
}

}  // namespace amana::ingest

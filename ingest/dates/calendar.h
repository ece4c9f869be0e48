#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "ingest/dates/date_role.h"
#include "ingest/lexicon/string_index.h"

namespace amana::ingest {

enum class CalendarClass : uint8_t {
  kMonth,         // value 1..12; hijri
  kWeekday,       // value 0 Sunday .. 6
  kRelation,      // value -1 past, 0 current, +1 next
  kOrdinal,       // value 1..31; 0 for "last"
  kDayPart,       // morning, evening
  kPartOfPeriod,  // start, middle, end of a month or year
  kDayWord,       // "day", value 1 for "days"
  kYearWord,
  kMonthWord,
  kPeriodWord,   // week, quarter, half
  kRelativeDay,  // value: days after publication
  kEra,          // hijri or not
  kPair,         // "corresponding to"
  kInterval,     // value: an IntervalRole
  kNotDate,      // phrase; value 1: a head word, and no date stands right behind it
};

enum IntervalRole : int {
  kFrom,     // «من», which also joins a day to its month
  kSince,    // «منذ»
  kTo,       // «إلى»
  kTill,     // «حتى»: as kTo, and a bare year may stand behind it
  kIn,       // «في»: a bare year may stand behind it
  kBetween,  // «بين»
  kAnd,      // «و»
  kThis,     // «هذا»
  kSuffix,   // "th" of an English ordinal
};

struct CalendarEntry {
  CalendarClass cls = CalendarClass::kMonth;
  int value = 0;
  bool hijri = false;
  bool bare = false;  // a weekday without its article: only in front of a full date

  // Every date has one that is, or a number. «الأمين العام» holds no date, though it speaks of a
  // year.
  bool decisive() const {
    return cls == CalendarClass::kMonth || cls == CalendarClass::kWeekday ||
           cls == CalendarClass::kRelativeDay || cls == CalendarClass::kRelation ||
           (cls == CalendarClass::kInterval && value == kThis);
  }
};

// The words of dates, read from lexicon files (rules/lex/calendar.tsv and the class not_date of
// others). Entries of other classes are ignored. Immutable after loading; shared by threads.
class Calendar {
 public:
  static constexpr size_t kLongest = DateRole::kLongest;  // words of one entry

  // Adds the entries of a lexicon file. A malformed attribute is an error with file and line.
  Result<void> Load(const std::filesystem::path& file);

  // What is known of a phrase: K2 words joined by single spaces.
  struct Phrase {
    std::optional<CalendarEntry> entry;
    uint8_t longest = 1;    // words of the longest entry that begins with it, where it is one word
    bool decisive = false;  // some entry that begins with it is
  };
  // Null for a phrase with which no entry begins.
  const Phrase* Look(std::string_view k2) const {
    const uint32_t number = index_.Find(k2);
    return number == StringIndex::kNone ? nullptr : &phrases_[number];
  }
  // The entry of a phrase; nullptr if there is none.
  const CalendarEntry* Find(std::string_view k2) const {
    const Phrase* phrase = Look(k2);
    return phrase != nullptr && phrase->entry ? &*phrase->entry : nullptr;
  }
  size_t size() const { return entries_; }

 private:
  Phrase& Known(std::string_view k2);

  StringIndex index_;
  std::vector<Phrase> phrases_;
  size_t entries_ = 0;
};

// The calendar of a rule pack: lex/calendar.tsv, and lex/not_phrases.tsv, if there is one, for
// what only looks like a date.
Result<Calendar> LoadCalendar(const std::filesystem::path& rules_dir);

}  // namespace amana::ingest

// A recursive-descent reader without recursion beyond one level: an expression is a head (relative
// day, weekday), a tail (day, month, year in one of their orders) or a unit with a relation, and
// may be followed by the same day in another calendar or by the end of an interval.
#include "ingest/dates/date_grammar.h"

namespace amana::ingest {
namespace {

bool IsGregorianYear(int year) { return year >= 1900 && year <= 2100; }
bool IsHijriYear(int year) { return year >= 1300 && year <= 1500; }

class DateGrammar {
 public:
  explicit DateGrammar(std::span<const DateItem> items) : items_(items) {}

  std::optional<DateDraft> Parse(size_t at) {
    DateDraft draft;
    at_ = at;
    if (!Point(draft)) return std::nullopt;
    Pair(draft);
    Until(draft, at);
    draft.begin = static_cast<uint32_t>(at);
    draft.end = static_cast<uint32_t>(at_);
    return draft;
  }

 private:
  const DateItem& Item(size_t ahead = 0) const {
    static const DateItem kNone;
    return at_ + ahead < items_.size() ? items_[at_ + ahead] : kNone;
  }
  bool Is(CalendarClass cls, size_t ahead = 0) const { return Item(ahead).Is(cls); }
  bool IsRole(int role, size_t ahead = 0) const {
    return Item(ahead).Is(CalendarClass::kInterval) && Item(ahead).value == role;
  }
  bool IsNumber(int digits_least, int digits_most, size_t ahead = 0) const {
    const DateItem& item = Item(ahead);
    return item.kind == DateItemKind::kNumber && item.digits >= digits_least &&
           item.digits <= digits_most;
  }
  bool TakeMark(std::string_view marks) {
    const DateItem& item = Item();
    if (item.kind != DateItemKind::kMark || item.mark == 0) return false;
    if (marks.find(item.mark) == std::string_view::npos) return false;
    ++at_;
    return true;
  }

  bool Point(DateDraft& draft) {
    const bool headed = Head(draft);
    const size_t after_head = at_;
    if (Tail(draft, headed)) return true;
    at_ = after_head;
    if (draft.relative_day || (draft.weekday >= 0 && !bare_weekday_)) return true;
    return !headed && (Units(draft) || BareYear(draft));
  }

  // «مساء اليوم الأحد», «يوم الثلاثاء المقبل», «السبت والأحد»; true if anything was taken.
  bool Head(DateDraft& draft) {
    const size_t start = at_;
    bool day_word = false;
    for (;; ++at_) {
      const DateItem& item = Item();
      if (item.Is(CalendarClass::kDayPart)) continue;
      if (IsRole(kThis) && (Is(CalendarClass::kRelativeDay, 1) || Is(CalendarClass::kDayPart, 1))) {
        continue;
      }
      if (item.Is(CalendarClass::kDayWord) && !day_word && draft.weekday < 0) {
        day_word = true;
        continue;
      }
      if (item.Is(CalendarClass::kRelativeDay) && !draft.relative_day && draft.weekday < 0) {
        draft.relative_day = item.value;
        continue;
      }
      if (item.Is(CalendarClass::kWeekday) && Weekday(item, draft)) continue;
      if (item.Is(CalendarClass::kRelation) && draft.weekday >= 0 && !draft.relation) {
        draft.relation = item.value;
        draft.relation_unit = DateUnit::kDay;
        continue;
      }
      break;
    }
    return at_ > start;
  }

  bool Weekday(const DateItem& item, DateDraft& draft) {
    if (draft.weekday < 0) {
      draft.weekday = item.value;
      bare_weekday_ = item.bare;
      return true;
    }
    if (item.conjoined && draft.last_weekday < 0 && !draft.relation && !item.bare) {
      draft.last_weekday = item.value;
      return true;
    }
    return false;
  }

  bool Tail(DateDraft& draft, bool headed) {
    if (headed) {
      TakeMark(",(-/:");
      if (Is(CalendarClass::kPair)) ++at_;
    }
    const size_t start = at_;
    if (Numeric(draft)) return true;
    at_ = start;
    if (draft.weekday >= 0 && DayAndMonth(draft)) return true;
    at_ = start;
    if (Days(draft) && Month(draft)) return true;
    at_ = start;
    draft.day = draft.last_day = 0;
    return MonthFirst(draft);
  }

  // 15/3/2024, 15-03-24, 2024/3/15, 23/أكتوبر/2024.
  bool Numeric(DateDraft& draft) {
    if (!IsNumber(1, 4)) return false;
    const char separator = Item(1).mark;
    if (Item(1).kind != DateItemKind::kMark || std::string_view("/-.").find(separator) > 2 ||
        !Item(3).IsMark(separator) || !IsNumber(1, 4, 4)) {
      return false;
    }
    const int first = Item(0).value;
    const int last = Item(4).value;
    const bool year_first = Item(0).digits == 4;
    if (year_first == (Item(4).digits == 4) && year_first) return false;
    int day = year_first ? last : first;
    int year = year_first ? first : last;
    int month = 0;
    if (Is(CalendarClass::kMonth, 2)) {
      month = Item(2).value;
      draft.hijri = Item(2).hijri;
    } else if (IsNumber(1, 2, 2)) {
      month = Item(2).value;
    }
    if (month > 12 && day <= 12 && !year_first) std::swap(day, month);  // written M/D/Y
    if (!year_first && Item(4).digits == 2) year += 2000;
    if (month < 1 || month > 12 || day < 1 || day > 31) return false;
    if (IsHijriYear(year)) draft.hijri = true;
    if (!IsGregorianYear(year) && !IsHijriYear(year)) return false;
    draft.day = day;
    draft.month = month;
    draft.year = year;
    at_ += 5;
    Era(draft);
    return true;
  }

  // «الثلاثاء 13/12»: behind a weekday, a day and a month without a year.
  bool DayAndMonth(DateDraft& draft) {
    if (!IsNumber(1, 2) || !(Item(1).IsMark('/') || Item(1).IsMark('-')) || !IsNumber(1, 2, 2))
      return false;
    const int day = Item(0).value, month = Item(2).value;
    const bool goes_on = Item(3).IsMark('/') || Item(3).IsMark('-');
    if (day < 1 || day > 31 || month < 1 || month > 12 || goes_on) return false;
    draft.day = day;
    draft.month = month;
    at_ += 3;
    return true;
  }

  // One day or several: «العاشر», «الـ 24», «24-26», «24 و25», "21st,".
  bool Days(DateDraft& draft) {
    int first = 0;
    if (!Day(first, draft)) return false;
    draft.day = first;
    for (;;) {
      const size_t before = at_;
      const bool joined = TakeMark("-/,") || TakeRole(kAnd) || TakeRole(kTo) || TakeRole(kTill);
      int next = 0;
      if (!joined || !Day(next, draft)) {
        at_ = before;
        return true;
      }
      draft.last_day = next;
    }
  }

  bool Day(int& day, DateDraft& draft) {
    if (Item().kind == DateItemKind::kArticle && IsNumber(1, 2, 1)) ++at_;
    const DateItem& item = Item();
    const bool number = IsNumber(1, 2) && item.value >= 1 && item.value <= 31;
    const bool ordinal = item.Is(CalendarClass::kOrdinal) && item.value >= 1;
    if (!number && !ordinal) return false;
    draft.blocked |= item.blocked;
    day = item.value;
    ++at_;
    if (number && IsRole(kSuffix)) ++at_;
    return true;
  }

  bool TakeRole(int role) {
    if (!IsRole(role)) return false;
    ++at_;
    return true;
  }

  // What follows the days: the month, perhaps in two namings, its relation, its year.
  bool Month(DateDraft& draft) {
    if (!TakeRole(kFrom)) TakeMark(",");
    const bool month_word = Is(CalendarClass::kMonthWord);
    if (month_word) ++at_;
    if (Is(CalendarClass::kMonth)) {
      TakeMonth(draft);
      AfterMonth(draft);
      return true;
    }
    // «العاشر من الشهر الجاري», «في 21 الجاري»
    if (Is(CalendarClass::kRelation) && (month_word || Item().value == 0)) {
      draft.relation = Item().value;
      draft.relation_unit = DateUnit::kMonth;
      ++at_;
      return true;
    }
    return false;
  }

  void TakeMonth(DateDraft& draft) {
    draft.month = Item().value;
    draft.hijri = Item().hijri;
    ++at_;
    // «أيار/مايو», «أيار (مايو)»: one month, named twice.
    if ((Item().IsMark('/') || Item().IsMark('(') || Item().IsMark('-')) &&
        Is(CalendarClass::kMonth, 1) && Item(1).value == draft.month) {
      const bool bracket = Item().IsMark('(');
      at_ += 2;
      if (bracket) TakeMark(")");
    }
  }

  void AfterMonth(DateDraft& draft) {
    if (Is(CalendarClass::kRelation)) {
      draft.relation = Item().value;
      draft.relation_unit = DateUnit::kMonth;
      ++at_;
      return;
    }
    const size_t before = at_;
    if (!TakeRole(kFrom)) TakeMark(",/-");
    const bool year_word = Is(CalendarClass::kYearWord);
    if (year_word) ++at_;
    if (Year(draft)) return;
    if (year_word && Is(CalendarClass::kRelation)) {
      draft.relation = Item().value;
      draft.relation_unit = DateUnit::kYear;
      ++at_;
      return;
    }
    at_ = before;
    Era(draft);
  }

  bool Year(DateDraft& draft) {
    if (!IsNumber(4, 4)) return false;
    const int year = Item().value;
    if (!IsGregorianYear(year) && !IsHijriYear(year)) return false;
    draft.year = year;
    if (IsHijriYear(year)) draft.hijri = true;
    ++at_;
    Era(draft);
    return true;
  }

  void Era(DateDraft& draft) {
    if (!Is(CalendarClass::kEra)) return;
    draft.hijri |= Item().hijri;
    ++at_;
  }

  // "August 21, 2023".
  bool MonthFirst(DateDraft& draft) {
    if (!Is(CalendarClass::kMonth) || !IsNumber(1, 2, 1)) return false;
    const size_t comma = Item(2).IsMark(',') ? 3 : 2;
    if (!IsNumber(4, 4, comma) || !IsGregorianYear(Item(comma).value)) return false;
    draft.month = Item().value;
    draft.day = Item(1).value;
    draft.year = Item(comma).value;
    at_ += comma + 1;
    return draft.day >= 1 && draft.day <= 31;
  }

  // Months, years and weeks: «شهر نوفمبر», «نوفمبر المقبل», «عام 2024», «الأسبوع الماضي»,
  // «النصف الثاني من تموز القادم», «منذ 2016».
  bool Units(DateDraft& draft) {
    while (Is(CalendarClass::kPartOfPeriod)) {
      part_ = true;
      ++at_;
    }
    const bool current = TakeRole(kThis);
    if (Is(CalendarClass::kPeriodWord)) return Week(draft, current);
    if (TakeRole(kFrom) && !part_) return false;
    if (TakeRole(kSince)) {
      if (Year(draft)) return true;
    }
    const bool month_word = Is(CalendarClass::kMonthWord);
    if (month_word) ++at_;
    if (Is(CalendarClass::kMonth)) {
      TakeMonth(draft);
      AfterMonth(draft);
      return month_word || part_ || draft.year > 0 || draft.relation;
    }
    if (month_word) return UnitRelation(draft, DateUnit::kMonth, current);
    if (!Is(CalendarClass::kYearWord)) return false;
    ++at_;
    return Year(draft) || UnitRelation(draft, DateUnit::kYear, current);
  }

  // «2014-2018», «من 2009 إلى 2013», «بين 2009 و2013», «حتى 2013», «في 2006»: a number alone is a
  // year only between or behind such words, and only of the times that news tells of.
  bool BareYear(DateDraft& draft) {
    const auto recent = [this](size_t ahead) {
      constexpr int kFirst = 1940, kLast = 2050;
      return IsNumber(4, 4, ahead) && Item(ahead).value >= kFirst && Item(ahead).value <= kLast;
    };
    if (!recent(0)) return false;
    const DateItem* before = at_ > 0 ? &items_[at_ - 1] : nullptr;
    const bool behind_word = before != nullptr && before->Is(CalendarClass::kInterval);
    const int role = behind_word ? before->value : -1;
    size_t end = 0;
    if (Item(1).IsMark('-')) {
      end = 2;
    } else if (role == kFrom && (IsRole(kTo, 1) || IsRole(kTill, 1))) {
      end = 2;
    } else if (role == kBetween) {
      end = IsRole(kAnd, 1) ? 2 : 1;
    }
    if (end > 0 && recent(end) && Item(end).value >= Item().value) {
      draft.year = Item().value;
      DateDraft last;
      last.year = Item(end).value;
      draft.until.push_back(std::move(last));
      at_ += end + 1;
      return true;
    }
    return (role == kTill || role == kIn) && !Item(1).IsMark('-') && Year(draft);
  }

  bool UnitRelation(DateDraft& draft, DateUnit unit, bool current) {
    if (Is(CalendarClass::kRelation)) {
      draft.relation = Item().value;
      ++at_;
    } else if (current) {
      draft.relation = 0;
    } else {
      return false;
    }
    draft.unit = unit;
    draft.relation_unit = unit;
    return true;
  }

  bool Week(DateDraft& draft, bool current) {
    ++at_;
    if (Is(CalendarClass::kOrdinal)) ++at_;
    if (UnitRelation(draft, DateUnit::kWeek, current)) return true;
    part_ = true;
    TakeRole(kFrom);
    return Units(draft);
  }

  // «17 جمادى الآخرة 1445هـ الموافق 2023/12/30م», also in brackets or behind a slash.
  void Pair(DateDraft& draft) {
    if (draft.day == 0) return;
    const size_t before = at_;
    const bool bracket = Item().IsMark('(');
    TakeMark(",(/-");
    const bool named = Is(CalendarClass::kPair);
    if (named) ++at_;
    DateDraft other;
    const bool fits = (named || bracket) && (Head(other), Tail(other, false)) && other.day > 0 &&
                      (other.hijri != draft.hijri || named);
    if (!fits) {
      at_ = before;
      return;
    }
    if (bracket) TakeMark(")");
    draft.other.push_back(std::move(other));
  }

  // The end of «من … إلى …», «بين … و…».
  void Until(DateDraft& draft, size_t start) {
    if (!draft.until.empty()) return;
    const bool between = start > 0 && items_[start - 1].Is(CalendarClass::kInterval) &&
                         items_[start - 1].value == kBetween;
    const bool from = start > 0 && items_[start - 1].Is(CalendarClass::kInterval) &&
                      (items_[start - 1].value == kFrom || items_[start - 1].value == kSince);
    const size_t before = at_;
    bool goes_on = false;
    if (between) goes_on = TakeRole(kAnd) || Item().conjoined;
    if (!goes_on && (from || draft.day > 0 || draft.weekday >= 0))
      goes_on = TakeRole(kTo) || TakeRole(kTill);
    DateDraft end;
    const bool saved_bare = bare_weekday_;
    if (!goes_on || !(Point(end) || (between && Year(end)))) {
      at_ = before;
      bare_weekday_ = saved_bare;
      return;
    }
    if (draft.year == 0) draft.year = end.year;
    draft.until.push_back(std::move(end));
  }

  std::span<const DateItem> items_;
  size_t at_ = 0;
  bool bare_weekday_ = false;
  bool part_ = false;  // «منتصف», «النصف الثاني من»: what follows may be a month alone
};

}  // namespace

std::optional<DateDraft> ParseDateAt(std::span<const DateItem> items, size_t at) {
  return DateGrammar(items).Parse(at);
}

}  // namespace amana::ingest

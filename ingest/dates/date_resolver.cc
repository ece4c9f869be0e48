#include "ingest/dates/date_resolver.h"

#include <algorithm>
#include <cstdlib>

namespace amana::ingest {
namespace {

constexpr double kConflictPenalty = 0.15;

class Resolver {
 public:
  Resolver(const DateDraft& draft, const DateContext& context)
      : draft_(draft), published_(context.published), future_(context.future) {}

  ResolvedDate Run() {
    out_.confidence = 0.95;
    if (draft_.day > 0) {
      ResolveDay();
    } else if (draft_.month > 0) {
      ResolveMonth();
    } else if (draft_.year > 0) {
      ResolveYear();
    } else if (draft_.relative_day || draft_.weekday >= 0) {
      ResolveByWeek();
    } else {
      ResolveUnit();
    }
    if (out_.value.has_day() && !IsRealDay(out_.value)) out_.value = {};
    if (out_.value.empty()) out_.until = {};
    return out_;
  }

 private:
  void ResolveDay() {
    PartialDate day = OwnCalendarDay();
    if (!draft_.other.empty()) day = CheckedWithOther(day);
    if (draft_.weekday >= 0 && day.has_day() && IsRealDay(day) &&
        WeekdayOf(day) != draft_.weekday) {
      Conflict();
    }
    if (draft_.relative_day && published_.has_day() && day.has_day() && IsRealDay(day) &&
        AddDays(published_, *draft_.relative_day) != day) {
      Conflict();
    }
    out_.value = day;
    if (draft_.last_day > 0 && day.has_day() && !draft_.hijri) {
      out_.until = {day.year, day.month, draft_.last_day};
    }
  }

  PartialDate OwnCalendarDay() {
    if (draft_.hijri) return HijriDay();
    if (draft_.month == 0) {  // «العاشر من الشهر الجاري»
      out_.relative = true;
      if (!published_.has_month()) return {};
      PartialDate month = AddMonths(published_, draft_.relation.value_or(0));
      month.day = draft_.day;
      return month;
    }
    if (draft_.year > 0) return {draft_.year, draft_.month, draft_.day};
    out_.relative = true;
    if (draft_.relation_unit == DateUnit::kYear && !published_.empty()) {
      return {published_.year + *draft_.relation, draft_.month, draft_.day};
    }
    return DayWithoutYear();
  }

  PartialDate HijriDay() {
    int year = draft_.year;
    if (year == 0) {
      out_.relative = true;
      if (!published_.has_day()) return {};
      year = NearestHijriYear();
    }
    out_.approximate = true;
    out_.confidence = 0.7;
    return FromHijri(year, draft_.month, draft_.day).value_or(PartialDate{});
  }

  int NearestHijriYear() const {
    const PartialDate now = HijriMonthOf(published_);
    const int relation = draft_.relation.value_or(future_ ? 1 : -1);
    if (relation < 0 && draft_.month > now.month) return now.year - 1;
    if (relation > 0 && draft_.month < now.month) return now.year + 1;
    return now.year;
  }

  // The Gregorian side counts; the other only has to be within a day of it.
  PartialDate CheckedWithOther(const PartialDate& own) {
    const ResolvedDate other = Resolver(draft_.other.front(), {published_, future_}).Run();
    const bool take_other = draft_.hijri || own.empty();
    const PartialDate& gregorian = take_other ? other.value : own;
    const PartialDate& check = take_other ? own : other.value;
    if (gregorian.empty()) return check;
    out_.confidence = 0.95;
    out_.approximate = false;
    if (take_other && other.relative) out_.relative = true;
    if (check.has_day() && gregorian.has_day() && IsRealDay(check) && IsRealDay(gregorian) &&
        std::abs(DaysBetween(check, gregorian)) > 1) {
      Conflict();
    }
    return gregorian;
  }

  // The year is that of the publication or a neighbour of it.
  PartialDate DayWithoutYear() {
    if (!published_.has_month()) {
      if (published_.empty() || draft_.relation) return {};
      out_.confidence = 0.6;
      return {published_.year, draft_.month, draft_.day};
    }
    const PartialDate now = published_.has_day() ? published_ : MonthEnd(published_);
    std::vector<PartialDate> days;
    for (int year = now.year - 1; year <= now.year + 1; ++year) {
      const PartialDate day{year, draft_.month, draft_.day};
      if (IsRealDay(day)) days.push_back(day);
    }
    if (days.empty()) return {};
    const auto rank = [&](const PartialDate& day) { return YearRank(DaysBetween(now, day)); };
    std::sort(days.begin(), days.end(),
              [&](const PartialDate& a, const PartialDate& b) { return rank(a) < rank(b); });
    if (!draft_.relation) {
      out_.confidence = 0.88;
      // Of two possible years, the one whose day has the weekday of the text.
      if (draft_.weekday >= 0 && WeekdayOf(days[0]) != draft_.weekday && days.size() > 1 &&
          WeekdayOf(days[1]) == draft_.weekday && std::abs(DaysBetween(now, days[1])) < 330) {
        return days[1];
      }
    }
    return days[0];
  }

  // The smaller, the likelier; `distance` is in days after publication.
  int YearRank(int distance) const {
    const int far = std::abs(distance);
    constexpr int kWrongSide = 10'000;
    const int relation = draft_.relation.value_or(future_ ? 1 : -1);
    if (draft_.relation && relation == 0) return far;
    if (relation > 0) return distance >= 0 ? far : kWrongSide + far;
    // Without any sign of tense a day soon to come is likelier than one of nine months ago.
    if (!draft_.relation && distance > 0 && distance < 95) return 270 + far / 100;
    return distance <= 0 ? far : kWrongSide + far;
  }

  static PartialDate MonthEnd(const PartialDate& month) {
    PartialDate first = AddMonths(month, 1);
    first.day = 1;
    return AddDays(first, -1);
  }

  void ResolveMonth() {
    if (draft_.hijri) {
      int year = draft_.year;
      if (year == 0 && published_.has_day()) year = NearestHijriYear();
      out_.relative = draft_.year == 0;
      out_.confidence = 0.6;
      if (year > 0) out_.value = FromHijri(year, draft_.month, 0).value_or(PartialDate{});
      return;
    }
    out_.confidence = 0.9;
    if (draft_.year > 0) {
      out_.value = {draft_.year, draft_.month, 0};
      return;
    }
    out_.relative = true;
    if (published_.empty()) return;
    if (draft_.relation_unit == DateUnit::kYear) {
      out_.value = {published_.year + *draft_.relation, draft_.month, 0};
      return;
    }
    if (!published_.has_month()) return;
    int year = published_.year;
    const int relation = draft_.relation.value_or(future_ ? 1 : -1);
    const bool strict = draft_.relation.has_value();
    if (relation < 0 && draft_.month >= published_.month + (strict ? 0 : 1)) --year;
    if (relation > 0 && draft_.month <= published_.month - (strict ? 0 : 1)) ++year;
    if (!draft_.relation) out_.confidence = 0.75;
    out_.value = {year, draft_.month, 0};
  }

  void ResolveYear() {
    if (draft_.hijri) {
      // A Hijri year lies in two Gregorian ones; its middle is the best single answer.
      const auto middle = FromHijri(draft_.year, 6, 0);
      if (middle) out_.value = {middle->year, 0, 0};
      out_.confidence = 0.5;
    } else {
      out_.value = {draft_.year, 0, 0};
    }
  }

  // Relative days and weekdays: «اليوم الجمعة» on a Sunday is the Friday before.
  void ResolveByWeek() {
    out_.relative = true;
    out_.confidence = 0.92;
    if (!published_.has_day()) return;
    if (draft_.relative_day) {
      out_.value = AddDays(published_, *draft_.relative_day);
      if (draft_.weekday >= 0 && WeekdayOf(out_.value) != draft_.weekday) {
        Conflict();
        out_.value = *draft_.relative_day > 0 ? NextWeekday(published_, draft_.weekday, 1)
                                              : LastWeekday(published_, draft_.weekday, 0);
      }
      return;
    }
    const int relation = draft_.relation.value_or(future_ ? 1 : 0);
    if (relation < 0) {
      out_.value = LastWeekday(published_, draft_.weekday, 1);
    } else if (relation > 0) {
      out_.value = NextWeekday(published_, draft_.weekday, 1);
    } else {
      out_.value = LastWeekday(published_, draft_.weekday, 0);
    }
    if (!draft_.relation) out_.confidence = 0.85;
    if (draft_.last_weekday >= 0) out_.until = NextWeekday(out_.value, draft_.last_weekday, 1);
  }

  // The latest such weekday that is at least `least` days before `day`.
  static PartialDate LastWeekday(const PartialDate& day, int weekday, int least) {
    const PartialDate start = AddDays(day, -least);
    return AddDays(start, -((WeekdayOf(start) - weekday + 7) % 7));
  }
  static PartialDate NextWeekday(const PartialDate& day, int weekday, int least) {
    const PartialDate start = AddDays(day, least);
    return AddDays(start, (weekday - WeekdayOf(start) + 7) % 7);
  }

  // «الشهر الماضي», «العام الجاري»; a week has no ISO form that graphs use, and stays unresolved.
  void ResolveUnit() {
    out_.relative = true;
    out_.confidence = 0.85;
    const int relation = draft_.relation.value_or(0);
    if (draft_.unit == DateUnit::kMonth && published_.has_month()) {
      out_.value = AddMonths(published_, relation);
    } else if (draft_.unit == DateUnit::kYear && !published_.empty()) {
      out_.value = {published_.year + relation, 0, 0};
    }
  }

  void Conflict() {
    if (out_.conflict) return;
    out_.conflict = true;
    out_.confidence -= kConflictPenalty;
  }

  const DateDraft& draft_;
  const PartialDate published_;
  const bool future_;
  ResolvedDate out_;
};

}  // namespace

ResolvedDate ResolveDate(const DateDraft& draft, const DateContext& context) {
  ResolvedDate out = Resolver(draft, context).Run();
  if (draft.until.empty()) return out;
  DateDraft end = draft.until.front();
  DateContext end_context = context;
  // The end of an interval comes after its start, also where the text leaves out its year.
  if (out.value.has_day() && end.year == 0) end_context = {out.value, true};
  out.until = Resolver(end, end_context).Run().value;
  return out;
}

}  // namespace amana::ingest

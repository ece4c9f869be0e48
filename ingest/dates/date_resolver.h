#pragma once

#include <string>

#include "ingest/dates/date_grammar.h"
#include "ingest/dates/partial_date.h"

namespace amana::ingest {

struct DateContext {
  PartialDate published;  // empty: relative dates stay unresolved
  bool future = false;    // the clause speaks of what is to come
};

struct ResolvedDate {
  PartialDate value;         // empty where unresolved
  PartialDate until;         // end of an interval; empty otherwise
  bool relative = false;     // needed the day of publication
  bool conflict = false;     // two parts of the expression disagree
  bool approximate = false;  // a Hijri day alone: one day more or less
  double confidence = 0;     // 0..1
};

ResolvedDate ResolveDate(const DateDraft& draft, const DateContext& context);

}  // namespace amana::ingest

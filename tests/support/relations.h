#pragma once

#include <string>
#include <string_view>

#include "tests/support/lines.h"
#include "tests/support/text_cases.h"

namespace amana::test {

// The relations of one kind that a text tells, as "SUBJECT<between>OBJECT".
inline Facts RelationsIn(std::string_view text, std::string_view predicate,
                         std::string_view between) {
  const ingest::Extraction extraction = ExtractLines(text);
  Facts found;
  for (const ingest::ExtractedTriple& triple : extraction.triples) {
    if (triple.predicate != predicate) continue;
    found.insert(extraction.entities[triple.subject].name + std::string(between) +
                 extraction.entities[triple.object].name);
  }
  return found;
}

}  // namespace amana::test

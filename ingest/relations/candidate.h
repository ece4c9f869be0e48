#pragma once

#include <string_view>

#include "ingest/extraction.h"

namespace amana::ingest {

// Ends of an emission that are no captures.
constexpr int kMainMeeting = -2;  // "@meeting", a subject
constexpr int kSpokenOf = -4;     // "@him": the person whom the text is speaking of
constexpr int kHeldPost = -3;     // "@held", an object: the post that the subject holds

// A relation that a rule proposes, between chunks of one sentence.
struct Candidate {
  std::string_view rule;  // both belong to the rule set
  float weight = 0;
  std::string_view predicate;
  int sentence = 0;
  int subject = -1;         // chunk indices, or kMainMeeting
  int object = -1;          // or kHeldPost, kSpokenOf
  int first = 0, last = 0;  // chunks of the match, half-open
  int gap = 0;              // chunks between them
  Properties properties;
};

}  // namespace amana::ingest

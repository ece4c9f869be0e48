#pragma once

#include <map>
#include <string>
#include <string_view>

namespace amana::ingest {

// A relation that a rule proposes, between chunks of one sentence; subject -2 is the main meeting.
struct Candidate {
  std::string_view rule;  // both belong to the rule set
  float weight = 0;
  std::string_view predicate;
  int sentence = 0;
  int subject = -1;  // chunk indices
  int object = -1;
  int gap = 0;  // chunks between them
  std::map<std::string, std::string> properties;
};

}  // namespace amana::ingest

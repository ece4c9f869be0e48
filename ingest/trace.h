#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace amana::ingest {

// What `amana explain` prints: for each sentence its mentions, the rules that fired, and what was
// rejected and why. Filled only on request; extraction does not depend on it.
struct TraceSpan {
  std::string type;             // Person, Post, Organization, Meeting, Place, Date
  std::string name;             // as recognised
  uint32_t begin = 0, end = 0;  // code points of the article's text
};

struct TraceSentence {
  std::string text;
  uint32_t begin = 0, end = 0;        // code points of the article's text
  std::vector<TraceSpan> spans;       // where the mentions stand
  std::string block;                  // title, body …
  std::vector<std::string> mentions;  // "Post «أمين التنظيم» in «أمانة …»"
  std::vector<std::string> fired;     // "meeting.hold.subject HELD_BY «…» → «…» (0.92)"
  std::vector<std::string> rejected;  // "chair.cue CHAIRED_BY …: a nearer meeting won"
  std::vector<std::string> rules;     // ids of the rules that matched
};

struct Trace {
  std::vector<TraceSentence> sentences;
};

}  // namespace amana::ingest

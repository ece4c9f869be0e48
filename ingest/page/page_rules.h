#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/result.h"
#include "ingest/dates/calendar.h"
#include "ingest/page/page_line.h"

namespace amana::ingest {

// What a line of a page is for.
enum class CueClass : uint8_t {
  kPublished,  // introduces the day of publication
  kUpdated,    // introduces a day that is not the day of publication
  kByline,     // who wrote it
  kDateline,   // place and agency
  kSource,     // where it was taken from: ends the article
  kTags,
  kRelated,    // related content follows
  kComments,   // comments follow, to the end of the page
  kFurniture,  // anything else that is not of the article
  kOpen,       // no class of lines: a word that ends no sentence
};

struct Cue {
  enum class Where : uint8_t { kStart, kLine, kEnd, kInside };
  CueClass cls = CueClass::kFurniture;
  Where where = Where::kStart;
  bool glued = false;      // kStart: the next word may follow without a space
  bool next = false;       // kFurniture: a short line behind it too
  uint32_t max_words = 0;  // applies only to lines of at most so many words; 0 for all
  std::string key;         // kStart, kLine: letters; kEnd, kInside: words between spaces
};

struct CueMatch {
  CueClass cls = CueClass::kFurniture;
  bool next = false;  // a short line behind it is of the same kind
  size_t end = 0;  // byte offset in the line's text behind a kStart cue; otherwise the line's size
};

// The cues of rules/page/*.tsv and the calendar that date lines are read with. Immutable after
// loading; shared by threads.
class PageRules {
 public:
  // Loads DIR/page/*.tsv and the calendar of DIR. Each line is CUE, CLASS and attributes
  // (at=start|line|end|in; glue=1; next=1; max=WORDS); what is malformed is an error with file and
  // line.
  static Result<PageRules> Load(const std::filesystem::path& rules_dir);

  // The first cue, in order of files and lines, that fits the line; at the start before elsewhere.
  std::optional<CueMatch> Match(const PageLine& line) const;

  // True where the last word ends no sentence: the line was broken behind it.
  bool EndsOpen(const PageLine& line) const;

  // Adds the cues of a pack of the user's own.
  Result<void> Add(const std::filesystem::path& rules_dir);
  const Calendar& calendar() const { return calendar_; }

 private:
  Result<void> LoadFile(const std::filesystem::path& file);

  // Cues for the start of a line or a whole line, under their first letter; and the others.
  std::unordered_map<char32_t, std::vector<Cue>> by_letter_;
  std::vector<Cue> elsewhere_;
  std::unordered_set<std::string> open_words_;  // K2
  Calendar calendar_;
};

}  // namespace amana::ingest

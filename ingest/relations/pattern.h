#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "ingest/lexicon/classes.h"
#include "ingest/lexicon/word_info.h"
#include "ingest/mentions/mention.h"

namespace amana::ingest {

// What an atom of a pattern asks of a chunk.
enum class AtomKind : uint8_t { kClass, kLiteral, kMention, kAny };

struct Atom {
  AtomKind kind = AtomKind::kAny;
  ClassId word_class = 0;
  uint8_t proclitics = 0;  // letters that must stand before the word («+b», «+l»)
  std::string literal;     // K2 form
  enum class Mention : uint8_t {
    kPerson,  // a group with exactly one person
    kPeople,  // a group with at least one person
    kHolder,  // a group with a person, or with a post whose holder may be known
    kPost,    // a post without a named holder
    kOrg,     // one body, or a list of nothing but bodies
    kActor,   // a body, people, or a post
    kPlace,
    kDate,
    kMeeting,
  } mention = Mention::kPerson;
  static constexpr size_t kMentions = static_cast<size_t>(Mention::kMeeting) + 1;
  // Attributes in brackets, all of which must hold: "def", "poss", "verbal", "acc", "kind=Party" …
  std::vector<std::string> attributes;

  bool operator==(const Atom&) const = default;
};

// A pattern is a tree; quantifiers take the fewest repetitions that let the rest match.
struct PatternNode {
  enum class Kind : uint8_t { kAtom, kGap, kSequence, kChoice, kRepeat } kind = Kind::kSequence;
  Atom atom;
  int min = 1, max = 1;           // kGap: chunks skipped; kRepeat: repetitions
  std::vector<ClassId> barriers;  // kGap: classes that it may not cross
  std::vector<std::string> barrier_marks;
  int capture = -1;  // index into Rule::captures
  std::vector<std::unique_ptr<PatternNode>> children;
};

// One relation that a match asserts: captures by index, or one of the ends of candidate.h.
struct Emission {
  std::string predicate;
  int subject = -1;
  int object = -1;
  std::vector<std::pair<std::string, std::string>> properties;
  std::vector<std::pair<std::string, int>> dates;  // properties whose value is a captured date
};

struct RuleExample {
  std::string text;
  std::string expected;  // "PREDICATE subject ; object"; empty for a "no" example
  uint32_t line = 0;
};

// A rule of a .rul file; docs/rules.md has the syntax.
struct Rule {
  std::string id;
  float weight = 0.9F;
  bool every = false;  // all ways to match from one start, not only the shortest
  std::unique_ptr<PatternNode> pattern;
  std::vector<std::string> captures;
  std::vector<Emission> emissions;
  std::vector<RuleExample> yes, no;
  std::string file;
  uint32_t line = 0;
};

// Reads one .rul file. Strict: an unknown keyword, class, mention, capture or predicate, an
// unbounded gap, a duplicate id, a rule without an example of each kind is an error with file and
// line.
Result<std::vector<Rule>> ParseRules(const std::string& file, const std::string& text,
                                     const ClassTable& classes);

}  // namespace amana::ingest

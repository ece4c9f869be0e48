#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "ingest/lexicon/string_index.h"
#include "ingest/relations/pattern.h"

namespace amana::ingest {

// An attribute in brackets, read once.
struct AttributeTest {
  enum class Kind : uint8_t {
    kVerbal,
    kPossessed,
    kDefinite,
    kIndefinite,
    kAccusative,
    kSingular,
    kPlural,
    kAnaphor,
    kMembers,
    kTeam,
    kBecoming,
    kPartial,
    kVenue,
    kSince,
    kOwn,
    kPosted,
    kKind,  // equal to `value`
    kHead,
    kOther,  // of no chunk
  } kind = Kind::kOther;
  bool negated = false;
  std::string value;

  bool operator==(const AttributeTest&) const = default;
};

constexpr unsigned kChunkTypes = static_cast<unsigned>(ChunkType::kGroup) + 1;

// What the atoms and barriers of all rules ask of a chunk, each distinct question once. Its answer
// for all chunks of a sentence is one row of bits, worked out when it is first needed.
struct ChunkTest {
  enum class Kind : uint8_t {
    kAtom,
    kBarrier,
    kOneOf,  // passes one of `others`
  } kind = Kind::kAtom;
  Atom atom;                              // kAtom
  std::vector<AttributeTest> attributes;  // kAtom: those of the atom
  int plain = -1;                         // kAtom with attributes: the same without them
  std::vector<ClassId> barriers;  // kBarrier: the chunk is a token, or names a body, of these
  ClassSet barrier_set;           // the same
  std::vector<int> others;        // kOneOf; kBarrier: tests for marks
  bool meeting_bars = false, org_bars = false, people_bar = false;

  bool operator==(const ChunkTest&) const = default;
};

// One step of a compiled pattern. Steps name what follows them, so a program needs no return stack.
struct Step {
  enum class Kind : uint8_t {
    kTest,     // the chunk passes `test`; go on behind it
    kGap,      // skip min to max chunks, none of which passes `test`, as few as will do
    kSplit,    // go on at `next`, else at `other`
    kCapture,  // note the position
    kAccept,
  } kind = Kind::kAccept;
  int capture = -1;      // kTest (or -1), kCapture: index into Rule::captures
  int test = -1;         // kTest, kGap (-1: no barriers)
  int wanted = -1;       // kGap: what the chunk behind it passes; -1: it may be any
  int min = 0, max = 0;  // kGap
  int memo = -1;         // kGap: number within its rule
  int next = -1, other = -1;
};

// A test that some chunk must pass, and how far behind the first chunk of the match it stands.
struct RequiredTest {
  int test = -1;
  uint8_t min = 0, max = 0;  // chunks; kFarAhead where it is more
};
constexpr int kFarAhead = 64;

struct CompiledRule {
  const Rule* rule = nullptr;
  int start = 0;                            // first step
  int gaps = 0;                             // number of kGap steps
  int first = -1;                           // what the first chunk passes; -1: it may be any
  uint32_t required = 0, required_end = 0;  // in RuleProgram::required
};

// What rules need of a sentence whatever its order: classes among those of its tokens, classes
// among the readings of its tokens, and mentions. Cheap to look at before anything is tested. Sets
// of rules are bits of words.
class RuleNeeds {
 public:
  using Bits = uint64_t;
  static constexpr size_t kMostLiterals = 1024;
  using LiteralSet = std::bitset<kMostLiterals>;  // bit i: the literal of that number

  // What a choice is content with: one of these. Empty where there is no choice.
  struct OneOf {
    ClassSet of_tokens, of_readings;
    LiteralSet literals;

    size_t size() const { return of_tokens.count() + of_readings.count() + literals.count(); }
  };

  struct Needs {
    ClassSet of_tokens, of_readings;
    OneOf one_of;
    bool chooses = false;   // Index: `one_of` is still to be asked
    uint64_t mentions = 0;  // bit i: some chunk passes RuleProgram::plain[i]
    LiteralSet literals;
  };

  // The next rule's.
  void Add(const Needs& needs) { needs_.push_back(needs); }
  // After the last rule.
  void Index();

  // In `out` the rules whose needs a sentence meets that has these classes, mentions and literals.
  void Select(const ClassSet& tokens, const ClassSet& readings, uint64_t mentions,
              const LiteralSet& literals, std::vector<Bits>& out) const;

 private:
  std::vector<Needs> needs_;
  // Each rule stands under the class of those it needs of tokens that fewest rules need; where it
  // needs none, under each of which one is enough; or else among the rest. What turns most rules
  // down is beside its number.
  struct Entry {
    uint64_t mentions = 0;
    uint32_t rule = 0;
  };
  std::array<std::vector<Entry>, kMaxClasses> under_;
  ClassSet keys_;  // classes that some rule stands under
  std::vector<Entry> rest_;
};

// A test for a mention, without attributes. There are few, and most patterns ask for one.
struct PlainMention {
  Atom::Mention mention = Atom::Mention::kPerson;
  uint8_t proclitics = 0;

  bool operator==(const PlainMention&) const = default;
};

// All rules, compiled. Immutable; refers to the rules it was made from.
struct RuleProgram {
  // First those that are answered for every sentence: plain[i] is test i, then come the words and
  // marks, test plain.size() + i for the literal of number i, then the classes (see class_test).
  std::vector<ChunkTest> tests;
  size_t ready = 0;  // number of these
  std::vector<Step> steps;
  std::vector<CompiledRule> rules;
  std::vector<RequiredTest> required;  // of one rule after the other, the least work first
  std::vector<PlainMention> plain;
  // Bits of these: of a mention, by Atom::Mention; that ask for a proclitic, by its bit.
  std::array<uint64_t, Atom::kMentions> plain_of{};
  std::array<uint64_t, 8> plain_with{};
  StringIndex literals;  // the words and marks that patterns name
  RuleNeeds needs;
  ClassSet asked_classes;  // those that atoms without proclitics and barriers ask for
  std::array<uint16_t, kMaxClasses> class_test{};  // of an asked class: the atom of it

  static RuleProgram Compile(const std::vector<Rule>& rules);
};

}  // namespace amana::ingest

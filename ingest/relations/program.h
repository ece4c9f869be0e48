#pragma once

#include <array>
#include <bitset>
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

// What a sentence has or lacks whatever its order: classes among those of its tokens, classes among
// the readings of its tokens, and words and marks that patterns name. Each of these has a number.
class Traits {
 public:
  static constexpr size_t kMostLiterals = 1024;
  static constexpr size_t kCount = 2 * kMaxClasses + kMostLiterals;
  using Number = uint16_t;
  using Words = std::array<uint64_t, kCount / 64>;

  static Number OfTokens(ClassId id) { return id; }
  static Number OfReadings(ClassId id) { return kMaxClasses + id; }
  // REQUIRES: literal < kMostLiterals.
  static Number OfLiteral(uint32_t literal) {
    return static_cast<Number>(2 * kMaxClasses + literal);
  }

  ClassSet tokens, readings;
  std::bitset<kMostLiterals> literals;

  // Bit i says that the trait of number i is there.
  Words AsBits() const;
};

// Which rules a sentence may match: those that need nothing that it lacks. Cheap to look at before
// anything is tested. Sets of rules are bits of words.
class RuleNeeds {
 public:
  using Bits = uint64_t;

  struct Needs {
    std::vector<Traits::Number> all;
    std::vector<Traits::Number> one_of;  // what a choice is content with; empty: there is none
    uint64_t mentions = 0;               // bit i: some chunk passes RuleProgram::plain[i]
  };

  // The next rule's.
  void Add(Needs needs) { needs_.push_back(std::move(needs)); }
  // After the last rule.
  void Index();

  // In `out` the rules whose needs a sentence meets that has these traits and mentions.
  void Select(const Traits& traits, uint64_t mentions, std::vector<Bits>& out) const;

 private:
  // A rule where it is looked at: what turns most rules down is at hand.
  struct Entry {
    uint64_t mentions = 0;
    uint32_t rule = 0;
    uint32_t all = 0, one_of = 0, end = 0;  // in listed_: what else it needs
  };
  Entry List(uint32_t rule, Traits::Number key);

  std::vector<Needs> needs_;
  // Each rule stands under the trait of those it needs that fewest rules need; where it needs none,
  // under each of which one is enough; or else among the rest.
  std::array<std::vector<Entry>, Traits::kCount> under_;
  Traits::Words keys_{};  // traits that some rule stands under
  std::vector<Entry> rest_;
  std::vector<Traits::Number> listed_;
};

// A test for a mention, without attributes. There are few, and most patterns ask for one.
struct PlainMention {
  Atom::Mention mention = Atom::Mention::kPerson;
  uint8_t proclitics = 0;

  bool operator==(const PlainMention&) const = default;
};

// All rules, compiled. Immutable; refers to the rules it was made from.
struct RuleProgram {
  // First those that are answered for every sentence: plain[i] is test i, then come the classes
  // (see class_test). Behind them the words and marks: test first_literal + i for the literal of
  // number i.
  std::vector<ChunkTest> tests;
  size_t first_literal = 0;
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

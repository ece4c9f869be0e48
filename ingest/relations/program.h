#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/relations/pattern.h"

namespace amana::ingest {

// What the atoms and barriers of all rules ask of a chunk, each distinct question once. Its answer
// for all chunks of a sentence is one row of bits, worked out when it is first needed.
struct ChunkTest {
  enum class Kind : uint8_t { kAtom, kBarrier } kind = Kind::kAtom;
  Atom atom;                      // kAtom
  std::vector<ClassId> barriers;  // kBarrier: the chunk is a token, or names a body, of these
  std::vector<std::string> marks;
  bool meeting_bars = false, org_bars = false;

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
  int min = 0, max = 0;  // kGap
  int memo = -1;         // kGap: number within its rule
  int next = -1, other = -1;
};

struct CompiledRule {
  const Rule* rule = nullptr;
  int start = 0;              // first step
  int gaps = 0;               // number of kGap steps
  std::vector<int> required;  // tests that some chunk of the sentence must pass
  std::vector<int> first;  // tests one of which the first chunk passes; empty where any may start
};

// All rules, compiled. Immutable; refers to the rules it was made from.
struct RuleProgram {
  std::vector<ChunkTest> tests;
  std::vector<Step> steps;
  std::vector<CompiledRule> rules;

  static RuleProgram Compile(const std::vector<Rule>& rules);
};

}  // namespace amana::ingest

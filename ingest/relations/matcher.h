#pragma once

#include <algorithm>
#include <bit>
#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <vector>

#include "ingest/lexicon/core_classes.h"
#include "ingest/relations/program.h"
#include "ingest/text/document.h"

namespace amana::ingest {

// One way a rule matched: the chunk of each capture (-1 where an optional one is absent).
struct RuleMatch {
  const Rule* rule = nullptr;
  boost::container::small_vector<int, 6> captures;
  int first = 0, last = 0;  // chunks, half-open
};

// Matches all rules against the chunks of one sentence after the other. For each rule and start
// chunk at most one match, the one with the shortest gaps; for an "every" rule up to 40, from
// shorter to wider gaps. Work is at most proportional to rules x chunks x width of the gaps,
// whatever the text: a gap that led nowhere once is not tried again.
class Matcher {
 public:
  Matcher(const RuleProgram& program, const Document& document, const Mentions& mentions,
          const CoreClasses& classes);

  // Appends the matches of one sentence, in order of rules, then of start.
  void Match(const Chunks& chunks, std::vector<RuleMatch>& out);

 private:
  using Bits = uint64_t;

  void Begin(const Chunks& chunks);
  void MatchRule(const CompiledRule& rule, std::vector<RuleMatch>& out);
  void FindStarts(const CompiledRule& rule);
  Bits NarrowStarts(const CompiledRule& rule);
  bool FindNarrowStarts(const CompiledRule& rule);
  static Bits Behind(Bits row, int min, int max);
  void MatchFrom(const CompiledRule& rule, size_t start);
  bool Run(int step, size_t at);
  bool RunGap(const Step& step, size_t at);

  // The row of a test: bit i says that chunk i passes.
  const Bits* Row(int test) {
    const auto number = static_cast<size_t>(test);
    if (!Answered(number)) AnswerRow(number);
    return rows_.data() + number * words_;
  }
  bool Answered(size_t test) const { return (answered_[test / 64] >> (test % 64) & 1) != 0; }
  Bits* EmptyRow(size_t test);
  void AnswerRow(size_t test) { FillRow(program_.tests[test], EmptyRow(test)); }
  bool Empty(const Bits* row) const {
    return std::all_of(row, row + words_, [](Bits bits) { return bits == 0; });
  }
  void FillRow(const ChunkTest& test, Bits* row);
  void FillBarrier(const ChunkTest& barrier, Bits* row);
  bool Passes(int test, size_t at) {
    return at < chunks_->size() && (Row(test)[at / 64] >> (at % 64) & 1) != 0;
  }
  static size_t NextBit(const Bits* row, size_t from, size_t end);

  const Bits* TypeRow(unsigned type) const { return type_rows_.data() + type * words_; }
  const Bits* TypeRow(ChunkType type) const { return TypeRow(static_cast<unsigned>(type)); }
  void SetBit(size_t test, size_t at) { rows_[test * words_ + at / 64] |= Bits{1} << (at % 64); }
  void Unite(const Bits* from, Bits* row) const {
    for (size_t word = 0; word < words_; ++word) row[word] |= from[word];
  }
  // Sets the bits of the chunks among these that pass.
  template <typename Passing>
  void AskEach(const Bits* chunks, Bits* row, const Passing& passing) const {
    for (size_t word = 0; word < words_; ++word) {
      ForEachBit(chunks[word], [&](size_t bit) {
        if (passing((*chunks_)[word * 64 + bit])) row[word] |= Bits{1} << bit;
      });
    }
  }

  void ReadVerb(const WordInfo& word, size_t at);
  bool TestJoined(const Atom& atom, const Chunk& chunk) const;
  unsigned MentionsOf(const Chunk& chunk) const;
  void ReadMention(const Chunk& chunk, size_t at);
  bool TestMention(const Atom& atom, const Chunk& chunk) const;
  bool TestAttributes(const ChunkTest& test, const Chunk& chunk) const;
  void ReadLiteral(uint32_t token, const WordInfo* word, size_t at);
  bool Becoming(const GroupMention& group) const;
  bool IsOwnBody(const OrgMention& body) const;
  bool AreOwnPeople(const Chunk& chunk) const;
  bool TestAttribute(const AttributeTest& attribute, const Chunk& chunk) const;

  const RuleProgram& program_;
  const Document& doc_;
  const Mentions& m_;
  const CoreClasses& c_;

  // The sentence at hand.
  const Chunks* chunks_ = nullptr;
  size_t words_ = 0;             // of a row
  Traits traits_;                // of all chunks that atoms of words can match
  uint64_t mentions_ = 0;        // bit i: some chunk passes program_.plain[i]
  std::vector<Bits> type_rows_;  // a row for each ChunkType: the chunks of it
  // Rows of tests of one sentence are never cleared for the next: what counts is `answered_`.
  std::vector<Bits> rows_;      // a row for each test
  std::vector<Bits> answered_;  // bit i says that the row of test i is this sentence's

  std::vector<Bits> selected_;  // rules that may match

  // The rule at hand.
  boost::container::small_vector<int, 6> captures_;
  std::vector<Bits> starts_;     // a row: where it may begin
  std::vector<Bits> dead_gaps_;  // a row for each gap: from here on nothing can match
  const Rule* rule_ = nullptr;
  std::vector<RuleMatch>* out_ = nullptr;
  size_t start_ = 0;
  int found_ = 0;  // matches from this start
};

}  // namespace amana::ingest

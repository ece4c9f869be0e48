#pragma once

#include <vector>

#include "ingest/relations/pattern.h"
#include "ingest/text/document.h"

namespace amana::ingest {

// One way a rule matched: the chunk of each capture (-1 where an optional one is absent).
struct RuleMatch {
  const Rule* rule = nullptr;
  std::vector<int> captures;
  int first = 0, last = 0;  // chunks, half-open
};

// Matches rules against the chunks of one sentence. For each rule and start chunk at most one
// match, the one with the shortest gaps. Work is bounded: a pattern gives up after a fixed number
// of steps, so hostile text cannot make it explode.
class Matcher {
 public:
  Matcher(const std::vector<Chunk>& chunks, const Document& document, const Mentions& mentions,
          ClassId team_noun)
      : chunks_(chunks), doc_(document), m_(mentions), team_noun_(team_noun) {}

  void Match(const Rule& rule, std::vector<RuleMatch>& out);

 private:
  struct Frame;
  bool Test(const Atom& atom, size_t at) const;
  bool TestWord(const Atom& atom, const Chunk& chunk) const;
  bool TestMention(const Atom& atom, const Chunk& chunk) const;
  bool Becoming(const GroupMention& group) const;
  bool TestAttribute(std::string_view attribute, const Chunk& chunk) const;
  bool Crosses(const PatternNode& gap, size_t at) const;
  template <typename Next>
  bool Run(const PatternNode& node, size_t at, Next&& next);

  const std::vector<Chunk>& chunks_;
  const Document& doc_;
  const Mentions& m_;
  ClassId team_noun_;  // فريق، وفد: bodies that have a chair of their own
  std::vector<int> captures_;
  int steps_ = 0;
};

}  // namespace amana::ingest

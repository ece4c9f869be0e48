#pragma once

#include <memory_resource>
#include <span>
#include <vector>

#include "ingest/lexicon/lexicon.h"
#include "ingest/text/document.h"

namespace amana::ingest {

// A phrase of the lexicon that starts at a token.
struct PhraseMatch {
  const LexEntry* entry = nullptr;
  Reading first;  // how its first word is read
  TokenSpan span;
};

// All phrases of several words that the lexicon knows in a document, by first token.
class PhraseIndex {
 public:
  PhraseIndex(const Document& document, const Lexicon& lexicon, std::pmr::memory_resource& memory);

  // Shorter readings of the first word come first, then shorter phrases.
  std::span<const PhraseMatch> At(uint32_t token) const {
    return {matches_.data() + begin_[token], begin_[token + 1] - begin_[token]};
  }
  // Classes of the words and phrases that start at each token.
  const std::pmr::vector<ClassSet>& starts() const { return starts_; }

 private:
  void FetchAhead(uint32_t token) const;
  void Walk(uint32_t start, const Stem& stem);
  bool MayGoOn(uint64_t words_after, uint32_t at) const;

  const Document& doc_;
  const Lexicon& lexicon_;
  std::pmr::vector<PhraseMatch> matches_;
  std::pmr::vector<uint32_t> begin_;  // for each token, and one more
  std::pmr::vector<ClassSet> starts_;
};

}  // namespace amana::ingest

#pragma once

#include <vector>

#include "ingest/lexicon/core_classes.h"
#include "ingest/mentions/mention.h"
#include "ingest/text/document.h"

namespace amana::ingest {

// A noun phrase that stands by itself: «سبل تعزيز التعاون بين الحزبين». Its words are those of the
// span, without the letters that `first` says were split off the first one.
struct NounPhrase {
  TokenSpan span;
  const Reading* first = nullptr;

  bool empty() const { return span.empty(); }
};

// Reads noun phrases in a sentence. It would rather read none than a piece of one: a noun in
// construct must find what it is of, a preposition its noun, and a pronoun makes a phrase that says
// nothing by itself.
class NounPhraseReader {
 public:
  NounPhraseReader(const Document& document, const CoreClasses& classes, const Chunks& chunks)
      : doc_(document), c_(classes), chunks_(chunks) {}

  // The phrase that begins with a chunk; empty where none does.
  NounPhrase Read(size_t chunk) const;
  // That one and those that go on from it: «سبل التعاون، ومستجدات الوضع السياسي».
  std::vector<NounPhrase> ReadList(size_t chunk) const;

 private:
  // How a word may stand in a phrase.
  struct Word {
    const Reading* reading = nullptr;  // null for a word with the article that no list has
    bool noun = false, adjective = false, definite = false;
    uint8_t joined = 0;  // conjunction and preposition written together with it
  };
  // A phrase as far as it is read.
  struct Draft {
    uint32_t begin = 0, end = 0;
    uint32_t whole = 0;      // where it could end; `begin` while it could not
    bool construct = false;  // its last noun waits for what it is of
    int prepositions = 0;
  };

  size_t ChunkOf(uint32_t token) const;
  Word WordAt(uint32_t token) const;
  bool IsNoun(const Reading& reading) const;
  bool IsAdjective(const Reading& reading) const;
  bool IsPreposition(uint32_t token) const;
  bool IsDependent(uint32_t token) const;
  bool IsEdge(uint32_t token) const;
  bool GoOn(Draft& draft) const;
  bool TakeName(Draft& draft, uint32_t at) const;
  bool TakeNoun(Draft& draft, uint32_t at) const;
  bool TakePrepositional(Draft& draft) const;
  bool TakeConjoined(Draft& draft, const Word& word) const;
  bool TakePlain(Draft& draft, const Word& word) const;
  uint8_t MayBeJoined(uint32_t begin) const;
  size_t NextItem(uint32_t end) const;

  const Document& doc_;
  const CoreClasses& c_;
  const Chunks& chunks_;
};

}  // namespace amana::ingest

#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/dates/calendar.h"
#include "ingest/lexicon/lexicon.h"

namespace amana::ingest {

// Letters written together with the word that follows: و ف, then ب ك ل س; and the article.
enum Proclitic : uint8_t {
  kWa = 1,
  kFa = 2,
  kBa = 4,
  kKa = 8,
  kLa = 16,
  kSa = 32,
  kAl = 64,
};

// One way to read a word: letters split off its front, and the lexicon entry of the rest.
struct Reading {
  const LexEntry* entry = nullptr;
  uint8_t proclitics = 0;
  uint8_t letters = 0;  // code points split off, the article among them
  bool exact = false;   // the entry's careful spelling (K1) is the one written

  bool definite() const { return (proclitics & kAl) != 0; }
};

// A way to split letters off, whether or not the lexicon knows the rest.
struct Stem {
  uint8_t proclitics = 0;
  std::string k2;       // the rest, without the article where kAl is set
  uint8_t letters = 0;  // code points split off the K1 form (the article among them)
  Lexicon::Node phrase = Lexicon::kNowhere;  // phrases that begin with `k2`
};

// What is known of one word form. The same form in all articles shares one WordInfo.
struct WordInfo {
  std::string k1, k2;
  std::vector<Stem> stems;        // the whole word first, then shorter rests
  std::vector<Reading> readings;  // whole-word readings first
  ClassSet whole;                 // classes of readings without proclitics (the article aside)
  ClassSet any;                   // classes of all readings
  uint8_t letters = 0;            // code points of k1
  bool arabic = true;             // false for a word in another script
  bool starts_phrase = false;     // some stem begins a phrase
  DateRole date_role = DateRole::kNone;
  // `k2` as a word of phrases, as it stands and without its article.
  Lexicon::WordId phrase_word = Lexicon::kNoWord, phrase_word_bare = Lexicon::kNoWord;

  bool Whole(ClassId id) const { return whole.test(id); }
  bool Any(ClassId id) const { return any.test(id); }
  bool starts_with_article() const { return stems.size() > 1 && stems[1].proclitics == kAl; }

  // The best reading of the class whose proclitics (the article aside) are among `allowed`;
  // readings with fewer letters split off, and in careful spelling, come first.
  const Reading* Find(ClassId id, uint8_t allowed = 0) const;
};

// Looks words up and remembers them. One cache for each thread; entries live as long as the cache
// and are dropped all at once when it has grown beyond its bound, between two articles.
class WordCache {
 public:
  WordCache(const Lexicon& lexicon, const Calendar& calendar);

  // `k1`: the word folded by FoldK1.
  const WordInfo* Lookup(std::string_view k1);

  // Forgets everything if the cache holds more than `limit` forms.
  void Trim(size_t limit = 400'000);

 private:
  // Open addressing by hash: a look-up touches one slot and the word itself.
  struct Slot {
    uint64_t hash = 0;
    const WordInfo* word = nullptr;
  };
  void Grow();

  const Lexicon* lexicon_;
  const Calendar* calendar_;
  std::vector<Slot> slots_;  // a power of two
  std::deque<WordInfo> words_;
};

// Builds the information from scratch, without a cache.
WordInfo AnalyseWord(const Lexicon& lexicon, const Calendar& calendar, std::string_view k1);

}  // namespace amana::ingest

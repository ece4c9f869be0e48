#pragma once

#include <cstdint>
#include <memory_resource>
#include <span>
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

inline constexpr std::string_view kArticleLetters = "ال";

// One way to read a word: letters split off its front, and the lexicon entry of the rest.
struct Reading {
  const LexEntry* entry = nullptr;
  uint8_t proclitics = 0;
  uint8_t letters = 0;  // code points split off, the article among them
  bool exact = false;   // the entry's careful spelling (K1) is the one written
  // The entry's, which is far away in memory.
  Gender gender = Gender::kUnknown;
  uint8_t word = 0;
  ClassSet classes;

  Reading() = default;
  Reading(const LexEntry* of, uint8_t split, uint8_t split_letters, bool exactly)
      : entry(of), proclitics(split), letters(split_letters), exact(exactly) {
    if (of == nullptr) return;
    gender = of->gender;
    word = static_cast<uint8_t>(of->word);
    classes = of->classes;
  }

  bool Is(ClassId id) const { return classes.test(id); }
  bool definite() const { return (proclitics & kAl) != 0; }
};

// A way to split letters off, whether or not the lexicon knows the rest.
struct Stem {
  std::string_view k2;  // the rest, without the article where kAl is set
  uint8_t proclitics = 0;
  uint8_t letters = 0;  // code points split off the K1 form (the article among them)
  Lexicon::Node phrase = Lexicon::kNowhere;  // phrases that begin with `k2`
  uint64_t words_after = 0;                  // their second words, as Lexicon::BitOf
};

// What is known of one word form. The same form in all articles shares one WordInfo. Its texts and
// lists belong to the memory that it was made in. What is asked of every word comes first: it is in
// one line of the processor's cache.
struct alignas(64) WordInfo {
  ClassSet any;                       // classes of all readings
  std::span<const Reading> readings;  // whole-word readings first
  uint8_t letters = 0;                // code points of k1
  bool arabic = true;                 // false for a word in another script
  uint64_t words_after = 0;  // of the stems that begin phrases: their second words, see Stem
  bool article = false;      // it begins with the article
  // The word begins with a conjunction: the lexicon knows the rest and not the whole, or neither
  // and the rest has the article.
  bool conjoined = false;
  bool future = false;  // some reading has the future sign
  bool abd = false;     // the whole or a rest is «عبد» or begins with «عبدال»
  // The preposition written together with a word that has none of its letters by right, or 0.
  uint8_t preposition = 0;
  DateRole date_role;
  uint32_t literal = StringIndex::kNone;  // `k2` as a word that patterns name
  // `k2` as a word of phrases, as it stands and without its article.
  Lexicon::WordId phrase_word = Lexicon::kNoWord, phrase_word_bare = Lexicon::kNoWord;
  ClassSet whole;               // classes of readings without proclitics (the article aside)
  ClassSet exact;               // of those in careful spelling
  ClassSet conjoined_classes;   // of those with at most a conjunction before it
  std::span<const Stem> stems;  // the whole word first, then shorter rests
  std::string_view k1, k2;

  bool Whole(ClassId id) const { return whole.test(id); }
  bool Any(ClassId id) const { return any.test(id); }
  bool starts_with_article() const { return article; }

  // The best reading of the class whose proclitics (the article aside) are among `allowed`;
  // readings with fewer letters split off, and in careful spelling, come first.
  const Reading* Find(ClassId id, uint8_t allowed = 0) const {
    return any.test(id) ? FindAmong(id, allowed) : nullptr;
  }

 private:
  const Reading* FindAmong(ClassId id, uint8_t allowed) const;
};

// «سيعقد», «ستعقد»: the future sign, which only an imperfect takes («سالم» is none).
bool SaysFuture(const WordInfo& word, ClassId verb);

// Looks words up and remembers them. One cache for each thread; entries live as long as the cache
// and are dropped all at once when it has grown beyond its bound, between two articles.
class WordCache {
 public:
  // `literals`: the words that patterns name.
  WordCache(const Lexicon& lexicon, const Calendar& calendar, const StringIndex& literals);

  // `written`: the word as in the text. Every spelling that has been looked up is remembered, so
  // that folding and analysing are for new ones only.
  const WordInfo* Lookup(std::string_view written) { return Lookup(written, HashText(written)); }
  // The same for one whose HashText is known.
  const WordInfo* Lookup(std::string_view written, uint32_t hash);

  // A text's words lie far apart in memory. Who knows the hash of a word some steps before he looks
  // it up says so: first to fetch where it is noted, then, half the steps on, what is noted.
  void FetchSlot(uint32_t hash) const { __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]); }
  void FetchWord(uint32_t hash) const {
    constexpr size_t kLine = 64, kLines = 5;
    const auto* word = reinterpret_cast<const char*>(slots_[hash & (slots_.size() - 1)].word);
    if (word == nullptr) return;
    for (size_t line = 0; line < kLines; ++line) __builtin_prefetch(word + line * kLine);
  }

  // Forgets everything if the cache holds more than `limit` spellings.
  void Trim(size_t limit = 60'000);

 private:
  // Open addressing by hash.
  struct Slot {
    uint32_t hash = 0;
    uint32_t bytes = 0;
    const char* written = nullptr;
    const WordInfo* word = nullptr;

    bool Holds(std::string_view text, uint32_t text_hash) const {
      return hash == text_hash && std::string_view(written, bytes) == text;
    }
  };
  const WordInfo* Add(std::string_view written, uint32_t hash);
  void Put(const Slot& slot);

  const Lexicon* lexicon_;
  const Calendar* calendar_;
  const StringIndex* literals_;
  std::vector<Slot> slots_;  // a power of two
  size_t used_ = 0;
  std::pmr::monotonic_buffer_resource memory_;  // of the words and their spellings
};

// Builds the information from scratch, without a cache. `k1`: the word folded letter by letter.
WordInfo AnalyseWord(const Lexicon& lexicon, const Calendar& calendar, std::string_view k1,
                     std::pmr::memory_resource& memory);

}  // namespace amana::ingest

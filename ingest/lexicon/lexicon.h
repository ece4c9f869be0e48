#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "ingest/lexicon/attributes.h"
#include "ingest/lexicon/classes.h"
#include "ingest/lexicon/edge_table.h"
#include "ingest/lexicon/string_index.h"

namespace amana::ingest {

enum class Gender : uint8_t { kUnknown, kMasculine, kFeminine };
enum class Number : uint8_t { kSingular, kDual, kPlural };

// One entry of a lexicon file: a form of one or several words, its classes and what else the file
// says of it. Entries generated from a paradigm share the attributes of their lemma.
struct LexEntry {
  // What is asked at every word stands together, apart from the texts.
  ClassSet classes;
  Gender gender = Gender::kUnknown;
  Number number = Number::kSingular;
  bool accusative = false;  // indefinite accusative in alef («أمينا»)
  bool possessed = false;   // carries an enclitic pronoun («رئيسها»)
  bool construct = false;  // dual or sound plural without nun («نائبا», «برلمانيي»)
  uint16_t words = 1;      // number of words in the form
  int word = 0;            // 0 only a name … 3 mostly an ordinary word
  Attributes attributes;

  std::string form;  // as written in the file, careful spelling
  std::string k1;    // folded forms, see core/text/fold.h
  std::string k2;
  std::string lemma;  // the dictionary form; `form` itself where the file gives none
  std::string file;   // for messages
  uint32_t line = 0;

  bool Is(ClassId id) const { return classes.test(id); }
  // The attribute's value, or "" where it is absent.
  std::string_view Get(std::string_view key) const { return attributes.Get(key); }
  std::string_view Get(std::string_view key, std::string_view otherwise) const {
    const std::string_view value = Get(key);
    return value.empty() ? otherwise : value;
  }
};

// All entries, looked up by the K2 form of a word, and a trie over K2 words for the entries of
// several words. Immutable after loading, shared by all threads.
class Lexicon {
 public:
  using Node = uint32_t;
  static constexpr Node kRoot = 0;
  static constexpr Node kNowhere = UINT32_MAX;
  using WordId = uint32_t;
  static constexpr WordId kNoWord = UINT32_MAX;

  // Adds an entry; entries of several words go to the trie under their K2 words.
  void Add(LexEntry entry);

  // What is known of a K2 word: the entries of this one word, and its number in phrases, kNoWord
  // if none holds it.
  struct Word {
    std::vector<const LexEntry*> entries;
    WordId in_phrases = kNoWord;
  };
  const Word* Look(std::string_view k2) const {
    const uint32_t number = word_index_.Find(k2);
    return number == StringIndex::kNone ? nullptr : &words_[number];
  }
  std::span<const LexEntry* const> Find(std::string_view k2) const;
  WordId PhraseWord(std::string_view k2) const;
  // The trie: the child of `node` under a word, and the entries that end at a node.
  Node Child(Node node, WordId word) const {
    return word == kNoWord ? kNowhere : edges_.Find(node, word);
  }
  void FetchChild(Node node, WordId word) const { edges_.Fetch(node, word); }
  std::span<const LexEntry* const> EntriesAt(Node node) const;
  // Bits of the words under which a node may have children: all others lead nowhere.
  static uint64_t BitOf(WordId word) { return uint64_t{1} << (word % 64); }
  uint64_t WordsAfter(Node node) const { return words_after_[node]; }

  const LexEntry* FindById(std::string_view id) const;
  size_t size() const { return entries_.size(); }
  const std::deque<LexEntry>& entries() const { return entries_; }

 private:
  Word& Known(std::string_view k2);

  std::deque<LexEntry> entries_;
  StringIndex word_index_;
  std::vector<Word> words_;
  WordId phrase_words_ = 0;
  EdgeTable edges_;
  std::vector<std::vector<const LexEntry*>> ends_{1};
  std::vector<uint64_t> words_after_{0};  // by node
  StringIndex id_index_;
  std::vector<const LexEntry*> by_id_;
};

// Calls visit(word) for the words of a form: split at spaces and hyphens.
template <typename Visit>
void ForEachWord(std::string_view form, const Visit& visit) {
  while (!form.empty()) {
    size_t end = 0;
    while (end < form.size() && form[end] != ' ' && form[end] != '-') ++end;
    if (end > 0) visit(form.substr(0, end));
    form.remove_prefix(end < form.size() ? end + 1 : end);
  }
}

std::vector<std::string> SplitWords(std::string_view form);

}  // namespace amana::ingest

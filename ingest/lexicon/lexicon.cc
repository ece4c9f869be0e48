#include "ingest/lexicon/lexicon.h"

#include "core/text/fold.h"

namespace amana::ingest {

std::vector<std::string> SplitWords(std::string_view form) {
  std::vector<std::string> words;
  ForEachWord(form, [&words](std::string_view word) { words.emplace_back(word); });
  return words;
}

void Lexicon::Add(LexEntry entry) {
  entry.k1 = FoldK1(entry.form);
  entry.k2 = FoldK2(entry.form);
  if (entry.lemma.empty()) entry.lemma = entry.form;
  std::vector<std::string> words = SplitWords(entry.k2);
  entry.words = static_cast<uint16_t>(words.size());
  const LexEntry* stored = &entries_.emplace_back(std::move(entry));
  if (const std::string_view id = stored->Get("id"); !id.empty()) {
    if (id_index_.Add(id) == by_id_.size()) by_id_.push_back(stored);
  }
  if (words.size() == 1) {
    Known(words.front()).entries.push_back(stored);
    return;
  }
  Node node = kRoot;
  for (const std::string& text : words) {
    Word& word = Known(text);
    if (word.in_phrases == kNoWord) word.in_phrases = phrase_words_++;
    Node child = edges_.Find(node, word.in_phrases);
    if (child == kNowhere) {
      child = static_cast<Node>(ends_.size());
      edges_.Add(node, word.in_phrases, child);
      ends_.emplace_back();
      words_after_[node] |= BitOf(word.in_phrases);
      words_after_.push_back(0);
    }
    node = child;
  }
  ends_[node].push_back(stored);
}

Lexicon::Word& Lexicon::Known(std::string_view k2) {
  const uint32_t number = word_index_.Add(k2);
  if (number == words_.size()) words_.emplace_back();
  return words_[number];
}

std::span<const LexEntry* const> Lexicon::Find(std::string_view k2) const {
  const Word* word = Look(k2);
  if (word == nullptr) return {};
  return word->entries;
}

Lexicon::WordId Lexicon::PhraseWord(std::string_view k2) const {
  const Word* word = Look(k2);
  return word == nullptr ? kNoWord : word->in_phrases;
}

std::span<const LexEntry* const> Lexicon::EntriesAt(Node node) const { return ends_[node]; }

const LexEntry* Lexicon::FindById(std::string_view id) const {
  const uint32_t number = id_index_.Find(id);
  return number == StringIndex::kNone ? nullptr : by_id_[number];
}

}  // namespace amana::ingest

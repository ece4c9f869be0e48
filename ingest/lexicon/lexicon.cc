#include "ingest/lexicon/lexicon.h"

#include "core/text/fold.h"

namespace amana::ingest {

std::string_view LexEntry::Get(std::string_view key) const {
  const auto found = attributes.find(key);
  return found == attributes.end() ? std::string_view() : std::string_view(found->second);
}

std::vector<std::string> SplitWords(std::string_view form) {
  std::vector<std::string> words;
  std::string current;
  for (char c : form) {
    if (c == ' ' || c == '-') {
      if (!current.empty()) words.push_back(std::move(current));
      current.clear();
    } else {
      current.push_back(c);
    }
  }
  if (!current.empty()) words.push_back(std::move(current));
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
    by_id_.emplace(std::string(id), stored);
  }
  if (words.size() == 1) {
    single_[words.front()].push_back(stored);
    return;
  }
  Node node = kRoot;
  for (std::string& word : words) {
    const uint32_t word_id =
        trie_words_.emplace(std::move(word), static_cast<uint32_t>(trie_words_.size()))
            .first->second;
    Node child = edges_.Find(node, word_id);
    if (child == kNowhere) {
      child = static_cast<Node>(ends_.size());
      edges_.Add(node, word_id, child);
      ends_.emplace_back();
    }
    node = child;
  }
  ends_[node].push_back(stored);
}

std::span<const LexEntry* const> Lexicon::Find(std::string_view k2) const {
  const auto found = single_.find(k2);
  if (found == single_.end()) return {};
  return found->second;
}

Lexicon::WordId Lexicon::PhraseWord(std::string_view k2) const {
  const auto found = trie_words_.find(k2);
  return found == trie_words_.end() ? kNoWord : found->second;
}

std::span<const LexEntry* const> Lexicon::EntriesAt(Node node) const { return ends_[node]; }

const LexEntry* Lexicon::FindById(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

}  // namespace amana::ingest

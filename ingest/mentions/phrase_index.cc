#include "ingest/mentions/phrase_index.h"

namespace amana::ingest {
namespace {

constexpr uint32_t kAhead = 4;  // tokens

// Tokens that may stand between the words of one phrase: a hyphen («فاس-مكناس»).
uint32_t NextWord(const Document& doc, uint32_t at) {
  while (at < doc.tokens.size() && doc.IsMark(at, '-') && doc.tokens[at].glued) ++at;
  return at;
}

// The child of a trie node for an inner word: as written, or without its article where the first
// word carries one («المقر الرئيسي» for «مقر رئيسي»).
Lexicon::Node Step(const Lexicon& lexicon, Lexicon::Node node, const WordInfo& word,
                   bool definite) {
  const Lexicon::Node plain = lexicon.Child(node, word.phrase_word);
  if (plain != Lexicon::kNowhere || !definite) return plain;
  return lexicon.Child(node, word.phrase_word_bare);
}

}  // namespace

PhraseIndex::PhraseIndex(const Document& document, const Lexicon& lexicon,
                         std::pmr::memory_resource& memory)
    : doc_(document),
      lexicon_(lexicon),
      matches_(&memory),
      begin_(&memory),
      starts_(doc_.tokens.size(), &memory) {
  constexpr size_t kWordsForOne = 4;  // few texts have more phrases than that
  matches_.reserve(doc_.tokens.size() / kWordsForOne);
  begin_.reserve(doc_.tokens.size() + 1);
  for (uint32_t at = 0; at < doc_.tokens.size(); ++at) {
    begin_.push_back(static_cast<uint32_t>(matches_.size()));
    FetchAhead(at + kAhead);
    const WordInfo* word = doc_.tokens[at].word;
    if (word == nullptr) continue;
    starts_[at] = word->any;
    if (!MayGoOn(word->words_after, at + 1)) continue;
    for (const Stem& stem : word->stems) {
      if (stem.phrase != Lexicon::kNowhere) Walk(at, stem);
    }
    for (size_t i = begin_.back(); i < matches_.size(); ++i)
      starts_[at] |= matches_[i].first.classes;
  }
  begin_.push_back(static_cast<uint32_t>(matches_.size()));
}

// Fetches the first steps of the walks that start at a token.
void PhraseIndex::FetchAhead(uint32_t at) const {
  const WordInfo* word = doc_.WordAt(at);
  const WordInfo* next = doc_.WordAt(at + 1);
  if (word == nullptr || next == nullptr || !MayGoOn(word->words_after, at + 1)) return;
  for (const Stem& stem : word->stems) {
    if (stem.phrase != Lexicon::kNowhere && MayGoOn(stem.words_after, at + 1))
      lexicon_.FetchChild(stem.phrase, next->phrase_word);
  }
}

void PhraseIndex::Walk(uint32_t start, const Stem& stem) {
  Lexicon::Node node = stem.phrase;
  const bool definite = (stem.proclitics & kAl) != 0;
  uint32_t at = NextWord(doc_, start + 1);
  if (!MayGoOn(stem.words_after, at)) return;
  while (at < doc_.tokens.size() && doc_.tokens[at].kind != TokenKind::kPunctuation) {
    if (doc_.tokens[at].kind == TokenKind::kNumber) {
      node = lexicon_.Child(node, lexicon_.PhraseWord(std::to_string(doc_.tokens[at].number)));
    } else {
      node = Step(lexicon_, node, *doc_.tokens[at].word, definite);
    }
    if (node == Lexicon::kNowhere) return;
    ++at;
    for (const LexEntry* entry : lexicon_.EntriesAt(node)) {
      Reading first{entry, stem.proclitics, stem.letters, false};
      matches_.push_back({entry, first, {start, at}});
    }
    at = NextWord(doc_, at);
  }
}

// False where the word at a token is no second word of a phrase, of those that `words_after` has:
// mostly, and told without a look at the trie.
bool PhraseIndex::MayGoOn(uint64_t words_after, uint32_t at) const {
  if (words_after == 0) return false;
  const WordInfo* word = doc_.WordAt(at);
  if (word == nullptr) return true;
  const auto may = [&](Lexicon::WordId id) {
    return id != Lexicon::kNoWord && (words_after & Lexicon::BitOf(id)) != 0;
  };
  return may(word->phrase_word) || may(word->phrase_word_bare);
}

}  // namespace amana::ingest

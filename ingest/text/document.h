#pragma once

#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/article.h"
#include "ingest/lexicon/word_info.h"
#include "ingest/text/token.h"

namespace amana::ingest {

// A stretch of one block that ends at a full stop, question or exclamation mark or the block's end.
// A block that ends in a comma goes on in the next one. What runs on for more than 400 tokens is
// cut, behind a comma where there is one: no news sentence is so long, and work per sentence may
// then grow faster than its length.
struct Sentence {
  TokenSpan tokens;
  BlockKind kind = BlockKind::kBody;
};

// An article cut into tokens and sentences. Everything later refers to it by token position.
struct Document {
  const Article* article = nullptr;
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;

  // The bytes of a token, as in the article.
  std::string_view Written(uint32_t token) const {
    return std::string_view(article->text).substr(tokens[token].byte, tokens[token].bytes);
  }
  // Letters of a token without harakat, tatweel and invisible marks; `skip` leaves out that many
  // code points of its folded form (proclitics).
  std::string Word(uint32_t token, uint8_t skip = 0) const;
  void AppendWord(uint32_t token, uint8_t skip, std::string& out) const;
  bool HasTanwin(uint32_t token) const;
  // The words of a span joined by single spaces, quotes and other marks left out; hyphens between
  // words stay. The first word loses what `first` says was split off, but keeps an article.
  std::string Phrase(TokenSpan span, const Reading* first = nullptr) const;
  // The same without a copy where the text has it so, else in `memory`.
  std::string_view PhraseIn(TokenSpan span, const Reading* first,
                            std::pmr::memory_resource& memory) const;
  void AppendPhrase(TokenSpan span, const Reading* first, std::string& out) const;

  bool IsMark(uint32_t token, char32_t mark) const {
    return token < tokens.size() && tokens[token].kind == TokenKind::kPunctuation &&
           tokens[token].mark == mark;
  }
  // «- فلان.. أمينا للشباب»: true at either of two dots, which set the parts of an item apart.
  bool IsTwoDots(uint32_t token) const;
  const WordInfo* WordAt(uint32_t token) const {
    return token < tokens.size() ? tokens[token].word : nullptr;
  }
  bool Is(uint32_t token, ClassId id) const {
    const WordInfo* word = WordAt(token);
    return word != nullptr && word->Any(id);
  }
  bool IsWhole(uint32_t token, ClassId id) const {
    const WordInfo* word = WordAt(token);
    return word != nullptr && word->Whole(id);
  }

 private:
  bool IsPlain(TokenSpan span) const;
  std::optional<std::string_view> PlainPhrase(TokenSpan span, const Reading* first) const;
};

// Cuts an article. Applies the un-gluing rules of the script: a tanwin, a ta marbuta and an alef
// maqsura end a word; letters, digits and scripts do not mix in one token. `spare`: a document that
// is done with, whose memory serves again.
Document Tokenize(const Article& article, WordCache& words, ClassId title_class,
                  Document spare = {});

}  // namespace amana::ingest

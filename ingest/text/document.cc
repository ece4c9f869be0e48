#include "ingest/text/document.h"

#include <unicode/uchar.h>

#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace amana::ingest {
namespace {

constexpr char32_t kTaMarbuta = 0x629;
constexpr char32_t kAlefMaqsura = 0x649;
constexpr char32_t kAlef = 0x627;
constexpr uint32_t kMaxShortQuote = 14;  // marks in a title or a slogan end no sentence
constexpr uint32_t kMaxSentenceTokens = 400;

enum class Kind : uint8_t { kSpace, kArabic, kLatin, kDigit, kMarkOnWord, kPunctuation };

bool IsTanwin(char32_t c) { return c >= 0x64B && c <= 0x64D; }

Kind Compute(char32_t c) {
  const char32_t folded = FoldCodePointK1(c);
  if (folded == 0) return Kind::kMarkOnWord;
  if (folded == ' ' || c == '\n' || c == '\t' || c == '\r') return Kind::kSpace;
  if (folded >= '0' && folded <= '9') return Kind::kDigit;
  if (u_isalpha(static_cast<UChar32>(c))) {
    return folded >= 0x600 && folded < 0x780 ? Kind::kArabic : Kind::kLatin;
  }
  if (u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK) return Kind::kMarkOnWord;
  return Kind::kPunctuation;
}

Kind KindOf(char32_t c) {
  static const std::vector<Kind> table = [] {
    std::vector<Kind> kinds(0x10000);
    for (char32_t at = 0; at < 0x10000; ++at) kinds[at] = Compute(at);
    return kinds;
  }();
  return c < 0x10000 ? table[c] : Compute(c);
}

// Where a run of Arabic letters that starts at `from` ends its first word.
uint32_t WordEnd(std::u32string_view text, uint32_t from) {
  uint32_t at = from;
  while (at < text.size()) {
    const char32_t c = text[at];
    const Kind kind = KindOf(c);
    if (kind != Kind::kArabic && kind != Kind::kMarkOnWord) return at;
    ++at;
    if (IsTanwin(c)) {
      const bool alef_before = at >= 2 && at - 2 >= from && text[at - 2] == kAlef;
      if (!alef_before && at < text.size() && (text[at] == kAlef || text[at] == kAlefMaqsura)) ++at;
      return at;
    }
    if (c == kTaMarbuta || c == kAlefMaqsura) {
      while (at < text.size() && KindOf(text[at]) == Kind::kMarkOnWord) ++at;
      return at;
    }
  }
  return at;
}

class Cutter {
 public:
  Cutter(const Article& article, WordCache& words, ClassId title_class)
      : words_(words), title_class_(title_class) {
    document_.article = &article;
    document_.code_points = ToUtf32(article.text);
    document_.tokens.reserve(document_.code_points.size() / 5 + 8);
  }

  Document Cut() {
    for (const Block& block : document_.article->blocks) CutBlock(block);
    return std::move(document_);
  }

 private:
  void CutBlock(const Block& block) {
    const auto first = static_cast<uint32_t>(document_.tokens.size());
    CutTokens(block.begin, block.end);
    CutSentences(first, block.kind);
  }

  void CutTokens(uint32_t at, uint32_t end) {
    const std::u32string& text = document_.code_points;
    bool space = true;
    uint32_t previous_end = UINT32_MAX;
    while (at < end) {
      const Kind kind = KindOf(text[at]);
      if (kind == Kind::kSpace || kind == Kind::kMarkOnWord) {
        space = space || kind == Kind::kSpace;
        ++at;
        continue;
      }
      Token token;
      token.begin = at;
      token.space_before = space;
      token.glued = !space && previous_end == at;
      at = std::min(end, TokenEnd(at, kind, token));
      token.end = at;
      if (token.kind == TokenKind::kWord) token.word = LookUp(token);
      document_.tokens.push_back(token);
      previous_end = at;
      space = false;
    }
  }

  uint32_t TokenEnd(uint32_t at, Kind kind, Token& token) {
    const std::u32string& text = document_.code_points;
    switch (kind) {
      case Kind::kArabic:
        return WithLoneConjunction(at, WordEnd(text, at));
      case Kind::kLatin:
        while (at < text.size() &&
               (KindOf(text[at]) == Kind::kLatin || KindOf(text[at]) == Kind::kMarkOnWord)) {
          ++at;
        }
        return at;
      case Kind::kDigit: {
        token.kind = TokenKind::kNumber;
        uint64_t value = 0;
        while (at < text.size() && KindOf(text[at]) == Kind::kDigit) {
          value = std::min<uint64_t>(value * 10 + (FoldCodePointK1(text[at]) - '0'), UINT32_MAX);
          ++at;
        }
        token.number = static_cast<uint32_t>(value);
        return at;
      }
      default:
        token.kind = TokenKind::kPunctuation;
        token.mark = FoldCodePointK1(text[at]);
        return at + 1;
    }
  }

  // «و ناقشت»: a conjunction by itself is written together with the word behind it.
  uint32_t WithLoneConjunction(uint32_t at, uint32_t end) const {
    constexpr uint32_t kShortest = 3;  // letters of the word: «و د. فلان» stays apart
    const std::u32string& text = document_.code_points;
    if (end - at != 1 || text[at] != 0x648 || end + 1 >= text.size() || text[end] != ' ' ||
        KindOf(text[end + 1]) != Kind::kArabic) {
      return end;
    }
    const uint32_t next = WordEnd(text, end + 1);
    return next - end > kShortest ? next : end;
  }

  const WordInfo* LookUp(const Token& token) {
    key_.clear();
    for (uint32_t at = token.begin; at < token.end; ++at) {
      if (document_.code_points[at] == ' ') continue;
      if (const char32_t c = FoldCodePointK1(document_.code_points[at])) AppendUtf8(c, key_);
    }
    return words_.Lookup(key_);
  }

  // «د.» and «م.» are titles, and the full stop is part of them.
  bool IsAbbreviation(uint32_t token) const {
    const WordInfo* word = document_.WordAt(token);
    return word != nullptr && word->letters <= 2 && word->Whole(title_class_);
  }

  bool EndsSentence(uint32_t at) const {
    const Token& token = document_.tokens[at];
    if (token.kind != TokenKind::kPunctuation) return false;
    if (token.mark == '?' || token.mark == '!' || token.mark == 0x61F || token.mark == 0x6D4 ||
        token.mark == 0x2026) {
      return true;
    }
    if (token.mark != '.') return false;
    const auto& tokens = document_.tokens;
    if (at > 0 && IsAbbreviation(at - 1)) return false;
    const bool between_digits = at > 0 && at + 1 < tokens.size() &&
                                tokens[at - 1].kind == TokenKind::kNumber &&
                                tokens[at + 1].kind == TokenKind::kNumber && tokens[at + 1].glued;
    return !between_digits;
  }

  // «ندوة بعنوان «إلى أين؟»»: the end of a short quotation that opens here; `at` where none does.
  uint32_t ClosesShortQuote(uint32_t at, uint32_t end) const {
    const Token& token = document_.tokens[at];
    if (token.kind != TokenKind::kPunctuation || (token.mark != '"' && token.mark != '('))
      return at;
    const char32_t opening = document_.code_points[token.begin];
    if (opening == 0xBB || opening == 0x201D) return at;
    const char32_t closing = token.mark == '(' ? ')' : '"';
    const uint32_t last = std::min(end, at + kMaxShortQuote);
    for (uint32_t close = at + 1; close < last; ++close) {
      if (document_.IsMark(close, closing)) return close;
    }
    return at;
  }

  void CutSentences(uint32_t from, BlockKind kind) {
    const auto end = static_cast<uint32_t>(document_.tokens.size());
    // A block behind one that ended in a comma goes on with its sentence.
    if (from < end && from > 0 && !document_.sentences.empty() && kind == BlockKind::kBody &&
        document_.sentences.back().kind == BlockKind::kBody && document_.IsMark(from - 1, 0x60C)) {
      from = document_.sentences.back().tokens.begin;
      document_.sentences.pop_back();
    }
    uint32_t start = from;
    for (uint32_t at = from; at < end; ++at) {
      if (const uint32_t close = ClosesShortQuote(at, end); close > at) at = close;
      if (!EndsSentence(at)) continue;
      AddSentence(start, at + 1, kind);
      start = at + 1;
    }
    AddSentence(start, end, kind);
  }

  // Cuts what has no full stop for too long, behind a comma where there is one.
  void AddSentence(uint32_t begin, uint32_t end, BlockKind kind) {
    while (end - begin > kMaxSentenceTokens) {
      uint32_t cut = begin + kMaxSentenceTokens;
      while (cut > begin + kMaxSentenceTokens / 2 && !IsComma(cut - 1)) --cut;
      if (!IsComma(cut - 1)) cut = begin + kMaxSentenceTokens;
      AddPiece(begin, cut, kind);
      begin = cut;
    }
    AddPiece(begin, end, kind);
  }

  bool IsComma(uint32_t at) const {
    return document_.IsMark(at, 0x60C) || document_.IsMark(at, 0x61B) ||
           document_.IsMark(at, ',') || document_.IsMark(at, ';');
  }

  void AddPiece(uint32_t begin, uint32_t end, BlockKind kind) {
    for (uint32_t at = begin; at < end; ++at) {
      if (document_.tokens[at].kind != TokenKind::kPunctuation) {
        document_.sentences.push_back({{begin, end}, kind});
        return;
      }
    }
  }

  Document document_;
  WordCache& words_;
  ClassId title_class_;
  std::string key_;
};

}  // namespace

std::string Document::Word(uint32_t token, uint8_t skip) const {
  std::string out;
  for (uint32_t at = tokens[token].begin; at < tokens[token].end; ++at) {
    if (FoldCodePointK1(code_points[at]) == 0 || code_points[at] == ' ') continue;
    if (skip > 0) {
      --skip;
    } else {
      AppendUtf8(code_points[at], out);
    }
  }
  return out;
}

std::string Document::Phrase(TokenSpan span, const Reading* first) const {
  std::string out;
  bool hyphen = false;
  for (uint32_t at = span.begin; at < span.end; ++at) {
    if (tokens[at].kind == TokenKind::kPunctuation) {
      hyphen = tokens[at].mark == '-' && tokens[at].glued && !out.empty();
      continue;
    }
    if (!out.empty()) out += hyphen && tokens[at].glued ? '-' : ' ';
    hyphen = false;
    if (at == span.begin && first != nullptr) {
      if (first->definite()) out += "ال";
      out += Word(at, first->letters);
    } else {
      out += Word(at);
    }
  }
  return out;
}

Document Tokenize(const Article& article, WordCache& words, ClassId title_class) {
  return Cutter(article, words, title_class).Cut();
}

}  // namespace amana::ingest

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
constexpr char32_t kWaw = 0x648;
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

const std::vector<Kind>& Kinds() {
  static const std::vector<Kind> table = [] {
    std::vector<Kind> kinds(0x10000);
    for (char32_t at = 0; at < 0x10000; ++at) kinds[at] = Compute(at);
    return kinds;
  }();
  return table;
}

// A place in the text, in code points and in bytes.
struct Cursor {
  uint32_t at = 0;
  uint32_t byte = 0;
};

class Cutter {
 public:
  Cutter(const Article& article, WordCache& words, ClassId title_class)
      : text_(article.text), kinds_(Kinds().data()), words_(words), title_class_(title_class) {
    document_.article = &article;
    document_.tokens.reserve(text_.size() / 9 + 8);
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

  Kind KindOf(char32_t c) const { return c < 0x10000 ? kinds_[c] : Compute(c); }
  bool Ends(const Cursor& here) const { return here.byte >= text_.size() || here.at >= end_; }

  // The code point at a cursor, which goes on behind it.
  char32_t Next(Cursor& here) const {
    size_t byte = here.byte;
    const char32_t c = DecodeUtf8(text_, byte);
    here = {here.at + 1, static_cast<uint32_t>(byte)};
    return c;
  }
  char32_t Peek(Cursor here) const { return Next(here); }

  void CutTokens(uint32_t begin, uint32_t end) {
    if (begin < here_.at) here_ = {};  // blocks may come in any order
    end_ = end;
    while (here_.at < begin && !Ends(here_)) Next(here_);
    bool space = true;
    uint32_t previous_end = UINT32_MAX;
    while (!Ends(here_)) {
      Token token;
      token.begin = here_.at;
      token.byte = here_.byte;
      const char32_t c = Next(here_);
      const Kind kind = KindOf(c);
      if (kind == Kind::kSpace || kind == Kind::kMarkOnWord) {
        space = space || kind == Kind::kSpace;
        continue;
      }
      token.space_before = space;
      token.glued = !space && previous_end == token.begin;
      ReadToken(c, kind, token);
      token.end = here_.at;
      token.bytes = here_.byte - token.byte;
      if (token.kind == TokenKind::kWord) {
        token.word = words_.Lookup(text_.substr(token.byte, token.bytes));
      }
      document_.tokens.push_back(token);
      previous_end = token.end;
      space = false;
    }
  }

  // Reads the rest of a token that begins with `c`.
  void ReadToken(char32_t c, Kind kind, Token& token) {
    switch (kind) {
      case Kind::kArabic:
        ReadArabic(c, token);
        if (c == kWaw && here_.at == token.begin + 1) JoinLoneConjunction(token);
        break;
      case Kind::kLatin:
        ReadLatin(token);
        break;
      case Kind::kDigit:
        ReadNumber(c, token);
        break;
      default:
        token.kind = TokenKind::kPunctuation;
        token.mark = FoldCodePointK1(c);
    }
  }

  // «و ناقشت»: a conjunction by itself is written together with the word behind it.
  void JoinLoneConjunction(Token& token) {
    constexpr uint32_t kShortest = 3;  // letters of the word: «و د. فلان» stays apart
    const Cursor before = here_;
    if (Ends(here_) || Next(here_) != ' ' || Ends(here_)) {
      here_ = before;
      return;
    }
    const char32_t first = Next(here_);
    if (KindOf(first) == Kind::kArabic) {
      Token word;
      ReadArabic(first, word);
      if (here_.at - before.at > kShortest) {
        token.marked = true;  // the space is no letter
        return;
      }
    }
    here_ = before;
  }

  // The first word of a run of Arabic letters.
  void ReadArabic(char32_t c, Token& token) {
    for (char32_t before = 0;;) {  // the code point before `c`
      if (IsTanwin(c)) {
        if (before == kAlef || Ends(here_)) return;
        const char32_t next = Peek(here_);
        if (next == kAlef || next == kAlefMaqsura) Next(here_);
        return;
      }
      if (Ends(here_)) return;
      Cursor ahead = here_;
      const char32_t next = Next(ahead);
      const Kind kind = KindOf(next);
      if (kind != Kind::kMarkOnWord && kind != Kind::kArabic) return;
      if (c == kTaMarbuta || c == kAlefMaqsura) {
        SkipMarks(token);
        return;
      }
      token.marked = token.marked || kind == Kind::kMarkOnWord;
      here_ = ahead;
      before = c;
      c = next;
    }
  }

  void SkipMarks(Token& token) {
    while (!Ends(here_) && KindOf(Peek(here_)) == Kind::kMarkOnWord) {
      token.marked = true;
      Next(here_);
    }
  }

  void ReadLatin(Token& token) {
    while (!Ends(here_)) {
      const Kind kind = KindOf(Peek(here_));
      if (kind != Kind::kLatin && kind != Kind::kMarkOnWord) return;
      token.marked = token.marked || kind == Kind::kMarkOnWord;
      Next(here_);
    }
  }

  void ReadNumber(char32_t c, Token& token) {
    token.kind = TokenKind::kNumber;
    uint64_t value = 0;
    while (true) {
      value = std::min<uint64_t>(value * 10 + (FoldCodePointK1(c) - '0'), UINT32_MAX);
      if (Ends(here_)) break;
      c = Peek(here_);
      if (KindOf(c) != Kind::kDigit) break;
      Next(here_);
    }
    token.number = static_cast<uint32_t>(value);
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
    size_t first = 0;
    const char32_t opening = DecodeUtf8(document_.Written(at), first);
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

  std::string_view text_;
  const Kind* kinds_;
  WordCache& words_;
  ClassId title_class_;
  Document document_;
  Cursor here_;
  uint32_t end_ = 0;  // of the block at hand
};

}  // namespace

std::string Document::Word(uint32_t token, uint8_t skip) const {
  std::string out;
  AppendWord(token, skip, out);
  return out;
}

void Document::AppendWord(uint32_t token, uint8_t skip, std::string& out) const {
  const std::string_view written = Written(token);
  size_t at = 0;
  if (!tokens[token].marked) {
    for (; skip > 0 && at < written.size(); --skip) DecodeUtf8(written, at);
    out += written.substr(at);
    return;
  }
  while (at < written.size()) {
    const char32_t c = DecodeUtf8(written, at);
    if (FoldCodePointK1(c) == 0 || c == ' ') continue;
    if (skip > 0) {
      --skip;
    } else {
      AppendUtf8(c, out);
    }
  }
}

bool Document::HasTanwin(uint32_t token) const {
  if (!tokens[token].marked) return false;
  const std::string_view written = Written(token);
  for (size_t at = 0; at < written.size();) {
    if (IsTanwin(DecodeUtf8(written, at))) return true;
  }
  return false;
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
      AppendWord(at, first->letters, out);
    } else {
      AppendWord(at, 0, out);
    }
  }
  return out;
}

Document Tokenize(const Article& article, WordCache& words, ClassId title_class) {
  return Cutter(article, words, title_class).Cut();
}

}  // namespace amana::ingest

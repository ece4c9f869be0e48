#include "ingest/text/document.h"

#include <unicode/uchar.h>

#include "core/text/fold.h"
#include "core/text/utf8.h"
#include "ingest/text/kept_text.h"

namespace amana::ingest {
namespace {

constexpr char32_t kTaMarbuta = 0x629;
constexpr char32_t kAlefMaqsura = 0x649;
constexpr char32_t kAlef = 0x627;
constexpr uint32_t kMaxShortQuote = 14;  // marks in a title or a slogan end no sentence
constexpr uint32_t kMaxSentenceTokens = 400;

enum class Kind : uint8_t { kSpace, kArabic, kLatin, kDigit, kMarkOnWord, kPunctuation };

bool IsTanwin(char32_t c) { return c >= 0x64B && c <= 0x64D; }
bool EndsWord(char32_t c) { return c == kTaMarbuta || c == kAlefMaqsura || IsTanwin(c); }

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

// Two bytes as a number. REQUIRES: the second one is there.
size_t PairOf(const char* bytes) {
  return size_t{static_cast<unsigned char>(bytes[0])} << 8 | static_cast<unsigned char>(bytes[1]);
}

// Whether two bytes are a letter of Arabic that changes nothing about the word it is in: it neither
// ends one nor is a mark. Most of all text.
const std::vector<char>& PlainLetters() {
  static const std::vector<char> table = [] {
    std::vector<char> plain(0x10000);
    for (char32_t c = 0x600; c < 0x700; ++c) {
      if (Kinds()[c] != Kind::kArabic || c == kTaMarbuta || c == kAlefMaqsura) continue;
      char bytes[4];
      PutUtf8(c, bytes);
      plain[PairOf(bytes)] = 1;
    }
    return plain;
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
  Cutter(const Article& article, WordCache& words, ClassId title_class, Document spare)
      : text_(article.text),
        kinds_(Kinds().data()),
        plain_(PlainLetters().data()),
        words_(words),
        title_class_(title_class),
        document_(std::move(spare)) {
    document_.article = &article;
    document_.tokens.clear();
    document_.sentences.clear();
    document_.tokens.reserve(text_.size() / 9 + 8);
    hashes_.reserve(text_.size() / 9 + 8);
  }

  Document Cut() {
    const auto& blocks = document_.article->blocks;
    std::vector<uint32_t> ends;  // behind the tokens of each block
    ends.reserve(blocks.size());
    for (const Block& block : blocks) {
      CutTokens(block.begin, block.end);
      ends.push_back(static_cast<uint32_t>(document_.tokens.size()));
    }
    LookUpWords();
    for (size_t i = 0; i < blocks.size(); ++i)
      CutSentences(i == 0 ? 0 : ends[i - 1], ends[i], blocks[i].kind);
    return std::move(document_);
  }

 private:
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
      const Cursor start = here_;
      const char32_t c = Next(here_);
      const Kind kind = KindOf(c);
      if (kind == Kind::kSpace || kind == Kind::kMarkOnWord) {
        space = space || kind == Kind::kSpace;
        continue;
      }
      Token& token = document_.tokens.emplace_back();
      token.begin = start.at;
      token.byte = start.byte;
      token.space_before = space;
      token.glued = !space && previous_end == token.begin;
      ReadToken(c, kind, token);
      token.end = here_.at;
      token.bytes = here_.byte - token.byte;
      const bool word = token.kind == TokenKind::kWord;
      hashes_.push_back(word ? HashText(text_.substr(token.byte, token.bytes)) : 0);
      previous_end = token.end;
      space = false;
    }
  }

  // Of all blocks in one go: what is far away is fetched many words before it is needed.
  void LookUpWords() {
    constexpr size_t kFar = 24, kNear = 12;
    const size_t count = hashes_.size();
    for (size_t i = 0; i < count; ++i) {
      if (i + kFar < count) words_.FetchSlot(hashes_[i + kFar]);
      if (i + kNear < count) words_.FetchWord(hashes_[i + kNear]);
      Token& token = document_.tokens[i];
      if (token.kind != TokenKind::kWord) continue;
      token.word = words_.Lookup(text_.substr(token.byte, token.bytes), hashes_[i]);
      token.date_role = token.word->date_role;
    }
  }

  // Reads the rest of a token that begins with `c`.
  void ReadToken(char32_t c, Kind kind, Token& token) {
    switch (kind) {
      case Kind::kArabic:
        ReadArabic(c, token);
        if (IsLoneProclitic(token)) JoinLoneProclitic(token);
        break;
      case Kind::kLatin:
        ReadLatin(token);
        break;
      case Kind::kDigit:
        ReadNumber(c, token);
        token.date_role = kNumberInDate;
        break;
      default:
        token.kind = TokenKind::kPunctuation;
        token.mark = FoldCodePointK1(c);
        token.date_role = kMarkInDate;
    }
  }

  // «و», and with a tatweel that asks for the rest «بـ», «لـ», «وبـ».
  bool IsLoneProclitic(const Token& token) const {
    constexpr uint32_t kLongest = 3;
    if (here_.at - token.begin > kLongest) return false;
    const std::string_view letters = text_.substr(token.byte, here_.byte - token.byte);
    return letters == "و" || letters == "بـ" || letters == "لـ" || letters == "وبـ" ||
           letters == "ولـ";
  }

  // «و ناقشت», «بـ محافظة»: a proclitic by itself is written together with the word behind it; not
  // «لـ الشباب», which together would be written otherwise («للشباب»).
  void JoinLoneProclitic(Token& token) {
    constexpr uint32_t kShortest = 3;  // letters of the word: «و د. فلان» stays apart
    const Cursor before = here_;
    const bool la = text_.substr(token.byte, before.byte - token.byte).ends_with("لـ");
    if (Ends(here_) || Next(here_) != ' ' || Ends(here_) ||
        (la && text_.substr(here_.byte).starts_with("ال"))) {
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
      if (!EndsWord(c)) c = SkipPlain(c);
      if (IsTanwin(c)) {
        SkipMarks(token);  // «كلًّا»: a shadda behind it
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
      if (EndsWord(c)) {
        SkipMarks(token);
        return;
      }
      token.marked = token.marked || kind == Kind::kMarkOnWord;
      here_ = ahead;
      before = c;
      c = next;
    }
  }

  // Goes on behind the letters that follow `c` and change nothing; returns the last one.
  char32_t SkipPlain(char32_t c) {
    const uint32_t limit = std::min<uint32_t>(end_ - here_.at, (text_.size() - here_.byte) / 2);
    const char* const from = text_.data() + here_.byte;
    uint32_t letters = 0;
    while (letters < limit && plain_[PairOf(from + 2 * letters)]) ++letters;
    if (letters == 0) return c;
    here_.at += letters;
    here_.byte += 2 * letters;
    size_t last = here_.byte - 2;
    return DecodeUtf8(text_, last);
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

  bool OpensItem(uint32_t at) const {
    return document_.IsMark(at, '-') || document_.IsMark(at, '*') || document_.IsMark(at, 0x2022) ||
           document_.tokens[at].kind == TokenKind::kNumber;
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

  void CutSentences(uint32_t from, uint32_t end, BlockKind kind) {
    // A block behind one that ended in a comma goes on with its sentence.
    if (from < end && from > 0 && !document_.sentences.empty() && kind == BlockKind::kBody &&
        document_.sentences.back().kind == BlockKind::kBody && document_.IsMark(from - 1, 0x60C)) {
      from = document_.sentences.back().tokens.begin;
      document_.sentences.pop_back();
    }
    uint32_t start = from;
    const bool item = from < end && OpensItem(from);
    for (uint32_t at = from; at < end; ++at) {
      if (document_.tokens[at].kind != TokenKind::kPunctuation) continue;
      if (item && at + 2 < end && document_.IsTwoDots(at)) continue;
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
  const char* plain_;  // by two bytes
  WordCache& words_;
  ClassId title_class_;
  Document document_;
  std::vector<uint32_t> hashes_;  // of the words, by token
  Cursor here_;
  uint32_t end_ = 0;  // of the block at hand
};

// «للجيزة»: a name that has its article by itself, of which «ل» leaves one letter.
bool LostArticle(const Reading& first) {
  return (first.proclitics & kLa) != 0 && !first.definite() &&
         first.letters > std::popcount(first.proclitics);
}

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

bool Document::IsTwoDots(uint32_t token) const {
  const auto dot = [this](uint32_t at) { return IsMark(at, '.'); };
  if (!dot(token)) return false;
  const uint32_t first = token > 0 && dot(token - 1) ? token - 1 : token;
  return dot(first + 1) && !dot(first + 2) && !(first > 0 && dot(first - 1));
}

std::string Document::Phrase(TokenSpan span, const Reading* first) const {
  std::string out;
  AppendPhrase(span, first, out);
  return out;
}

// True where the words stand in the text as a phrase has them: with single spaces, unmarked.
bool Document::IsPlain(TokenSpan span) const {
  for (uint32_t at = span.begin; at < span.end; ++at) {
    const Token& token = tokens[at];
    if (token.kind == TokenKind::kPunctuation || token.marked) return false;
    if (at == span.begin) continue;
    const uint32_t before = tokens[at - 1].byte + tokens[at - 1].bytes;
    if (token.byte != before + 1 || article->text[before] != ' ') return false;
  }
  return true;
}

// A phrase as the text has it, from behind the letters that were split off; nullopt where the text
// has it otherwise («للحزب» for «الحزب»).
std::optional<std::string_view> Document::PlainPhrase(TokenSpan span, const Reading* first) const {
  if (!IsPlain(span)) return std::nullopt;
  const std::string_view text = article->text;
  const Token& last = tokens[span.end - 1];
  const size_t start = tokens[span.begin].byte, end = last.byte + last.bytes;
  size_t at = start;
  if (first != nullptr) {
    const size_t word_end = start + tokens[span.begin].bytes;
    for (uint8_t skip = first->letters; skip > 0 && at < word_end; --skip) DecodeUtf8(text, at);
    if (first->definite()) {
      if (!text.substr(start, at - start).ends_with(kArticleLetters)) return std::nullopt;
      at -= kArticleLetters.size();
    }
    if (LostArticle(*first)) return std::nullopt;
  }
  return text.substr(at, end - at);
}

std::string_view Document::PhraseIn(TokenSpan span, const Reading* first,
                                    std::pmr::memory_resource& memory) const {
  if (span.empty()) return {};
  if (const auto plain = PlainPhrase(span, first)) return *plain;
  return KeepText(Phrase(span, first), memory);
}

void Document::AppendPhrase(TokenSpan span, const Reading* first, std::string& out) const {
  if (span.empty()) return;
  if (const auto plain = PlainPhrase(span, first)) {
    out += *plain;
    return;
  }
  const Token& last = tokens[span.end - 1];
  const size_t start = out.size();
  const size_t most = last.byte + last.bytes - tokens[span.begin].byte + kArticleLetters.size();
  if (start + most > out.capacity()) out.reserve(start + most);
  bool hyphen = false;
  for (uint32_t at = span.begin; at < span.end; ++at) {
    const bool empty = out.size() == start;
    if (tokens[at].kind == TokenKind::kPunctuation) {
      hyphen = tokens[at].mark == '-' && tokens[at].glued && !empty;
      continue;
    }
    if (!empty) out += hyphen && tokens[at].glued ? '-' : ' ';
    hyphen = false;
    if (at == span.begin && first != nullptr) {
      if (first->definite() || LostArticle(*first)) out += kArticleLetters;
      AppendWord(at, first->letters, out);
    } else {
      AppendWord(at, 0, out);
    }
  }
}

Document Tokenize(const Article& article, WordCache& words, ClassId title_class, Document spare) {
  return Cutter(article, words, title_class, std::move(spare)).Cut();
}

}  // namespace amana::ingest

// The page is read line by line in zones: head (title, date, byline), body, related, comments. Cues
// move from zone to zone; what a line without a cue is depends on its zone and its length.
#include "ingest/page/segment_page.h"

#include <algorithm>
#include <cctype>

#include "core/text/utf8.h"
#include "ingest/page/article_builder.h"
#include "ingest/page/join_lines.h"
#include "ingest/page/page_line.h"
#include "ingest/page/publication_date.h"

namespace amana::ingest {
namespace {

constexpr uint32_t kLabelWords = 7;       // a head line of at most so many words is a label
constexpr uint32_t kDateLineWords = 8;    // words beside the date in a date line
constexpr size_t kMostLabelLetters = 12;  // a Latin word before a day: «date», «published»
constexpr size_t kIsoDay = 10;            // 2025-10-22
constexpr size_t kHeadLines = 12;         // the head ends here at the latest

// Counters, rules, initials: nothing that could be read as a phrase.
bool IsDebris(const PageLine& line) {
  return line.word_count == 0 || (line.word_count <= 2 && CountCodePoints(line.letters) <= 3);
}

// «الرئيسية » أحزاب » …»
bool IsBreadcrumb(std::string_view text) {
  size_t separators = 0;
  for (const std::string_view separator : {" » ", " › ", " > ", " / "}) {
    for (size_t at = text.find(separator); at != std::string_view::npos;
         at = text.find(separator, at + separator.size())) {
      ++separators;
    }
  }
  return separators >= 2 && text.find("«") == std::string_view::npos;
}

// Bytes of a dateline that opens a paragraph («عمان جو - », «رام الله 17-10-2024 وفاق- »,
// «شفق الجنوب/ »): a few words, then a dash, slash or colon and a space. 0 if there is none.
size_t InlineDateline(std::string_view text) {
  constexpr size_t kMostWords = 5;
  size_t words = 0;
  bool in_word = false;
  bool agency = false;  // a colon closes only what a dash or bracket has marked as dateline
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    const char32_t c = DecodeUtf8(text, at);
    const bool space_behind = at < text.size() && text[at] == ' ';
    const bool space_before = start > 0 && text[start - 1] == ' ';
    const bool dash = c == '-' || c == 0x2013 || c == 0x2014;
    if (c == ' ') {
      in_word = false;
      continue;
    }
    if (words > 0 && space_behind && (c == '/' || (dash && !space_before))) return at + 1;
    if (words > 0 && space_behind && c == ':' && agency) return at + 1;
    if (dash && space_before && space_behind) {
      // «بنغازي – وام الجديدة: …» goes on to its colon; «عمان جو - قرر» ends here.
      const size_t colon = text.find(": ", at);
      if (colon != std::string_view::npos && colon - at < 60) {
        agency = true;
        continue;
      }
      return at + 1;
    }
    if (c == '(') agency = true;
    if (c == '.' || c == ',' || c == 0x60C || c == 0x61B || c == 0xAB || c == '"') return 0;
    if (!in_word && c > '9') {
      in_word = true;
      if (++words > kMostWords) return 0;
    }
  }
  return 0;
}

bool HasArabic(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    if (c >= 0x620 && c <= 0x6D3) return true;
  }
  return false;
}

class PageSegmenter {
 public:
  PageSegmenter(const SourceDocument& document, const PageRules& rules,
                const SegmentOptions& options)
      : document_(document), rules_(rules), options_(options) {}

  std::vector<Article> Run() {
    lines_ = SplitPageLines(document_.text);
    std::erase_if(lines_, IsTicker);
    JoinBrokenLines(lines_, rules_);
    TakeLeadingDate();
    last_paragraph_ = FindLastHeadParagraph();
    if (!document_.title.empty()) TakeGivenTitle();
    for (at_ = 0; at_ < lines_.size(); ++at_) ReadLine(lines_[at_]);
    return FinishAll();
  }

 private:
  enum class Zone { kHead, kBody, kRelated, kComments };

  ArticleBuilder& Current() { return embedded_.empty() ? page_ : embedded_.back(); }

  // «date 2025-10-22 …»: what a collector wrote before the text of the page.
  void TakeLeadingDate() {
    if (lines_.empty()) return;
    const std::string& text = lines_.front().text;
    size_t at = 0;
    while (at < text.size() && std::isalpha(static_cast<unsigned char>(text[at]))) ++at;
    if (at == 0 || at > kMostLabelLetters) return;
    while (at < text.size() && (text[at] == ':' || text[at] == ' ')) ++at;
    if (text.size() < at + kIsoDay) return;
    const auto day = ParseIsoDate(std::string_view(text).substr(at, kIsoDay));
    if (!day || !day->has_day()) return;
    date_line_ = ToIso(*day);
    const std::vector<PageLine> rest = SplitPageLines(std::string_view(text).substr(at + kIsoDay));
    if (rest.empty()) {
      lines_.erase(lines_.begin());
    } else {
      lines_.front() = rest.front();
    }
  }

  void TakeGivenTitle() {
    const std::vector<PageLine> title = SplitPageLines(document_.title);
    if (title.empty()) return;
    page_.Add(BlockKind::kTitle, title.front().text);
    given_title_ = title.front().text;
  }

  // The first paragraph, at which the head ends; lines_.size() if the page has none near its top.
  size_t FindLastHeadParagraph() const {
    for (size_t i = 0; i < lines_.size() && i < kHeadLines; ++i) {
      if (lines_[i].IsParagraph()) return i;
    }
    return lines_.size();
  }

  void ReadLine(const PageLine& line) {
    const auto cue = rules_.Match(line);
    if (zone_ == Zone::kComments && !(cue && cue->cls == CueClass::kRelated)) return;
    if (cue && ReadCue(line, *cue)) return;
    if (IsDebris(line)) {
      ReadDebris(line);
      return;
    }
    if (zone_ == Zone::kHead) {
      ReadHeadLine(line);
    } else if (zone_ == Zone::kBody) {
      ReadBodyLine(line);
    } else {
      ReadRelatedLine(line);
    }
  }

  // A line of digits may still be the date line.
  void ReadDebris(const PageLine& line) {
    if (zone_ == Zone::kHead || zone_ == Zone::kBody) TakeDateLine(line, SIZE_MAX);
  }

  // False: the cue does not apply here, and the line is read like any other.
  bool ReadCue(const PageLine& line, const CueMatch& cue) {
    switch (cue.cls) {
      case CueClass::kPublished:
        TakeDateLine(line, SIZE_MAX, /*surely=*/true);
        return true;
      case CueClass::kUpdated:
        return ReadUpdated(line);
      case CueClass::kByline:
      case CueClass::kDateline:
        if (zone_ != Zone::kHead || line.IsParagraph()) return false;
        TakeDateLine(line, SIZE_MAX);
        Current().Add(BlockKind::kDateline, line.text);
        return true;
      case CueClass::kSource:
        SetOnce(Current().article().source, Rest(line, cue.end));
        return true;
      case CueClass::kTags:
        if (const std::string rest = Rest(line, cue.end); !rest.empty()) {
          Current().article().tags.push_back(rest);
        }
        return true;
      case CueClass::kRelated:
        StartRelated(Rest(line, cue.end));
        return true;
      case CueClass::kComments:
        // A page that begins with a comment form has its article still to come.
        if (!page_.HasBody() && last_paragraph_ < lines_.size() && at_ < last_paragraph_) {
          return true;
        }
        zone_ = Zone::kComments;
        return true;
      case CueClass::kFurniture:
        if (cue.next) SkipShortLine();
        return true;
      case CueClass::kOpen:
        return false;
    }
    return true;
  }

  // «رئيس التحرير» and, on the line below, who that is.
  void SkipShortLine() {
    constexpr uint32_t kMostWords = 5;
    if (at_ + 1 >= lines_.size()) return;
    const PageLine& next = lines_[at_ + 1];
    if (next.word_count <= kMostWords && !next.ends_sentence && !rules_.Match(next)) ++at_;
  }

  // «22 سبتمبر 2025 | تم التعديل 24 سبتمبر 2025»: the first day counts. «اليوم: … | آخر تحديث»:
  // none.
  bool ReadUpdated(const PageLine& line) {
    const auto stated = FindStatedDate(line.text, rules_.calendar());
    if (!stated || stated->after_today) return true;
    PageLine before = line;
    before.text = std::string(SliceCodePoints(line.text, 0, stated->end));
    const std::vector<PageLine> prefix = SplitPageLines(before.text);
    const auto cue = prefix.empty() ? std::nullopt : rules_.Match(prefix.front());
    if (cue && cue->cls == CueClass::kUpdated) return true;  // the cue stands before the day
    TakeDateLine(line, stated->end);
    return true;
  }

  void SetOnce(std::string& field, std::string value) {
    if (field.empty()) field = std::move(value);
  }

  // What follows a cue, without the marks between.
  static std::string Rest(const PageLine& line, size_t from) {
    size_t at = std::min(from, line.text.size());
    while (at < line.text.size()) {
      size_t next = at;
      const char32_t c = DecodeUtf8(line.text, next);
      if (c != ' ' && c != ':' && c != '-' && c != 0x2013 && c != '.' && c != '/' && c != '|')
        break;
      at = next;
    }
    return line.text.substr(at);
  }

  // True if the line is a date line; notes the day, if it is the first, or a sure one.
  bool TakeDateLine(const PageLine& line, size_t limit, bool surely = false) {
    if (line.IsParagraph()) return false;
    const auto stated = FindStatedDate(line.text, rules_.calendar(), limit);
    if (!stated) return false;
    if (stated->after_today) return true;
    if (!surely && stated->other_words > kDateLineWords) return false;
    std::string& published = embedded_.empty() ? date_line_ : embedded_.back().article().published;
    if (published.empty() || (surely && !sure_date_)) published = ToIso(stated->date);
    if (embedded_.empty()) sure_date_ |= surely;
    return true;
  }

  void ReadHeadLine(const PageLine& line) {
    if (IsBreadcrumb(line.text)) return;
    if (!page_.HasTitle()) {
      if (IsBanner(line)) {
        ReadBanner(line);
        return;
      }
      if (IsMasthead(line) || IsForeignLabel(line)) return;
      if (!line.IsParagraph() || NextLooksLikeBody()) {
        page_.Add(BlockKind::kTitle, line.text);
        return;
      }
    } else if (line.text == given_title_ || line.text == page_.article().title) {
      return;
    }
    if (line.IsParagraph() || OpensList(line) || last_paragraph_ >= lines_.size() ||
        at_ >= kHeadLines) {
      if (last_paragraph_ >= lines_.size() && IsDateLine(line)) return;
      StartBody(line);
      return;
    }
    const bool label = line.word_count <= kLabelWords || line.text.find(" | ") != std::string::npos;
    if (TakeDateLine(line, SIZE_MAX) || label) {
      page_.Add(BlockKind::kDateline, line.text);
    } else {
      page_.Add(BlockKind::kBody, line.text);
    }
  }

  // The clock of the page's header, or the day of the crawl, above the title.
  bool IsBanner(const PageLine& line) const {
    if (line.IsParagraph()) return false;
    const auto stated = FindStatedDate(line.text, rules_.calendar());
    if (!stated) return false;
    return stated->other_words <= (stated->after_today ? kDateLineWords : 2);
  }

  // «عمان 5 تشرين الثاني 2024» directly above the body dates it; so does a banner whose day the
  // body names as well. Any other is the clock of the site.
  void ReadBanner(const PageLine& line) {
    const auto stated = FindStatedDate(line.text, rules_.calendar());
    if (!stated || stated->after_today || !date_line_.empty()) return;
    const bool above_body = at_ + 1 == last_paragraph_ && stated->other_words > 0;
    if (above_body || BodyNames(stated->date)) date_line_ = ToIso(stated->date);
  }

  bool BodyNames(const PartialDate& day) const {
    if (last_paragraph_ >= lines_.size()) return false;
    constexpr size_t kOpening = 600;  // bytes: the lead, where the day of the news stands
    const std::string& text = lines_[last_paragraph_].text;
    size_t end = std::min(text.size(), kOpening);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    const auto named = FindStatedDate(text.substr(0, end), rules_.calendar());
    return named && ToIso(named->date) == ToIso(day);
  }

  // «logo», «Top» above an Arabic article.
  bool IsForeignLabel(const PageLine& line) const {
    return last_paragraph_ < lines_.size() && HasArabic(lines_[last_paragraph_].text) &&
           !HasArabic(line.text);
  }

  // The name of the site above a title that is longer.
  bool IsMasthead(const PageLine& line) const {
    if (line.word_count > 3 || line.ends_sentence || at_ + 2 >= lines_.size()) return false;
    const PageLine& next = lines_[at_ + 1];
    return next.word_count >= 4 && !next.IsParagraph() && !rules_.Match(next) &&
           !IsDateLineText(next) && at_ + 1 < last_paragraph_;
  }

  bool IsDateLineText(const PageLine& line) const {
    const auto stated = FindStatedDate(line.text, rules_.calendar());
    return stated && stated->other_words <= kDateLineWords;
  }

  bool IsDateLine(const PageLine& line) {
    if (!IsDateLineText(line)) return false;
    TakeDateLine(line, SIZE_MAX);
    page_.Add(BlockKind::kDateline, line.text);
    return true;
  }

  // «اجتمع … رؤساء الأحزاب، وهم:»: a sentence that goes on in the lines below.
  static bool OpensList(const PageLine& line) {
    return line.word_count > kLabelWords && line.text.ends_with(':');
  }

  // A long first line is a title where a date line or a paragraph of its own follows at once and
  // the line is not closed like a sentence.
  bool NextLooksLikeBody() const {
    const PageLine& line = lines_[at_];
    return at_ == 0 && !line.ends_sentence && line.word_count < 45 && at_ + 1 < lines_.size() &&
           InlineDateline(line.text) == 0 &&
           (IsDateLineText(lines_[at_ + 1]) || lines_[at_ + 1].IsParagraph());
  }

  void StartBody(const PageLine& line) {
    zone_ = Zone::kBody;
    const size_t dateline = InlineDateline(line.text);
    if (dateline == 0 || dateline >= line.text.size()) {
      page_.Add(BlockKind::kBody, line.text);
      return;
    }
    page_.AddWithDateline(line.text, dateline);
    if (const auto stated = FindStatedDate(line.text.substr(0, dateline), rules_.calendar());
        stated && date_line_.empty()) {
      date_line_ = ToIso(stated->date);
    } else if (date_line_.empty()) {
      DatelineBehindBrackets(line);
    }
  }

  // «نواكشوط (وكالة …) 11 أغشت 2022» is a line of its own; «عمان 3 أيار 2024 (نبأ)- » opens one.
  void DatelineBehindBrackets(const PageLine& line) {
    const size_t close = line.text.find(")");
    if (close == std::string::npos || close > 120) return;
    const auto stated = FindStatedDate(line.text.substr(0, close), rules_.calendar());
    if (stated && stated->other_words <= kDateLineWords) date_line_ = ToIso(stated->date);
  }

  // At the foot of the body a date line may follow: it counts where the head had none.
  void ReadBodyLine(const PageLine& line) {
    if (line.word_count <= kLabelWords && !line.ends_sentence && NoParagraphFollows() &&
        TakeDateLine(line, SIZE_MAX)) {
      page_.Add(BlockKind::kDateline, line.text);
      return;
    }
    if (line.text.starts_with('#') && line.word_count <= 12) {
      page_.article().tags.push_back(line.text);
      return;
    }
    page_.Add(BlockKind::kBody, line.text);
  }

  bool NoParagraphFollows() const {
    for (size_t i = at_ + 1; i < lines_.size() && i < at_ + 6; ++i) {
      if (rules_.Match(lines_[i])) return true;
      if (lines_[i].IsParagraph()) return false;
    }
    return true;
  }

  void StartRelated(const std::string& rest) {
    zone_ = Zone::kRelated;
    in_embedded_body_ = false;
    const std::vector<PageLine> first = SplitPageLines(rest);
    if (first.empty() || IsDebris(first.front()) || rules_.Match(first.front())) return;
    ReadRelatedLine(first.front());
  }

  // A line is a headline unless paragraphs follow it: then it is the title of an article.
  void ReadRelatedLine(const PageLine& line) {
    if (in_embedded_body_) {
      if (!line.IsParagraph() && TakeDateLine(line, SIZE_MAX)) {
        Current().Add(BlockKind::kDateline, line.text);
      } else {
        Current().Add(BlockKind::kBody, line.text);
      }
      return;
    }
    const bool paragraph_next = ParagraphFollows();
    if (line.IsParagraph() && !paragraph_next && !line.ends_sentence) {
      Current().Add(BlockKind::kHeadline, line.text);
    } else if (line.IsParagraph() || paragraph_next) {
      embedded_.emplace_back();
      in_embedded_body_ = true;
      const bool titled = !line.IsParagraph() || paragraph_next;
      Current().Add(titled ? BlockKind::kTitle : BlockKind::kBody, line.text);
    } else {
      Current().Add(BlockKind::kHeadline, line.text);
    }
  }

  // The next line, or the one behind a date line or byline, is a paragraph.
  bool ParagraphFollows() const {
    for (size_t i = at_ + 1; i < lines_.size() && i < at_ + 4; ++i) {
      const auto cue = rules_.Match(lines_[i]);
      if (cue && (cue->cls == CueClass::kPublished || cue->cls == CueClass::kByline)) continue;
      if (cue) return false;
      if (lines_[i].IsParagraph()) return true;
      if (!IsDateLineText(lines_[i])) return false;
    }
    return false;
  }

  std::vector<Article> FinishAll() {
    Article& article = page_.article();
    article.id = PageId();
    article.url = document_.url;
    article.author = document_.author;
    article.language = document_.language;
    SetOnce(article.source, document_.source);
    article.tags.insert(article.tags.begin(), document_.tags.begin(), document_.tags.end());
    SetPublished(article);
    std::vector<Article> out;
    const std::string carrier = article.id;
    out.push_back(page_.Finish());
    for (ArticleBuilder& builder : embedded_) {
      builder.article().id = "sha:" + builder.BodyKey();
      builder.article().carrier = carrier;
      if (!builder.article().published.empty()) builder.article().published_from = "dateline";
      out.push_back(builder.Finish());
    }
    return out;
  }

  std::string PageId() const {
    if (!document_.id.empty()) return document_.id;
    if (!document_.url.empty()) return document_.url;
    if (document_.record == 0) return document_.path;
    return document_.path + "#" + std::to_string(document_.record);
  }

  void SetPublished(Article& article) const {
    const auto metadata = ReadMetadataDate(document_.published, rules_.calendar());
    const auto url = ReadUrlDate(document_.url);
    if (!options_.published.empty()) {
      article.published = options_.published;
      article.published_from = "option";
    } else if (metadata) {
      article.published = ToIso(*metadata);
      article.published_from = "metadata";
    } else if (!date_line_.empty()) {
      article.published = date_line_;
      article.published_from = "dateline";
    } else if (url) {
      article.published = ToIso(*url);
      article.published_from = "url";
    }
  }

  const SourceDocument& document_;
  const PageRules& rules_;
  const SegmentOptions& options_;
  std::vector<PageLine> lines_;
  size_t at_ = 0;
  size_t last_paragraph_ = 0;
  Zone zone_ = Zone::kHead;
  bool in_embedded_body_ = false;
  bool sure_date_ = false;
  std::string given_title_;
  std::string date_line_;  // ISO; of the page's own article
  ArticleBuilder page_;
  std::vector<ArticleBuilder> embedded_;
};

}  // namespace

std::vector<Article> SegmentPage(const SourceDocument& document, const PageRules& rules,
                                 const SegmentOptions& options) {
  return PageSegmenter(document, rules, options).Run();
}

}  // namespace amana::ingest

#include "bench/generated_news.h"

#include <algorithm>

#include "core/text/utf8.h"
#include "ingest/extractor.h"
#include "ingest/page/segment_page.h"
#include "ingest/readers/read_inputs.h"

namespace amana::bench {
namespace {

using ingest::Article;
using ingest::Block;
using ingest::BlockKind;

// The sentences of a line, each with its full stop. Simpler than the extractor's: a benchmark must
// not change with what it measures.
std::vector<std::string> CutSentences(std::string_view line) {
  std::vector<std::string> out;
  while (!line.empty()) {
    const size_t stop = line.find(". ");
    const size_t end = stop == std::string_view::npos ? line.size() : stop + 1;
    out.emplace_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return out;
}

class ArticleWriter {
 public:
  explicit ArticleWriter(std::string id) { article_.id = std::move(id); }

  void AddBlock(std::string_view text, BlockKind kind) {
    if (!article_.text.empty()) article_.text += '\n', ++length_;
    const auto begin = length_;
    article_.text += text;
    length_ += static_cast<uint32_t>(CountCodePoints(text));
    article_.blocks.push_back({begin, length_, kind});
  }
  size_t bytes() const { return article_.text.size(); }
  Article Take() { return std::move(article_); }

 private:
  Article article_;
  uint32_t length_ = 0;
};

std::vector<std::string> People(const ingest::Extraction& extraction) {
  std::vector<std::string> names;
  for (const ingest::ExtractedEntity& entity : extraction.entities) {
    if (entity.type == "Person") names.push_back(entity.name);
  }
  // The longest first, so that no name is replaced inside another.
  std::stable_sort(names.begin(), names.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return names;
}

}  // namespace

GeneratedNews::GeneratedNews(std::shared_ptr<const ingest::RuleSet> rules, uint32_t seed)
    : rules_(std::move(rules)), random_(seed) {
  for (const ingest::LexEntry& entry : rules_->lexicon().entries()) {
    if (entry.words != 1) continue;
    if (entry.Is(rules_->core().given)) given_.push_back(&entry);
    if (entry.Is(rules_->core().surname)) surnames_.push_back(&entry);
  }
}

Result<GeneratedNews> GeneratedNews::Load(const std::string& samples,
                                          std::shared_ptr<const ingest::RuleSet> rules,
                                          uint32_t seed) {
  AMANA_TRY(const ingest::PageRules pages, ingest::PageRules::Load(AMANA_SOURCE_DIR "/rules"));
  GeneratedNews news(std::move(rules), seed);
  ingest::Extractor extractor(news.rules_);
  std::string failure;
  ingest::ReadInputs(
      std::vector<std::string>{samples}, {},
      [&](ingest::SourceDocument&& page) {
        for (const Article& article : ingest::SegmentPage(page, pages)) {
          news.AddPage(article, People(extractor.Extract(article)));
        }
        return true;
      },
      [&](ingest::ReadFailure&& failed) {
        failure = failed.path + ": " + failed.error.message;
        return false;
      });
  if (!failure.empty()) return Fail(ErrorCode::kIo, failure);
  if (news.sentences_.empty() || news.given_.empty() || news.surnames_.empty()) {
    return Fail(ErrorCode::kNotFound, "no articles below " + samples);
  }
  return news;
}

void GeneratedNews::AddPage(const Article& article, const std::vector<std::string>& people) {
  const auto cut = [&](std::string_view sentence) {
    Template out;
    out.texts.emplace_back();
    while (!sentence.empty()) {
      size_t who = 0;
      while (who < people.size() && !sentence.starts_with(people[who])) ++who;
      if (who < people.size()) {
        out.names.push_back(static_cast<int>(people_ + who));
        out.texts.emplace_back();
        sentence.remove_prefix(people[who].size());
      } else {
        out.texts.back() += sentence.front();
        sentence.remove_prefix(1);
      }
    }
    return out;
  };
  for (const Block& block : article.blocks) {
    const std::string_view line = SliceCodePoints(article.text, block.begin, block.end);
    if (block.kind == BlockKind::kTitle) titles_.push_back(cut(line));
    if (block.kind != BlockKind::kBody) continue;
    for (const std::string& sentence : CutSentences(line)) sentences_.push_back(cut(sentence));
  }
  people_ += people.size();
}

std::string GeneratedNews::Name() {
  std::string name = given_[Below(given_.size())]->form;
  if (Below(3) == 0) name += " " + given_[Below(given_.size())]->form;
  return name + " " + surnames_[Below(surnames_.size())]->form;
}

// Doubles or drops one letter of one word in fifty: real text never runs out of new words.
void GeneratedNews::Respell(std::string& sentence) {
  std::string out;
  out.reserve(sentence.size() + 16);
  for (size_t at = 0; at < sentence.size();) {
    const size_t end = std::min(sentence.find(' ', at), sentence.size());
    const std::string_view word = std::string_view(sentence).substr(at, end - at);
    const bool arabic = word.size() >= 8 && (word[0] & 0xE0) == 0xC0;
    if (arabic && Below(50) == 0) {
      const size_t letters = CountCodePoints(word);
      const size_t which = 1 + Below(letters - 2);
      out += SliceCodePoints(word, 0, which);
      if (Below(2) == 0) out += SliceCodePoints(word, which - 1, which);
      out += SliceCodePoints(word, which + 1, letters);
    } else {
      out += word;
    }
    if (end < sentence.size()) out += ' ';
    at = end + 1;
  }
  sentence = std::move(out);
}

std::string GeneratedNews::Sentence() {
  const Template& from = sentences_[Below(sentences_.size())];
  std::string out = from.texts.front();
  for (size_t i = 0; i < from.names.size(); ++i) {
    std::string& name = cast_[from.names[i]];
    if (name.empty()) name = Name();
    out += name;
    out += from.texts[i + 1];
  }
  Respell(out);
  return out;
}

Article GeneratedNews::Next() {
  cast_.assign(people_, "");
  ArticleWriter writer("generated:" + std::to_string(++made_));
  const Template& title = titles_[Below(titles_.size())];
  std::string line = title.texts.front();
  for (size_t i = 0; i < title.names.size(); ++i) line += Name() + title.texts[i + 1];
  writer.AddBlock(line, BlockKind::kTitle);
  const size_t wanted = 3000 + Below(5000);
  while (writer.bytes() < wanted) {
    std::string paragraph = Sentence();
    for (size_t more = Below(3); more > 0; --more) paragraph += " " + Sentence();
    writer.AddBlock(paragraph, BlockKind::kBody);
  }
  Article article = writer.Take();
  const size_t day = Below(10), month = 1 + Below(9);
  article.published = "2024-0" + std::to_string(month) + "-1" + std::to_string(day);
  return article;
}

}  // namespace amana::bench

#include "ingest/page/page_rules.h"

#include <algorithm>
#include <charconv>

#include "core/text/fold.h"
#include "core/text/utf8.h"
#include "ingest/dates/date_words.h"
#include "ingest/lexicon/tsv.h"

namespace amana::ingest {
namespace {

constexpr std::pair<std::string_view, CueClass> kClasses[] = {
    {"published", CueClass::kPublished}, {"updated", CueClass::kUpdated},
    {"byline", CueClass::kByline},       {"dateline", CueClass::kDateline},
    {"source", CueClass::kSource},       {"tags", CueClass::kTags},
    {"related", CueClass::kRelated},     {"comments", CueClass::kComments},
    {"furniture", CueClass::kFurniture}, {"open", CueClass::kOpen}};

constexpr std::pair<std::string_view, Cue::Where> kPlaces[] = {{"start", Cue::Where::kStart},
                                                               {"line", Cue::Where::kLine},
                                                               {"end", Cue::Where::kEnd},
                                                               {"in", Cue::Where::kInside}};

template <typename T, size_t N>
bool Lookup(const std::pair<std::string_view, T> (&table)[N], std::string_view name, T& out) {
  for (const auto& [key, value] : table) {
    if (key == name) {
      out = value;
      return true;
    }
  }
  return false;
}

bool SetAttribute(std::string_view pair, Cue& cue) {
  const size_t equals = pair.find('=');
  if (equals == std::string_view::npos) return false;
  const std::string_view key = pair.substr(0, equals);
  const std::string_view value = pair.substr(equals + 1);
  if (key == "at") return Lookup(kPlaces, value, cue.where);
  if (key == "glue") {
    cue.glued = value == "1";
    return true;
  }
  if (key == "next") {
    cue.next = value == "1";
    return true;
  }
  if (key != "max") return false;
  const auto [end, error] =
      std::from_chars(value.data(), value.data() + value.size(), cue.max_words);
  return error == std::errc() && end == value.data() + value.size();
}

Result<Cue> ParseCue(const TsvLine& line) {
  if (line.fields.size() < 2 || line.fields.size() > 3) {
    return line.Error("expected CUE, CLASS and attributes");
  }
  Cue cue;
  if (!Lookup(kClasses, line.fields[1], cue.cls)) {
    return line.Error("unknown class of cue: " + line.fields[1]);
  }
  const std::string_view attributes =
      line.fields.size() > 2 ? std::string_view(line.fields[2]) : std::string_view();
  for (size_t at = 0; at < attributes.size();) {
    const size_t end = std::min(attributes.find(';', at), attributes.size());
    const std::string_view pair = attributes.substr(at, end - at);
    if (!SetAttribute(pair, cue)) return line.Error("bad attribute: " + std::string(pair));
    at = end + 1;
  }
  if (cue.where == Cue::Where::kStart || cue.where == Cue::Where::kLine) {
    cue.key = CueLetters(line.fields[0]);
  } else {
    cue.key = " ";
    for (const DateWord& word : SplitDateWords(line.fields[0]).words) {
      cue.key.append(word.k2).append(" ");
    }
  }
  if (cue.key.empty() || cue.key == " ") return line.Error("a cue without letters");
  return cue;
}

char32_t FirstLetter(std::string_view letters) {
  size_t at = 0;
  return letters.empty() ? 0 : DecodeUtf8(letters, at);
}

std::optional<CueMatch> TryCue(const Cue& cue, const PageLine& line) {
  if (cue.max_words > 0 && line.word_count > cue.max_words) return std::nullopt;
  bool fits = false;
  switch (cue.where) {
    case Cue::Where::kStart: {
      if (!line.letters.starts_with(cue.key)) return std::nullopt;
      const size_t end = MatchLineStart(line.text, cue.key, cue.glued);
      if (end == std::string_view::npos) return std::nullopt;
      return CueMatch{cue.cls, cue.next, end};
    }
    case Cue::Where::kLine:
      fits = !line.words.empty() && line.letters == cue.key;
      break;
    case Cue::Where::kEnd:
      fits = line.words.ends_with(cue.key);
      break;
    case Cue::Where::kInside:
      fits = line.words.find(cue.key) != std::string::npos;
      break;
  }
  if (!fits) return std::nullopt;
  return CueMatch{cue.cls, cue.next, line.text.size()};
}

}  // namespace

Result<void> PageRules::LoadFile(const std::filesystem::path& file) {
  return ReadTsv(file, [&](const TsvLine& line) -> Result<void> {
    AMANA_TRY(Cue cue, ParseCue(line));
    if (cue.cls == CueClass::kOpen) {
      open_words_.insert(FoldK2(line.fields[0]));
      return {};
    }
    const bool starts = cue.where == Cue::Where::kStart || cue.where == Cue::Where::kLine;
    (starts ? by_letter_[FirstLetter(cue.key)] : elsewhere_).push_back(std::move(cue));
    return {};
  });
}

Result<void> PageRules::Add(const std::filesystem::path& rules_dir) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(rules_dir / "page", error)) {
    if (entry.path().extension() == ".tsv") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) AMANA_CHECK_OK(LoadFile(file));
  // A cue that fixes where a line begins says more than one found somewhere in it.
  for (auto& [letter, cues] : by_letter_) {
    std::stable_sort(cues.begin(), cues.end(),
                     [](const Cue& a, const Cue& b) { return a.where < b.where; });
  }
  return {};
}

Result<PageRules> PageRules::Load(const std::filesystem::path& rules_dir) {
  PageRules rules;
  AMANA_CHECK_OK(rules.Add(rules_dir));
  AMANA_TRY(rules.calendar_, LoadCalendar(rules_dir));
  if (rules.by_letter_.empty()) {
    return Fail(ErrorCode::kNotFound, "no page cues in " + (rules_dir / "page").string());
  }
  return rules;
}

std::optional<CueMatch> PageRules::Match(const PageLine& line) const {
  if (const auto found = by_letter_.find(FirstLetter(line.letters)); found != by_letter_.end()) {
    for (const Cue& cue : found->second) {
      if (auto match = TryCue(cue, line)) return match;
    }
  }
  for (const Cue& cue : elsewhere_) {
    if (auto match = TryCue(cue, line)) return match;
  }
  return std::nullopt;
}

bool PageRules::EndsOpen(const PageLine& line) const {
  static const std::string kAnd = FoldK2("و");
  const std::string word = FoldK2(std::string_view(line.text).substr(line.text.rfind(' ') + 1));
  if (open_words_.contains(word)) return true;
  return word.starts_with(kAnd) && open_words_.contains(word.substr(kAnd.size()));
}

}  // namespace amana::ingest

#include "ingest/rule_pack/pack_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <unordered_map>

#include "core/text/fold.h"
#include "core/text/utf8.h"
#include "ingest/lexicon/loader.h"
#include "ingest/relations/pattern.h"

namespace amana::ingest {
namespace {

namespace fs = std::filesystem;

std::string LowerLatin(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

// As two lines are compared: forms of alef and of final ya fall together, other letters do not.
std::string SameFormKey(const std::string& form) {
  const std::string k1 = FoldK1(form);
  if (CountCodePoints(k1) == 1) return k1;  // tables of letters tell apart what folding makes equal
  std::string key;
  for (size_t at = 0; at < k1.size();) {
    const size_t begin = at;
    const char32_t letter = DecodeUtf8(k1, at);
    const char32_t folded = FoldCodePointK2(letter);
    const bool one_of_two = folded == U'ا' || folded == U'ي';
    if (one_of_two) {
      AppendUtf8(folded, key);
    } else {
      key.append(k1, begin, at - begin);
    }
  }
  return key;
}

class PackChecker {
 public:
  explicit PackChecker(const ClassTable& classes) : classes_(classes) {}

  void CheckFile(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    const bool table = file.extension() == ".tsv";
    const bool lexicon = table && file.parent_path().filename() == "lex";
    TsvLine line;
    line.file = file.string();
    seen_.clear();
    size_t begin = 0;
    while (begin < text.size()) {
      const size_t end = std::min(text.find('\n', begin), text.size());
      const std::string_view one = std::string_view(text).substr(begin, end - begin);
      begin = end + 1;
      ++line.line;
      if (!CheckText(line, one) || one.empty() || one.front() == '#') continue;
      if (table) line.Split(one);
      if (lexicon) CheckWord(line, one);
    }
    if (!text.empty() && text.back() != '\n') Add(line, "the last line has no end");
    if (file.extension() == ".rul") CheckRules(file, text);
  }

  std::vector<std::string> Take() { return std::move(problems_); }

 private:
  void Add(const TsvLine& at, std::string_view what) {
    problems_.push_back(fmt::format("{}:{}: {}", at.file, at.line, what));
  }

  bool CheckText(const TsvLine& at, std::string_view line) {
    const std::string_view fault = FaultOfLine(line);
    if (!fault.empty()) Add(at, fault);
    if (!fault.empty()) return false;
    if (!IsComposed(line)) Add(at, "not in Unicode NFC");
    return true;
  }

  void CheckWord(const TsvLine& line, std::string_view text) {
    const auto entry = ParseLexiconLine(line, classes_);
    if (!entry) {
      Add(line, entry.error().message);
      return;
    }
    if (FoldK1(entry->form) != LowerLatin(entry->form)) {
      Add(line, fmt::format("«{}» is not written carefully: harakat, tatweel, digits or letters of "
                            "another form",
                            entry->form));
    }
    const std::string key = SameFormKey(entry->form) + std::string(text.substr(entry->form.size()));
    const auto [same, fresh] = seen_.emplace(key, line.line);
    if (!fresh) {
      Add(line, fmt::format("«{}» says what line {} says", entry->form, same->second));
    }
  }

  void CheckRules(const fs::path& file, const std::string& text) {
    const auto rules = ParseRules(file.string(), text, classes_);
    if (!rules) {
      problems_.push_back(rules.error().ToString());
      return;
    }
    for (const Rule& rule : *rules) {
      if (ids_.insert(rule.id).second) continue;
      problems_.push_back(
          fmt::format("{}:{}: rule '{}' is defined twice", rule.file, rule.line, rule.id));
    }
  }

  const ClassTable& classes_;
  std::vector<std::string> problems_;
  std::unordered_map<std::string, uint32_t> seen_;  // of one lexicon file
  std::set<std::string> ids_;
};

}  // namespace

Result<std::vector<std::string>> CheckPack(std::span<const fs::path> packs) {
  ClassTable classes;
  for (const fs::path& pack : packs) {
    if (!fs::is_directory(pack)) {
      return Fail(ErrorCode::kNotFound, "no rule pack at " + pack.string(),
                  "name a directory with lex/ or relations/");
    }
    if (fs::exists(pack / "classes.tsv")) {
      AMANA_CHECK_OK(LoadClasses(pack / "classes.tsv", classes));
    }
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(packs.back())) {
    const auto ending = entry.path().extension();
    if (entry.is_regular_file() && (ending == ".tsv" || ending == ".rul"))
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  PackChecker checker(classes);
  for (const fs::path& file : files) checker.CheckFile(file);
  return checker.Take();
}

}  // namespace amana::ingest

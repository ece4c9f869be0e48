#include "ingest/rule_set.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "ingest/lexicon/loader.h"
#include "ingest/lexicon/overrides.h"

namespace amana::ingest {
namespace fs = std::filesystem;
namespace {

// Files below `folder` with this extension, by name, so that loading order never depends on the
// disk.
std::vector<fs::path> Files(const fs::path& folder, std::string_view extension) {
  std::vector<fs::path> files;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(folder, missing)) {
    if (entry.is_regular_file() && entry.path().extension() == extension)
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<std::string> ReadFile(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Fail(ErrorCode::kIo, "cannot read " + file.string());
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

Result<void> RequirePack(const fs::path& pack) {
  if (fs::is_directory(pack)) return {};
  return Fail(ErrorCode::kNotFound, "no rule pack at " + pack.string(),
              "name a directory with lex/ or relations/");
}

// What a pack says in place of what stands in earlier ones.
Result<Overrides> OverridesOf(const fs::path& pack, const ClassTable& classes) {
  Overrides overrides;
  for (const fs::path& file : Files(pack / "lex", ".tsv")) {
    AMANA_CHECK_OK(ReadLexicon(file, classes, [&](const TsvLine&, LexEntry&& entry) {
      overrides.Add(entry);
      return Result<void>();
    }));
  }
  return overrides;
}

}  // namespace

Result<std::shared_ptr<const RuleSet>> RuleSet::Load(std::span<const fs::path> packs,
                                                     const LexiconFilter& filter) {
  auto rules = std::make_shared<RuleSet>();
  for (const fs::path& pack : packs) AMANA_CHECK_OK(rules->LoadGrammar(pack));
  if (rules->classes_.size() == 0) {
    return Fail(ErrorCode::kNotFound, "no rule pack found",
                "name one with --rules DIR or AMANA_RULES");
  }
  AMANA_TRY(rules->core_, CoreClasses::Resolve(rules->classes_));
  std::vector<Overrides> later;  // by pack, from the second one on
  for (size_t i = 1; i < packs.size(); ++i) {
    AMANA_TRY(later.emplace_back(), OverridesOf(packs[i], rules->classes_));
  }
  for (size_t i = 0; i < packs.size(); ++i) {
    AMANA_CHECK_OK(rules->LoadWords(packs[i], [&](const ClassTable& classes, LexEntry& entry) {
      const auto covers = [&entry](const Overrides& overrides) { return overrides.Cover(entry); };
      if (std::any_of(later.begin() + static_cast<ptrdiff_t>(i), later.end(), covers)) return false;
      return !filter || filter(classes, entry);
    }));
    AMANA_CHECK_OK(rules->LoadRules(packs[i]));
  }
  rules->program_ = RuleProgram::Compile(rules->rules_);
  rules->version_ = fmt::format("{:016x}", rules->hash_);
  return std::shared_ptr<const RuleSet>(std::move(rules));
}

Result<std::string> RuleSet::Mix(const fs::path& file) {
  AMANA_TRY(std::string text, ReadFile(file));
  const std::string name = file.filename().string();
  hash_ = XXH3_64bits_withSeed(name.data(), name.size(), hash_);
  hash_ = XXH3_64bits_withSeed(text.data(), text.size(), hash_);
  return text;
}

Result<void> RuleSet::LoadGrammar(const fs::path& pack) {
  AMANA_CHECK_OK(RequirePack(pack));
  if (fs::exists(pack / "classes.tsv")) {
    AMANA_CHECK_OK(LoadClasses(pack / "classes.tsv", classes_));
    AMANA_CHECK_OK(Mix(pack / "classes.tsv"));
  }
  for (const fs::path& file : Files(pack / "morph", ".tsv")) {
    AMANA_CHECK_OK(paradigms_.Load(file));
    AMANA_CHECK_OK(Mix(file));
  }
  return {};
}

Result<void> RuleSet::LoadWords(const fs::path& pack, const LexiconFilter& filter) {
  for (const fs::path& file : Files(pack / "lex", ".tsv")) {
    AMANA_CHECK_OK(LoadLexicon(file, classes_, paradigms_, lexicon_, filter));
    if (const auto name = file.filename(); name == "calendar.tsv" || name == "not_phrases.tsv") {
      AMANA_CHECK_OK(calendar_.Load(file));
    }
    AMANA_CHECK_OK(Mix(file));
  }
  for (const fs::path& file : Files(pack / "confidence", ".tsv")) {
    AMANA_CHECK_OK(confidence_.Load(file));
    AMANA_CHECK_OK(Mix(file));
  }
  for (const fs::path& file : Files(pack / "names", ".tsv")) {
    AMANA_CHECK_OK(names_.Load(file));
    AMANA_CHECK_OK(Mix(file));
  }
  return {};
}

Result<void> RuleSet::LoadRules(const fs::path& pack) {
  const size_t earlier = rules_.size();
  for (const fs::path& file : Files(pack / "relations", ".rul")) {
    AMANA_TRY(const std::string text, Mix(file));
    AMANA_TRY(std::vector<Rule> rules, ParseRules(file.string(), text, classes_));
    for (Rule& rule : rules) {
      const auto same = std::find_if(rules_.begin(), rules_.end(),
                                     [&](const Rule& other) { return other.id == rule.id; });
      if (same == rules_.end()) {
        rules_.push_back(std::move(rule));
      } else if (static_cast<size_t>(same - rules_.begin()) < earlier) {
        *same = std::move(rule);
      } else {
        amana::Error error(ErrorCode::kAlreadyExists,
                           "rule '" + rule.id + "' is defined twice, before in " + same->file);
        error.position = SourcePosition{rule.file, rule.line, 0, 0};
        return Fail(std::move(error));
      }
    }
  }
  return {};
}

}  // namespace amana::ingest

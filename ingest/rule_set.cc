#include "ingest/rule_set.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "ingest/lexicon/loader.h"

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

}  // namespace

Result<std::shared_ptr<const RuleSet>> RuleSet::Load(std::span<const fs::path> packs) {
  auto rules = std::make_shared<RuleSet>();
  for (const fs::path& pack : packs) AMANA_CHECK_OK(rules->LoadPack(pack));
  if (rules->classes_.size() == 0) {
    return Fail(ErrorCode::kNotFound, "no rule pack found",
                "name one with --rules DIR or AMANA_RULES");
  }
  AMANA_TRY(rules->core_, CoreClasses::Resolve(rules->classes_));
  std::set<std::string> ids;
  for (const Rule& rule : rules->rules_) {
    if (!ids.insert(rule.id).second) {
      return Fail(ErrorCode::kAlreadyExists,
                  "rule '" + rule.id + "' is defined twice, again in " + rule.file);
    }
  }
  rules->program_ = RuleProgram::Compile(rules->rules_);
  rules->version_ = fmt::format("{:016x}", rules->hash_);
  return std::shared_ptr<const RuleSet>(std::move(rules));
}

Result<void> RuleSet::LoadPack(const fs::path& pack) {
  if (!fs::is_directory(pack)) {
    return Fail(ErrorCode::kNotFound, "no rule pack at " + pack.string(),
                "name a directory with lex/ or relations/");
  }
  auto mix = [this](const fs::path& file) -> Result<std::string> {
    AMANA_TRY(std::string text, ReadFile(file));
    const std::string name = file.filename().string();
    hash_ = XXH3_64bits_withSeed(name.data(), name.size(), hash_);
    hash_ = XXH3_64bits_withSeed(text.data(), text.size(), hash_);
    return text;
  };
  if (fs::exists(pack / "classes.tsv")) {
    AMANA_CHECK_OK(LoadClasses(pack / "classes.tsv", classes_));
    AMANA_CHECK_OK(mix(pack / "classes.tsv"));
  }
  for (const fs::path& file : Files(pack / "morph", ".tsv")) {
    AMANA_CHECK_OK(paradigms_.Load(file));
    AMANA_CHECK_OK(mix(file));
  }
  for (const fs::path& file : Files(pack / "lex", ".tsv")) {
    AMANA_CHECK_OK(LoadLexicon(file, classes_, paradigms_, lexicon_));
    if (const auto name = file.filename(); name == "calendar.tsv" || name == "not_phrases.tsv") {
      AMANA_CHECK_OK(calendar_.Load(file));
    }
    AMANA_CHECK_OK(mix(file));
  }
  for (const fs::path& file : Files(pack / "relations", ".rul")) {
    AMANA_TRY(const std::string text, mix(file));
    AMANA_TRY(std::vector<Rule> rules, ParseRules(file.string(), text, classes_));
    for (Rule& rule : rules) rules_.push_back(std::move(rule));
  }
  return {};
}

}  // namespace amana::ingest

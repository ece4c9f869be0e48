#pragma once

#include <filesystem>
#include <memory>
#include <span>

#include "core/result.h"
#include "ingest/page/language.h"
#include "ingest/page/page_rules.h"
#include "ingest/rule_set.h"

namespace amana::ingest {

// All that extraction knows: the program's pack and the user's, of words and of pages.
struct Knowledge {
  std::shared_ptr<const RuleSet> rules;
  PageRules page;
  LanguageRules languages;

  // REQUIRES at least one pack.
  static Result<Knowledge> Load(std::span<const std::filesystem::path> packs,
                                const LexiconFilter& filter = {});
};

}  // namespace amana::ingest

#include "ingest/knowledge.h"

namespace amana::ingest {

Result<Knowledge> Knowledge::Load(std::span<const std::filesystem::path> packs,
                                  const LexiconFilter& filter) {
  Knowledge knowledge;
  AMANA_TRY(knowledge.rules, RuleSet::Load(packs, filter));
  AMANA_TRY(knowledge.page, PageRules::Load(packs.front()));
  AMANA_TRY(knowledge.languages, LanguageRules::Load(packs.front()));
  for (const auto& pack : packs.subspan(1)) AMANA_CHECK_OK(knowledge.page.Add(pack));
  return knowledge;
}

}  // namespace amana::ingest

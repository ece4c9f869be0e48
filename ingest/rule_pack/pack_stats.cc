#include "ingest/rule_pack/pack_stats.h"

#include <set>
#include <utility>

namespace amana::ingest {

PackStats CountPack(const RuleSet& rules) {
  PackStats stats;
  std::set<std::pair<std::string, uint32_t>> lines;
  for (const LexEntry& entry : rules.lexicon().entries()) {
    PackStats::File& file = stats.files[entry.file];
    ++file.forms;
    if (lines.emplace(entry.file, entry.line).second) ++file.lines;
    for (ClassId id = 0; id < rules.classes().size(); ++id) {
      if (entry.Is(id)) ++stats.classes[rules.classes().Name(id)];
    }
  }
  for (const Rule& rule : rules.rules()) {
    ++stats.rules;
    stats.examples += rule.yes.size() + rule.no.size();
    std::set<std::string> said;
    for (const Emission& emission : rule.emissions) said.insert(emission.predicate);
    for (const std::string& predicate : said) ++stats.predicates[predicate];
  }
  return stats;
}

}  // namespace amana::ingest

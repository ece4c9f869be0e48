#include "ingest/resolution/name_rarity.h"

#include "core/text/fold.h"

namespace amana::ingest {
namespace {

constexpr int kCommon = 1;
constexpr int kListed = 2;
constexpr int kUnlisted = 3;
// So three parts are rare with one common among them at most if the others are in no list, four
// parts with two common ones if another is in no list. Two parts never are.
constexpr size_t kFewestParts = 3;
constexpr int kRare = 7;

}  // namespace

NameRarity::NameRarity(const RuleSet& rules) : loaded_(true) {
  const auto given = rules.classes().Find("given");
  const auto surname = rules.classes().Find("surname");
  for (const LexEntry& entry : rules.lexicon().entries()) {
    const bool is_given = given && entry.Is(*given);
    if (!is_given && !(surname && entry.Is(*surname))) continue;
    const bool common = is_given && entry.Get("first") == "3" && entry.Get("middle") == "3";
    int& weight = weights_.try_emplace(NameKey(entry.form), kListed).first->second;
    if (common) weight = kCommon;
  }
}

NameRarity::NameRarity(const std::vector<std::string>& common,
                       const std::vector<std::string>& listed)
    : loaded_(true) {
  for (const std::string& part : common) weights_.emplace(NameKey(part), kCommon);
  for (const std::string& part : listed) weights_.emplace(NameKey(part), kListed);
}

bool NameRarity::IsRare(const std::vector<std::string>& parts) const {
  if (!loaded_ || parts.size() < kFewestParts) return false;
  int weight = 0;
  for (const std::string& part : parts) {
    const auto found = weights_.find(part);
    weight += found == weights_.end() ? kUnlisted : found->second;
  }
  return weight >= kRare;
}

}  // namespace amana::ingest

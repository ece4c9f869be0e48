#include "ingest/resolution/identity_rules.h"

#include <charconv>

#include "ingest/resolution/match_key.h"

namespace amana::ingest {
namespace {

int Year(std::string_view date) {
  int year = 0;
  std::from_chars(date.data(), date.data() + date.size(), year);
  return year;
}

std::string FullName(const LexEntry& entry) {
  const std::string head(entry.Get("head"));
  const bool has_head =
      head.empty() || entry.form.starts_with(head) || entry.form.starts_with("ال" + head);
  return has_head ? entry.form : head + " " + entry.form;
}

}  // namespace

// Each form stands for the party, with and without its head.
void IdentityRules::AddParty(const LexEntry& entry, const Lexicon& lexicon) {
  const std::string_view alias_of = entry.Get("alias_of");
  const LexEntry* canonical = alias_of.empty() ? &entry : lexicon.FindById(alias_of);
  if (canonical == nullptr) return;
  PartyAlias alias;
  alias.country = canonical->Get("cc");
  alias.name = PartyNameKey(FullName(*canonical));
  if (!alias_of.empty()) {
    alias.from = Year(entry.Get("from"));
    alias.until = Year(entry.Get("until"));
  }
  for (const std::string& form : {entry.form, FullName(entry)})
    parties_[PartyNameKey(form)].push_back(alias);
}

std::string IdentityRules::PartyName(const std::string& name, std::string_view country,
                                     std::string_view published) const {
  const auto found = parties_.find(name);
  if (found == parties_.end()) return name;
  const int year = Year(published);
  const int still = static_cast<int>(Weight("alias_years"));
  const std::string* only = nullptr;
  for (const PartyAlias& alias : found->second) {
    if (!country.empty() && alias.country != country) continue;
    if (year != 0 && alias.from != 0 && year < alias.from) continue;
    if (year != 0 && alias.until != 0 && year > alias.until + still) continue;
    if (only != nullptr && *only != alias.name) return name;
    only = &alias.name;
  }
  return only == nullptr ? name : *only;
}

IdentityRules::IdentityRules(const RuleSet& rules) : data_(rules.names()), loaded_(true) {
  const auto given = rules.classes().Find("given");
  const auto surname = rules.classes().Find("surname");
  const auto attribute = rules.classes().Find("abd_attr");
  const auto party = rules.classes().Find("party");
  for (const LexEntry& entry : rules.lexicon().entries()) {
    if (party && entry.Is(*party)) AddParty(entry, rules.lexicon());
    if (given && entry.Is(*given)) {
      const bool common = entry.Get("first") == "3" && entry.Get("middle") == "3";
      PartKind& kind = parts_.try_emplace(WordKey(entry.form), PartKind::kGiven).first->second;
      if (common) kind = PartKind::kCommon;
    } else if (surname && entry.Is(*surname)) {
      parts_.try_emplace(WordKey(entry.form), PartKind::kSurname);
    }
    if (attribute && entry.Is(*attribute))
      parts_.try_emplace(WordKey("عبد " + entry.form), PartKind::kCommon);
  }
}

IdentityRules::IdentityRules(const NameData& data, const std::vector<std::string>& common,
                             const std::vector<std::string>& listed)
    : data_(data), loaded_(true) {
  for (const std::string& part : common) parts_.emplace(WordKey(part), PartKind::kCommon);
  for (const std::string& part : listed) parts_.emplace(WordKey(part), PartKind::kGiven);
}

double IdentityRules::Weight(std::string_view reason) const {
  const auto found = data_.weights.find(reason);
  return found == data_.weights.end() ? 0 : found->second;
}

double IdentityRules::PartWeight(const std::string& word, bool last) const {
  if (!loaded_) return 0;
  const auto found = parts_.find(word);
  if (found != parts_.end() && found->second == PartKind::kCommon) return Weight("part_common");
  if (last && data_.common_last.contains(word)) return Weight("part_common_last");
  if (found == parts_.end()) return Weight("part_unlisted");
  return Weight(found->second == PartKind::kGiven ? "part_given" : "part_surname");
}

}  // namespace amana::ingest

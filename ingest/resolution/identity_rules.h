#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/resolution/name_data.h"
#include "ingest/rule_set.h"

namespace amana::ingest {

// What resolution across articles knows beyond the articles: how telling a part of a name is, how
// names are spelled, what reasons weigh. From the rule pack alone, never from the graph, so that
// identity does not depend on what was read before. Immutable.
class IdentityRules {
 public:
  // Knows no list: no name tells anything by itself.
  IdentityRules() = default;
  explicit IdentityRules(const RuleSet& rules);
  // From lists of very common parts and of other known ones.
  IdentityRules(const NameData& data, const std::vector<std::string>& common,
                const std::vector<std::string>& listed);

  const NameData& data() const { return data_; }
  // What a reason weighs; 0 for one that the rule pack does not know.
  double Weight(std::string_view reason) const;

  // What it tells that two names share this part (a WordKey).
  double PartWeight(const std::string& word, bool last) const;
  // The name that a party goes by today, as BodyNameKey, for one that it is or was known by; `name`
  // itself where that is not known for certain. Aliases with dates count only in their time, and a
  // few years after, when they are still in use.
  std::string PartyName(const std::string& name, std::string_view country,
                        std::string_view published) const;
  bool Listed(const std::string& word) const { return parts_.contains(word); }

 private:
  enum class PartKind : uint8_t { kCommon, kGiven, kSurname };

  struct PartyAlias {
    std::string country, name;
    int from = 0, until = 0;  // years; 0 for none
  };
  void AddParty(const LexEntry& entry, const Lexicon& lexicon);

  NameData data_;
  std::unordered_map<std::string, std::vector<PartyAlias>> parties_;
  bool loaded_ = false;
  std::unordered_map<std::string, PartKind> parts_;  // by WordKey
};

}  // namespace amana::ingest

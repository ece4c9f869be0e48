#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ingest/resolution/form.h"
#include "ingest/resolution/person_score.h"

namespace amana::ingest {

// Forms being joined into groups, with the countries of each group known: a group never has two.
class FormGroups {
 public:
  explicit FormGroups(std::span<const Form> forms);

  std::span<const Form> forms() const { return forms_; }
  uint32_t Find(uint32_t form) const;
  // Whether joining would leave at most one country.
  bool CountriesAgree(uint32_t a, uint32_t b) const;
  void Join(uint32_t a, uint32_t b);

  // Joins `form` with the one group among those of the candidates that it can join; with none where
  // there are two such groups. `accept(other)` names the candidates.
  template <typename Accept>
  void JoinTheOnly(uint32_t form, const Accept& accept) {
    const uint32_t own = Find(form);
    uint32_t only = own;
    for (uint32_t other = 0; other < forms_.size(); ++other) {
      const uint32_t group = Find(other);
      if (group == own || group == only || !CountriesAgree(own, group) || !accept(other)) continue;
      if (only != own) return;
      only = group;
    }
    if (only != own) Join(own, only);
  }

  // Groups numbered 0, 1, … by their first form.
  std::vector<uint32_t> Numbers() const;

 private:
  std::span<const Form> forms_;
  std::vector<uint32_t> parent_;
  std::vector<std::string> country_;  // of the group, at its root
};

// The rules for each kind of entity, over forms without a scope.
// Persons: answers the pairs that are left apart and may still be one.
struct FormPair {
  uint32_t a = 0, b = 0;
  PairScore pair;
};
std::vector<FormPair> JoinPersons(FormGroups& groups, const IdentityRules& rules);
void JoinMeetings(FormGroups& groups);
// Bodies, posts, places, topics: the block is the full name, so only countries can tell apart.
void JoinByCountry(FormGroups& groups);

}  // namespace amana::ingest

// Persons. Every two forms of a block are scored; from the merge threshold on they are linked.
// A link counts where nothing makes it ambiguous: no third form that is linked to one end while
// something speaks against its being the other. Links are followed from the best one down, and no
// group ever holds two forms that something speaks against.
#include <algorithm>
#include <map>
#include <tuple>

#include "ingest/resolution/groups.h"

namespace amana::ingest {
namespace {

class PersonJoiner {
 public:
  PersonJoiner(FormGroups& groups, const IdentityRules& rules)
      : groups_(groups), rules_(rules), forms_(groups.forms()), apart_(forms_.size()) {}

  std::vector<FormPair> Run() {
    Score();
    MarkAmbiguous();
    for (const FormPair& link : links_) {
      if (!Ambiguous(link) && NothingAgainst(link)) groups_.Join(link.a, link.b);
    }
    std::vector<FormPair> left;
    for (auto* pairs : {&links_, &proposals_}) {
      for (FormPair& pair : *pairs) {
        if (groups_.Find(pair.a) != groups_.Find(pair.b)) left.push_back(std::move(pair));
      }
    }
    return left;
  }

 private:
  // Many forms share a name: names are compared once.
  void Score() {
    std::map<std::string, uint32_t> number;
    std::vector<PersonName> names;
    std::vector<uint32_t> name_of;
    for (const Form& form : forms_) {
      const auto [at, added] = number.emplace(form.name, static_cast<uint32_t>(names.size()));
      if (added) names.emplace_back(form.name, rules_);
      name_of.push_back(at->second);
    }
    std::vector<NameMatch> match(names.size() * names.size());
    for (size_t i = 0; i < names.size(); ++i) {
      for (size_t j = 0; j <= i; ++j)
        match[i * names.size() + j] = match[j * names.size() + i] =
            CompareNames(names[i], names[j], rules_);
    }
    for (auto& row : apart_) row.assign(forms_.size(), false);
    for (uint32_t a = 0; a < forms_.size(); ++a) {
      for (uint32_t b = 0; b < a; ++b) Sort(b, a, match[name_of[a] * names.size() + name_of[b]]);
    }
    std::ranges::stable_sort(links_, [](const FormPair& x, const FormPair& y) {
      return std::tuple(-x.pair.score, x.a, x.b) < std::tuple(-y.pair.score, y.a, y.b);
    });
  }

  void Sort(uint32_t a, uint32_t b, const NameMatch& match) {
    PairScore pair = ScorePersons(forms_[a], forms_[b], match, rules_);
    if (pair.score >= rules_.Weight("merge")) {
      links_.push_back({a, b, std::move(pair)});
    } else {
      apart_[a][b] = apart_[b][a] = pair.opposed;
      if (pair.score >= rules_.Weight("propose")) proposals_.push_back({a, b, std::move(pair)});
    }
  }

  void MarkAmbiguous() {
    linked_.resize(forms_.size());
    for (const FormPair& link : links_) {
      linked_[link.a].push_back(link.b);
      linked_[link.b].push_back(link.a);
    }
  }
  bool Ambiguous(const FormPair& link) const {
    return std::ranges::any_of(linked_[link.a], [&](uint32_t c) { return apart_[c][link.b]; }) ||
           std::ranges::any_of(linked_[link.b], [&](uint32_t c) { return apart_[c][link.a]; });
  }
  bool NothingAgainst(const FormPair& link) const {
    if (!groups_.CountriesAgree(link.a, link.b)) return false;
    for (uint32_t x = 0; x < forms_.size(); ++x) {
      if (groups_.Find(x) != groups_.Find(link.a)) continue;
      for (uint32_t y = 0; y < forms_.size(); ++y) {
        if (groups_.Find(y) == groups_.Find(link.b) && apart_[x][y]) return false;
      }
    }
    return true;
  }

  FormGroups& groups_;
  const IdentityRules& rules_;
  std::span<const Form> forms_;
  std::vector<std::vector<bool>> apart_;  // something speaks against these two
  std::vector<FormPair> links_, proposals_;
  std::vector<std::vector<uint32_t>> linked_;
};

}  // namespace

std::vector<FormPair> JoinPersons(FormGroups& groups, const IdentityRules& rules) {
  return PersonJoiner(groups, rules).Run();
}

}  // namespace amana::ingest

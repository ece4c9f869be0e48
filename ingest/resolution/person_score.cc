#include "ingest/resolution/person_score.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

namespace amana::ingest {
namespace {

constexpr std::string_view kParty = "party:";
constexpr int kGeneration = 3;  // decades

using Strings = std::vector<std::string>;

Strings Common(const Strings& a, const Strings& b) {
  Strings out;
  std::ranges::set_intersection(a, b, std::back_inserter(out));
  return out;
}

bool IsParty(const std::string& context) { return context.starts_with(kParty); }

class Scorer {
 public:
  Scorer(const Form& a, const Form& b, const NameMatch& names, const IdentityRules& rules)
      : a_(a), b_(b), names_(names), rules_(rules) {}

  PairScore Score() {
    Name();
    Bodies();
    Posts();
    Territories();
    Surroundings();
    if (!a_.country.empty() && a_.country == b_.country) Add("same_country", a_.country);
    Time();
    pair_.score = 1 / (1 + std::exp(-(sum_ + rules_.Weight("prior"))));
    // What something speaks against is for people to judge, however rare the name.
    if (pair_.opposed) pair_.score = std::min(pair_.score, rules_.Weight("opposed_most"));
    return std::move(pair_);
  }

 private:
  void Add(std::string_view name, std::string about) {
    AddWeighing(name, std::move(about), rules_.Weight(name));
  }
  void AddWeighing(std::string_view name, std::string about, double weight) {
    sum_ += weight;
    pair_.reasons.push_back({std::string(name), std::move(about), weight});
  }
  void Oppose(std::string_view name, std::string about) {
    Add(name, std::move(about));
    pair_.opposed = true;
  }

  void Name() {
    const char* name = names_.near > 0      ? "similar_name"
                       : names_.spelled > 0 ? "spelled_name"
                       : names_.missing > 0 ? "shorter_name"
                                            : "same_name";
    AddWeighing(name, a_.name == b_.name ? a_.name : a_.name + " / " + b_.name, names_.weight);
    if (names_.missing > 0) Add("missing_middle", "");
    if (names_.near > 0) Add("only_similar", "");
  }

  void Bodies() {
    const Strings shared = Common(a_.contexts, b_.contexts);
    const auto party = std::ranges::find_if(shared, IsParty);
    if (party != shared.end()) {
      Add("shared_party", party->substr(kParty.size()));
    } else if (std::ranges::any_of(a_.contexts, IsParty) &&
               std::ranges::any_of(b_.contexts, IsParty)) {
      Oppose("other_party", "");
    } else if (!shared.empty()) {
      Add("shared_body", shared.front().substr(shared.front().find(':') + 1));
    }
  }

  void Posts() {
    if (a_.posts.empty() || b_.posts.empty()) return;
    const Strings shared = Common(a_.posts, b_.posts);
    if (!shared.empty()) {
      Add("same_post", shared.front());
    } else if (names_.weight < rules_.Weight("other_post_below")) {
      Add("other_post", "");
    }
  }

  void Territories() {
    if (a_.places.empty() || b_.places.empty()) return;
    const Strings shared = Common(a_.places, b_.places);
    if (!shared.empty()) {
      Add("same_territory", shared.front());
    } else {
      Oppose("other_territory", "");
    }
  }

  // What stands around a person whom the article ties to no body.
  void Surroundings() {
    const auto parties = [](const Form& form) {
      return form.contexts.empty() ? form.nearby : form.contexts;
    };
    if (a_.contexts.empty() || b_.contexts.empty()) {
      const Strings shared = Common(parties(a_), parties(b_));
      if (!shared.empty()) Add("party_near", shared.front().substr(shared.front().find(':') + 1));
    }
    const Strings with = Common(a_.companions, b_.companions);
    if (with.empty()) return;
    const double weight = std::min(static_cast<double>(with.size()) * rules_.Weight("companion"),
                                   rules_.Weight("companions_most"));
    AddWeighing("companion", with.front(), weight);
  }

  void Time() {
    if (a_.decade.empty() || b_.decade.empty()) return;
    const int apart = std::abs(std::atoi(a_.decade.c_str()) - std::atoi(b_.decade.c_str()));
    if (apart >= kGeneration) {
      Oppose("another_generation", "");
    } else if (apart + 1 == kGeneration) {
      Add("long_ago", "");
    }
  }

  const Form& a_;
  const Form& b_;
  const NameMatch& names_;
  const IdentityRules& rules_;
  double sum_ = 0;
  PairScore pair_;
};

}  // namespace

std::string Reason::Text() const {
  return about.empty() ? fmt::format("{} {:+.1f}", name, weight)
                       : fmt::format("{} {} {:+.1f}", name, about, weight);
}

PairScore ScorePersons(const Form& a, const Form& b, const NameMatch& names,
                       const IdentityRules& rules) {
  if (!names.compatible) return {0, true, {{"other_name", "", 0}}};
  if (!a.country.empty() && !b.country.empty() && a.country != b.country)
    return {0, true, {{"other_country", a.country + " / " + b.country, 0}}};
  return Scorer(a, b, names, rules).Score();
}

}  // namespace amana::ingest

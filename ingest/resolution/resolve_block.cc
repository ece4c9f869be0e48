#include "ingest/resolution/resolve_block.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "ingest/resolution/groups.h"

namespace amana::ingest {

namespace {

// So many of the best for each group: a name that could be anybody's helps nobody.
constexpr size_t kProposalsOfAGroup = 5;

// The best pair for each two groups, and few for each group; best first.
void KeepBest(std::vector<Proposal>& proposals) {
  std::ranges::stable_sort(proposals, [](const Proposal& x, const Proposal& y) {
    return std::tuple(-x.pair.score, x.a, x.b) < std::tuple(-y.pair.score, y.a, y.b);
  });
  std::set<std::pair<uint32_t, uint32_t>> seen;
  std::map<uint32_t, size_t> count;
  std::vector<Proposal> kept;
  for (Proposal& proposal : proposals) {
    if (!seen.emplace(proposal.a, proposal.b).second) continue;
    if (count[proposal.a] >= kProposalsOfAGroup || count[proposal.b] >= kProposalsOfAGroup)
      continue;
    ++count[proposal.a];
    ++count[proposal.b];
    kept.push_back(std::move(proposal));
  }
  proposals = std::move(kept);
}

}  // namespace

BlockResolution ResolveBlock(std::span<const Form> forms, const IdentityRules& rules) {
  // Forms with a scope are groups of their own.
  std::vector<Form> open;
  std::vector<uint32_t> at;
  for (uint32_t i = 0; i < forms.size(); ++i) {
    if (!forms[i].scope.empty()) continue;
    open.push_back(forms[i]);
    at.push_back(i);
  }
  FormGroups groups(open);
  std::vector<FormPair> pairs;
  if (!open.empty()) {
    if (open.front().type == "Person") {
      pairs = JoinPersons(groups, rules);
    } else if (open.front().type == "Meeting") {
      JoinMeetings(groups);
    } else {
      JoinByCountry(groups);
    }
  }
  FormGroups all(forms);
  for (uint32_t i = 0; i < open.size(); ++i) all.Join(at[i], at[groups.Find(i)]);
  BlockResolution resolution;
  resolution.groups = all.Numbers();
  for (FormPair& pair : pairs) {
    const uint32_t a = resolution.groups[at[pair.a]], b = resolution.groups[at[pair.b]];
    resolution.proposals.push_back({std::min(a, b), std::max(a, b), std::move(pair.pair)});
  }
  KeepBest(resolution.proposals);
  return resolution;
}

void JoinByCountry(FormGroups& groups) {
  const auto forms = groups.forms();
  for (uint32_t a = 0; a < forms.size(); ++a) {
    for (uint32_t b = 0; b < a; ++b) {
      if (forms[a].country == forms[b].country) groups.Join(a, b);
    }
  }
  for (uint32_t a = 0; a < forms.size(); ++a) {
    if (!forms[a].country.empty()) continue;
    groups.JoinTheOnly(a, [&](uint32_t b) { return !forms[b].country.empty(); });
  }
}

}  // namespace amana::ingest

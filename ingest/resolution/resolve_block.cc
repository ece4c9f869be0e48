#include "ingest/resolution/resolve_block.h"

#include "ingest/resolution/groups.h"

namespace amana::ingest {

std::vector<uint32_t> ResolveBlock(std::span<const Form> forms) {
  // Forms with a scope are groups of their own.
  std::vector<Form> open;
  std::vector<uint32_t> at;
  for (uint32_t i = 0; i < forms.size(); ++i) {
    if (!forms[i].scope.empty()) continue;
    open.push_back(forms[i]);
    at.push_back(i);
  }
  FormGroups groups(open);
  if (!open.empty()) {
    if (open.front().type == "Person") {
      JoinPersons(groups);
    } else if (open.front().type == "Meeting") {
      JoinMeetings(groups);
    } else {
      JoinByCountry(groups);
    }
  }
  FormGroups all(forms);
  for (uint32_t i = 0; i < open.size(); ++i) all.Join(at[i], at[groups.Find(i)]);
  return all.Numbers();
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

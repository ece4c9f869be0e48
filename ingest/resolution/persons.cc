// Persons, in ordered steps. A block holds the names that share their first and last part.
// 1. The same name and a body in common, in one country.
// 2. The same, where an article did not tell the country and only one can be meant.
// 3. A name that leaves out middle parts of another one, with a body in common, where there is only
//    one such person; countries as in 1 and 2.
// 4. A rare name alone (others have a scope), where only one person bears it.
#include <algorithm>
#include <numeric>

#include "ingest/lexicon/lexicon.h"
#include "ingest/resolution/groups.h"
#include "ingest/resolution/match_key.h"

namespace amana::ingest {
namespace {

bool ShareContext(const Form& a, const Form& b) {
  return std::ranges::any_of(a.contexts, [&b](const std::string& context) {
    return std::ranges::binary_search(b.contexts, context);
  });
}

void JoinSameNames(FormGroups& groups) {
  const auto forms = groups.forms();
  for (uint32_t a = 0; a < forms.size(); ++a) {
    for (uint32_t b = 0; b < a; ++b) {
      if (forms[a].name == forms[b].name && forms[a].country == forms[b].country &&
          ShareContext(forms[a], forms[b])) {
        groups.Join(a, b);
      }
    }
  }
  for (uint32_t a = 0; a < forms.size(); ++a) {
    if (!forms[a].country.empty()) continue;
    groups.JoinTheOnly(a, [&](uint32_t b) {
      return forms[a].name == forms[b].name && !forms[b].country.empty() &&
             ShareContext(forms[a], forms[b]);
    });
  }
}

// Longer names first, so that a short one meets them joined as far as they will be.
std::vector<uint32_t> LongestFirst(const std::vector<std::vector<std::string>>& parts) {
  std::vector<uint32_t> order(parts.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(
      order, [&parts](uint32_t a, uint32_t b) { return parts[a].size() > parts[b].size(); });
  return order;
}

void JoinShortForms(FormGroups& groups) {
  const auto forms = groups.forms();
  std::vector<std::vector<std::string>> parts;
  for (const Form& form : forms) parts.push_back(SplitWords(form.name));
  for (uint32_t a : LongestFirst(parts)) {
    groups.JoinTheOnly(a, [&](uint32_t b) {
      return forms[a].country == forms[b].country && LeavesOutMiddleParts(parts[a], parts[b]) &&
             ShareContext(forms[a], forms[b]);
    });
  }
  for (uint32_t a : LongestFirst(parts)) {
    if (!forms[a].country.empty()) continue;
    groups.JoinTheOnly(a, [&](uint32_t b) {
      return (LeavesOutMiddleParts(parts[a], parts[b]) ||
              LeavesOutMiddleParts(parts[b], parts[a])) &&
             ShareContext(forms[a], forms[b]);
    });
  }
}

void JoinRareNames(FormGroups& groups) {
  const auto forms = groups.forms();
  for (uint32_t a = 0; a < forms.size(); ++a) {
    if (!forms[a].contexts.empty()) continue;
    groups.JoinTheOnly(a, [&](uint32_t b) {
      return forms[a].name == forms[b].name && forms[a].country == forms[b].country;
    });
  }
  for (uint32_t a = 0; a < forms.size(); ++a) {
    if (!forms[a].contexts.empty() || !forms[a].country.empty()) continue;
    groups.JoinTheOnly(a, [&](uint32_t b) { return forms[a].name == forms[b].name; });
  }
}

}  // namespace

void JoinPersons(FormGroups& groups) {
  JoinSameNames(groups);
  JoinShortForms(groups);
  JoinRareNames(groups);
}

}  // namespace amana::ingest

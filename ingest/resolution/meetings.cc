// Meetings of one day and kind are one where the bodies that held them are, unless the places speak
// against it. Only where all that could be one agree with each other is anything joined: two
// meetings must not become one over a third that looks like both.
#include <algorithm>

#include "ingest/resolution/groups.h"

namespace amana::ingest {
namespace {

bool Overlap(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::ranges::any_of(
      a, [&b](const std::string& item) { return std::ranges::binary_search(b, item); });
}

bool CanBeOne(const Form& a, const Form& b) {
  const bool places_agree = a.places.empty() || b.places.empty() || Overlap(a.places, b.places);
  return places_agree && Overlap(a.contexts, b.contexts);
}

}  // namespace

void JoinMeetings(FormGroups& groups) {
  const auto forms = groups.forms();
  FormGroups connected(forms);
  for (uint32_t a = 0; a < forms.size(); ++a) {
    for (uint32_t b = 0; b < a; ++b) {
      if (CanBeOne(forms[a], forms[b])) connected.Join(a, b);
    }
  }
  std::vector<bool> agree(forms.size(), true);
  for (uint32_t a = 0; a < forms.size(); ++a) {
    for (uint32_t b = 0; b < a; ++b) {
      if (connected.Find(a) == connected.Find(b) && !CanBeOne(forms[a], forms[b]))
        agree[connected.Find(a)] = false;
    }
  }
  for (uint32_t a = 0; a < forms.size(); ++a) {
    if (agree[connected.Find(a)]) groups.Join(a, connected.Find(a));
  }
}

}  // namespace amana::ingest

#include "ingest/resolution/groups.h"

#include <numeric>

namespace amana::ingest {

FormGroups::FormGroups(std::span<const Form> forms) : forms_(forms), parent_(forms.size()) {
  std::iota(parent_.begin(), parent_.end(), 0);
  for (const Form& form : forms) country_.push_back(form.country);
}

uint32_t FormGroups::Find(uint32_t form) const {
  while (parent_[form] != form) form = parent_[form];
  return form;
}

bool FormGroups::CountriesAgree(uint32_t a, uint32_t b) const {
  const std::string& x = country_[Find(a)];
  const std::string& y = country_[Find(b)];
  return x.empty() || y.empty() || x == y;
}

void FormGroups::Join(uint32_t a, uint32_t b) {
  a = Find(a);
  b = Find(b);
  if (a == b) return;
  if (b < a) std::swap(a, b);
  parent_[b] = a;
  if (country_[a].empty()) country_[a] = country_[b];
}

std::vector<uint32_t> FormGroups::Numbers() const {
  std::vector<uint32_t> number(forms_.size());
  uint32_t next = 0;
  for (uint32_t form = 0; form < forms_.size(); ++form) {
    const uint32_t root = Find(form);  // the group's first form
    number[form] = root == form ? next++ : number[root];
  }
  return number;
}

}  // namespace amana::ingest

#include "cli/suggest.h"

#include <algorithm>
#include <vector>

#include "core/text/utf8.h"

namespace amana::cli {
namespace {

// Optimal string alignment distance.
size_t Edits(const std::u32string& a, const std::u32string& b) {
  std::vector<std::vector<size_t>> d(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replace = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

}  // namespace

std::optional<std::string> Nearest(std::string_view word, std::span<const std::string> candidates) {
  constexpr size_t kLongest = 64;  // what is longer is no slip
  const std::u32string wanted = ToUtf32(word.substr(0, 4 * kLongest));
  size_t best = wanted.size() / 3 + 1;
  std::optional<std::string> found;
  for (const auto& candidate : candidates) {
    if (candidate.size() > 4 * kLongest) continue;
    const size_t edits = Edits(wanted, ToUtf32(candidate));
    if (edits >= best + (found ? 0 : 1)) continue;
    best = edits;
    found = candidate;
  }
  return found;
}

}  // namespace amana::cli

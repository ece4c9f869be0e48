#include "ingest/page/join_lines.h"

#include "core/text/utf8.h"

namespace amana::ingest {
namespace {

constexpr uint32_t kShortWords = 6;    // a fragment of a sentence, not a paragraph
constexpr size_t kMostFragments = 16;  // lines that one sentence is broken into

bool BeginsWithComma(const PageLine& line) {
  return line.text.starts_with("،") || line.text.starts_with("؛") || line.text.starts_with(", ");
}

bool IsFragment(const PageLine& line) {
  return line.word_count <= kShortWords && !line.ends_sentence && !line.text.ends_with(":") &&
         !line.text.ends_with("：");
}

// The first line of the sentence that the line at `at` goes on with.
size_t FirstFragment(const std::vector<PageLine>& lines, size_t at, const PageRules& rules) {
  size_t first = at;
  while (first > 0 && at - first < kMostFragments && !lines[first].after_blank) {
    const PageLine& before = lines[first - 1];
    if (before.ends_sentence || rules.Match(before)) break;
    --first;
    if (!IsFragment(before)) break;
  }
  return first;
}

// The end of the sentence that is broken behind the line at `at`.
size_t LastFragment(const std::vector<PageLine>& lines, size_t at, const PageRules& rules) {
  size_t last = at;
  while (last + 1 < lines.size() && last - at < kMostFragments) {
    const PageLine& line = lines[last];
    const PageLine& next = lines[last + 1];
    const bool goes_on = IsFragment(line) || rules.EndsOpen(line) || BeginsWithComma(next);
    if (line.ends_sentence || !goes_on || next.after_blank || rules.Match(next)) break;
    ++last;
  }
  return last;
}

PageLine Joined(const std::vector<PageLine>& lines, size_t first, size_t last) {
  std::string text = lines[first].text;
  for (size_t i = first + 1; i <= last; ++i) {
    if (!BeginsWithComma(lines[i])) text += ' ';
    text += lines[i].text;
  }
  PageLine joined = std::move(SplitPageLines(text).front());
  joined.after_blank = lines[first].after_blank;
  return joined;
}

}  // namespace

void JoinBrokenLines(std::vector<PageLine>& lines, const PageRules& rules) {
  std::vector<PageLine> out;
  size_t taken = 0;  // lines that `out` holds
  for (size_t at = 0; at < lines.size(); ++at) {
    const bool comma = at > taken && BeginsWithComma(lines[at]) && !lines[at].after_blank;
    const bool open = at + 1 < lines.size() && !lines[at + 1].after_blank &&
                      rules.EndsOpen(lines[at]) && !rules.Match(lines[at]) &&
                      !rules.Match(lines[at + 1]);
    if (!comma && !open) continue;
    const size_t last = LastFragment(lines, at, rules);
    bool inner_comma = comma;
    for (size_t i = at + 1; i <= last; ++i) inner_comma |= BeginsWithComma(lines[i]);
    const size_t first = inner_comma ? std::max(taken, FirstFragment(lines, at, rules)) : at;
    if (last == first) continue;
    for (; taken < first; ++taken) out.push_back(std::move(lines[taken]));
    out.push_back(Joined(lines, first, last));
    taken = last + 1;
    at = last;
  }
  if (taken == 0) return;
  for (; taken < lines.size(); ++taken) out.push_back(std::move(lines[taken]));
  lines = std::move(out);
}

bool IsTicker(const PageLine& line) {
  constexpr size_t kWide = 3;       // spaces
  constexpr size_t kLeastGaps = 3;  // between headlines
  constexpr uint32_t kLeastWords = 16;
  if (line.word_count < kLeastWords) return false;
  size_t gaps = 0, run = 0;
  for (const char c : line.text) {
    if (c == ' ' || c == '\t') {
      gaps += ++run == kWide;
    } else {
      run = 0;
    }
  }
  return gaps >= kLeastGaps;
}

}  // namespace amana::ingest

#include "ingest/mentions/table_rows.h"

#include <algorithm>

namespace amana::ingest {
namespace {

bool EndsInColon(const Chunks& line, const Document& doc) {
  return !line.empty() && doc.IsMark(line.back().span.end - 1, ':');
}

HoldingMention& Pair(GroupMention& name, int post) {
  HoldingMention& holding = name.holdings.emplace_back();
  holding.person = name.persons.front();
  holding.post = post;
  holding.rule = "list.lines";
  holding.of_lines = true;
  return holding;
}

}  // namespace

int GroupIn(const Chunks& line) {
  const auto group = std::find_if(
      line.begin(), line.end(), [](const Chunk& chunk) { return chunk.type == ChunkType::kGroup; });
  return group == line.end() ? -1 : group->index;
}

LineKind KindOfLine(const Chunks& chunks, const Document& document, const Mentions& mentions) {
  LineKind kind = LineKind::kEmpty;
  for (const Chunk& chunk : chunks) {
    if (chunk.type == ChunkType::kToken) {
      if (document.tokens[chunk.span.begin].kind == TokenKind::kWord) return LineKind::kOther;
      continue;
    }
    if (chunk.type != ChunkType::kGroup || kind != LineKind::kEmpty) return LineKind::kOther;
    const GroupMention& group = mentions.groups[chunk.index];
    if (!group.holdings.empty() || !group.orgs.empty()) return LineKind::kOther;
    if (group.persons.size() == 1 && group.posts.empty()) {
      kind = LineKind::kName;
    } else if (group.persons.empty() && group.posts.size() == 1) {
      const bool one = mentions.posts[group.posts.front()].number == Number::kSingular;
      kind = one ? LineKind::kPost : LineKind::kPosts;
    } else {
      return LineKind::kOther;
    }
  }
  return kind;
}

// «نواب الرئيس:», and below it their names.
void PairBelow(const std::vector<const Chunks*>& lines, size_t heading, const Document& document,
               Mentions& mentions) {
  GroupMention& posts = mentions.groups[GroupIn(*lines[heading])];
  if (mentions.posts[posts.posts.front()].membership) return;
  const int post = posts.posts.front();
  for (size_t i = heading + 1; i < lines.size(); ++i) {
    const LineKind kind = KindOfLine(*lines[i], document, mentions);
    if (kind == LineKind::kEmpty) continue;
    if (kind != LineKind::kName) break;
    GroupMention& name = mentions.groups[GroupIn(*lines[i])];
    HoldingMention& holding = Pair(name, post);
    const std::vector<int>& places = mentions.persons[holding.person].places;
    // «فلان : تونس», but not «فلان (تونس)», where somebody comes from, unless each has a place.
    if (!places.empty() && (mentions.posts[post].of_places ||
                            document.IsMark(mentions.places[places.front()].span.begin - 1, ':')))
      holding.place = places.front();
    posts.posts.clear();
  }
}

void PairLines(const std::vector<const Chunks*>& lines, const Document& document,
               Mentions& mentions) {
  std::vector<size_t> run;  // lines in turns
  LineKind last = LineKind::kOther;
  bool alone = true;  // nothing of either kind right before the run
  const auto close = [&](bool ends) {
    // One pair alone is one where a colon joins it («الرئيس:», and below it a name), or where no
    // list is around it: a signature.
    const bool pair = run.size() == 2 && (EndsInColon(*lines[run[0]], document) || (alone && ends));
    const bool told = run.size() >= 4 || pair;
    for (size_t i = 0; told && run.size() % 2 == 0 && i < run.size(); i += 2) {
      GroupMention& first = mentions.groups[GroupIn(*lines[run[i]])];
      GroupMention& second = mentions.groups[GroupIn(*lines[run[i + 1]])];
      const bool post_first = first.persons.empty();
      GroupMention& post = post_first ? first : second;
      Pair(post_first ? second : first, post.posts.front());
      post.posts.clear();
    }
    run.clear();
  };
  for (size_t i = 0; i < lines.size(); ++i) {
    const LineKind kind = KindOfLine(*lines[i], document, mentions);
    if (kind == LineKind::kEmpty) continue;
    if (kind == LineKind::kPosts) PairBelow(lines, i, document, mentions);
    const bool turn = kind == LineKind::kName || kind == LineKind::kPost;
    if (!turn || kind == last) {
      close(!turn);
      alone = !turn;
    }
    last = kind;
    if (turn) run.push_back(i);
  }
  close(true);
}

}  // namespace amana::ingest

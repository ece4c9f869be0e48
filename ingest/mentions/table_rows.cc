#include "ingest/mentions/table_rows.h"

#include <algorithm>

namespace amana::ingest {
namespace {

bool EndsInColon(const std::vector<Chunk>& line, const Document& doc) {
  return !line.empty() && doc.IsMark(line.back().span.end - 1, ':');
}

void Pair(GroupMention& name, GroupMention& post) {
  HoldingMention holding;
  holding.person = name.persons.front();
  holding.post = post.posts.front();
  holding.rule = "list.lines";
  holding.of_lines = true;
  name.holdings.push_back(std::move(holding));
  post.posts.clear();
}

}  // namespace

int GroupIn(const std::vector<Chunk>& line) {
  const auto group = std::find_if(
      line.begin(), line.end(), [](const Chunk& chunk) { return chunk.type == ChunkType::kGroup; });
  return group == line.end() ? -1 : group->index;
}

LineKind KindOfLine(const std::vector<Chunk>& chunks, const Document& document,
                    const Mentions& mentions) {
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
    } else if (group.persons.empty() && group.posts.size() == 1 &&
               mentions.posts[group.posts.front()].number == Number::kSingular) {
      kind = LineKind::kPost;
    } else {
      return LineKind::kOther;
    }
  }
  return kind;
}

void PairLines(const std::vector<const std::vector<Chunk>*>& lines, const Document& document,
               Mentions& mentions) {
  std::vector<size_t> run;  // lines in turns
  LineKind last = LineKind::kOther;
  const auto close = [&] {
    // One pair alone is one only where a colon joins it: «الرئيس:», and below it a name.
    const bool told = run.size() >= 4 || (run.size() == 2 && EndsInColon(*lines[run[0]], document));
    for (size_t i = 0; told && run.size() % 2 == 0 && i < run.size(); i += 2) {
      GroupMention& first = mentions.groups[GroupIn(*lines[run[i]])];
      GroupMention& second = mentions.groups[GroupIn(*lines[run[i + 1]])];
      const bool post_first = first.persons.empty();
      Pair(post_first ? second : first, post_first ? first : second);
    }
    run.clear();
  };
  for (size_t i = 0; i < lines.size(); ++i) {
    const LineKind kind = KindOfLine(*lines[i], document, mentions);
    if (kind == LineKind::kEmpty) continue;
    if (kind == LineKind::kOther || kind == last) close();
    last = kind;
    if (kind != LineKind::kOther) run.push_back(i);
  }
  close();
}

}  // namespace amana::ingest

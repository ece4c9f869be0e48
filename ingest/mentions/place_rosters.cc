#include "ingest/mentions/place_rosters.h"

#include <algorithm>

#include "ingest/mentions/table_rows.h"

namespace amana::ingest {
namespace {

class PlaceRoster {
 public:
  PlaceRoster(const Document& doc, const CoreClasses& c, Mentions& m) : doc_(doc), c_(c), m_(m) {}

  void Read(const Chunks& line) {
    const LineKind kind = KindOfLine(line, doc_, m_);
    if (kind == LineKind::kEmpty) return;
    const bool below = open_;
    if (!below) post_ = -1;
    place_ = -1;
    used_ = placed_ = false;
    for (const Chunk& chunk : line) ReadChunk(chunk);
    if (kind == LineKind::kPosts) open_ = post_ >= 0;
    // A place whose name was not read ends no list.
    const bool stranger = placed_ && line.size() <= kShortLine;
    if (below && !used_ && !stranger) open_ = false;
  }

 private:
  static constexpr size_t kShortLine = 8;

  void ReadChunk(const Chunk& chunk) {
    switch (chunk.type) {
      case ChunkType::kToken:
        ReadToken(chunk);
        break;
      case ChunkType::kPlace:
        place_ = open_ && !m_.places[chunk.index].facility ? chunk.index : -1;
        placed_ = placed_ || place_ >= 0;
        break;
      case ChunkType::kGroup:
        ReadGroup(m_.groups[chunk.index]);
        place_ = -1;
        break;
      default:
        open_ = false;
        break;
    }
  }

  void ReadToken(const Chunk& chunk) {
    const ClassSet& is = chunk.classes;
    if (doc_.tokens[chunk.span.begin].kind != TokenKind::kWord) {
      if (doc_.IsMark(chunk.span.begin, ':') && !used_ && place_ < 0) open_ = post_ >= 0;
    } else if (is.test(c_.list_cue) || is.test(c_.they_cue)) {
      open_ = post_ >= 0;
    } else if (!is.test(c_.prep_in)) {
      place_ = -1;
    }
  }

  void ReadGroup(GroupMention& group) {
    if (group.persons.empty()) {  // «رؤساء الفروع:»
      const bool one = group.posts.size() == 1;
      const PostMention* post = one ? &m_.posts[group.posts.front()] : nullptr;
      const bool heads = one && post->number == Number::kPlural && !post->membership &&
                         !post->state && post->places.empty();
      post_ = heads ? group.posts.front() : -1;
      open_ = false;
      used_ = true;
      return;
    }
    if (!open_ || place_ < 0) return;
    if (group.persons.size() > 1 || !group.holdings.empty() || !group.posts.empty()) return;
    HoldingMention& holding = group.holdings.emplace_back();
    holding.person = group.persons.front();
    holding.post = post_;
    holding.place = place_;
    holding.rule = "list.places";
    holding.of_lines = true;
    used_ = true;
  }

  const Document& doc_;
  const CoreClasses& c_;
  Mentions& m_;
  int post_ = -1;        // of the heading
  int place_ = -1;       // of the item at hand
  bool open_ = false;    // items may follow
  bool used_ = false;    // the line is a heading or has an item
  bool placed_ = false;  // the line names a place
};

}  // namespace

void PairPlaces(const std::vector<const Chunks*>& lines, const Document& document,
                const CoreClasses& classes, Mentions& mentions) {
  PlaceRoster roster(document, classes, mentions);
  for (const Chunks* line : lines) roster.Read(*line);
}

}  // namespace amana::ingest

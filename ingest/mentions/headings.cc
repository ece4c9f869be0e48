#include "ingest/mentions/headings.h"

#include <algorithm>

namespace amana::ingest {
namespace {

constexpr uint32_t kLongestItem = 30;  // tokens of a line that is still an item of a list
constexpr int kFarthestList = 8;       // tokens between a body and the colon behind it
constexpr uint32_t kFarthestSenior = 60;

}  // namespace

HeadingReader::HeadingReader(const Document& document, const CoreClasses& classes,
                             Mentions& mentions)
    : doc_(document), c_(classes), m_(mentions) {
  for (ClassId id : {c_.list_cue, c_.pair_cue, c_.appoint_verb, c_.appoint_noun, c_.elect_verb,
                     c_.elect_noun, c_.formed_noun, c_.say_verb, c_.chair_cue}) {
    telling_.set(id);
  }
}

std::string_view HeadingReader::EventOf(const ClassSet& classes) const {
  if (classes.test(c_.appoint_verb) || classes.test(c_.appoint_noun)) return "appointed";
  if (classes.test(c_.elect_verb) || classes.test(c_.elect_noun)) return "elected";
  return {};
}

// A short line with a holder and his post, and nothing said by anybody.
bool HeadingReader::IsItem(const Sentence& sentence, const Chunks& chunks) const {
  if (sentence.tokens.size() > kLongestItem) return false;
  bool held = false;
  for (const Chunk& chunk : chunks) {
    if (chunk.type == ChunkType::kToken && chunk.classes.test(c_.verb)) return false;
    held = held || (chunk.type == ChunkType::kGroup && !m_.groups[chunk.index].holdings.empty());
  }
  return held;
}

// «وقرر المجلس: - تعيين فلان مفوضا للتربية»: the body above decides, and the post is not its own.
bool HeadingReader::TellsChange(const Chunks& chunks) const {
  return std::any_of(chunks.begin(), chunks.end(), [this](const Chunk& chunk) {
    return chunk.type == ChunkType::kToken &&
           (chunk.classes.test(c_.appoint_noun) || chunk.classes.test(c_.elect_noun));
  });
}

void HeadingReader::Apply(const Heading& heading, GroupMention& group) {
  for (HoldingMention& holding : group.holdings) {
    PostMention& post = m_.posts[holding.post];
    if (heading.org >= 0 && post.org < 0 && !post.central && !post.state && !post.possessed) {
      post.org = heading.org;
    }
    if (!post.membership) holding.event = heading.event;
  }
}

void HeadingReader::NameDeputies(GroupMention& group) {
  GroupMention::List posts = group.posts;
  for (const HoldingMention& holding : group.holdings) posts.push_back(holding.post);
  std::sort(posts.begin(), posts.end(),
            [this](int a, int b) { return m_.posts[a].span.begin < m_.posts[b].span.begin; });
  for (const int index : posts) {
    PostMention& post = m_.posts[index];
    const bool near = senior_ >= 0 && post.span.begin - senior_at_ < kFarthestSenior;
    // «فلان رئيسا للمجلس، وفلان نائبا أول للرئيس»
    if (near && !post.senior.empty() && !post.possessed && post.org < 0 && !post.state &&
        m_.posts[senior_].lemma == post.senior && m_.posts[senior_].accusative &&
        senior_at_ >= sentence_begin_ &&
        post.title.ends_with(std::string("ل").append(m_.posts[senior_].lemma))) {
      post.org = m_.posts[senior_].org;
      continue;
    }
    // «رئيس الفرع فلان، ونائب الرئيس فلان»
    if (near && !post.senior.empty() && !post.possessed && post.org < 0 && !post.state &&
        m_.posts[senior_].lemma == post.senior && m_.posts[senior_].org >= 0 &&
        post.title.ends_with(std::string(" ال").append(post.senior))) {
      post.org = m_.posts[senior_].org;
      continue;
    }
    if (post.senior.empty() || !post.possessed || post.org >= 0) {
      if (post.number == Number::kSingular && !post.membership && !post.state) {
        senior_ = index;
        senior_at_ = post.span.begin;
      }
      continue;
    }
    if (!near) {
      post.head_title = post.title = std::string(post.lemma).append(" ").append(post.senior);
      continue;
    }
    const PostMention& senior = m_.posts[senior_];
    post.head_title = post.title = std::string(post.lemma).append(" ").append(senior.head_title);
    post.org = senior.org;
    post.places = senior.places;
    post.possessed = senior.possessed;
  }
}

void HeadingReader::ReadToken(const Chunk& chunk, Heading& heading, int& distance) {
  ++distance;
  if (doc_.IsMark(chunk.span.begin, ':') || chunk.classes.test(c_.list_cue) ||
      chunk.classes.test(c_.pair_cue)) {
    heading.open = heading.any() && (heading.named || distance <= kFarthestList + 1);
    return;
  }
  if ((chunk.classes & telling_).none()) return;
  if (const std::string_view event = EventOf(chunk.classes); !event.empty()) heading.event = event;
  if (chunk.classes.test(c_.formed_noun)) heading.named = false, heading.forming = true;
  if (chunk.classes.test(c_.say_verb)) heading = {};
  if (chunk.classes.test(c_.chair_cue)) senior_ = -1;
}

void HeadingReader::Read(const Sentence& sentence, const Chunks& chunks) {
  const bool item = IsItem(sentence, chunks);
  sentence_begin_ = sentence.tokens.begin;
  if (!item && sentence.tokens.size() > 4) above_ = {};
  Heading here;
  int distance = 0;
  for (const Chunk& chunk : chunks) {
    switch (chunk.type) {
      case ChunkType::kToken:
        ReadToken(chunk, here, distance);
        break;
      case ChunkType::kOrg: {
        // «تشكيلة المكتب الوطني التي زكاها المجلس، وهي: …»: the body that is formed is the heading.
        if (here.named) break;
        const OrgMention& org = m_.orgs[chunk.index];
        here.org = org.kind == "Party" || org.number != Number::kSingular ? -1 : chunk.index;
        here.named = here.forming || org.members;
        here.open = here.forming = false;
        distance = 0;
        break;
      }
      case ChunkType::kGroup: {
        GroupMention& group = m_.groups[chunk.index];
        NameDeputies(group);
        if (here.open) {
          Apply(here, group);
        } else if (item && above_.any()) {
          Heading above = above_;
          if (TellsChange(chunks)) above.org = -1;
          Apply(above, group);
        }
        break;
      }
      default:
        break;
    }
  }
  if (here.open && !item) above_ = std::move(here);
}

}  // namespace amana::ingest

// A backtracking matcher with continuations: patterns are short and gaps bounded, and the step
// limit keeps the worst case flat.
#include "ingest/relations/matcher.h"

#include <functional>

namespace amana::ingest {
namespace {

constexpr int kMaxSteps = 4000;

using Continuation = std::function<bool(size_t)>;

uint8_t ProcliticsOf(const Chunk& chunk, const Mentions& m) {
  switch (chunk.type) {
    case ChunkType::kOrg:
      return m.orgs[chunk.index].proclitics;
    case ChunkType::kPlace:
      return m.places[chunk.index].proclitics;
    case ChunkType::kMeeting:
      return m.meetings[chunk.index].proclitics;
    case ChunkType::kGroup:
      return m.groups[chunk.index].proclitics;
    default:
      return 0;
  }
}

}  // namespace

bool Matcher::TestWord(const Atom& atom, const Chunk& chunk) const {
  if (atom.proclitics == 0) {
    if (chunk.type == ChunkType::kToken) return chunk.classes.test(atom.word_class);
    // A verb that tells of a meeting is still a verb to other rules.
    const WordInfo* word = doc_.WordAt(chunk.span.begin);
    return word != nullptr && chunk.type == ChunkType::kMeeting &&
           m_.meetings[chunk.index].verbal && word->Find(atom.word_class, kWa | kFa) != nullptr;
  }
  if (chunk.type != ChunkType::kToken) return false;
  const WordInfo* word = doc_.WordAt(chunk.span.begin);
  if (word == nullptr) return false;
  for (const Reading& reading : word->readings) {
    if (reading.entry->Is(atom.word_class) &&
        (reading.proclitics & atom.proclitics) == atom.proclitics)
      return true;
  }
  return false;
}

bool Matcher::TestMention(const Atom& atom, const Chunk& chunk) const {
  const bool group = chunk.type == ChunkType::kGroup;
  const GroupMention* g = group ? &m_.groups[chunk.index] : nullptr;
  switch (atom.mention) {
    case Atom::Mention::kPerson:
      if (!group || g->persons.size() != 1) return false;
      break;
    case Atom::Mention::kPeople:
      if (!group || g->persons.empty()) return false;
      break;
    case Atom::Mention::kHolder:
      if (!group || (g->persons.empty() && g->posts.empty())) return false;
      break;
    case Atom::Mention::kPost:
      if (!group || !g->persons.empty() || g->posts.empty()) return false;
      break;
    case Atom::Mention::kOrg:
      if (chunk.type != ChunkType::kOrg && !(group && g->persons.empty() && g->posts.empty()))
        return false;
      break;
    case Atom::Mention::kActor:
      if (chunk.type != ChunkType::kOrg && !group) return false;
      break;
    case Atom::Mention::kPlace:
      if (chunk.type != ChunkType::kPlace) return false;
      break;
    case Atom::Mention::kDate:
      if (chunk.type != ChunkType::kDate) return false;
      break;
    case Atom::Mention::kMeeting:
      if (chunk.type != ChunkType::kMeeting) return false;
      break;
  }
  if ((ProcliticsOf(chunk, m_) & atom.proclitics) != atom.proclitics) return false;
  for (const std::string& attribute : atom.attributes) {
    const bool negated = attribute.starts_with('!');
    const std::string_view bare = std::string_view(attribute).substr(negated ? 1 : 0);
    if (TestAttribute(bare, chunk) == negated) return false;
  }
  return true;
}

// «محمد سالم أمينا عاما»: a person beside a post in the indefinite accusative.
bool Matcher::Becoming(const GroupMention& group) const {
  for (const HoldingMention& holding : m_.holdings) {
    if (!group.span.Contains(m_.posts[holding.post].span.begin)) continue;
    const PostMention& post = m_.posts[holding.post];
    if (post.accusative || (!post.definite && !post.possessed)) return true;
  }
  return false;
}

bool Matcher::TestAttribute(std::string_view attribute, const Chunk& chunk) const {
  const auto value = [&](std::string_view key) {
    return attribute.starts_with(key) ? attribute.substr(key.size()) : std::string_view();
  };
  if (chunk.type == ChunkType::kMeeting) {
    const MeetingMention& m = m_.meetings[chunk.index];
    if (attribute == "verbal") return m.verbal;
    if (attribute == "poss") return m.possessed;
    if (attribute == "def") return m.definite;
    if (attribute == "indef") return !m.definite && !m.possessed && !m.verbal;
    if (attribute == "sg") return m.number == Number::kSingular;
    if (attribute == "pl") return m.number == Number::kPlural;
    if (!value("kind=").empty()) return m.kind == value("kind=");
    if (!value("head=").empty()) return m.head == value("head=");
  }
  if (chunk.type == ChunkType::kOrg) {
    const OrgMention& o = m_.orgs[chunk.index];
    if (attribute == "anaphor") return o.anaphor;
    if (attribute == "members") return o.members;
    if (attribute == "team") return doc_.Is(o.full.begin, team_noun_);
    if (attribute == "poss") return o.possessed;
    if (attribute == "sg") return o.number == Number::kSingular;
    if (attribute == "pl") return o.number == Number::kPlural;
    if (!value("kind=").empty()) return o.kind == value("kind=");
  }
  if (chunk.type == ChunkType::kGroup) {
    const GroupMention& g = m_.groups[chunk.index];
    if (attribute == "becoming") return Becoming(g);
    if (g.posts.size() == 1) {
      const PostMention& p = m_.posts[g.posts.front()];
      if (attribute == "acc") return p.accusative;
      if (attribute == "def") return p.definite;
      if (attribute == "indef") return !p.definite;
      if (attribute == "sg") return p.number == Number::kSingular;
      if (attribute == "pl") return p.number == Number::kPlural;
    }
    if (g.persons.size() == 1 && attribute == "partial")
      return m_.persons[g.persons.front()].partial;
  }
  if (chunk.type == ChunkType::kPlace && attribute == "venue")
    return m_.places[chunk.index].facility;
  return false;
}

bool Matcher::Test(const Atom& atom, size_t at) const {
  if (at >= chunks_.size()) return false;
  const Chunk& chunk = chunks_[at];
  switch (atom.kind) {
    case AtomKind::kAny:
      return true;
    case AtomKind::kClass:
      return TestWord(atom, chunk);
    case AtomKind::kMention:
      return TestMention(atom, chunk);
    case AtomKind::kLiteral: {
      if (chunk.type != ChunkType::kToken) return false;
      const Token& token = doc_.tokens[chunk.span.begin];
      if (token.kind == TokenKind::kWord) return token.word->k2 == atom.literal;
      return token.kind == TokenKind::kPunctuation && doc_.Word(chunk.span.begin) == atom.literal;
    }
  }
  return false;
}

bool Matcher::Crosses(const PatternNode& gap, size_t at) const {
  const Chunk& chunk = chunks_[at];
  for (ClassId barrier : gap.barriers) {
    if (chunk.type == ChunkType::kToken && chunk.classes.test(barrier)) return true;
    if (chunk.type == ChunkType::kOrg && doc_.Is(m_.orgs[chunk.index].full.begin, barrier))
      return true;
  }
  for (const std::string& mark : gap.barrier_marks) {
    if (mark == "[Meeting]") {
      if (chunk.type == ChunkType::kMeeting) return true;
    } else if (mark == "[Org]") {
      if (chunk.type == ChunkType::kOrg) return true;
    } else if (chunk.type == ChunkType::kToken && doc_.Word(chunk.span.begin) == mark) {
      return true;
    }
  }
  return false;
}

template <typename Next>
bool Matcher::Run(const PatternNode& node, size_t at, Next&& next) {
  if (++steps_ > kMaxSteps) return false;
  const int saved = node.capture >= 0 ? captures_[node.capture] : -1;
  const auto capture = [&](size_t begin) {
    if (node.capture >= 0) captures_[node.capture] = static_cast<int>(begin);
  };
  const auto undo = [&] {
    if (node.capture >= 0) captures_[node.capture] = saved;
  };
  switch (node.kind) {
    case PatternNode::Kind::kAtom:
      if (!Test(node.atom, at)) return false;
      capture(at);
      if (next(at + 1)) return true;
      undo();
      return false;
    case PatternNode::Kind::kGap:
      for (int skipped = 0; skipped <= node.max; ++skipped) {
        if (skipped >= node.min && next(at + skipped)) return true;
        if (at + skipped >= chunks_.size() || Crosses(node, at + skipped)) return false;
      }
      return false;
    case PatternNode::Kind::kChoice:
      for (const auto& child : node.children) {
        capture(at);
        if (Run(*child, at, Continuation(next))) return true;
        undo();
      }
      return false;
    case PatternNode::Kind::kSequence: {
      capture(at);
      const std::function<bool(size_t, size_t)> step = [&](size_t child, size_t here) -> bool {
        if (child == node.children.size()) return next(here);
        return Run(*node.children[child], here,
                   Continuation([&, child](size_t then) { return step(child + 1, then); }));
      };
      if (step(0, at)) return true;
      undo();
      return false;
    }
    case PatternNode::Kind::kRepeat: {
      const std::function<bool(int, size_t)> step = [&](int count, size_t here) -> bool {
        // Optional parts are taken where they are present: they carry arguments.
        if (count < node.max &&
            Run(*node.children.front(), here, Continuation([&, count](size_t then) {
              return then > here && step(count + 1, then);
            }))) {
          return true;
        }
        return count >= node.min && next(here);
      };
      return step(0, at);
    }
  }
  return false;
}

void Matcher::Match(const Rule& rule, std::vector<RuleMatch>& out) {
  for (size_t start = 0; start < chunks_.size(); ++start) {
    captures_.assign(rule.captures.size(), -1);
    steps_ = 0;
    size_t end = start;
    const bool matched = Run(*rule.pattern, start, Continuation([&end](size_t at) {
      end = at;
      return true;
    }));
    if (matched) out.push_back({&rule, captures_, static_cast<int>(start), static_cast<int>(end)});
  }
}

}  // namespace amana::ingest

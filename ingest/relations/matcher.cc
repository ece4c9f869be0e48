// A backtracking matcher over compiled patterns. Patterns have no back references, so whether the
// rest of one matches depends on the step and the chunk alone: a gap that failed is remembered, and
// the work stays polynomial.
#include "ingest/relations/matcher.h"

#include <algorithm>

#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace amana::ingest {
namespace {

constexpr int kMaxMatches = 40;  // of an "every" rule from one start

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

constexpr uint32_t TypeBit(ChunkType type) { return 1U << static_cast<unsigned>(type); }

// The chunk types that a mention atom can match at all.
uint32_t TypesOf(Atom::Mention mention) {
  switch (mention) {
    case Atom::Mention::kOrg:
    case Atom::Mention::kActor:
      return TypeBit(ChunkType::kOrg) | TypeBit(ChunkType::kGroup);
    case Atom::Mention::kPlace:
      return TypeBit(ChunkType::kPlace);
    case Atom::Mention::kDate:
      return TypeBit(ChunkType::kDate);
    case Atom::Mention::kMeeting:
      return TypeBit(ChunkType::kMeeting);
    default:
      return TypeBit(ChunkType::kGroup);
  }
}

// True where a token, as written and without marks on its letters, is `text`.
bool IsWritten(const Document& doc, const Token& token, std::string_view text) {
  size_t at = 0;
  for (uint32_t i = token.begin; i < token.end; ++i) {
    if (FoldCodePointK1(doc.code_points[i]) == 0) continue;
    if (at >= text.size() || DecodeUtf8(text, at) != doc.code_points[i]) return false;
  }
  return at == text.size();
}

}  // namespace

Matcher::Matcher(const RuleProgram& program, const Document& document, const Mentions& mentions,
                 const CoreClasses& classes)
    : program_(program), doc_(document), m_(mentions), c_(classes) {}

bool Matcher::TestWord(const Atom& atom, const Chunk& chunk) const {
  if (atom.proclitics == 0) {
    if (chunk.type == ChunkType::kToken) return chunk.classes.test(atom.word_class);
    // A verb that tells of a meeting is still a verb to other rules, but holds no other meeting.
    if (atom.word_class == c_.hold_verb) return false;
    const WordInfo* word = doc_.WordAt(chunk.span.begin);
    return word != nullptr && chunk.type == ChunkType::kMeeting &&
           m_.meetings[chunk.index].verbal && word->Find(atom.word_class, kWa | kFa) != nullptr;
  }
  if (chunk.type != ChunkType::kToken) return false;
  const WordInfo* word = doc_.WordAt(chunk.span.begin);
  if (word == nullptr || !word->Any(atom.word_class)) return false;
  for (const Reading& reading : word->readings) {
    if (reading.entry->Is(atom.word_class) &&
        (reading.proclitics & atom.proclitics) == atom.proclitics)
      return true;
  }
  return false;
}

bool Matcher::TestMention(const Atom& atom, const Chunk& chunk) const {
  if ((TypesOf(atom.mention) & TypeBit(chunk.type)) == 0) return false;
  const bool group = chunk.type == ChunkType::kGroup;
  const GroupMention* g = group ? &m_.groups[chunk.index] : nullptr;
  switch (atom.mention) {
    case Atom::Mention::kPerson:
      if (g->persons.size() != 1) return false;
      break;
    case Atom::Mention::kPeople:
      if (g->persons.empty()) return false;
      break;
    case Atom::Mention::kHolder:
      if (g->persons.empty() && g->posts.empty()) return false;
      break;
    case Atom::Mention::kPost:
      if (!g->persons.empty() || g->posts.empty()) return false;
      break;
    case Atom::Mention::kOrg:
      if (group && (!g->persons.empty() || !g->posts.empty())) return false;
      break;
    default:
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

bool Matcher::TestLiteral(const Atom& atom, const Chunk& chunk) const {
  if (chunk.type != ChunkType::kToken) return false;
  const Token& token = doc_.tokens[chunk.span.begin];
  if (token.kind == TokenKind::kWord) return token.word->k2 == atom.literal;
  return token.kind == TokenKind::kPunctuation && IsWritten(doc_, token, atom.literal);
}

// «محمد سالم أمينا عاما»: a person beside a post in the indefinite accusative.
bool Matcher::Becoming(const GroupMention& group) const {
  for (const HoldingMention& holding : group.holdings) {
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
    if (attribute == "team") return doc_.Is(o.full.begin, c_.team_noun);
    if (attribute == "poss") return o.possessed;
    if (attribute == "sg") return o.number == Number::kSingular;
    if (attribute == "pl") return o.number == Number::kPlural;
    if (!value("kind=").empty()) return o.kind == value("kind=");
  }
  if (chunk.type == ChunkType::kGroup) {
    const GroupMention& g = m_.groups[chunk.index];
    if (attribute == "becoming") return Becoming(g);
    if (!value("kind=").empty()) {
      return std::any_of(g.orgs.begin(), g.orgs.end(),
                         [&](int org) { return m_.orgs[org].kind == value("kind="); });
    }
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

bool Matcher::Test(const Atom& atom, const Chunk& chunk) const {
  switch (atom.kind) {
    case AtomKind::kAny:
      return true;
    case AtomKind::kClass:
      return TestWord(atom, chunk);
    case AtomKind::kMention:
      return TestMention(atom, chunk);
    case AtomKind::kLiteral:
      return TestLiteral(atom, chunk);
  }
  return false;
}

bool Matcher::Bars(const ChunkTest& barrier, const Chunk& chunk) const {
  switch (chunk.type) {
    case ChunkType::kToken:
      for (ClassId id : barrier.barriers) {
        if (chunk.classes.test(id)) return true;
      }
      for (const std::string& mark : barrier.marks) {
        if (IsWritten(doc_, doc_.tokens[chunk.span.begin], mark)) return true;
      }
      return false;
    case ChunkType::kOrg:
      if (barrier.org_bars) return true;
      for (ClassId id : barrier.barriers) {
        if (doc_.Is(m_.orgs[chunk.index].full.begin, id)) return true;
      }
      return false;
    case ChunkType::kMeeting:
      return barrier.meeting_bars;
    default:
      return false;
  }
}

// False where no chunk of the sentence can pass: the cheap answer to most questions.
bool Matcher::MayPass(const ChunkTest& test) const {
  if (test.kind == ChunkTest::Kind::kBarrier) return true;
  switch (test.atom.kind) {
    case AtomKind::kClass:
      return (test.atom.proclitics == 0 ? token_classes_ : reading_classes_)
          .test(test.atom.word_class);
    case AtomKind::kMention:
      return (types_ & TypesOf(test.atom.mention)) != 0;
    default:
      return true;
  }
}

void Matcher::FillRow(const ChunkTest& test, Bits* row) const {
  for (size_t i = 0; i < chunks_->size(); ++i) {
    const Chunk& chunk = (*chunks_)[i];
    const bool passes =
        test.kind == ChunkTest::Kind::kBarrier ? Bars(test, chunk) : Test(test.atom, chunk);
    if (passes) row[i / 64] |= Bits{1} << (i % 64);
  }
}

const Matcher::Bits* Matcher::Row(int test) {
  Bits* row = rows_.data() + static_cast<size_t>(test) * words_;
  if (row_states_[test] == RowState::kUnknown) {
    if (MayPass(program_.tests[test])) FillRow(program_.tests[test], row);
    const bool any = std::any_of(row, row + words_, [](Bits bits) { return bits != 0; });
    row_states_[test] = any ? RowState::kFilled : RowState::kEmpty;
  }
  return row;
}

void Matcher::Begin(const std::vector<Chunk>& chunks) {
  chunks_ = &chunks;
  words_ = chunks.size() / 64 + 1;
  rows_.assign(program_.tests.size() * words_, 0);
  row_states_.assign(program_.tests.size(), RowState::kUnknown);
  token_classes_.reset();
  reading_classes_.reset();
  types_ = 0;
  for (const Chunk& chunk : chunks) {
    types_ |= TypeBit(chunk.type);
    const WordInfo* word = doc_.WordAt(chunk.span.begin);
    if (chunk.type == ChunkType::kToken) {
      token_classes_ |= chunk.classes;
      if (word != nullptr) reading_classes_ |= word->any;
    } else if (chunk.type == ChunkType::kMeeting && word != nullptr) {
      token_classes_ |= word->any;
    }
  }
}

bool Matcher::RunGap(const Step& step, size_t at) {
  Bits& dead = dead_gaps_[static_cast<size_t>(step.memo) * words_ + at / 64];
  const Bits here = Bits{1} << (at % 64);
  if ((dead & here) != 0) return false;
  const int found_before = found_;
  const Bits* barrier = step.test >= 0 ? Row(step.test) : nullptr;
  for (int skipped = 0; skipped <= step.max; ++skipped) {
    const size_t then = at + skipped;
    if (skipped >= step.min && Run(step.next, then)) return true;
    if (then >= chunks_->size()) break;
    if (barrier != nullptr && (barrier[then / 64] >> (then % 64) & 1) != 0) break;
  }
  if (found_ == found_before) dead |= here;
  return false;
}

bool Matcher::Run(int index, size_t at) {
  const Step& step = program_.steps[index];
  switch (step.kind) {
    case Step::Kind::kAccept:
      out_->push_back({rule_, captures_, static_cast<int>(start_), static_cast<int>(at)});
      return !rule_->every || ++found_ >= kMaxMatches;
    case Step::Kind::kGap:
      return RunGap(step, at);
    case Step::Kind::kSplit:
      return Run(step.next, at) || Run(step.other, at);
    case Step::Kind::kTest:
      if (!Passes(step.test, at)) return false;
      if (step.capture < 0) return Run(step.next, at + 1);
      break;
    case Step::Kind::kCapture:
      break;
  }
  const int saved = captures_[step.capture];
  captures_[step.capture] = static_cast<int>(at);
  if (Run(step.next, step.kind == Step::Kind::kTest ? at + 1 : at)) return true;
  captures_[step.capture] = saved;
  return false;
}

void Matcher::MatchRule(const CompiledRule& rule, std::vector<RuleMatch>& out) {
  for (int test : rule.required) {
    Row(test);
    if (row_states_[test] == RowState::kEmpty) return;
  }
  dead_gaps_.assign(static_cast<size_t>(rule.gaps) * words_, 0);
  rule_ = rule.rule;
  out_ = &out;
  for (size_t start = 0; start < chunks_->size(); ++start) {
    const bool may_start =
        rule.first.empty() || std::any_of(rule.first.begin(), rule.first.end(),
                                          [&](int test) { return Passes(test, start); });
    if (!may_start) continue;
    captures_.assign(rule.rule->captures.size(), -1);
    start_ = start;
    found_ = 0;
    Run(rule.start, start);
  }
}

void Matcher::Match(const std::vector<Chunk>& chunks, std::vector<RuleMatch>& out) {
  if (chunks.empty()) return;
  Begin(chunks);
  for (const CompiledRule& rule : program_.rules) MatchRule(rule, out);
}

}  // namespace amana::ingest

// A backtracking matcher over compiled patterns. Patterns have no back references, so whether the
// rest of one matches depends on the step and the chunk alone: a gap that failed is remembered, and
// the work stays polynomial.
#include "ingest/relations/matcher.h"

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

}  // namespace

Matcher::Matcher(const RuleProgram& program, const Document& document, const Mentions& mentions,
                 const CoreClasses& classes)
    : program_(program), doc_(document), m_(mentions), c_(classes) {}

// A verb that tells of a meeting is still a verb to other rules, but holds no other meeting.
void Matcher::ReadVerb(const WordInfo& word, size_t at) {
  ForEachClass(word.any & program_.asked_classes, [&](ClassId id) {
    if (id != c_.hold_verb && word.Find(id, kWa | kFa) != nullptr)
      SetBit(program_.class_test[id], at);
  });
}

bool Matcher::TestJoined(const Atom& atom, const Chunk& chunk) const {
  const WordInfo* word = doc_.WordAt(chunk.span.begin);
  if (word == nullptr || !word->Any(atom.word_class)) return false;
  for (const Reading& reading : word->readings) {
    if (reading.Is(atom.word_class) && (reading.proclitics & atom.proclitics) == atom.proclitics)
      return true;
  }
  return false;
}

// What the chunk is a mention of: bits of Atom::Mention.
unsigned Matcher::MentionsOf(const Chunk& chunk) const {
  using Mention = Atom::Mention;
  const auto bit = [](Mention mention) { return 1U << static_cast<unsigned>(mention); };
  switch (chunk.type) {
    case ChunkType::kOrg:
      return bit(Mention::kOrg) | bit(Mention::kActor);
    case ChunkType::kPlace:
      return bit(Mention::kPlace);
    case ChunkType::kDate:
      return bit(Mention::kDate);
    case ChunkType::kMeeting:
      return bit(Mention::kMeeting);
    case ChunkType::kGroup: {
      const GroupMention& group = m_.groups[chunk.index];
      unsigned out = bit(Mention::kActor);
      if (group.persons.empty() && group.posts.empty()) return out | bit(Mention::kOrg);
      out |= bit(Mention::kHolder);
      if (group.persons.empty()) return out | bit(Mention::kPost);
      out |= bit(Mention::kPeople);
      return group.persons.size() == 1 ? out | bit(Mention::kPerson) : out;
    }
    default:
      return 0;
  }
}

// Answers the plain tests for one chunk.
void Matcher::ReadMention(const Chunk& chunk, size_t at) {
  const auto missing = static_cast<uint8_t>(~ProcliticsOf(chunk, m_));
  uint64_t passed = 0, refused = 0;
  ForEachBit(MentionsOf(chunk), [&](size_t mention) { passed |= program_.plain_of[mention]; });
  ForEachBit(missing, [&](size_t letter) { refused |= program_.plain_with[letter]; });
  passed &= ~refused;
  mentions_ |= passed;
  ForEachBit(passed, [&](size_t test) { SetBit(test, at); });
}

bool Matcher::TestMention(const Atom& atom, const Chunk& chunk) const {
  return (MentionsOf(chunk) >> static_cast<unsigned>(atom.mention) & 1) != 0 &&
         (ProcliticsOf(chunk, m_) & atom.proclitics) == atom.proclitics;
}

bool Matcher::TestAttributes(const ChunkTest& test, const Chunk& chunk) const {
  return std::all_of(test.attributes.begin(), test.attributes.end(),
                     [&](const AttributeTest& attribute) {
                       return TestAttribute(attribute, chunk) != attribute.negated;
                     });
}

// Answers the tests for words and marks for one token.
void Matcher::ReadLiteral(uint32_t token, const WordInfo* word, size_t at) {
  if (word == nullptr && doc_.tokens[token].kind != TokenKind::kPunctuation) return;
  const uint32_t number =
      word != nullptr ? word->literal : program_.literals.Find(doc_.Written(token));
  if (number == StringIndex::kNone) return;
  if (number < Traits::kMostLiterals) traits_.literals.set(number);
  const size_t test = program_.first_literal + number;
  if (!Answered(test)) EmptyRow(test);
  SetBit(test, at);
}

// «محمد سالم أمينا عاما»: a person beside a post in the indefinite accusative; or such a post alone
// («تعيينه أمينا عاما»), which the feminine does not show.
bool Matcher::Becoming(const GroupMention& group) const {
  if (group.persons.empty()) {
    return std::any_of(group.posts.begin(), group.posts.end(), [this](int index) {
      const PostMention& post = m_.posts[index];
      return post.accusative || (post.gender == Gender::kFeminine && !post.definite &&
                                 !post.possessed && post.number == Number::kSingular);
    });
  }
  for (const HoldingMention& holding : group.holdings) {
    const PostMention& post = m_.posts[holding.post];
    if (post.accusative || (!post.definite && !post.possessed)) return true;
  }
  return false;
}

// «بأمناء الحزب», «مع أعضاء مكتبه السياسي»: the text names no other party as theirs.
bool Matcher::IsOwnBody(const OrgMention& body) const {
  if (body.number != Number::kSingular) return false;
  if (body.anaphor || body.possessed) return true;
  return body.kind != "Party" && (body.parent < 0 || m_.orgs[body.parent].anaphor);
}

// Several holders of posts, or a body's people, of one's own party.
bool Matcher::AreOwnPeople(const Chunk& chunk) const {
  if (chunk.type == ChunkType::kOrg)
    return m_.orgs[chunk.index].members && IsOwnBody(m_.orgs[chunk.index]);
  const GroupMention& group = m_.groups[chunk.index];
  return group.persons.empty() && !group.posts.empty() &&
         std::all_of(group.posts.begin(), group.posts.end(), [this](int index) {
           const PostMention& post = m_.posts[index];
           return post.number == Number::kPlural && !post.state &&
                  (post.org < 0 || IsOwnBody(m_.orgs[post.org]));
         });
}

bool Matcher::TestAttribute(const AttributeTest& attribute, const Chunk& chunk) const {
  using Kind = AttributeTest::Kind;
  const Kind kind = attribute.kind;
  if (chunk.type == ChunkType::kMeeting) {
    const MeetingMention& m = m_.meetings[chunk.index];
    if (kind == Kind::kVerbal) return m.verbal;
    if (kind == Kind::kPossessed) return m.possessed;
    if (kind == Kind::kDefinite) return m.definite;
    if (kind == Kind::kIndefinite) return !m.definite && !m.possessed && !m.verbal;
    if (kind == Kind::kSingular) return m.number == Number::kSingular;
    if (kind == Kind::kPlural) return m.number == Number::kPlural;
    if (kind == Kind::kOwn) return !m.orgs.empty();
    if (kind == Kind::kKind) return m.kind == attribute.value;
    if (kind == Kind::kHead) return m.head == attribute.value;
  }
  if (chunk.type == ChunkType::kOrg) {
    const OrgMention& o = m_.orgs[chunk.index];
    if (kind == Kind::kAnaphor) return o.anaphor;
    if (kind == Kind::kMembers) return o.members;
    if (kind == Kind::kTeam) return doc_.Is(o.full.begin, c_.team_noun);
    if (kind == Kind::kPossessed) return o.possessed;
    if (kind == Kind::kSingular) return o.number == Number::kSingular;
    if (kind == Kind::kPlural) return o.number == Number::kPlural;
    if (kind == Kind::kKind) return o.kind == attribute.value;
  }
  if (chunk.type == ChunkType::kGroup) {
    const GroupMention& g = m_.groups[chunk.index];
    if (kind == Kind::kBecoming) return Becoming(g);
    if (kind == Kind::kPosted) return !g.holdings.empty();
    if (kind == Kind::kTeam) {
      return std::any_of(g.orgs.begin(), g.orgs.end(),
                         [&](int org) { return doc_.Is(m_.orgs[org].full.begin, c_.team_noun); });
    }
    if (kind == Kind::kKind) {
      return std::any_of(g.orgs.begin(), g.orgs.end(),
                         [&](int org) { return m_.orgs[org].kind == attribute.value; });
    }
    if (g.posts.size() == 1) {
      const PostMention& p = m_.posts[g.posts.front()];
      if (kind == Kind::kAccusative) return p.accusative;
      if (kind == Kind::kDefinite) return p.definite;
      if (kind == Kind::kIndefinite) return !p.definite;
      if (kind == Kind::kSingular) return p.number == Number::kSingular;
      if (kind == Kind::kPlural) return p.number == Number::kPlural;
    }
    if (g.persons.size() == 1 && kind == Kind::kPartial)
      return m_.persons[g.persons.front()].partial;
  }
  if (kind == Kind::kOwn && (chunk.type == ChunkType::kOrg || chunk.type == ChunkType::kGroup))
    return AreOwnPeople(chunk);
  if (chunk.type == ChunkType::kPlace && kind == Kind::kVenue)
    return m_.places[chunk.index].facility;
  if (chunk.type == ChunkType::kDate && kind == Kind::kSince) {
    // «يومي 11 و12 مارس» is no term.
    constexpr size_t kDay = std::string_view("2024-06-15").size();
    const DateMention& date = m_.dates[chunk.index];
    return doc_.Is(chunk.span.begin, c_.since_cue) ||
           (!date.until.empty() && date.value.size() < kDay);
  }
  return false;
}

// What is not ready: mentions with attributes, words with letters joined to them, barriers.
void Matcher::FillRow(const ChunkTest& test, Bits* row) {
  for (const int other : test.others) Unite(Row(other), row);
  if (test.kind == ChunkTest::Kind::kOneOf) return;
  if (test.kind == ChunkTest::Kind::kBarrier) {
    FillBarrier(test, row);
    return;
  }
  const Atom& atom = test.atom;
  switch (atom.kind) {
    case AtomKind::kAny:
      for (unsigned type = 0; type < kChunkTypes; ++type) Unite(TypeRow(type), row);
      return;
    case AtomKind::kClass:
      if (traits_.readings.test(atom.word_class)) {
        AskEach(TypeRow(ChunkType::kToken), row,
                [&](const Chunk& c) { return TestJoined(atom, c); });
      }
      return;
    case AtomKind::kMention:
      if (test.plain >= 0) {
        AskEach(Row(test.plain), row, [&](const Chunk& c) { return TestAttributes(test, c); });
      } else {  // one more than are answered for every sentence
        for (unsigned type = 0; type < kChunkTypes; ++type)
          AskEach(TypeRow(type), row, [&](const Chunk& c) { return TestMention(atom, c); });
      }
      return;
    case AtomKind::kLiteral:
      return;  // see ReadLiteral
  }
}

void Matcher::FillBarrier(const ChunkTest& barrier, Bits* row) {
  for (const ClassId id : barrier.barriers) Unite(Row(program_.class_test[id]), row);
  const Bits* tokens = TypeRow(ChunkType::kToken);
  for (size_t word = 0; word < words_; ++word) row[word] &= tokens[word];
  if (barrier.org_bars) Unite(TypeRow(ChunkType::kOrg), row);
  if (barrier.people_bar) Unite(TypeRow(ChunkType::kGroup), row);
  if (barrier.meeting_bars) Unite(TypeRow(ChunkType::kMeeting), row);
  if (!barrier.org_bars && !barrier.barriers.empty()) {
    AskEach(TypeRow(ChunkType::kOrg), row, [&](const Chunk& chunk) {
      const WordInfo* word = doc_.WordAt(m_.orgs[chunk.index].full.begin);
      return word != nullptr && (word->any & barrier.barrier_set).any();
    });
  }
}

// The row of a test whose answer is known from now on: for no chunk, as long as none is added.
uint64_t* Matcher::EmptyRow(size_t test) {
  answered_[test / 64] |= Bits{1} << (test % 64);
  Bits* row = rows_.data() + test * words_;
  std::fill(row, row + words_, 0);
  return row;
}

void Matcher::Begin(const Chunks& chunks) {
  chunks_ = &chunks;
  words_ = chunks.size() / 64 + 1;
  const size_t ready = program_.first_literal;
  rows_.resize(program_.tests.size() * words_);
  std::fill_n(rows_.begin(), ready * words_, 0);
  answered_.assign(program_.tests.size() / 64 + 1, 0);
  std::fill_n(answered_.begin(), ready / 64, ~Bits{0});
  answered_[ready / 64] = (Bits{1} << (ready % 64)) - 1;
  traits_ = {};
  type_rows_.assign(kChunkTypes * words_, 0);
  mentions_ = 0;
  for (size_t i = 0; i < chunks.size(); ++i) {
    const Chunk& chunk = chunks[i];
    const Bits bit = Bits{1} << (i % 64);
    type_rows_[static_cast<size_t>(chunk.type) * words_ + i / 64] |= bit;
    const WordInfo* word = doc_.WordAt(chunk.span.begin);
    if (chunk.type == ChunkType::kToken) {
      ForEachClass(chunk.classes & program_.asked_classes,
                   [&](ClassId id) { SetBit(program_.class_test[id], i); });
      traits_.tokens |= chunk.classes;
      if (word != nullptr) traits_.readings |= word->any;
      ReadLiteral(chunk.span.begin, word, i);
      continue;
    }
    ReadMention(chunk, i);
    if (chunk.type == ChunkType::kMeeting && word != nullptr) {
      traits_.tokens |= word->any;
      if (m_.meetings[chunk.index].verbal) ReadVerb(*word, i);
    }
  }
}

// The first set bit of a row in [from, end); `end` where there is none.
size_t Matcher::NextBit(const Bits* row, size_t from, size_t end) {
  for (size_t word = from / 64; word * 64 < end; ++word) {
    Bits bits = row[word];
    if (word == from / 64) bits &= ~Bits{0} << (from % 64);
    if (bits != 0) return std::min(end, word * 64 + static_cast<size_t>(std::countr_zero(bits)));
  }
  return end;
}

bool Matcher::RunGap(const Step& step, size_t at) {
  Bits& dead = dead_gaps_[static_cast<size_t>(step.memo) * words_ + at / 64];
  const Bits here = Bits{1} << (at % 64);
  if ((dead & here) != 0) return false;
  const int found_before = found_;
  // What follows the gap may stand on a barrier, not behind it.
  size_t last = std::min(at + static_cast<size_t>(step.max), chunks_->size());
  if (step.test >= 0) last = NextBit(Row(step.test), at, last);
  const Bits* wanted = step.wanted >= 0 ? Row(step.wanted) : nullptr;
  for (size_t then = at + static_cast<size_t>(step.min); then <= last; ++then) {
    if (wanted != nullptr && (then = NextBit(wanted, then, last + 1)) > last) break;
    if (Run(step.next, then)) return true;
  }
  if (found_ == found_before) dead |= here;
  return false;
}

bool Matcher::Run(int index, size_t at) {
  while (program_.steps[index].kind == Step::Kind::kTest && program_.steps[index].capture < 0) {
    if (!Passes(program_.steps[index].test, at)) return false;
    index = program_.steps[index].next;
    ++at;
  }
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

// Where a rule may begin: every chunk, or those that pass its first test.
void Matcher::FindStarts(const CompiledRule& rule) {
  if (rule.first < 0) {
    starts_.assign(words_, ~Bits{0});
    starts_.back() = (Bits{1} << (chunks_->size() % 64)) - 1;
    return;
  }
  const Bits* first = Row(rule.first);
  starts_.assign(first, first + words_);
}

// Bit i says that one of the bits i + min to i + max of `row` is set.
uint64_t Matcher::Behind(Bits row, int min, int max) {
  if (min >= 64) return 0;
  row >>= min;
  if (row == 0 || min == max) return row;
  // Each round doubles the number of bits that one stands for.
  for (int done = 0, width = std::min(max - min, 63); done < width;) {
    const int step = std::min(done + 1, width - done);
    row |= row >> step;
    done += step;
  }
  return row;
}

// In a sentence whose rows are one word: the starts from which all that the rule requires is as far
// ahead as it must be.
uint64_t Matcher::NarrowStarts(const CompiledRule& rule) {
  Bits starts = (Bits{1} << chunks_->size()) - 1;
  for (uint32_t i = rule.required; i < rule.required_end; ++i) {
    const RequiredTest& required = program_.required[i];
    starts &= Behind(*Row(required.test), required.min, required.max);
    if (starts == 0) return 0;
  }
  return rule.first < 0 ? starts : starts & *Row(rule.first);
}

// False where nothing can match. Few sentences have so many chunks that a row takes more than a
// word; in these it is enough that some chunk passes each test that is required.
bool Matcher::FindNarrowStarts(const CompiledRule& rule) {
  if (words_ == 1) {
    starts_.assign(1, NarrowStarts(rule));
    return starts_.front() != 0;
  }
  for (uint32_t i = rule.required; i < rule.required_end; ++i) {
    if (Empty(Row(program_.required[i].test))) return false;
  }
  FindStarts(rule);
  return true;
}

void Matcher::MatchRule(const CompiledRule& rule, std::vector<RuleMatch>& out) {
  if (!FindNarrowStarts(rule)) return;
  dead_gaps_.assign(static_cast<size_t>(rule.gaps) * words_, 0);
  rule_ = rule.rule;
  out_ = &out;
  for (size_t word = 0; word < words_; ++word) {
    ForEachBit(starts_[word], [&](size_t bit) { MatchFrom(rule, word * 64 + bit); });
  }
}

void Matcher::MatchFrom(const CompiledRule& rule, size_t start) {
  captures_.assign(rule.rule->captures.size(), -1);
  start_ = start;
  found_ = 0;
  Run(rule.start, start);
}

// Only rules that need nothing that the sentence does not have.
void Matcher::Match(const Chunks& chunks, std::vector<RuleMatch>& out) {
  if (chunks.empty()) return;
  Begin(chunks);
  program_.needs.Select(traits_, mentions_, selected_);
  for (size_t word = 0; word < selected_.size(); ++word) {
    ForEachBit(selected_[word],
               [&](size_t bit) { MatchRule(program_.rules[word * 64 + bit], out); });
  }
}

}  // namespace amana::ingest

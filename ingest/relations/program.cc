#include "ingest/relations/program.h"

#include <algorithm>
#include <bit>
#include <optional>

namespace amana::ingest {
namespace {

AttributeTest ReadAttribute(std::string_view text) {
  using Kind = AttributeTest::Kind;
  constexpr std::pair<std::string_view, Kind> kPlain[] = {
      {"verbal", Kind::kVerbal},    {"poss", Kind::kPossessed},    {"def", Kind::kDefinite},
      {"indef", Kind::kIndefinite}, {"acc", Kind::kAccusative},    {"sg", Kind::kSingular},
      {"pl", Kind::kPlural},        {"anaphor", Kind::kAnaphor},   {"members", Kind::kMembers},
      {"team", Kind::kTeam},        {"becoming", Kind::kBecoming}, {"partial", Kind::kPartial},
      {"venue", Kind::kVenue},      {"since", Kind::kSince},       {"own", Kind::kOwn},
      {"posted", Kind::kPosted}};
  constexpr std::pair<std::string_view, Kind> kValued[] = {{"kind=", Kind::kKind},
                                                           {"head=", Kind::kHead}};
  AttributeTest test;
  test.negated = text.starts_with('!');
  if (test.negated) text.remove_prefix(1);
  for (const auto& [name, kind] : kPlain) {
    if (text == name) test.kind = kind;
  }
  for (const auto& [key, kind] : kValued) {
    if (!text.starts_with(key) || text.size() == key.size()) continue;
    test.kind = kind;
    test.value = text.substr(key.size());
  }
  return test;
}

class Compiler {
 public:
  explicit Compiler(RuleProgram& out) : out_(out) {}

  // Before any rule is added: gives the tests that are answered for every sentence their places.
  void MakeReady(const std::vector<Rule>& rules) {
    for (const Rule& rule : rules) NoteReady(*rule.pattern);
    for (size_t i = 0; i < out_.plain.size(); ++i) {
      const PlainMention& plain = out_.plain[i];
      Atom atom;
      atom.kind = AtomKind::kMention;
      atom.mention = plain.mention;
      atom.proclitics = plain.proclitics;
      AtomTest(atom);
      const uint64_t bit = uint64_t{1} << i;
      out_.plain_of[static_cast<size_t>(plain.mention)] |= bit;
      ForEachBit(plain.proclitics, [&](size_t letter) { out_.plain_with[letter] |= bit; });
    }
    ForEachClass(out_.asked_classes, [this](ClassId id) {
      Atom atom;
      atom.kind = AtomKind::kClass;
      atom.word_class = id;
      out_.class_test[id] = static_cast<uint16_t>(AtomTest(atom));
    });
    out_.first_literal = out_.tests.size();
    for (const std::string& literal : literals_) LiteralTest(literal);
  }

  void Add(const Rule& rule) {
    CompiledRule compiled;
    compiled.rule = &rule;
    gaps_ = 0;
    compiled.start = Compile(*rule.pattern, Emit({}));
    compiled.gaps = gaps_;
    Width from;
    std::vector<RequiredTest> tests;
    Required(*rule.pattern, from, tests);
    RuleNeeds::Needs needs;
    for (const RequiredTest& required : tests)
      AddNeeds(ChunkTest(out_.tests[required.test]), needs);
    AddChoices(*rule.pattern, needs);
    out_.needs.Add(needs);
    std::stable_sort(tests.begin(), tests.end(),
                     [this](const RequiredTest& a, const RequiredTest& b) {
                       return WorkOf(out_.tests[a.test]) < WorkOf(out_.tests[b.test]);
                     });
    compiled.required = static_cast<uint32_t>(out_.required.size());
    out_.required.insert(out_.required.end(), tests.begin(), tests.end());
    compiled.required_end = static_cast<uint32_t>(out_.required.size());
    compiled.first = Wanted(compiled.start);
    out_.rules.push_back(std::move(compiled));
  }

 private:
  int Emit(Step step) {
    out_.steps.push_back(step);
    return static_cast<int>(out_.steps.size()) - 1;
  }

  int Intern(ChunkTest test) {
    const auto found = std::find(out_.tests.begin(), out_.tests.end(), test);
    if (found != out_.tests.end()) return static_cast<int>(found - out_.tests.begin());
    out_.tests.push_back(std::move(test));
    return static_cast<int>(out_.tests.size()) - 1;
  }

  int AtomTest(const Atom& atom) {
    ChunkTest test;
    test.atom = atom;
    for (const std::string& attribute : atom.attributes) {
      test.attributes.push_back(ReadAttribute(attribute));
    }
    if (!atom.attributes.empty()) test.plain = PlainTest(atom);
    return Intern(std::move(test));
  }

  static bool IsOfTokens(const Atom& atom) {
    return atom.kind == AtomKind::kClass && atom.proclitics == 0;
  }

  int PlainTest(Atom atom) {
    atom.attributes.clear();
    return AtomTest(atom);
  }

  int LiteralTest(const std::string& literal) {
    Atom atom;
    atom.kind = AtomKind::kLiteral;
    atom.literal = literal;
    return AtomTest(atom);
  }

  void NoteReady(const PatternNode& node) {
    if (node.kind == PatternNode::Kind::kAtom) {
      if (node.atom.kind == AtomKind::kLiteral) NoteLiteral(node.atom.literal);
      if (node.atom.kind == AtomKind::kMention) PlainBit(node.atom);
      if (IsOfTokens(node.atom)) out_.asked_classes.set(node.atom.word_class);
    }
    for (const ClassId id : node.barriers) out_.asked_classes.set(id);
    for (const std::string& mark : node.barrier_marks) {
      if (!mark.starts_with('[')) NoteLiteral(mark);
    }
    for (const auto& child : node.children) NoteReady(*child);
  }
  void NoteLiteral(const std::string& literal) {
    if (out_.literals.Add(literal) == literals_.size()) literals_.push_back(literal);
  }

  int BarrierTest(const PatternNode& node) {
    ChunkTest test;
    test.kind = ChunkTest::Kind::kBarrier;
    test.barriers = node.barriers;
    for (ClassId id : node.barriers) test.barrier_set.set(id);
    for (const std::string& mark : node.barrier_marks) {
      if (mark == "[Meeting]") {
        test.meeting_bars = true;
      } else if (mark == "[Org]") {
        test.org_bars = true;
      } else if (mark == "[People]") {
        test.people_bar = true;
      } else {
        test.others.push_back(LiteralTest(mark));
      }
    }
    return Intern(std::move(test));
  }

  // Compiles a node that `next` follows; returns its first step.
  int Compile(const PatternNode& node, int next) {
    switch (node.kind) {
      case PatternNode::Kind::kAtom: {
        Step step;
        step.kind = Step::Kind::kTest;
        step.capture = node.capture;
        step.test = AtomTest(node.atom);
        step.next = next;
        return Emit(step);
      }
      case PatternNode::Kind::kGap: {
        Step step;
        step.kind = Step::Kind::kGap;
        if (!node.barriers.empty() || !node.barrier_marks.empty()) step.test = BarrierTest(node);
        step.min = node.min;
        step.max = node.max;
        step.memo = gaps_++;
        step.next = next;
        step.wanted = Wanted(next);
        return Emit(step);
      }
      case PatternNode::Kind::kSequence:
        for (auto child = node.children.rbegin(); child != node.children.rend(); ++child) {
          next = Compile(**child, next);
        }
        return Captured(node, next);
      case PatternNode::Kind::kChoice: {
        int first = Compile(*node.children.back(), next);
        for (size_t i = node.children.size() - 1; i-- > 0;) {
          first = Split(Compile(*node.children[i], next), first);
        }
        return Captured(node, first);
      }
      case PatternNode::Kind::kRepeat:
        return CompileRepeat(node, next);
    }
    return next;
  }

  // Repetitions are few, so each has steps of its own. They are taken where they are present: they
  // carry arguments. The parser sees to it that what repeats is never empty.
  int CompileRepeat(const PatternNode& node, int next) {
    int step = next;
    for (int count = node.max; count-- > 0;) {
      step = Compile(*node.children.front(), step);
      if (count >= node.min) step = Split(step, next);
    }
    return step;
  }

  int Captured(const PatternNode& node, int next) {
    if (node.capture < 0) return next;
    Step step;
    step.kind = Step::Kind::kCapture;
    step.capture = node.capture;
    step.next = next;
    return Emit(step);
  }

  int Split(int next, int other) {
    Step step;
    step.kind = Step::Kind::kSplit;
    step.next = next;
    step.other = other;
    return Emit(step);
  }

  struct Width {  // chunks
    int min = 0, max = 0;
    void Add(const Width& other) {
      min += other.min;
      max += other.max;
    }
  };

  static Width WidthOf(const PatternNode& node) {
    Width width;
    switch (node.kind) {
      case PatternNode::Kind::kAtom:
        return {1, 1};
      case PatternNode::Kind::kGap:
        return {node.min, node.max};
      case PatternNode::Kind::kSequence:
        for (const auto& child : node.children) width.Add(WidthOf(*child));
        return width;
      case PatternNode::Kind::kChoice:
        width = WidthOf(*node.children.front());
        for (const auto& child : node.children) {
          const Width other = WidthOf(*child);
          width = {std::min(width.min, other.min), std::max(width.max, other.max)};
        }
        return width;
      case PatternNode::Kind::kRepeat:
        width = WidthOf(*node.children.front());
        return {width.min * node.min, width.max * node.max};
    }
    return width;
  }

  static uint8_t Ahead(int chunks) { return static_cast<uint8_t>(std::min(chunks, kFarAhead)); }

  // The tests that every match passes; `from` is how far behind its start the node begins.
  void Required(const PatternNode& node, Width from, std::vector<RequiredTest>& out) {
    if (node.kind == PatternNode::Kind::kAtom)
      out.push_back({AtomTest(node.atom), Ahead(from.min), Ahead(from.max)});
    const bool always = node.kind == PatternNode::Kind::kSequence ||
                        (node.kind == PatternNode::Kind::kRepeat && node.min > 0);
    if (!always) return;
    for (const auto& child : node.children) {
      Required(*child, from, out);
      from.Add(WidthOf(*child));
    }
  }

  void AddNeeds(const ChunkTest& test, RuleNeeds::Needs& needs) {
    if (test.atom.kind == AtomKind::kMention) needs.mentions |= PlainBit(test.atom);
    if (const auto trait = TraitOf(test.atom)) AddTrait(*trait, needs.all);
  }

  static void AddTrait(Traits::Number trait, std::vector<Traits::Number>& traits) {
    if (std::find(traits.begin(), traits.end(), trait) == traits.end()) traits.push_back(trait);
  }

  // The trait of a sentence without which no chunk of it passes.
  std::optional<Traits::Number> TraitOf(const Atom& atom) const {
    if (atom.kind == AtomKind::kLiteral) {
      const uint32_t number = out_.literals.Find(atom.literal);
      if (number < Traits::kMostLiterals) return Traits::OfLiteral(number);
    }
    if (atom.kind != AtomKind::kClass) return std::nullopt;
    return atom.proclitics == 0 ? Traits::OfTokens(atom.word_class)
                                : Traits::OfReadings(atom.word_class);
  }

  // The choices that every match makes: of those whose branches all need a trait, the one with the
  // fewest.
  void AddChoices(const PatternNode& node, RuleNeeds::Needs& needs) {
    if (node.kind == PatternNode::Kind::kChoice) {
      std::vector<Traits::Number> one;
      const bool all = std::all_of(node.children.begin(), node.children.end(),
                                   [&](const auto& branch) { return NeedsOne(*branch, one); });
      const bool fewer = needs.one_of.empty() || one.size() < needs.one_of.size();
      if (all && fewer) needs.one_of = std::move(one);
    } else if (node.kind == PatternNode::Kind::kSequence ||
               (node.kind == PatternNode::Kind::kRepeat && node.min > 0)) {
      for (const auto& child : node.children) AddChoices(*child, needs);
    }
  }

  // Adds a trait without which the node does not match; false where there is none.
  bool NeedsOne(const PatternNode& node, std::vector<Traits::Number>& one) {
    if (node.kind == PatternNode::Kind::kAtom) {
      const auto trait = TraitOf(node.atom);
      if (trait) AddTrait(*trait, one);
      return trait.has_value();
    }
    const auto needs = [&](const auto& child) { return NeedsOne(*child, one); };
    if (node.kind == PatternNode::Kind::kChoice)
      return std::all_of(node.children.begin(), node.children.end(), needs);
    if (node.kind == PatternNode::Kind::kGap) return false;
    if (node.kind == PatternNode::Kind::kRepeat && node.min == 0) return false;
    return std::any_of(node.children.begin(), node.children.end(), needs);
  }

  // The bit of a mention, its attributes aside; 0 where there are too many.
  uint64_t PlainBit(const Atom& atom) {
    constexpr size_t kMost = 64;
    const PlainMention plain{atom.mention, atom.proclitics};
    const auto known = std::find(out_.plain.begin(), out_.plain.end(), plain);
    const auto number = static_cast<size_t>(known - out_.plain.begin());
    if (number == kMost) return 0;
    if (known == out_.plain.end()) out_.plain.push_back(plain);
    return uint64_t{1} << number;
  }

  // Roughly what it costs to answer a test for a sentence: rows of classes stand ready.
  static size_t WorkOf(const ChunkTest& test) {
    if (IsOfTokens(test.atom)) return 0;
    return test.atom.kind == AtomKind::kMention ? 2 + test.attributes.size() : 1;
  }

  // The test that a chunk passes at which a match goes on with a step; -1 where any chunk will do.
  int Wanted(int step) {
    std::vector<int> first;
    if (!First(step, first)) return -1;
    if (first.size() == 1) return first.front();
    ChunkTest test;
    test.kind = ChunkTest::Kind::kOneOf;
    test.others = std::move(first);
    return Intern(std::move(test));
  }

  // False where a chunk that passes no test may come first.
  bool First(int at, std::vector<int>& out) const {
    const Step& step = out_.steps[at];
    switch (step.kind) {
      case Step::Kind::kTest:
        if (std::find(out.begin(), out.end(), step.test) == out.end()) out.push_back(step.test);
        return true;
      case Step::Kind::kCapture:
        return First(step.next, out);
      case Step::Kind::kSplit:
        return First(step.next, out) && First(step.other, out);
      default:
        return false;
    }
  }

  RuleProgram& out_;
  std::vector<std::string> literals_;  // by number
  int gaps_ = 0;
};

}  // namespace

Traits::Words Traits::AsBits() const {
  // The library's bitset is words, the lowest bits first.
  static_assert(sizeof(Traits) == sizeof(Words));
  return std::bit_cast<Words>(*this);
}

void RuleNeeds::Index() {
  std::vector<size_t> rules(Traits::kCount);  // that need the trait
  for (const Needs& needs : needs_) {
    for (const Traits::Number trait : needs.all) ++rules[trait];
  }
  const auto stand_under = [this](Traits::Number trait, uint32_t rule) {
    under_[trait].push_back(List(rule, trait));
    keys_[trait / 64] |= Bits{1} << (trait % 64);
  };
  for (uint32_t rule = 0; rule < needs_.size(); ++rule) {
    Needs& needs = needs_[rule];
    std::stable_sort(needs.all.begin(), needs.all.end(),
                     [&](auto a, auto b) { return rules[a] < rules[b]; });
    if (!needs.all.empty()) {
      stand_under(needs.all.front(), rule);
    } else if (needs.one_of.empty()) {
      rest_.push_back(List(rule, Traits::kCount));
    } else {
      const auto choice = std::move(needs.one_of);  // made by where the rule stands
      needs.one_of.clear();
      for (const Traits::Number trait : choice) stand_under(trait, rule);
    }
  }
}

RuleNeeds::Entry RuleNeeds::List(uint32_t rule, Traits::Number key) {
  const Needs& needs = needs_[rule];
  Entry entry;
  entry.mentions = needs.mentions;
  entry.rule = rule;
  entry.all = static_cast<uint32_t>(listed_.size());
  std::copy_if(needs.all.begin(), needs.all.end(), std::back_inserter(listed_),
               [key](Traits::Number trait) { return trait != key; });
  entry.one_of = static_cast<uint32_t>(listed_.size());
  listed_.insert(listed_.end(), needs.one_of.begin(), needs.one_of.end());
  entry.end = static_cast<uint32_t>(listed_.size());
  return entry;
}

void RuleNeeds::Select(const Traits& traits, uint64_t mentions, std::vector<Bits>& out) const {
  out.assign((needs_.size() + 63) / 64, 0);
  const Traits::Words bits = traits.AsBits();
  const auto has = [&bits](Traits::Number trait) {
    return (bits[trait / 64] >> (trait % 64) & 1) != 0;
  };
  const auto select = [&](const std::vector<Entry>& entries) {
    for (const Entry& entry : entries) {
      if ((entry.mentions & ~mentions) != 0) continue;
      const auto all = listed_.begin() + entry.all, one_of = listed_.begin() + entry.one_of,
                 end = listed_.begin() + entry.end;
      if (std::all_of(all, one_of, has) && (one_of == end || std::any_of(one_of, end, has)))
        out[entry.rule / 64] |= Bits{1} << (entry.rule % 64);
    }
  };
  select(rest_);
  for (size_t word = 0; word < bits.size(); ++word) {
    ForEachBit(bits[word] & keys_[word], [&](size_t bit) { select(under_[word * 64 + bit]); });
  }
}

RuleProgram RuleProgram::Compile(const std::vector<Rule>& rules) {
  RuleProgram program;
  Compiler compiler(program);
  compiler.MakeReady(rules);
  for (const Rule& rule : rules) compiler.Add(rule);
  program.needs.Index();
  return program;
}

}  // namespace amana::ingest

// The compiled matcher against the plainest one there is: a recursion over the pattern's tree.
#include "ingest/relations/matcher.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>

namespace amana::ingest {
namespace {

using Node = std::unique_ptr<PatternNode>;
constexpr ClassId kClasses = 4;

// A sentence of plain tokens, each of the classes given as bits.
struct Text {
  explicit Text(const std::vector<unsigned>& classes) {
    document.tokens.resize(classes.size());
    for (uint32_t i = 0; i < classes.size(); ++i) {
      Chunk chunk{ChunkType::kToken, {i, i + 1}, -1, {}};
      for (ClassId id = 0; id < kClasses; ++id) chunk.classes[id] = (classes[i] >> id & 1) != 0;
      chunks.push_back(chunk);
    }
  }
  std::vector<RuleMatch> Match(const std::vector<Rule>& rules) const {
    const RuleProgram program = RuleProgram::Compile(rules);
    std::vector<RuleMatch> out;
    Matcher(program, document, mentions, CoreClasses{}).Match(chunks, out);
    return out;
  }
  Document document;
  Mentions mentions;
  Chunks chunks;
};

class Reference {
 public:
  Reference(const Text& text, const Rule& rule) : text_(text), rule_(rule) {}

  std::vector<RuleMatch> All() {
    std::vector<RuleMatch> out;
    for (size_t start = 0; start < text_.chunks.size(); ++start) {
      captures_.assign(rule_.captures.size(), -1);
      size_t end = 0;
      if (Run(*rule_.pattern, start, [&](size_t at) { return end = at, true; }))
        out.push_back({&rule_, captures_, static_cast<int>(start), static_cast<int>(end)});
    }
    return out;
  }

 private:
  using Next = std::function<bool(size_t)>;

  bool Has(ClassId id, size_t at) const {
    return at < text_.chunks.size() && text_.chunks[at].classes.test(id);
  }

  bool Run(const PatternNode& node, size_t at, const Next& next) {
    const auto saved = captures_;
    if (node.capture >= 0) captures_[node.capture] = static_cast<int>(at);
    if (RunInner(node, at, next)) return true;
    captures_ = saved;
    return false;
  }

  bool RunInner(const PatternNode& node, size_t at, const Next& next) {
    switch (node.kind) {
      case PatternNode::Kind::kAtom:
        return Has(node.atom.word_class, at) && next(at + 1);
      case PatternNode::Kind::kGap:
        for (int skipped = 0; skipped <= node.max; ++skipped) {
          if (skipped >= node.min && next(at + skipped)) return true;
          if (at + skipped >= text_.chunks.size()) return false;
          for (ClassId id : node.barriers) {
            if (Has(id, at + skipped)) return false;
          }
        }
        return false;
      case PatternNode::Kind::kChoice:
        for (const Node& child : node.children) {
          if (Run(*child, at, next)) return true;
        }
        return false;
      case PatternNode::Kind::kSequence:
        return RunFrom(node, 0, at, next);
      case PatternNode::Kind::kRepeat:
        return Repeat(node, 0, at, next);
    }
    return false;
  }

  bool RunFrom(const PatternNode& node, size_t child, size_t at, const Next& next) {
    if (child == node.children.size()) return next(at);
    return Run(*node.children[child], at,
               [&, child](size_t then) { return RunFrom(node, child + 1, then, next); });
  }

  bool Repeat(const PatternNode& node, int count, size_t at, const Next& next) {
    if (count < node.max && Run(*node.children.front(), at, [&, count](size_t then) {
          return Repeat(node, count + 1, then, next);
        }))
      return true;
    return count >= node.min && next(at);
  }

  const Text& text_;
  const Rule& rule_;
  decltype(RuleMatch::captures) captures_;
};

class Patterns {
 public:
  explicit Patterns(uint32_t seed) : random_(seed) {}

  Rule Make() {
    Rule rule;
    rule.pattern = Sequence(rule, 3);
    return rule;
  }
  std::vector<unsigned> Tokens() {
    std::vector<unsigned> tokens(1 + Below(90));
    for (unsigned& token : tokens) token = static_cast<unsigned>(Below(1 << kClasses));
    return tokens;
  }

 private:
  size_t Below(size_t n) { return random_() % n; }

  Node Atom(Rule& rule) {
    auto node = std::make_unique<PatternNode>();
    node->kind = PatternNode::Kind::kAtom;
    node->atom.kind = AtomKind::kClass;
    node->atom.word_class = static_cast<ClassId>(Below(kClasses));
    Capture(rule, *node);
    return node;
  }
  Node Gap() {
    auto node = std::make_unique<PatternNode>();
    node->kind = PatternNode::Kind::kGap;
    node->min = static_cast<int>(Below(3));
    node->max = node->min + static_cast<int>(Below(5));
    if (Below(2) == 0) node->barriers.push_back(static_cast<ClassId>(Below(kClasses)));
    return node;
  }
  Node Sequence(Rule& rule, int depth) {
    auto node = std::make_unique<PatternNode>();
    node->kind = PatternNode::Kind::kSequence;
    for (size_t i = 0; i <= Below(4); ++i) {
      if (Below(3) == 0) node->children.push_back(Gap());
      node->children.push_back(depth == 0 || Below(2) == 0 ? Atom(rule) : Nested(rule, depth - 1));
    }
    Capture(rule, *node);
    return node;
  }
  Node Nested(Rule& rule, int depth) {
    auto node = std::make_unique<PatternNode>();
    if (Below(2) == 0) {
      node->kind = PatternNode::Kind::kChoice;
      for (size_t i = 0; i <= 1 + Below(2); ++i) node->children.push_back(Sequence(rule, depth));
      Capture(rule, *node);
    } else {
      node->kind = PatternNode::Kind::kRepeat;
      node->min = static_cast<int>(Below(2));
      node->max = node->min + static_cast<int>(1 + Below(3));
      node->children.push_back(Atom(rule));  // never empty, as the parser demands
    }
    return node;
  }
  void Capture(Rule& rule, PatternNode& node) {
    if (Below(3) != 0) return;
    node.capture = static_cast<int>(rule.captures.size());
    rule.captures.push_back("c" + std::to_string(node.capture));
  }

  std::mt19937 random_;
};

TEST(Matcher, AgreesWithThePlainestOne) {
  Patterns patterns(7);
  size_t matches = 0;
  for (int round = 0; round < 400; ++round) {
    std::vector<Rule> rules;
    for (int i = 0; i < 3; ++i) rules.push_back(patterns.Make());
    const Text text(patterns.Tokens());
    std::vector<RuleMatch> expected;
    for (const Rule& rule : rules) {
      for (RuleMatch& match : Reference(text, rule).All()) expected.push_back(std::move(match));
    }
    const std::vector<RuleMatch> found = text.Match(rules);
    ASSERT_EQ(found.size(), expected.size()) << "round " << round;
    for (size_t i = 0; i < found.size(); ++i) {
      ASSERT_EQ(found[i].rule, expected[i].rule) << "round " << round;
      ASSERT_EQ(found[i].captures, expected[i].captures) << "round " << round;
      ASSERT_EQ(found[i].first, expected[i].first) << "round " << round;
      ASSERT_EQ(found[i].last, expected[i].last) << "round " << round;
    }
    matches += found.size();
  }
  EXPECT_GT(matches, 1000u);
}

TEST(RuleNeeds, SelectsWhatASentenceHasAllOf) {
  constexpr ClassId kA = 1, kB = 2, kC = 3;
  RuleNeeds needs;
  needs.Add({});
  needs.Add({{Traits::OfTokens(kA), Traits::OfReadings(kB)}, {}, 0});
  needs.Add({{Traits::OfTokens(kA)}, {Traits::OfTokens(kB), Traits::OfLiteral(1023)}, 0});
  needs.Add({{}, {Traits::OfTokens(kB), Traits::OfTokens(kC), Traits::OfLiteral(0)}, 0});
  needs.Add({{Traits::OfTokens(kA)}, {}, 0b10});
  needs.Index();
  const auto selected = [&](const Traits& traits, uint64_t mentions) {
    std::vector<RuleNeeds::Bits> out;
    needs.Select(traits, mentions, out);
    return out.at(0);
  };
  Traits traits;
  EXPECT_EQ(selected(traits, 0b10), 0b00001u);
  traits.tokens.set(kA);
  EXPECT_EQ(selected(traits, 0b01), 0b00001u);
  EXPECT_EQ(selected(traits, 0b11), 0b10001u);
  traits.readings.set(kB);
  EXPECT_EQ(selected(traits, 0), 0b00011u);
  traits.literals.set(1023);
  EXPECT_EQ(selected(traits, 0), 0b00111u);
  traits.tokens.set(kC);
  EXPECT_EQ(selected(traits, 0), 0b01111u);
}

// Tried in every way there is, this pattern would take longer than the age of the universe.
TEST(Matcher, ManyWideGapsInALongSentenceTakeNoTime) {
  ClassTable classes;
  for (const char* name : {"a", "b"}) ASSERT_TRUE(classes.Add(name));
  std::string pattern = "x:@a";
  for (int i = 0; i < 12; ++i) pattern += " ~{0,60} @a";
  const auto rules = ParseRules("x.rul",
                                "rule long 0.5\n  match " + pattern + " ~{0,60} y:@b\n" +
                                    "  emit x HOLDS y\n  yes س => HOLDS س ; ص\n  no س\n",
                                classes);
  ASSERT_TRUE(rules) << rules.error().ToString();
  std::vector<unsigned> tokens(400, 1);
  tokens.front() = 2;  // a chunk of the last class, so that no look ahead spares the work
  EXPECT_TRUE(Text(tokens).Match(*rules).empty());
  tokens.back() = 2;
  EXPECT_EQ(Text(tokens).Match(*rules).size(), 386u);
}

}  // namespace
}  // namespace amana::ingest

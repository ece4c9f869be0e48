#include <gtest/gtest.h>

#include "ingest/relations/pattern.h"

namespace amana::ingest {
namespace {

class RuleParser : public testing::Test {
 protected:
  RuleParser() {
    for (const char* name : {"verb", "cue", "mark"}) EXPECT_TRUE(classes_.Add(name));
  }
  Result<std::vector<Rule>> Parse(const std::string& text) {
    return ParseRules("x.rul", text, classes_);
  }
  // A rule that is whole but for its pattern.
  Result<std::vector<Rule>> ParsePattern(const std::string& pattern) {
    return Parse("rule a 0.5\n  match " + pattern +
                 "\n  emit m HELD_BY o\n  yes نص => HELD_BY س ; ص\n  no نص\n");
  }
  ClassTable classes_;
};

constexpr const char* kWhole =
    "# comment\n"
    "rule meeting.test 0.75\n"
    "  match m:[Meeting !verbal kind=session pro=b] ~{0,3 !@verb !\"،\" ![Meeting]} ( @cue+b | "
    "\"مع\" )? o:[Org]\n"
    "  emit m HELD_BY o\n"
    "  emit @meeting CHAIRED_BY o role=head\n"
    "  yes عقد اجتماع => HELD_BY اجتماع ; الحزب\n"
    "  no لم يعقد\n";

TEST_F(RuleParser, ReadsAWholeRule) {
  const auto rules = Parse(kWhole);
  ASSERT_TRUE(rules) << rules.error().ToString();
  ASSERT_EQ(rules->size(), 1u);
  const Rule& rule = rules->front();
  EXPECT_EQ(rule.id, "meeting.test");
  EXPECT_FLOAT_EQ(rule.weight, 0.75F);
  EXPECT_EQ(rule.line, 2u);
  EXPECT_EQ(rule.captures, (std::vector<std::string>{"m", "o"}));
  ASSERT_EQ(rule.emissions.size(), 2u);
  EXPECT_EQ(rule.emissions[0].subject, 0);
  EXPECT_EQ(rule.emissions[0].object, 1);
  EXPECT_EQ(rule.emissions[1].subject, -2);
  EXPECT_EQ(rule.emissions[1].properties.front().second, "head");
  ASSERT_EQ(rule.yes.size(), 1u);
  EXPECT_EQ(rule.yes.front().expected, "HELD_BY اجتماع ; الحزب");
  EXPECT_EQ(rule.yes.front().line, 6u);
  const PatternNode& pattern = *rule.pattern;
  ASSERT_EQ(pattern.children.size(), 4u);
  const Atom& meeting = pattern.children[0]->atom;
  EXPECT_EQ(meeting.mention, Atom::Mention::kMeeting);
  EXPECT_EQ(meeting.attributes, (std::vector<std::string>{"!verbal", "kind=session"}));
  EXPECT_EQ(meeting.proclitics, kBa);
  const PatternNode& gap = *pattern.children[1];
  EXPECT_EQ(gap.max, 3);
  EXPECT_EQ(gap.barriers.size(), 1u);
  EXPECT_EQ(gap.barrier_marks.size(), 2u);
  const PatternNode& optional = *pattern.children[2];
  EXPECT_EQ(optional.kind, PatternNode::Kind::kRepeat);
  EXPECT_EQ(optional.children.front()->kind, PatternNode::Kind::kChoice);
  EXPECT_EQ(optional.children.front()->children[0]->children[0]->atom.proclitics, kBa);
}

struct Refused {
  std::string text;
  uint32_t line;
  const char* message;
};

TEST_F(RuleParser, RefusesByLineAndReason) {
  const std::string head = "rule a 0.5\n  match m:[Meeting] o:[Org]\n";
  const std::string emit = "  emit m HELD_BY o\n", examples = "  yes س => HELD_BY س ; ص\n  no س\n";
  for (const Refused& r :
       std::vector<Refused>{{"match @verb\n", 1, "rule ID"},
                            {"rule a\n", 1, "weight"},
                            {"rule a 1.5\n", 1, "weight"},
                            {head + "  when @verb\n", 3, "when"},
                            {head + "  match @verb\n", 3, "one match"},
                            {head + "  emit m LIKES o\n", 3, "LIKES"},
                            {head + "  emit m HELD_BY x\n", 3, "'x'"},
                            {head + "  emit m HELD_BY\n", 3, "emit SUBJECT"},
                            {head + "  emit m HELD_BY o role\n", 3, "key=value"},
                            {head + "  yes no arrow\n", 3, "yes TEXT"},
                            {head + examples, 4, "emits nothing"},
                            {head + emit + "  yes س => HELD_BY س ; ص\n", 4, "yes and a no"},
                            {head + emit + "  no س\n", 4, "yes and a no"},
                            {"rule a 0.5\n" + examples, 3, "no match"},
                            {head + emit + examples + head, 6, "exists already"}}) {
    const auto rules = Parse(r.text);
    ASSERT_FALSE(rules) << r.text;
    EXPECT_NE(rules.error().message.find(r.message), std::string::npos)
        << r.text << rules.error().ToString();
    ASSERT_TRUE(rules.error().position) << r.text;
    EXPECT_EQ(rules.error().position->file, "x.rul");
    EXPECT_EQ(rules.error().position->line, r.line) << r.text << rules.error().ToString();
  }
}

TEST_F(RuleParser, RefusesPatternsThatCannotBeMeant) {
  for (const auto& [pattern, message] : std::vector<std::pair<std::string, std::string>>{
           {"m:[Meeting] @nosuch o:[Org]", "nosuch"},
           {"m:[Meeting] [Thing] o:[Org]", "Thing"},
           {"m:[Meeting big] o:[Org]", "big"},
           {"m:[Meeting] ~{0} o:[Org]", "both"},
           {"m:[Meeting] ~{0,99} o:[Org]", "60"},
           {"m:[Meeting] ~{5,2} o:[Org]", "gap"},
           {"m:[Meeting] ~{0,2 verb} o:[Org]", "}"},
           {"m:[Meeting] ( @verb o:[Org]", ")"},
           {"m:[Meeting] \"مع o:[Org]", "quote"},
           {"m:[Meeting] o:[Org] )", "end of the pattern"},
           {"m:[Meeting] ( @verb? ~{0,3} )* o:[Org]", "nothing"},
           {"m:[Meeting] verb o:[Org]", "@class"}}) {
    const auto rules = ParsePattern(pattern);
    ASSERT_FALSE(rules) << pattern;
    EXPECT_NE(rules.error().message.find(message), std::string::npos)
        << pattern << ": " << rules.error().message;
  }
}

}  // namespace
}  // namespace amana::ingest

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>

#include "ingest/extraction_codec.h"
#include "ingest/resolution/article_context.h"
#include "ingest/resolution/assertion.h"
#include "ingest/resolution/date_bounds.h"
#include "ingest/resolution/match_key.h"
#include "ingest/resolution/node_profile.h"
#include "ingest/resolution/resolve_block.h"
#include "tests/ingest/small_identity.h"
#include "tests/ingest/synthetic_article.h"

namespace amana::ingest {
namespace {

using test::SyntheticArticle;
using ::testing::ElementsAre;

const IdentityRules& Identity() {
  static const IdentityRules identity =
      test::SmallIdentity({"محمد", "أحمد", "علي", "خليل", "سعيد"}, {"حسن", "الهاشمي"});
  return identity;
}

// The group of the named entity of each article, over all their forms.
std::vector<std::string> GroupsOf(const std::vector<std::pair<SyntheticArticle, uint32_t>>& said) {
  std::map<std::string, std::vector<Form>> blocks;
  std::vector<Form> asked;
  for (size_t i = 0; i < said.size(); ++i) {
    const auto& [article, entity] = said[i];
    const auto forms = MakeForms(article.extraction(), "content-" + std::to_string(i),
                                 article.article().published, Identity());
    asked.push_back(forms[entity]);
    for (const Form& form : forms) blocks[form.type + form.block].push_back(form);
  }
  std::map<std::string, std::string> group_of;
  for (auto& [block, forms] : blocks) {
    std::ranges::sort(forms, {}, &Form::Key);
    forms.erase(std::ranges::unique(forms).begin(), forms.end());
    const auto groups = ResolveBlock(forms, Identity()).groups;
    for (size_t i = 0; i < forms.size(); ++i)
      group_of[forms[i].Key()] = block + "#" + std::to_string(groups[i]);
  }
  std::vector<std::string> out;
  for (const Form& form : asked) out.push_back(group_of[form.Key()]);
  return out;
}

// Article 0 names a holder of a post in a party.
std::pair<SyntheticArticle, uint32_t> PersonOf(const std::string& name, const std::string& party,
                                               const std::string& country = "EG") {
  SyntheticArticle article("a");
  const uint32_t body = article.Party(party, country);
  const uint32_t person = article.Holder(name, "أمين التنظيم", body);
  return {article, person};
}

std::pair<SyntheticArticle, uint32_t> BarePerson(const std::string& name) {
  SyntheticArticle article("a");
  return {article, article.Person(name)};
}

TEST(ResolvePersons, SpellingsOfOneNameInOnePartyAreOne) {
  const auto groups = GroupsOf(
      {PersonOf("عبد العزيز الهاشمى", "حزب النور"), PersonOf("عبدالعزيز الهاشمي", "حزب النور")});
  EXPECT_EQ(groups[0], groups[1]);
}

TEST(ResolvePersons, NamesakesInDifferentPartiesStayApart) {
  const auto groups =
      GroupsOf({PersonOf("محمد خليل", "حزب النور"), PersonOf("محمد خليل", "حزب الغد")});
  EXPECT_NE(groups[0], groups[1]);
}

TEST(ResolvePersons, NamesakesInPartiesOfOneNameInTwoCountriesStayApart) {
  const auto groups = GroupsOf(
      {PersonOf("محمد خليل", "حزب النهضة", "TN"), PersonOf("محمد خليل", "حزب النهضة", "TJ")});
  EXPECT_NE(groups[0], groups[1]);
}

TEST(ResolvePersons, AMissingMiddleNameIsNoDifference) {
  const auto groups =
      GroupsOf({PersonOf("محمد عثمان خليل", "حزب النور"), PersonOf("محمد خليل", "حزب النور")});
  EXPECT_EQ(groups[0], groups[1]);
}

TEST(ResolvePersons, AShortNameThatCouldBeEitherOfTwoIsNeither) {
  const auto groups =
      GroupsOf({PersonOf("محمد عثمان خليل", "حزب النور"), PersonOf("محمد سعيد خليل", "حزب النور"),
                PersonOf("محمد خليل", "حزب النور")});
  EXPECT_EQ(std::set<std::string>(groups.begin(), groups.end()).size(), 3u);
}

TEST(ResolvePersons, CommonNamesWithNothingInCommonStayApart) {
  const auto groups = GroupsOf({BarePerson("محمد خليل"), BarePerson("محمد خليل"),
                                BarePerson("محمد أحمد علي"), BarePerson("محمد أحمد علي")});
  EXPECT_EQ(std::set<std::string>(groups.begin(), groups.end()).size(), 4u);
}

TEST(ResolvePersons, ARareFullNameIsEnough) {
  const auto groups = GroupsOf({BarePerson("محمد شهاوي قنديلي"), BarePerson("محمد شهاوى قنديلي"),
                                PersonOf("محمد شهاوي قنديلي", "حزب النور")});
  EXPECT_EQ(groups[0], groups[1]);
  // The third one's country is known, those of the others are not: only one can be meant.
  EXPECT_EQ(groups[0], groups[2]);
}

TEST(ResolvePersons, ARareNameBorneInTwoPartiesJoinsNeither) {
  const auto groups =
      GroupsOf({BarePerson("محمد شهاوي قنديلي"), PersonOf("محمد شهاوي قنديلي", "حزب النور"),
                PersonOf("محمد شهاوي قنديلي", "حزب الغد")});
  EXPECT_EQ(std::set<std::string>(groups.begin(), groups.end()).size(), 3u);
}

TEST(ResolvePersons, AttendingAMeetingOfThePartyIsAContext) {
  SyntheticArticle article("b");
  const uint32_t party = article.Party("حزب النور", "EG");
  const uint32_t person = article.Person("محمد شهاوي");
  article.Say(article.Meeting("2024-11-10", {party}), "ATTENDED_BY", person);
  const auto groups = GroupsOf({PersonOf("محمد شهاوي", "حزب النور"), {article, person}});
  EXPECT_EQ(groups[0], groups[1]);
}

TEST(ResolvePersons, CommonNamesInOnePartyAreOneByTheirPostOnly) {
  SyntheticArticle other("b");
  const uint32_t party = other.Party("حزب النور", "EG");
  const uint32_t person = other.Holder("محمد خليل", "أمين الشباب", party);
  const auto groups = GroupsOf(
      {PersonOf("محمد خليل", "حزب النور"), PersonOf("محمد خليل", "حزب النور"), {other, person}});
  EXPECT_EQ(groups[0], groups[1]);
  EXPECT_NE(groups[0], groups[2]);
}

std::pair<SyntheticArticle, uint32_t> OrganOf(const std::string& organ, const std::string& party,
                                              const std::string& country = "EG") {
  SyntheticArticle article("a");
  const int above = party.empty() ? -1 : static_cast<int>(article.Party(party, country));
  return {article, article.Body("Secretariat", organ, above)};
}

TEST(ResolveBodies, OrgansAreKnownByThePartyAboveThem) {
  const auto groups =
      GroupsOf({OrganOf("أمانة الإعلام", "حزب النور"), OrganOf("أمانة الاعلام", "النور"),
                OrganOf("أمانة الإعلام", "حزب الغد")});
  EXPECT_EQ(groups[0], groups[1]);
  EXPECT_NE(groups[0], groups[2]);
}

TEST(ResolveBodies, AnOrganOfAPartyNeverNamedStaysAlone) {
  const auto groups = GroupsOf({OrganOf("أمانة الإعلام", ""), OrganOf("أمانة الإعلام", "")});
  EXPECT_NE(groups[0], groups[1]);
}

TEST(ResolveBodies, PartiesOfOneNameInTwoCountriesAreTwo) {
  SyntheticArticle a("a"), b("b"), c("c");
  const uint32_t x = a.Party("حزب النهضة", "TN");
  const uint32_t y = b.Party("حزب النهضة", "TJ");
  const uint32_t z = c.Party("النهضة");
  const auto groups = GroupsOf({{a, x}, {b, y}, {c, z}});
  EXPECT_EQ(std::set<std::string>(groups.begin(), groups.end()).size(), 3u);
  const auto without = GroupsOf({{a, x}, {c, z}});
  EXPECT_EQ(without[0], without[1]);
}

TEST(ResolveBodies, LocalAndNationalOrgansAreTwo) {
  SyntheticArticle local("a"), national("b");
  const uint32_t party = local.Party("حزب النور", "EG");
  const uint32_t branch = local.Body("Secretariat", "أمانة الجيزة", static_cast<int>(party));
  const uint32_t youth = local.Body("Secretariat", "أمانة الشباب", static_cast<int>(branch));
  const uint32_t same = national.Party("حزب النور", "EG");
  const uint32_t central = national.Body("Secretariat", "أمانة الشباب", static_cast<int>(same));
  const auto groups = GroupsOf({{local, youth}, {national, central}});
  EXPECT_NE(groups[0], groups[1]);
}

TEST(ResolveBodies, ACircleOfPartsEnds) {
  SyntheticArticle article("a");
  const uint32_t a = article.Body("Committee", "لجنة أولى");
  const uint32_t b = article.Body("Committee", "لجنة ثانية", static_cast<int>(a));
  article.Say(a, "PART_OF", b);
  const ArticleContext context(article.extraction(), Identity(), "");
  EXPECT_EQ(context.BodyOf(a).key, MatchKey("لجنة أولى") + " < " + MatchKey("لجنة ثانية"));
}

std::pair<SyntheticArticle, uint32_t> MeetingOf(const std::string& date, const std::string& party,
                                                const std::string& place = "") {
  SyntheticArticle article("a");
  const uint32_t meeting = article.Meeting(date, {article.Party(party, "EG")});
  if (!place.empty()) article.Say(meeting, "HELD_AT", article.Add("Place", "", place));
  return {article, meeting};
}

TEST(ResolveMeetings, OneHolderOnOneDayIsOneMeeting) {
  const auto groups = GroupsOf(
      {MeetingOf("2024-11-10", "حزب النور"), MeetingOf("2024-11-10", "حزب النور", "القاهرة"),
       MeetingOf("2024-11-11", "حزب النور"), MeetingOf("2024-11-10", "حزب الغد")});
  EXPECT_EQ(groups[0], groups[1]);
  EXPECT_NE(groups[0], groups[2]);
  EXPECT_NE(groups[0], groups[3]);
}

TEST(ResolveMeetings, UndatedAndVaguelyDatedOnesStayApart) {
  const auto groups =
      GroupsOf({MeetingOf("", "حزب النور"), MeetingOf("", "حزب النور"),
                MeetingOf("2024-11", "حزب النور"), MeetingOf("2024-11", "حزب النور")});
  EXPECT_EQ(std::set<std::string>(groups.begin(), groups.end()).size(), 4u);
}

TEST(ResolveMeetings, OneThatCouldBeEitherOfTwoJoinsNothing) {
  const auto groups = GroupsOf({MeetingOf("2024-11-10", "حزب النور", "القاهرة"),
                                MeetingOf("2024-11-10", "حزب النور", "الجيزة"),
                                MeetingOf("2024-11-10", "حزب النور")});
  EXPECT_EQ(std::set<std::string>(groups.begin(), groups.end()).size(), 3u);
}

TEST(ResolveMeetings, TwoOfOneArticleAreTwo) {
  SyntheticArticle article("a");
  const uint32_t party = article.Party("حزب النور", "EG");
  const uint32_t first = article.Meeting("2024-11-10", {party});
  const uint32_t second = article.Meeting("2024-11-10", {party});
  const auto forms = MakeForms(article.extraction(), "content", "", Identity());
  EXPECT_NE(forms[first], forms[second]);
  EXPECT_FALSE(forms[first].scope.empty());
}

TEST(ResolvePosts, ATitleIsAnotherPostInAnotherBody) {
  const auto with = [](const std::string& title, const std::string& party) {
    SyntheticArticle article("a");
    const uint32_t body = article.Party(party, "EG");
    const uint32_t id = article.Post(title, static_cast<int>(body));
    return std::pair(article, id);
  };
  const auto groups = GroupsOf({with("الأمين العام", "حزب النور"), with("أمين عام", "حزب النور"),
                                with("الأمين العام", "حزب الغد")});
  EXPECT_EQ(groups[0], groups[1]);
  EXPECT_NE(groups[0], groups[2]);
}

TEST(ResolvePosts, APostInNothingStaysAlone) {
  SyntheticArticle a("a"), b("b");
  const uint32_t x = a.Post("الأمين العام"), y = b.Post("الأمين العام");
  const auto groups = GroupsOf({{a, x}, {b, y}});
  EXPECT_NE(groups[0], groups[1]);
}

Assertion Said(std::string id, Properties properties, std::string published = "",
               double confidence = 0.8) {
  Assertion assertion;
  assertion.id = id;
  assertion.article = "article-" + id;
  assertion.signature = "content-" + id;
  assertion.published = std::move(published);
  assertion.properties = std::move(properties);
  assertion.evidence = {{0, 10, "rule", confidence}};
  return assertion;
}

std::vector<std::vector<std::string>> TermIds(std::string_view type,
                                              const std::vector<Assertion>& said) {
  std::vector<std::vector<std::string>> ids;
  for (const Term& term : SplitIntoTerms(type, said)) {
    auto& list = ids.emplace_back();
    for (const Assertion* assertion : term.assertions) list.push_back(assertion->id);
  }
  return ids;
}

TEST(Terms, TwoBeginningsAreTwoTerms) {
  const std::vector<Assertion> said = {Said("a", {{"since", "2020-03-01"}}),
                                       Said("b", {{"since", "2024-05"}}),
                                       Said("c", {{"since", "2024"}})};
  EXPECT_THAT(TermIds("HOLDS", said), ElementsAre(ElementsAre("a"), ElementsAre("b", "c")));
  EXPECT_THAT(TermIds("PART_OF", said), ElementsAre(ElementsAre("a", "b", "c")));
}

TEST(Terms, WhatNamesNoBeginningGoesWithTheTermOfItsTime) {
  const std::vector<Assertion> said = {
      Said("a", {{"since", "2020-03-01"}}), Said("b", {{"since", "2024-05"}}),
      Said("c", {}, "2022-01-01"), Said("d", {}, "2024-06-01"), Said("e", {})};
  EXPECT_THAT(TermIds("HOLDS", said),
              ElementsAre(ElementsAre("a", "c"), ElementsAre("b", "d", "e")));
}

TEST(Terms, ConfidenceCountsEachContentOnce) {
  std::vector<Assertion> said = {Said("a", {}, "", 0.8), Said("b", {}, "", 0.5)};
  EXPECT_DOUBLE_EQ(Confidence(SplitIntoTerms("PART_OF", said).front()), 0.9);
  said[1].signature = said[0].signature;
  EXPECT_DOUBLE_EQ(Confidence(SplitIntoTerms("PART_OF", said).front()), 0.8);
  said = {Said("a", {}, "", 0.95), Said("b", {}, "", 0.95)};
  EXPECT_DOUBLE_EQ(Confidence(SplitIntoTerms("PART_OF", said).front()), 0.99);
}

TEST(Terms, ThePropertiesOfARelationListItsEvidenceAndDates) {
  const std::vector<Assertion> said = {
      Said("a", {{"status", "current"}, {"since", "2024"}}, "2024-02-01"),
      Said("b", {{"status", "former"}, {"since", "2024-11"}}, "2025-03")};
  std::map<std::string, Value> properties;
  for (auto& [key, value] : RelationProperties(SplitIntoTerms("HOLDS", said).front()))
    properties[key] = value;
  EXPECT_EQ(properties["status"].AsString(), "former");
  EXPECT_EQ(properties["since"].AsString(), "2024-11");
  EXPECT_EQ(properties["sinceFrom"].AsDate(), BoundsOf("2024-11-01")->from);
  EXPECT_EQ(properties["sinceTo"].AsDate(), BoundsOf("2024-11-30")->from);
  EXPECT_EQ(properties["first_seen"].AsString(), "2024-02-01");
  EXPECT_EQ(properties["last_seen"].AsString(), "2025-03");
  ASSERT_EQ(properties["evidence"].AsList().size(), 2u);
  EXPECT_EQ(properties["evidence"].AsList()[0].AsString(), "article-a#0-10");
}

TEST(DateBounds, PadDownAndUp) {
  EXPECT_EQ(BoundsOf("2024-02")->to, BoundsOf("2024-02-29")->from);
  EXPECT_EQ(BoundsOf("1970-01-02")->from.days, 1);
  EXPECT_EQ(BoundsOf("2024-11-10/2024-11-12")->to, BoundsOf("2024-11-12")->to);
  EXPECT_FALSE(BoundsOf("2024-13"));
  EXPECT_FALSE(BoundsOf("2023-02-29"));
  EXPECT_FALSE(BoundsOf("20a4"));
  EXPECT_FALSE(BoundsOf(""));
}

TEST(NodeProfile, TakingBackLeavesNoTrace) {
  ExtractedEntity first, second;
  first.type = second.type = "Person";
  first.name = "اسلام ابو ليلة";
  first.properties["honorifics"] = "المهندس";
  second.name = "إسلام أبو ليلة";
  second.aliases = {"أبو ليلة"};
  NodeProfile profile, other;
  profile.Add(second);
  other = profile;
  profile.Add(first);
  EXPECT_NE(profile, other);
  profile.Remove(first);
  EXPECT_EQ(profile, other);
}

TEST(NodeProfile, TheCarefulSpellingIsTheName) {
  NodeProfile profile;
  for (const char* name : {"اسلام ابو ليله", "إسلام أبو ليلة", "اسلام ابو ليلة"}) {
    ExtractedEntity entity;
    entity.type = "Person";
    entity.name = name;
    profile.Add(entity);
  }
  const NodeContent content = DescribeNode(profile);
  EXPECT_EQ(content.properties[0].second.AsString(), "إسلام أبو ليلة");
  EXPECT_EQ(content.properties[1].second.AsList().size(), 2u);
}

TEST(ExtractionCodec, GivesBackWhatItWasGiven) {
  const auto [article, person] = PersonOf("محمد خليل", "حزب النور");
  const std::string bytes = EncodeExtraction(article.extraction());
  const auto decoded = DecodeExtraction(bytes);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(*decoded, article.extraction());
  for (size_t n = 0; n < bytes.size(); ++n)
    EXPECT_FALSE(DecodeExtraction(std::string_view(bytes).substr(0, n))) << n;
}

// Whatever the forms: a group has one country, and each member shares its name or a longer form of
// it with another member and a context, or bears a rare name alone.
TEST(ResolveBlock, GroupsAgreeWhateverTheForms) {
  const bool sound = rc::check("person groups are sound", [] {
    const std::vector<std::string> names = {"محمد خليل", "محمد عثمان خليل", "محمد سعيد خليل",
                                            "محمد عثمان علي خليل"};
    const auto forms_count = *rc::gen::inRange<size_t>(1, 12);
    std::vector<Form> forms;
    for (size_t i = 0; i < forms_count; ++i) {
      Form form;
      form.type = "Person";
      form.block = "محمد خليل";
      form.name = *rc::gen::elementOf(names);
      for (const char* context : {"A", "B", "C"}) {
        if (*rc::gen::inRange(0, 3) == 0) form.contexts.emplace_back(context);
      }
      form.country = *rc::gen::element<std::string>("", "EG", "MA");
      forms.push_back(std::move(form));
    }
    std::ranges::sort(forms, {}, &Form::Key);
    forms.erase(std::ranges::unique(forms).begin(), forms.end());
    const auto groups = ResolveBlock(forms, Identity()).groups;
    RC_ASSERT(groups.size() == forms.size());
    for (size_t a = 0; a < forms.size(); ++a) {
      for (size_t b = 0; b < forms.size(); ++b) {
        if (a == b || groups[a] != groups[b]) continue;
        RC_ASSERT(forms[a].country.empty() || forms[b].country.empty() ||
                  forms[a].country == forms[b].country);
      }
      const bool alone = std::ranges::count(groups, groups[a]) == 1;
      const bool tied = std::ranges::any_of(forms, [&](const Form& other) {
        const bool shared = std::ranges::any_of(other.contexts, [&](const std::string& context) {
          return std::ranges::count(forms[a].contexts, context) > 0;
        });
        return other != forms[a] && groups[&other - forms.data()] == groups[a] &&
               (shared || (other.name == forms[a].name &&
                           (other.contexts.empty() || forms[a].contexts.empty())));
      });
      RC_ASSERT(alone || tied);
    }
  });
  EXPECT_TRUE(sound);
}

}  // namespace
}  // namespace amana::ingest

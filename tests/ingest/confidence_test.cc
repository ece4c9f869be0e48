#include "ingest/confidence.h"

#include <gtest/gtest.h>

#include "ingest/confidence_curves.h"
#include "ingest/evaluate/calibration.h"
#include "tests/ingest/small_lexicon.h"
#include "tests/ingest/synthetic_article.h"

namespace amana::ingest {
namespace {

using test::SyntheticArticle;

TEST(Confidence, FollowsTheCurveOfItsType) {
  const amana::test::TempDir dir;
  ConfidenceCurves curves;
  EXPECT_EQ(curves.Of("HOLDS", 0.7), 0.7);
  ASSERT_TRUE(curves.Load(amana::test::WriteFile(
      dir.path() / "a.tsv", "HOLDS\t0.5\t0.6\nHOLDS\t0.9\t0.8\n*\t0.5\t0.4\n")));
  EXPECT_DOUBLE_EQ(curves.Of("HOLDS", 0.7), 0.7);
  EXPECT_DOUBLE_EQ(curves.Of("HOLDS", 0.8), 0.75);
  EXPECT_DOUBLE_EQ(curves.Of("HOLDS", 0.1), 0.6);
  EXPECT_DOUBLE_EQ(curves.Of("HOLDS", 1), 0.8);
  EXPECT_DOUBLE_EQ(curves.Of("PART_OF", 0.9), 0.4);
}

TEST(Confidence, CurvesMustRise) {
  const amana::test::TempDir dir;
  ConfidenceCurves curves;
  for (const char* text : {"A\t0.5\t0.6\nA\t0.4\t0.7\n", "A\t0.5\t0.6\nA\t0.6\t0.5\n", "A\t0.5\n",
                           "A\t0.5\t1.5\n", "A\tx\t0.5\n"})
    EXPECT_FALSE(curves.Load(amana::test::WriteFile(dir.path() / "a.tsv", text))) << text;
}

TEST(Confidence, WhatIsLessLikelyIsLeftOut) {
  SyntheticArticle article("a");
  const uint32_t party = article.Party("حزب النور"), person = article.Person("محمد خليل");
  article.Say(person, "MEMBER_OF", party, {}, 0.9);
  article.Say(party, "PART_OF", party, {}, 0.5);
  Extraction extraction = article.extraction();
  KeepConfident(extraction, 0.6);
  ASSERT_EQ(extraction.triples.size(), 1u);
  EXPECT_EQ(extraction.triples[0].predicate, "MEMBER_OF");
  EXPECT_NE(extraction.rules_version, article.extraction().rules_version);
}

TEST(Confidence, FittedCurvesRiseAndLoad) {
  FileScore file;
  for (int i = 0; i < 100; ++i) {
    file.judgments.push_back({"HOLDS", 0.9, i % 10 != 0});
    file.judgments.push_back({"HOLDS", 0.95, i % 5 != 0});  // claims more, is right less often
    file.judgments.push_back({"HOLDS", 0.6, i % 2 != 0});
  }
  const amana::test::TempDir dir;
  ConfidenceCurves curves;
  ASSERT_TRUE(curves.Load(amana::test::WriteFile(dir.path() / "a.tsv", FitConfidence({file}))));
  EXPECT_LT(curves.Of("HOLDS", 0.6), 0.6);
  EXPECT_NEAR(curves.Of("HOLDS", 0.95), 0.83, 0.02);
  EXPECT_EQ(curves.Of("HOLDS", 0.95), curves.Of("HOLDS", 0.96));
}

}  // namespace
}  // namespace amana::ingest

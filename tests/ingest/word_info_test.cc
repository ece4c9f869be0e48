#include "ingest/lexicon/word_info.h"

#include "tests/ingest/small_lexicon.h"

namespace amana::ingest {
namespace {

TEST(WordInfo, TheWholeWordComesBeforeAnySplit) {
  const test::SmallLexicon small("وهبي\tsurname\nهبي\tgiven\n");
  const WordInfo word = small.Analyse("وهبي");
  ASSERT_EQ(word.readings.size(), 2u);
  EXPECT_EQ(word.readings.front().entry->form, "وهبي");
  EXPECT_TRUE(word.Whole(small.Class("surname")));
  EXPECT_FALSE(word.Whole(small.Class("given")));
  EXPECT_TRUE(word.Any(small.Class("given")));
  EXPECT_EQ(word.Find(small.Class("given")), nullptr);
  ASSERT_NE(word.Find(small.Class("given"), kWa), nullptr);
}

TEST(WordInfo, SplitsWhatIsWrittenTogether) {
  const test::SmallLexicon small("لجنة\torg_head\tkind=Committee\nحزب\tparty_head\n");
  const ClassId head = small.Class("org_head"), party = small.Class("party_head");
  struct Case {
    const char* word;
    ClassId id;
    uint8_t proclitics;
    uint8_t letters;
  };
  for (const Case& c :
       {Case{"اللجنة", head, kAl, 2}, Case{"واللجنة", head, kWa | kAl, 3},
        Case{"للجنة", head, kLa, 1}, Case{"بلجنة", head, kBa, 1},
        Case{"للحزب", party, kLa | kAl, 2}, Case{"وللحزب", party, kWa | kLa | kAl, 3},
        Case{"وبالحزب", party, kWa | kBa | kAl, 4}, Case{"كحزب", party, kKa, 1}}) {
    const WordInfo word = small.Analyse(c.word);
    const Reading* reading = word.Find(c.id, kWa | kFa | kBa | kKa | kLa);
    ASSERT_NE(reading, nullptr) << c.word;
    EXPECT_EQ(reading->proclitics, c.proclitics) << c.word;
    EXPECT_EQ(reading->letters, c.letters) << c.word;
    if (c.proclitics != kAl) {
      EXPECT_EQ(word.Find(c.id), nullptr) << c.word;
    }
  }
  EXPECT_TRUE(small.Analyse("ولجن").readings.empty());
}

TEST(WordInfo, KnowsWhatIsSpelledAsTheLexiconSpellsIt) {
  const test::SmallLexicon small("أحمد\tgiven\n");
  EXPECT_TRUE(small.Analyse("أحمد").Find(small.Class("given"))->exact);
  EXPECT_TRUE(small.Analyse("وأحمد").Find(small.Class("given"), kWa)->exact);
}

TEST(WordInfo, CarelessSpellingIsExactWhereItIsNoOtherWord) {
  const test::SmallLexicon small(
      "أحمد\tgiven\nاجتماع\tordinary\nشعبية\tordinary\nآمين\tgiven\nأمين\tordinary\n");
  EXPECT_TRUE(small.Analyse("احمد").Find(small.Class("given"))->exact);
  EXPECT_TRUE(small.Analyse("إجتماع").Find(small.Class("ordinary"))->exact);
  EXPECT_TRUE(small.Analyse("الشعبيه").Find(small.Class("ordinary"), kAl)->exact);
  EXPECT_FALSE(small.Analyse("شعبيه").Find(small.Class("ordinary"))->exact);
  EXPECT_FALSE(small.Analyse("أمين").Find(small.Class("given"))->exact);
}

TEST(WordInfo, OtherScriptsAreNotSplit) {
  const test::SmallLexicon small("bbc\tordinary\n");
  const WordInfo word = small.Analyse("bbc");
  EXPECT_FALSE(word.arabic);
  EXPECT_EQ(word.stems.size(), 1u);
  EXPECT_TRUE(word.Whole(small.Class("ordinary")));
}

TEST(WordCache, GivesOneWordForOneForm) {
  const test::SmallLexicon small("حزب\tparty_head\n");
  StringIndex literals;
  literals.Add("كلمه1");
  WordCache cache(small.lexicon, small.calendar, literals);
  std::vector<const WordInfo*> words;
  // More than the table holds at first, so that it grows with words handed out.
  for (int i = 0; i < 5000; ++i) words.push_back(cache.Lookup("كلمة" + std::to_string(i)));
  for (int i = 0; i < 5000; ++i) {
    const std::string form = "كلمة" + std::to_string(i);
    EXPECT_EQ(cache.Lookup(form), words[i]);
    EXPECT_EQ(words[i]->k1, form);
    EXPECT_EQ(words[i]->literal, i == 1 ? 0 : StringIndex::kNone);
  }
  cache.Trim(100);
  EXPECT_TRUE(cache.Lookup("حزب")->Whole(small.Class("party_head")));
}

}  // namespace
}  // namespace amana::ingest

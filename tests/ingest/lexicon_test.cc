#include "ingest/lexicon/lexicon.h"

#include "core/text/fold.h"
#include "ingest/rule_set.h"
#include "tests/ingest/small_lexicon.h"

namespace amana::ingest {
namespace {

TEST(Lexicon, FindsWordsUnderAnySpelling) {
  const test::SmallLexicon small("إدارة\torg_head\tkind=Department\n");
  const auto found = small.lexicon.Find(FoldK2("اداره"));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found.front()->form, "إدارة");
  EXPECT_EQ(found.front()->Get("kind"), "Department");
  EXPECT_EQ(found.front()->Get("absent"), "");
  EXPECT_TRUE(small.lexicon.Find(FoldK2("ادارات")).empty());
}

TEST(Lexicon, PhrasesEndAtTheirLastWordOnly) {
  const test::SmallLexicon small("بيت لحم\tplace\tid=a\nبيت لحم الجليل\tplace\tid=b\n");
  const Lexicon& lexicon = small.lexicon;
  const auto step = [&](Lexicon::Node node, const char* word) {
    return lexicon.Child(node, lexicon.PhraseWord(FoldK2(word)));
  };
  const Lexicon::Node one = step(Lexicon::kRoot, "بيت");
  ASSERT_NE(one, Lexicon::kNowhere);
  EXPECT_TRUE(lexicon.EntriesAt(one).empty());
  const Lexicon::Node two = step(one, "لحم");
  ASSERT_EQ(lexicon.EntriesAt(two).size(), 1u);
  EXPECT_EQ(lexicon.EntriesAt(two).front()->Get("id"), "a");
  ASSERT_EQ(lexicon.EntriesAt(step(two, "الجليل")).size(), 1u);
  EXPECT_EQ(step(two, "بيت"), Lexicon::kNowhere);
  EXPECT_EQ(step(Lexicon::kRoot, "لحم"), Lexicon::kNowhere);
  EXPECT_EQ(lexicon.PhraseWord("كلمه"), Lexicon::kNoWord);
  ASSERT_NE(lexicon.FindById("b"), nullptr);
  EXPECT_EQ(lexicon.FindById("b")->form, "بيت لحم الجليل");
}

struct Refused {
  const char* what;
  std::string lines;
  const char* message;
};

TEST(Lexicon, RefusesBadLinesByFileAndLine) {
  const std::string good = "# comment\nمحمد\tgiven\tg=m\n";
  for (const Refused& r :
       std::vector<Refused>{{"unknown class", good + "كلمة\tno_such_class\n", "no_such_class"},
                            {"one column", good + "كلمة\n", "class"},
                            {"no form", good + "\tgiven\n", "lexicon line"},
                            {"attribute without value", good + "كلمة\tgiven\tword\n", "key=value"},
                            {"risk out of range", good + "كلمة\tgiven\tword=4\n", "word=4"},
                            {"unknown paradigm", good + "كلمة\tgiven\tpar=none\n", "none"},
                            {"bidi control", good + "كلمة\xE2\x80\x8F\tgiven\n", "bidi"},
                            {"byte-order mark", good + "\xEF\xBB\xBFكلمة\tgiven\n", "byte-order"},
                            {"ill-formed UTF-8", good + "\xD9\tgiven\n", "UTF-8"},
                            {"space at the end", good + "كلمة\tgiven \n", "white space"}}) {
    const test::TempDir dir;
    ClassTable classes;
    ASSERT_TRUE(LoadClasses(test::SourceDir() / "rules/classes.tsv", classes));
    Lexicon lexicon;
    const auto loaded = LoadLexicon(test::WriteFile(dir.path() / "bad.tsv", r.lines), classes,
                                    Paradigms(), lexicon);
    ASSERT_FALSE(loaded) << r.what;
    const std::string text = loaded.error().ToString();
    EXPECT_NE(text.find("bad.tsv:3"), std::string::npos) << r.what << ": " << text;
    EXPECT_NE(text.find(r.message), std::string::npos) << r.what << ": " << text;
  }
}

TEST(RuleSet, APackOfTheUserAddsToTheProjectsOwn) {
  const test::TempDir dir;
  std::filesystem::create_directories(dir.path() / "lex");
  test::WriteFile(dir.path() / "lex/mine.tsv", "زغربوط\tgiven\tg=m\n");
  const std::vector<std::filesystem::path> packs = {test::SourceDir() / "rules", dir.path()};
  const auto both = RuleSet::Load(packs);
  ASSERT_TRUE(both) << both.error().ToString();
  const auto own = RuleSet::Load({packs.data(), 1});
  ASSERT_TRUE(own);
  EXPECT_EQ((*both)->lexicon().size(), (*own)->lexicon().size() + 1);
  EXPECT_NE((*both)->version(), (*own)->version());
  EXPECT_EQ((*both)->lexicon().Find("زغربوط").size(), 1u);
}

}  // namespace
}  // namespace amana::ingest

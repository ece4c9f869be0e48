#include "ingest/lexicon/paradigm.h"

#include "tests/ingest/small_lexicon.h"

namespace amana::ingest {
namespace {

struct Operation {
  const char* base;
  const char* operation;
  const char* form;  // nullptr: the operation does not apply
};

TEST(Paradigm, AppliesOperations) {
  for (const Operation& o : std::vector<Operation>{{"رئيس", "=", "رئيس"},
                                                   {"رئيس", "+ة", "رئيسة"},
                                                   {"رئيسة", "-ة", "رئيس"},
                                                   {"رئيسة", "-ة+تان", "رئيستان"},
                                                   {"رئيس", "-ة+تان", nullptr},
                                                   {"أمين", "أ>ا:", "امين"},
                                                   {"أمين", "أ>ا:+ة", "امينة"},
                                                   {"نائب", "أ>ا:+ة", nullptr}}) {
    const auto form = ApplyOperation(o.base, o.operation);
    EXPECT_EQ(form.has_value(), o.form != nullptr) << o.base << ' ' << o.operation;
    if (form && o.form) {
      EXPECT_EQ(*form, o.form) << o.base << ' ' << o.operation;
    }
  }
}

Paradigms FromText(const char* lines) {
  const test::TempDir dir;
  Paradigms paradigms;
  const auto loaded = paradigms.Load(test::WriteFile(dir.path() / "p.tsv", lines));
  EXPECT_TRUE(loaded) << loaded.error().ToString();
  return paradigms;
}

TEST(Paradigm, ExpandsEveryBaseOfASlot) {
  const Paradigms paradigms = FromText("x\tm.sg\tlemma\t=\nx\tm.pl\tpl\t= +ه\n");
  LexEntry lemma;
  lemma.form = "نائب";
  lemma.attributes = {{"par", "x"}, {"pl", "نواب,نائبون"}, {"id", "deputy"}};
  const auto forms = paradigms.Expand(lemma);
  ASSERT_TRUE(forms);
  std::vector<std::string> written;
  for (const LexEntry& form : *forms) {
    written.push_back(form.form);
    EXPECT_EQ(form.lemma, "نائب");
    EXPECT_EQ(form.gender, Gender::kMasculine);
    EXPECT_EQ(form.number, form.form == "نائب" ? Number::kSingular : Number::kPlural);
    // An id names one entry.
    EXPECT_EQ(form.Get("id").empty(), form.form != "نائب");
  }
  EXPECT_EQ(written, (std::vector<std::string>{"نائب", "نواب", "نوابه", "نائبون", "نائبونه"}));
}

TEST(Paradigm, TheFirstSlotOfAFormWins) {
  const Paradigms paradigms = FromText("x\tm.sg\tlemma\t=\nx\tm.pl\tlemma\t=\n");
  LexEntry lemma;
  lemma.form = "عضو";
  lemma.attributes = {{"par", "x"}};
  const auto forms = paradigms.Expand(lemma);
  ASSERT_TRUE(forms);
  ASSERT_EQ(forms->size(), 1u);
  EXPECT_EQ(forms->front().number, Number::kSingular);
}

TEST(Paradigm, RefusesWhatItDoesNotKnow) {
  const test::TempDir dir;
  Paradigms paradigms;
  const auto feature =
      paradigms.Load(test::WriteFile(dir.path() / "p.tsv", "# head\nx\tm.many\tlemma\t=\n"));
  ASSERT_FALSE(feature);
  EXPECT_NE(feature.error().ToString().find("p.tsv:2"), std::string::npos)
      << feature.error().ToString();
  EXPECT_NE(feature.error().message.find("many"), std::string::npos);
  LexEntry lemma;
  lemma.form = "كلمة";
  lemma.attributes = {{"par", "missing"}};
  EXPECT_FALSE(paradigms.Expand(lemma));
}

}  // namespace
}  // namespace amana::ingest

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "core/ontology.h"
#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace amana {
namespace {

TEST(Utf8, RoundTripsEveryScalarValue) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string bytes;
    AppendUtf8(c, bytes);
    size_t at = 0;
    ASSERT_EQ(DecodeUtf8(bytes, at), c);
    ASSERT_EQ(at, bytes.size());
    ASSERT_TRUE(IsValidUtf8(bytes));
  }
}

TEST(Utf8, RefusesOverlongSurrogateAndTruncatedForms) {
  for (std::string_view bad :
       {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xD8", "a\xFF"}) {
    EXPECT_FALSE(IsValidUtf8(bad));
  }
  size_t at = 99;
  EXPECT_FALSE(IsValidUtf8("ab\xD8", &at));
  EXPECT_EQ(at, 2u);
}

TEST(Utf8, SlicesByCodePoints) { EXPECT_EQ(SliceCodePoints("aأبc", 1, 3), "أب"); }

TEST(Fold, K1KeepsLettersApartThatK2Joins) {
  EXPECT_EQ(FoldK1("مُحَمَّـد"), "محمد");
  EXPECT_NE(FoldK1("على"), FoldK1("علي"));
  EXPECT_EQ(FoldK2("على"), FoldK2("علي"));
  EXPECT_EQ(FoldK2("شئون"), FoldK2("شؤون"));
  EXPECT_EQ(FoldK2("زكرياء"), FoldK2("زكريا"));
  EXPECT_EQ(FoldK2("الإسكندرية"), FoldK2("الاسكندريه"));
  EXPECT_EQ(FoldK1("٢٠٢٤"), "2024");
}

TEST(Fold, IsIdempotent) {
  EXPECT_TRUE(rc::check("folding twice changes nothing", [] {
    const auto letters = *rc::gen::container<std::u32string>(rc::gen::oneOf(
        rc::gen::inRange<char32_t>(0x600, 0x700), rc::gen::inRange<char32_t>(0x20, 0x7F),
        rc::gen::inRange<char32_t>(0xFE70, 0xFEFD)));
    const std::string text = ToUtf8(letters);
    RC_ASSERT(FoldK1(FoldK1(text)) == FoldK1(text));
    RC_ASSERT(FoldK2(FoldK2(text)) == FoldK2(text));
  }));
}

TEST(Fold, NameKeyJoinsCompounds) {
  EXPECT_EQ(NameKey("عبد العزيز  أبو ليلة"), NameKey("عبدالعزيز ابوليله"));
}

TEST(Ontology, ArabicAliasesNameTheSameTerm) {
  EXPECT_EQ(CanonicalLabel("شخص"), "Person");
  EXPECT_EQ(CanonicalLabel("امانه"), "Secretariat");
  EXPECT_EQ(CanonicalLabel("Movie"), "Movie");
  EXPECT_EQ(CanonicalType("منصب_في"), "POST_IN");
  EXPECT_EQ(ArabicType("HOLDS"), "يشغل");
}

}  // namespace
}  // namespace amana

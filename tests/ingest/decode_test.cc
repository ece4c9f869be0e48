#include "ingest/readers/decode.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <string>

namespace amana::ingest {
namespace {

// A few sentences, since detection needs letters to count.
const std::string kSentences =
    "عقدت الأمانة العامة للحزب اجتماعها الدوري في المقر المركزي برئاسة الأمين العام.\n"
    "وناقش الحاضرون خطة العمل للمرحلة المقبلة، وأكدوا أهمية التواصل مع المواطنين في المحافظات.\n"
    "وفي ختام الاجتماع شكر رئيس الحزب جميع الأعضاء على جهودهم خلال الفترة الماضية.\n";

std::string Encode(const std::string& text, const char* encoding) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(encoding, &status);
  const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(text);
  std::string out(text.size() * 4, '\0');
  const int32_t size = ucnv_fromUChars(converter, out.data(), static_cast<int32_t>(out.size()),
                                       wide.getBuffer(), wide.length(), &status);
  ucnv_close(converter);
  EXPECT_TRUE(U_SUCCESS(status));
  out.resize(size);
  return out;
}

class DecodeArabic : public testing::TestWithParam<const char*> {};

TEST_P(DecodeArabic, IsRecognisedWithoutAMark) {
  const auto decoded = DecodeText(Encode(kSentences, GetParam()));
  ASSERT_TRUE(decoded) << decoded.error().ToString();
  EXPECT_EQ(decoded->text, kSentences);
  EXPECT_EQ(decoded->encoding, GetParam());
  EXPECT_EQ(decoded->bad, 0u);
}

INSTANTIATE_TEST_SUITE_P(Encodings, DecodeArabic,
                         testing::Values("UTF-8", "UTF-16LE", "UTF-16BE", "windows-1256"));

// ISO 8859-6 has no Arabic comma of its own, and the sentences here have one; ICU writes it at AC.
TEST(Decode, Iso8859Part6IsRecognised) {
  const auto decoded = DecodeText(Encode(kSentences, "ISO-8859-6"));
  ASSERT_TRUE(decoded) << decoded.error().ToString();
  EXPECT_EQ(decoded->encoding, "ISO-8859-6");
  EXPECT_EQ(decoded->text, kSentences);
}

TEST(Decode, ByteOrderMarksAreObeyedAndDropped) {
  EXPECT_EQ(DecodeText("\xEF\xBB\xBFحزب")->text, "حزب");
  EXPECT_EQ(DecodeText("\xFF\xFE" + Encode("حزب", "UTF-16LE"))->text, "حزب");
  EXPECT_EQ(DecodeText("\xFE\xFF" + Encode("حزب", "UTF-16BE"))->text, "حزب");
}

TEST(Decode, ADeclaredCharsetIsBelieved) {
  const std::string page = "<html><head><meta charset=\"windows-1256\"></head><body>" +
                           Encode("حزب", "windows-1256") + "</body></html>";
  const auto decoded = DecodeText(page);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->encoding, "windows-1256");
  EXPECT_NE(decoded->text.find("حزب"), std::string::npos);
}

TEST(Decode, AFewBadBytesAreReplacedAndCounted) {
  const auto decoded = DecodeText(kSentences + "\xC3\x28 \xFF");
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->encoding, "UTF-8");
  EXPECT_EQ(decoded->bad, 2u);
  EXPECT_TRUE(decoded->text.ends_with("\xEF\xBF\xBD( \xEF\xBF\xBD"));
}

TEST(Decode, LineEndsBecomeLineFeeds) {
  EXPECT_EQ(DecodeText("a\r\nb\rc\xC2\x85"
                       "d\xE2\x80\xA8"
                       "e")
                ->text,
            "a\nb\nc\nd\ne");
}

TEST(Decode, BinaryDataIsRefusedWithItsReason) {
  EXPECT_NE(DecodeText("%PDF-1.7 ...").error().message.find("PDF"), std::string::npos);
  const auto nul = DecodeText(std::string("abc\0def of no meaning at all", 28));
  ASSERT_FALSE(nul);
  EXPECT_EQ(nul.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(nul.error().message.find("NUL"), std::string::npos);
  EXPECT_FALSE(DecodeText(std::string(200, '\x01')));
}

TEST(Decode, ComposesLettersButKeepsTheOrderOfMarks) {
  EXPECT_EQ(ComposeLetters("\u0627\u0654مين"), "\u0623مين");
  EXPECT_EQ(ComposeLetters("Fe\u0300s"), "Fès");
  const std::string marked = "مقر\u0651\u064Eات \u0627\u0653";  // shadda before fatha, as typed
  EXPECT_EQ(ComposeLetters(marked), "مقر\u0651\u064Eات \u0622");
}

}  // namespace
}  // namespace amana::ingest

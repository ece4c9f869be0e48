#include <gtest/gtest.h>

#include <random>

#include "core/text/utf8.h"
#include "ingest/text/document.h"
#include "tests/support/rules.h"

namespace amana::ingest {
namespace {

Article OfBlocks(const std::vector<std::string>& lines) {
  Article article;
  uint32_t at = 0;
  for (const std::string& line : lines) {
    if (at > 0) article.text += '\n', ++at;
    const auto length = static_cast<uint32_t>(CountCodePoints(line));
    article.text += line;
    article.blocks.push_back({at, at + length, BlockKind::kBody});
    at += length;
  }
  return article;
}

class Tokenizer : public testing::Test {
 protected:
  Document Cut(const Article& article) {
    return Tokenize(article, words_, test::Rules()->core().title);
  }
  // The tokens of one block as they are written.
  std::vector<std::string> Words(const std::string& text) {
    const Article article = OfBlocks({text});
    const Document document = Cut(article);
    std::vector<std::string> out;
    for (const Token& token : document.tokens) {
      out.emplace_back(SliceCodePoints(text, token.begin, token.end));
    }
    return out;
  }
  size_t Sentences(const std::vector<std::string>& lines) {
    const Article article = OfBlocks(lines);
    return Cut(article).sentences.size();
  }

  WordCache words_{test::Rules()->lexicon(), test::Rules()->calendar(),
                   test::Rules()->program().literals};
};

using Strings = std::vector<std::string>;

TEST_F(Tokenizer, CutsWordsNumbersAndMarks) {
  EXPECT_EQ(Words("عقد، الحزب!"), (Strings{"عقد", "،", "الحزب", "!"}));
  EXPECT_EQ(Words("عام 2024م"), (Strings{"عام", "2024", "م"}));
  EXPECT_EQ(Words("حزبGreenالجديد"), (Strings{"حزب", "Green", "الجديد"}));
}

TEST_F(Tokenizer, PartsWordsThatWereGluedTogether) {
  EXPECT_EQ(Words("أمانةالتنظيم"), (Strings{"أمانة", "التنظيم"}));
  EXPECT_EQ(Words("مستشفىالمدينة"), (Strings{"مستشفى", "المدينة"}));
  EXPECT_EQ(Words("رئيساًللحزب"), (Strings{"رئيساً", "للحزب"}));
  EXPECT_EQ(Words("رئيسًاللحزب"), (Strings{"رئيسًا", "للحزب"}));
}

TEST_F(Tokenizer, MarksOnLettersStayWithTheirWord) {
  EXPECT_EQ(Words("حِزْبُ المُسْتَقْبَلِ"), (Strings{"حِزْبُ", "المُسْتَقْبَلِ"}));
  const Article article = OfBlocks({"حِزْـــبُ"});
  EXPECT_EQ(Cut(article).Word(0), "حزب");
}

TEST_F(Tokenizer, JoinsLoneProcliticsToTheirWord) {
  const Article article = OfBlocks({"و ناقشت بـ محافظة لـ حزب لـ الشباب لـ 5 ب مقر"});
  const Document document = Cut(article);
  EXPECT_EQ(document.Word(0), "وناقشت");
  EXPECT_EQ(document.Word(1), "بمحافظة");
  EXPECT_EQ(document.Word(2), "لحزب");
  EXPECT_EQ(document.Word(4), "الشباب");
  EXPECT_EQ(document.tokens.size(), 9);
}

TEST_F(Tokenizer, ReadsNumbersOfBothScripts) {
  const Article article = OfBlocks({"٢٥ 17 99999999999999999999"});
  const Document document = Cut(article);
  ASSERT_EQ(document.tokens.size(), 3u);
  EXPECT_EQ(document.tokens[0].number, 25u);
  EXPECT_EQ(document.tokens[1].number, 17u);
  EXPECT_EQ(document.tokens[2].number, UINT32_MAX);
}

TEST_F(Tokenizer, EndsSentences) {
  EXPECT_EQ(Sentences({"اجتمع الحزب. وقرر المجلس؟ نعم"}), 3u);
  EXPECT_EQ(Sentences({"حضر د. محمد سالم"}), 1u);      // an abbreviation
  EXPECT_EQ(Sentences({"بنسبة 3.5 في المئة"}), 1u);    // a decimal point
  EXPECT_EQ(Sentences({"اجتمع الحزب", "قرر"}), 2u);    // a line ends one
  EXPECT_EQ(Sentences({"اجتمع الحزب،", "وقرر"}), 1u);  // unless it ends in a comma
  EXPECT_EQ(Sentences({"***", "..."}), 0u);            // nothing but marks
}

TEST_F(Tokenizer, CutsWhatHasNoFullStopBehindACommaWhereItCan) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += i % 37 == 36 ? "كلمة، " : "كلمة ";
  const Article article = OfBlocks({text});
  const Document document = Cut(article);
  ASSERT_GT(document.sentences.size(), 2u);
  uint32_t at = 0;
  for (const Sentence& sentence : document.sentences) {
    EXPECT_EQ(sentence.tokens.begin, at);
    EXPECT_LE(sentence.tokens.size(), 400u);
    at = sentence.tokens.end;
    if (at < document.tokens.size()) {
      EXPECT_TRUE(document.IsMark(at - 1, 0x60C));
    }
  }
  EXPECT_EQ(at, document.tokens.size());
  std::string unbroken;
  for (int i = 0; i < 1000; ++i) unbroken += "كلمة ";
  EXPECT_EQ(Sentences({unbroken}), 3u);
}

// Letters, digits, marks, white space and characters of no kind, in no order.
std::string RandomText(std::mt19937& random, size_t length) {
  static const std::u32string kAlphabet =
      U"ابتةىيوولرسمدعقأإؤئء٠٣7 9  \t،؛؟.!«»-()/abZéـًٌَّ\u200f\u00ad\u0651\U0001F600\u4e2d";
  std::string text;
  for (size_t i = 0; i < length; ++i) {
    AppendUtf8(kAlphabet[random() % kAlphabet.size()], text);
  }
  return text;
}

TEST_F(Tokenizer, TokensAndSentencesCoverAnyText) {
  std::mt19937 random(20240615);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> lines;
    for (size_t i = 0; i <= random() % 4; ++i) lines.push_back(RandomText(random, random() % 900));
    const Article article = OfBlocks(lines);
    const Document document = Cut(article);
    const std::u32string code_points = ToUtf32(article.text);
    uint32_t end = 0;
    for (const Token& token : document.tokens) {
      ASSERT_GE(token.begin, end);
      ASSERT_LT(token.begin, token.end);
      ASSERT_EQ(token.kind == TokenKind::kWord, token.word != nullptr);
      // What is skipped between tokens holds no letter and no digit.
      for (uint32_t at = end; at < token.begin; ++at) {
        const char32_t c = code_points[at];
        ASSERT_FALSE((c >= U'0' && c <= U'9') || (c >= 0x621 && c <= 0x64A && c != 0x640))
            << "code point " << at << " of\n"
            << article.text;
      }
      end = token.end;
    }
    uint32_t token = 0;
    for (const Sentence& sentence : document.sentences) {
      ASSERT_GE(sentence.tokens.begin, token);
      ASSERT_LE(sentence.tokens.size(), 400u);
      for (; token < sentence.tokens.begin; ++token) {
        ASSERT_EQ(document.tokens[token].kind, TokenKind::kPunctuation);
      }
      token = sentence.tokens.end;
    }
  }
}

}  // namespace
}  // namespace amana::ingest

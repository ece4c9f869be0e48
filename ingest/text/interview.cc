#include "ingest/text/interview.h"

namespace amana::ingest {
namespace {

// «* كيف تصفين المؤتمر؟ ثمة من قال إنه جاء متأخرا؟»: the last sentence of a line.
bool EndsLine(const Document& document, size_t sentence) {
  if (sentence + 1 == document.sentences.size()) return true;
  const Token& last = document.tokens[document.sentences[sentence].tokens.end - 1];
  const Token& next = document.tokens[document.sentences[sentence + 1].tokens.begin];
  const uint32_t end = last.byte + last.bytes;
  return std::string_view(document.article->text).substr(end, next.byte - end).find('\n') !=
         std::string_view::npos;
}

bool IsQuestion(const Document& document, const Sentence& sentence) {
  const uint32_t last = sentence.tokens.end - 1;
  return document.IsMark(last, U'؟') || document.IsMark(last, '?');
}

}  // namespace

int FirstQuestion(const Document& document) {
  constexpr int kLeast = 3;
  int first = -1, count = 0;
  for (size_t i = 0; i < document.sentences.size(); ++i) {
    const Sentence& sentence = document.sentences[i];
    if (sentence.tokens.empty() || !IsQuestion(document, sentence) || !EndsLine(document, i))
      continue;
    if (count++ == 0) first = static_cast<int>(i);
  }
  return count >= kLeast ? first : -1;
}

}  // namespace amana::ingest

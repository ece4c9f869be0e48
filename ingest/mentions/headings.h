#pragma once

#include <string_view>
#include <vector>

#include "ingest/lexicon/core_classes.h"
#include "ingest/mentions/mention.h"
#include "ingest/text/document.h"

namespace amana::ingest {

// What a list takes from the words before it. A heading names the body whose posts the list gives
// («أعضاء المكتب الإقليمي، ويتعلق الأمر بكل من: فلان مقررا …») and how they were filled («قرر تعيين
// كل من:»); a deputy is the deputy of whoever stands before him («أمين المال: فلان؛ نائبه: فلان»).
// To be told of one article's sentences in order, each cut into chunks with its groups.
class HeadingReader {
 public:
  HeadingReader(const Document& document, const CoreClasses& classes, Mentions& mentions);

  void Read(const Sentence& sentence, const Chunks& chunks);

 private:
  struct Heading {
    int org = -1;
    std::string_view event;
    bool forming = false;  // a word of forming stands before
    bool named = false;    // beyond doubt
    bool open = false;     // what follows is its list
    bool any() const { return org >= 0 || !event.empty(); }
  };
  bool IsItem(const Sentence& sentence, const Chunks& chunks) const;
  void ReadToken(const Chunk& chunk, Heading& heading, int& distance);
  bool TellsChange(const Chunks& chunks) const;
  void Apply(const Heading& heading, GroupMention& group);
  void NameDeputies(GroupMention& group);
  std::string_view EventOf(const ClassSet& classes) const;

  const Document& doc_;
  const CoreClasses& c_;
  Mentions& m_;
  ClassSet telling_;        // classes of words that say something of a list
  Heading above_;           // of the lines that follow
  int senior_ = -1;         // the post named last, whose deputy «نائبه» is
  uint32_t senior_at_ = 0;  // its token
  uint32_t sentence_begin_ = 0;
};

}  // namespace amana::ingest

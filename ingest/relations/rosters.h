#pragma once

#include <string_view>
#include <vector>

#include "ingest/lexicon/core_classes.h"
#include "ingest/resolve/resolver.h"
#include "ingest/text/document.h"

namespace amana::ingest {

// A person or a party that the text lists among those a body is made of. Indices into Mentions.
struct RosterEntry {
  int org = -1;
  int person = -1;  // -1: a party
  int sentence = 0;
  bool elected = false;
  bool attended = false;  // a list of who was at the meeting at hand; no body
  int party = -1;
};

// Who came into a body where its name and the names of its people stand apart: «انتخب المؤتمر أعضاء
// المكتب السياسي … وهم: فلان، وفلان», «ضمت اللائحة كلا من», «الفائزون على النحو التالي:» and a line
// for each. The body that a text elects or forms is kept for a few sentences; a word that opens a
// list gives it the names behind, up to the next verb.
class RosterReader {
 public:
  RosterReader(const Document& document, const CoreClasses& classes, const Mentions& mentions);

  // Reads the sentences in order; appends what they list.
  void Read(const std::vector<ReadSentence>& sentences, std::vector<RosterEntry>& out);

 private:
  static constexpr int kNever = -1000;
  // The clause at hand: at which chunk what was said, kNever where it was not.
  struct Clause {
    int elects = kNever, lists = kNever, includes = kNever, opens = kNever, joins = kNever,
        subject = kNever;
    int seeks = kNever;  // a word that asks for the body by name: «انتخاب», «تشكيل»
    int succeeds = kNever;   // «خلفا»: who was there before
    int verb = kNever;       // a verb of election
    bool elsewhere = false;  // of who attended, left or lost: its names are not the body's
    bool settled = false;    // a verb came behind the body that the list is of
  };
  int Ago(int said) const { return at_ - said; }  // chunks

  void ReadSentence(const Chunks& chunks, int sentence, std::vector<RosterEntry>& out);
  bool SaysNothing(const Chunk& chunk) const;
  void ReadWord(const Chunk& chunk);
  void ReadBody(int org);
  void SetBody(int org);
  void ReadUnnamed(const GroupMention& group);
  bool Opens(const Chunk& chunk) const;
  bool IsVerb(const Chunk& chunk) const;
  bool ToElect(const Chunk& chunk) const;
  bool IsItsMembers(const Chunk& chunk) const;
  bool HasWords(const Sentence& sentence) const;
  bool NamesPost(const Chunks& chunks) const;
  void Take(const GroupMention& group, int sentence, std::vector<RosterEntry>& out) const;
  void TakeAbove(const Chunk& chunk, int sentence, std::vector<RosterEntry>& out) const;
  int BodyTitle(const Chunks& chunks) const;
  bool NamesBelow(const std::vector<amana::ingest::ReadSentence>& sentences, size_t at) const;
  int ListedMembers(const GroupMention& group) const;
  bool ListsAttendance(const Chunks& chunks) const;
  int ListsParties(const Chunks& chunks) const;
  int PartyOfLine(const Chunks& chunks) const;
  bool Tells(const Chunks& chunks) const;
  bool IsItem(const Sentence& sentence, const Chunks& chunks) const;

  const Document& doc_;
  const CoreClasses& c_;
  const Mentions& m_;
  ClassSet asked_;          // a word of none of these says nothing here
  int org_ = -1;            // the body that was elected or formed last
  bool by_people_ = false;  // «أعضاء المكتب»: no body named behind it takes its place
  bool elected_ = false;
  bool listed_ = false;     // elected, or named with a list
  int subject_ = -1;        // the body of few named last
  std::vector<int> above_;  // persons of the lines before, where they are nothing but names
  int strangers_ = 0;       // lines of a list without a name, one after the other
  int age_ = 0;             // sentences since then
  int title_ = -1;          // the body that a line of its own named, until something is told
  int coalition_ = -1;      // its parties follow on lines of their own
  bool formed_ = false;     // the last such word was one of forming
  bool open_ = false;       // its names follow
  bool below_ = false;      // its names follow on lines of their own
  bool attended_ = false;   // the lines are of who attended
  Clause clause_;
  int at_ = 0;  // the chunk at hand, of all that were read
};

}  // namespace amana::ingest

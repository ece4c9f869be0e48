#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/lexicon/word_info.h"
#include "ingest/text/token.h"

namespace amana::ingest {

// What recognisers find in the text, before anything is resolved. Indices refer to the vectors of
// Mentions; -1 is none. Names are display forms, proclitics taken off. What is only looked at
// belongs to the lexicon or the word cache; names are as long there as the text and the memory of
// what is noted of it (Mentions).

struct PlaceMention {
  TokenSpan span;
  std::string_view name;
  std::string_view kind;            // محافظة, مدينة …; empty where unknown
  const LexEntry* entry = nullptr;  // null for a place named only by a kind word before it
  uint8_t proclitics = 0;           // of the first token
  bool facility = false;            // a venue: «قاعة المؤتمرات»
  bool seat = false;                // a body's own seat: «مقر الحزب»
  int inside = -1;                  // the larger place that the text joins to it
};

struct OrgMention {
  TokenSpan span;  // head and name
  TokenSpan full;  // with parent, place and what links them
  std::string_view name;
  std::string_view kind;            // second label: Party, Secretariat …
  std::string_view head;            // lemma of the head noun; empty for a name without one
  const LexEntry* entry = nullptr;  // gazetteer entry, where there is one
  uint8_t proclitics = 0;
  Number number = Number::kSingular;
  bool anaphor = false;     // «الحزب»: refers back
  bool possessed = false;   // «مكتبه»: belongs to what was named before
  bool members = false;     // «أعضاء الأمانة»: its people
  bool indefinite = false;  // «لجنة خاصة»: new to the text
  bool brief = false;       // «مركزية حزب X»: its adjective alone
  bool known_only = false;  // recognised by the document's own table, not by its form
  int parent = -1;          // larger body named with it
  int sender = -1;  // «مجلس النواب عن حزب X»: for which party somebody sits in it
  std::vector<int> places;     // territory or seat named with it
  std::string_view territory;  // «بالمحافظة»: the kind of a place named before
};

struct PostMention {
  TokenSpan span;
  TokenSpan full;
  TokenSpan words;                // as written, with its body
  const Reading* head = nullptr;  // the first of them
  std::string title;              // canonical: masculine singular, article as in the text
  std::string_view lemma;         // of the head noun
  std::string head_title;         // title without an inner body: «نائب رئيس»
  size_t stem = 0;  // letters of the title that other fields may follow; 0 where none may
  Gender gender = Gender::kUnknown;
  Number number = Number::kSingular;
  uint8_t proclitics = 0;
  bool definite = false;
  bool accusative = false;  // «أمينا عاما»: what somebody becomes
  bool possessed = false;   // «رئيسها», «رئيسا لها»
  bool central = false;  // «الأمين العام»: the party's own, whatever body the list is of
  bool bare = false;     // a head noun with nothing else: «الرئيس»
  bool carried = false;  // only its field is there: «فلان أمينا للشباب وفلانة للمرأة»
  bool of_places = false;  // «أمناء المحافظات», «رؤساء الفروع»: each over a place of his own
  bool membership = false;  // «عضو X»: MEMBER_OF, not HOLDS
  bool member_too = false;  // «عضو المكتب المكلف بالتنظيم»: a member of its body besides
  const LexEntry* of_meeting = nullptr;  // «رئيس المؤتمر», «مقرر الجلسة»: the meeting's noun
  bool presides = false;   // «رئيس»: of a meeting, its chair
  bool field_too = false;  // which may be a field or a body as well
  int org = -1;
  bool state = false;          // an office of state: never in the article's party
  std::string_view body_kind;  // kind of body that such an office is in, where the lexicon says
  std::vector<int> places;
  // «نائب»: whose deputy it is where nobody stands before it («رئيس»); empty for other posts.
  std::string_view senior;
  bool sent = false;  // «سفير»: the country beside it is whose he is, not what he is over
  std::string_view territory;  // «بالمحافظة»: the kind of a place named before
  std::string_view status;     // former, acting, elect

  // A dual or plural in construct has no article of its own («نائبا الرئيس»).
  bool construct_agrees(bool definite_adjective) const { return !definite_adjective && !definite; }
};

struct PersonMention {
  TokenSpan span;  // the name
  TokenSpan full;  // with titles before and formulas behind
  std::string_view name;
  std::string_view key;  // NameKey of the name
  Gender gender = Gender::kUnknown;
  uint8_t proclitics = 0;
  float score = 0;
  uint8_t parts = 0;
  bool titled = false;
  bool deceased = false;
  bool partial = false;     // one part only; stands for a name given elsewhere
  std::vector<int> places;  // «زكية نكرو -فاس الشمالية-»
  int sender = -1;  // «فلان (حزب X)», «فلان عن حزب X» in a list: the party he is of
};

struct MeetingMention {
  TokenSpan span;
  TokenSpan full;
  std::string_view head;  // lemma: اجتماع, مؤتمر, اجتمع …
  std::string_view noun;  // the same of a verb's: اجتماع
  std::string_view kind;  // meeting, session, conference …
  std::string_view name;  // surface
  std::string_view qualifier;
  std::string_view level;  // of the body that meets: «المؤتمر الجهوي»
  std::string_view trait;  // an adjective that says neither: «اللقاء التشاوري»
  uint8_t proclitics = 0;
  Number number = Number::kSingular;
  bool definite = false;
  bool possessed = false;  // «اجتماعها»
  bool verbal = false;     // from a verb: «اجتمعت»
  bool talk = false;       // from a verb of talk: «بحث فلان مع فلان»
  bool sides = false;  // from a verb with whom one meets as its object: «استقبل فلان الوفد»
  bool generic = false;  // «لقاء», «اجتماع»: takes up a meeting of any kind
  bool own = false;      // «المؤتمر العام»: a body's own, also where it names none
  bool previous = false, next = false;  // «الاجتماع السابق»
  bool part = false;     // «الجلسة الافتتاحية»: of the congress at hand
  bool festive = false;  // «مهرجان», «حفل»: names of one kind of event
  int ordinal = 0;
  std::vector<int> orgs;  // bodies in its own noun phrase
};

struct DateMention {
  TokenSpan span;
  std::string value;  // ISO 8601, possibly partial; empty where unresolved
  std::string until;  // the end of an interval; otherwise empty
  float confidence = 1;
};

enum class ChunkType : uint8_t { kToken, kPerson, kPost, kOrg, kPlace, kDate, kMeeting, kGroup };

// A sentence as rules see it: a sequence of mentions and of the tokens between them.
struct Chunk {
  ChunkType type = ChunkType::kToken;
  TokenSpan span;
  int index = -1;  // into the vector of its type in Mentions
  // kToken: classes of the word or phrase, with at most a conjunction before it; otherwise empty.
  ClassSet classes;
};

using Chunks = std::pmr::vector<Chunk>;

// A post that the text gives to a person.
struct HoldingMention {
  int person = -1;
  int post = -1;
  int place = -1;          // territory given beside the name
  std::string_view event;  // what the heading of a list says of all its items
  const char* rule = "";
  bool of_lines = false;  // the name and the post each on a line of their own
  float confidence = 0.9F;
  TokenSpan sentence;
};

// A run of coordinated people, posts and bodies: «خديجة حجوبي رئيسة المجلس؛ والنائبين …».
struct GroupMention {
  // Most are of one person or body.
  using List = boost::container::small_vector<int, 2>;

  TokenSpan span;
  uint8_t proclitics = 0;
  List persons;
  List orgs;
  List posts;  // posts without a named holder
  std::vector<HoldingMention> holdings;
};

// All of an article, in one memory.
struct Mentions {
  explicit Mentions(std::pmr::memory_resource& memory = *std::pmr::get_default_resource())
      : places(&memory),
        orgs(&memory),
        posts(&memory),
        persons(&memory),
        meetings(&memory),
        groups(&memory) {}

  std::pmr::vector<PlaceMention> places;
  std::pmr::vector<OrgMention> orgs;
  std::pmr::vector<PostMention> posts;
  std::pmr::vector<PersonMention> persons;
  std::pmr::vector<MeetingMention> meetings;
  std::vector<DateMention> dates;
  std::pmr::vector<GroupMention> groups;
};

}  // namespace amana::ingest

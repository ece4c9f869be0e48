#pragma once

#include <memory_resource>
#include <string>
#include <unordered_map>
#include <vector>

#include "ingest/lexicon/core_classes.h"
#include "ingest/mentions/document_table.h"
#include "ingest/mentions/mention.h"
#include "ingest/mentions/phrase_index.h"
#include "ingest/text/document.h"

namespace amana::ingest {

// A name read from a token on. `parts` is 0 where there is none.
struct NameParse {
  uint32_t end = 0;
  uint8_t parts = 0;
  uint8_t unknown = 0;
  float score = 0;
  Gender gender = Gender::kUnknown;
  bool partial = false;
};

// What vouches for a name besides its own words: nothing, its surroundings, a title before it.
enum class NameContext : uint8_t { kNone, kExpected, kTitled };

// How well a word that no list of names has may be part of one: not at all; a common noun or
// adjective; one that is known only in another spelling, as a town, or with letters split off; one
// that is not known.
enum class NameShape : uint8_t { kClosed, kWord, kDoubtful, kOpen };

// One part of a name, of one word or several; `score` is 0 where there is none.
struct NamePart {
  float score = 0;
  uint32_t next = 0;  // the token behind it
  bool unlisted = false;
  Gender gender = Gender::kUnknown;
};

// Reads mentions off a document, left to right, sentence by sentence; then once more those whose
// reading asked for names that were learned elsewhere in the document. One method family for each
// kind of mention, each in a file of its own (places.cc, orgs.cc, posts.cc, names.cc, meetings.cc).
// A parse method either adds a mention and returns its index, or changes nothing and returns -1.
// What is found and noted lies in the memory that is given.
class Recognizer {
 public:
  Recognizer(const Document& document, const Lexicon& lexicon, const CoreClasses& classes,
             std::vector<DateMention> dates, std::pmr::memory_resource& memory);

  // Chunks of each sentence, in order; spans cover it. Datelines have none.
  std::pmr::vector<Chunks> ReadAll();

  // What was found. Tries and first readings leave mentions behind that no chunk names.
  Mentions& mentions() { return mentions_; }

 private:
  // Proclitics that may stand before a mention.
  static constexpr uint8_t kAnyProclitic = kWa | kFa | kBa | kKa | kLa;

  // --- phrases.cc: the lexicon at a token
  // False where no phrase or word of the class starts at a token.
  bool MayStart(uint32_t at, ClassId id) const { return at < end_ && starts_[at].test(id); }
  const PhraseMatch* Phrase(uint32_t at, ClassId id, uint8_t allowed = 0);
  const Reading* Word(uint32_t at, ClassId id, uint8_t allowed = 0) const;
  // The longest phrase or word of a class that starts at a token; `span` is empty where there is
  // none.
  PhraseMatch Longest(uint32_t at, ClassId id, uint8_t allowed = 0) {
    return MayStart(at, id) ? LongestOf(at, id, allowed) : PhraseMatch{};
  }
  PhraseMatch LongestOf(uint32_t at, ClassId id, uint8_t allowed);
  PhraseMatch ProperName(uint32_t at, ClassId id, uint8_t allowed = 0);
  uint32_t SkipQuotes(uint32_t at) const;
  // The words of a span, as the name of what is found there.
  std::string_view NameOf(TokenSpan span, const Reading* first = nullptr) const {
    return doc_.PhraseIn(span, first, memory_);
  }
  std::string_view Keep(std::string_view text) const { return KeepText(text, memory_); }
  bool AtEnd(uint32_t at) const { return at >= end_; }
  // Goes on with the words of a span.
  void AddWords(std::string& title, TokenSpan span, const Reading* first = nullptr) const {
    title += ' ';
    doc_.AppendPhrase(span, first, title);
  }
  bool Boundary(uint32_t at) const {
    return at >= end_ || doc_.tokens[at].kind != TokenKind::kWord;
  }
  bool IsDefiniteWord(uint32_t at) const {
    return !Boundary(at) && doc_.tokens[at].word->starts_with_article();
  }
  bool Conjoined(uint32_t at) const { return !Boundary(at) && doc_.tokens[at].word->conjoined; }
  uint8_t JoinedPreposition(uint32_t at) const {
    return Boundary(at) ? 0 : doc_.tokens[at].word->preposition;
  }

  // What a try has added, to be taken back where it leads nowhere.
  struct Checkpoint {
    size_t places, orgs, posts, persons, meetings;
  };
  Checkpoint Mark() const;
  void Restore(const Checkpoint& mark);

  // --- places.cc
  int ParsePlace(uint32_t at, uint8_t allowed, bool expected);
  int ParseFacility(uint32_t at, uint8_t allowed);
  uint32_t NamedAfter(uint32_t head_end, uint32_t end);
  bool IsProperNoun(uint32_t at) const;
  uint32_t SeatNameEnd(uint32_t head_end, uint32_t end);
  bool ClosesVenue(uint32_t at);
  bool IsNationwide(int org) const;
  uint32_t UnlistedVenueEnd(uint32_t at) const;
  uint32_t UnlistedPlaceEnd(uint32_t at);
  int ParseUnlistedPlace(uint32_t at, uint32_t name_at, const PhraseMatch* head);
  int ParseListedPlace(uint32_t at);
  int AddPlace(PlaceMention place);

  // --- orgs.cc
  int ParseOrg(uint32_t at, uint8_t allowed, int depth, bool expected);
  bool EndsWithBody(uint32_t at, uint32_t end) const;
  std::string_view KindOfPlace(uint32_t at) const;
  int ParseOrgan(uint32_t at, const Reading& head, uint8_t allowed, int depth, bool expected);
  bool ReadOwnUnit(OrgMention& org, uint32_t& end);
  int ParseHeadedOrgan(uint32_t at, const Reading& head);
  int ParseOwnerBehindField(uint32_t at, int depth, const LexEntry** field);
  bool IsBareName(uint32_t at) const;
  bool IsOrdinal(uint32_t at);
  int ParseBracketedPlace(uint32_t at);
  uint32_t QuoteEnd(uint32_t at) const;
  void LinkOrg(int org, int depth);
  bool PeopleFollow(uint32_t at);
  bool ListsParties(uint32_t at) const;
  bool ListsMembers() const { return includes_ && coalition_told_; }
  int ParseChristened(uint32_t at);
  bool NamesListedHead() const;
  bool listing_ = false;  // behind a colon or «على النحو التالي»
  bool includes_ = false, coalition_told_ = false;  // «يضم»; «التحالف»
  bool IsElected(uint32_t at) const;
  uint32_t NewPurposeEnd(uint32_t at);
  bool PeopleFollowOwner(uint32_t at);
  void SkipNickname(int party);
  int ParseUnitBehind(int party);
  int ParseUnitOf(uint32_t at, uint8_t allowed);
  bool NamesArea(uint32_t at);
  std::optional<PlaceMention> PlaceAhead(uint32_t at);
  bool OfThings(uint32_t at) const;
  std::string_view RelationAdjective(uint32_t at, bool definite) const;

  // --- parties.cc
  void PickByNation(PhraseMatch& party);
  bool IsEpithet(uint32_t at) const;
  int ParsePartyAdjective(uint32_t at);
  int ParseBranch(uint32_t at, uint8_t allowed);
  int ParseBareParty(uint32_t at);
  int ParseBriefOrgan(uint32_t at, uint8_t allowed, int depth);
  int ParseNamedOrg(uint32_t at, uint8_t allowed, bool expected);
  int ParsePartyByHead(uint32_t at, const Reading& head, bool expected);
  bool IsIdeal(uint32_t at, uint8_t joined) const;
  bool IsSomeParty(uint32_t at, const Reading& head) const;
  bool IsStray(const LexEntry& party);
  uint32_t CountryOfPeopleEnd(uint32_t end);
  bool OwnedByParty(uint32_t head) const;
  bool HeldByOne(uint32_t head) const;
  uint32_t PartyNameEnd(uint32_t at, uint32_t head_at, Gender gender);
  bool IsCreed(uint32_t at) const;
  bool NamesOther(const PhraseMatch& party, uint32_t head_at, const Reading& head, bool quoted);
  static std::string PartyTopic(const LexEntry& party);

  // --- org_names.cc
  bool IsRelationAdjective(uint32_t at) const;
  uint32_t SpecEnd(uint32_t at, bool head_definite, Gender gender, bool* is_spec);
  uint32_t NounPhraseEnd(uint32_t at, int limit);
  uint32_t PurposeEnd(uint32_t at);
  uint32_t AdjectivesEnd(uint32_t at, bool definite, Gender gender);
  bool QualifiesBody(uint32_t at, Gender gender) const;
  bool StopsName(uint32_t at);
  bool IsParticle(const WordInfo& word) const;
  bool JoinsParticle(const WordInfo& word) const;
  bool IsField(uint32_t at, uint8_t joined) const;

  // --- posts.cc
  int ParsePost(uint32_t at, uint8_t allowed, int depth);
  bool StartsPost(uint32_t at);
  PhraseMatch IndefiniteField(uint32_t at);
  int ParseActingPost(uint32_t at, uint8_t allowed, int depth);
  uint32_t ChargeEnd(uint32_t at);
  bool ReadCharge(PostMention& post, uint32_t& at);
  void ReadPostAdjectives(PostMention& post, uint32_t& at, int* adjectives);
  bool StandsAlone(uint32_t at, uint32_t end) const;
  uint32_t BodyAdjectivesEnd(uint32_t at);
  uint32_t TailBeforeName(uint32_t at);
  uint32_t TailStepEnd(uint32_t at);
  bool NameFollows(uint32_t at);
  bool StartsNameBesidePost(uint32_t at);
  void ReadStatus(PostMention& post, uint32_t& at, int depth);
  bool IsListItem(uint32_t at, uint32_t end) const;
  bool ReadPostComplement(PostMention& post, uint32_t& at, int depth);
  void LinkPost(PostMention& post, uint32_t& at, int depth);

  // --- joined_posts.cc
  bool ReadJoinedComplement(PostMention& post, uint32_t& at, int depth, int adjectives,
                            bool complemented);
  std::string TitleInside(const PostMention& nested, uint32_t at) const;
  static std::string BodyInTitle(const OrgMention& org);
  void ReadJoinedPost(PostMention& post, uint32_t& at, int depth, bool construct);
  uint32_t JoinedFieldEnd(uint32_t at);
  uint32_t FieldTail(uint32_t at);

  // --- carried_posts.cc
  struct Carried {
    int post = -1;        // whose head goes with the fields that follow
    int before = -1;      // the same of the sentence before, for «تعيين» to take up
    bool listed = false;  // a post of several, whose holders follow
    bool used = false;    // in the sentence at hand
  };
  void Carry(const Chunk& chunk);
  Carried CarryOn(const Carried& last) const;
  int ParseCarriedPost(uint32_t at);
  int ParseBracketedField(uint32_t at);
  Carried carry_;
  std::vector<Carried> carried_;  // what each sentence leaves for the next

  // --- name_parts.cc, unlisted_parts.cc
  static constexpr float kUnlisted = 0.7F;  // the score of a part that no list has
  NameParse ReadName(uint32_t at, NameContext context);
  NameParse ReadOn(NameParse name, NameContext context);
  NamePart ReadPart(uint32_t at, const NameParse& name, NameContext context);
  NamePart CompoundPart(uint32_t at, bool first);
  NamePart ListedPart(uint32_t at, const NameParse& name, NameContext context);
  bool BeforeTitledName(uint32_t at);
  NamePart UnlistedFirst(uint32_t at, NameContext context);
  NamePart UnlistedLater(uint32_t at, const NameParse& name, NameContext context);
  NameShape ShapeOf(uint32_t at, bool first) const;
  NameShape ShapeOfReading(const WordInfo& word, const Reading& reading, bool first) const;
  bool MayBeSecondPart(uint32_t at) const;
  bool MayBeFamily(const WordInfo& word) const;
  bool ExactlyOrdinary(const WordInfo& word) const;
  bool EndsName(uint32_t at, const NameParse& name, NameContext context);
  bool GoesOnUnlisted(const NameParse& name);
  bool OpensNextItem(uint32_t at) const;
  bool OpensWithWa(uint32_t at) const;
  bool MayBeConjoinedName(uint32_t at) const;
  uint8_t JoinablePreposition(uint32_t at) const;
  bool HasCompoundTail(uint32_t at) const;
  bool HasEnding(const WordInfo& word, size_t letters, ClassId id) const;
  bool HasProseEnding(const WordInfo& word) const;
  bool IsNisba(const WordInfo& word) const;
  bool IsJoinedAbd(std::string_view k2) const;
  bool IsCertainTitle(uint32_t at) const;
  bool IsListedItem(uint32_t at) const;
  bool IsLastOfName(uint32_t at);
  bool IsObjectBehind(uint32_t at) const;
  bool IsNameBeforeFamily(uint32_t at, const NameParse& name) const;
  bool IsMaghrebiFamily(uint32_t at, const NameParse& name) const;
  static uint8_t UnlistedAllowed(const NameParse& name, NameContext context);

  // --- names.cc
  uint8_t UnlistedProclitic(uint32_t at, uint8_t allowed) const;
  void LearnFamily(const PersonMention& person);
  bool IsBracketedLetter(uint32_t at) const;
  uint32_t ShownFamilyEnd(uint32_t at);
  int ParseFamilyAlone(uint32_t at);
  const Reading* GivenBehindTo(uint32_t at) const;
  bool PostFollows(uint32_t at);
  bool ReadJoined(uint32_t at, uint8_t allowed, NameContext context, NameParse& name,
                  uint8_t& proclitics);
  uint8_t AbdProclitics(const WordInfo& word, uint8_t allowed) const;
  bool ReadUnlisted(uint32_t at, uint8_t allowed, NameParse& name, uint8_t& proclitics);
  bool IsItemNearPerson(uint32_t begin, uint32_t end) const;
  bool ReadLearned(uint32_t at, NameParse& name);
  bool ClosesSubject(uint32_t at);
  uint32_t TitleAdjectiveEnd(uint32_t at);
  bool StartsCertainName(uint32_t at);
  int ParseTitledPerson(uint32_t at, uint8_t allowed);
  bool MayBeginPerson(uint32_t at) const;
  bool IsVerbBeforeName(uint32_t at);
  bool IsJoinedCompound(uint32_t at, uint8_t allowed);
  bool BehindElection(uint32_t at) const;
  int AcceptPerson(uint32_t at, const NameParse& name, uint8_t proclitics, bool expected);
  int ParsePerson(uint32_t at, uint8_t allowed, bool expected);
  int AddPerson(uint32_t begin, uint32_t name_begin, const NameParse& name, uint8_t proclitics,
                bool titled);
  uint32_t SkipTitles(uint32_t at, uint8_t allowed, bool* any, uint8_t* proclitics, Gender* gender);

  // --- meetings.cc
  int ParseMeeting(uint32_t at, uint8_t allowed);
  void LinkMeeting(MeetingMention& meeting, uint32_t& at);
  bool OfOccasion(uint32_t at) const;
  bool TakeWhole(MeetingMention& part, uint32_t& at);
  int ParseMeetVerb(uint32_t at);
  int ParseConvening(uint32_t at);
  int BodyEndingAt(uint32_t at) const;
  bool IntoRanks(uint32_t at) const;
  bool HoldVerbBefore(uint32_t at) const;
  bool IsQualifiedBody(uint32_t at);
  // Turns verbs of talk between two sides into meetings.
  void FindTalks(Chunks& chunks);
  bool IsTalk(const Chunks& chunks, size_t verb) const;
  void SetTimesAside(Chunks& chunks) const;
  bool DatesAnother(const Chunks& chunks, size_t meeting) const;
  bool IsTeam(const Chunk& chunk) const;
  uint32_t told_end_ = 0;    // behind the last noun of the sentence that told of a meeting
  bool place_list_ = false;  // behind «قرى», «مدن»: names of places follow
  std::vector<const LexEntry*> told_;  // nouns such as «دورة» that the article used of a meeting

  // What the article shows elsewhere. Nothing in the first reading, which only notes the question.
  struct Question {
    Topic topic;
    std::string_view key;
  };
  bool Knows(Topic topic, std::string_view key);
  bool Answered(const Question& question) const {
    return table_.Find(question.topic, question.key) != nullptr;
  }

  Chunks Read(const Sentence& sentence);
  Chunk ReadChunk(uint32_t at);
  Chunk ReadPersonOrToken(uint32_t at);
  Chunk TokenChunk(uint32_t at);
  void ClassifyToken(Chunk& chunk);
  bool BehindPersonVerb(uint32_t at) const;
  bool SentBy(uint32_t body) const;
  bool EndsTeam(uint32_t at) const;
  bool ExpectsPerson() const;
  bool BeginsWithName(const Chunks& chunks) const;
  bool NamesPlace(const PhraseMatch& head);
  bool OpensPlaceList(const Chunk& chunk);
  bool IsLetterhead(TokenSpan line) const;
  void LearnCountry();
  int ParseShownOrg(uint32_t at);
  bool IsAtHome(uint32_t at);
  bool IsTransparent(uint32_t at) const;
  bool IsNameLine(const Chunks& line) const;

  std::pmr::memory_resource& memory_;
  const Document& doc_;
  const Lexicon& lexicon_;
  const CoreClasses& c_;
  PhraseIndex phrases_;
  // Classes of the words and phrases that start at a token.
  const std::pmr::vector<ClassSet>& starts_;
  DocumentTable table_{memory_};    // second reading: what the first has learned
  DocumentTable learned_{memory_};  // seen in strong contexts
  std::unordered_map<std::string, uint32_t> generic_parties_;  // «حركة X»: last token, plus 1
  bool second_ = false;
  std::pmr::vector<Question> questions_{&memory_};  // first reading: those that got no answer
  Mentions mentions_{memory_};
  enum class Answer : uint8_t { kUnknown, kNo, kYes };
  // Of the sentence at hand, by token.
  std::pmr::vector<Answer> starts_post_{&memory_}, starts_name_{&memory_};
  std::pmr::vector<int> date_at_{&memory_};  // index of the date that starts at a token, or -1
  uint32_t begin_ = 0, end_ = 0;             // the sentence at hand
  uint32_t last_person_end_ = 0;  // behind the last person of the sentence, 0 where there is none
  bool after_name_line_ = false;  // the sentence before is an item of a list of people
  const Chunk* previous_ = nullptr;
  ChunkType before_previous_ = ChunkType::kToken;
  ClassSet entity_classes_;      // phrases of these are mentions, not cues
  ClassSet person_cues_;         // behind these a person is expected
  ClassSet person_verbs_;        // verbs whose subject or object is often a person
  ClassSet name_like_classes_;   // words of these alone may be parts of unlisted names
  ClassSet not_family_classes_;  // words of these with the article are no families' names
  ClassSet carrying_classes_;    // a word of none of these neither carries a post nor takes one up
  ClassSet opening_classes_;     // what anything but a person's name begins with
  ClassSet person_classes_;      // what a person's name or title begins with
};

}  // namespace amana::ingest

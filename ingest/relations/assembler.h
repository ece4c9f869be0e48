#pragma once

#include <boost/container/small_vector.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/extraction.h"
#include "ingest/relations/candidate.h"
#include "ingest/relations/noun_phrase.h"
#include "ingest/relations/rosters.h"
#include "ingest/resolve/meetings.h"
#include "ingest/resolve/resolver.h"
#include "ingest/trace.h"

namespace amana::ingest {

// Turns what rules, lists and noun phrases propose into the relations of the extraction: resolves
// the ends, drops what contradicts or doubles, and gives each relation its sentence as evidence.
class Assembler {
 public:
  Assembler(const Document& document, const RuleSet& rules, Mentions& mentions,
            const std::vector<ReadSentence>& sentences, Resolver& resolver,
            MeetingResolver& meetings, Trace* trace);

  Extraction Assemble(std::vector<Candidate> candidates, const std::vector<RosterEntry>& rosters);

 private:
  using EntityList = boost::container::small_vector<int, 4>;

  void KeepBest(std::vector<Candidate>& candidates);
  // Calls visit(holding, sentence) for every holding of the article, in order.
  template <typename Visit>
  void ForEachHolding(const Visit& visit);
  void NoteHoldings();
  bool AddPresider(int person, const PostMention& post, int sentence);
  bool OfPresidium(const PostMention& post, int sentence) const;
  void ApplyHoldings();
  void ApplyCandidate(const Candidate& candidate);
  void ApplyMeeting(const Candidate& candidate, int event);
  bool Speaks(const Candidate& candidate) const;
  bool HeadsTeam(const Candidate& candidate) const;
  bool Absent(const Candidate& candidate) const;
  bool IsTeam(const Chunk& body) const;
  bool IsOfBody(const Candidate& candidate) const;
  bool HeadsChosen(const Candidate& candidate) const;
  bool IsToldBehind(const Candidate& candidate) const;
  bool MeetsOthers(const Candidate& candidate) const;
  bool IsOnStage(const Candidate& candidate, const MeetingEvent& event) const;
  bool IsBesideName(const Candidate& candidate, int body) const;
  bool IsSummons(const Candidate& candidate) const;
  bool AreSome(const Candidate& candidate) const;
  bool IsBodysCountry(const Candidate& candidate) const;
  bool IsPartner(const Candidate& candidate) const;
  bool LeadsParty(const Candidate& candidate) const;
  void ApplyPosting(Candidate candidate);
  void ApplyHeld(const Candidate& candidate, int person);
  void AddDate(Candidate& candidate) const;
  std::string DateBeside(const Candidate& candidate) const;
  void ApplyBecoming(const Candidate& c);
  struct Headship {
    std::string title;
    int body = -1;  // entity
  };
  Headship HeadshipOf(const Chunk& chunk, int body, Headship head) const;
  void AddHeadOf(const Candidate& c, const EntityList& holders, const std::string& title);
  void ApplyRosters(const std::vector<RosterEntry>& rosters);
  bool HoldsPostIn(int person, int body) const;
  bool EndsWithTeam(const GroupMention& group) const;
  void ApplySuccessions();
  bool HasEnded(const ExtractedTriple& term) const;
  void MarkTerms();
  bool IsTermOf(const ExtractedTriple& term, int sentence) const;
  bool HasHeld(int person) const;
  bool IsTold(int person, int post, int sentence) const;
  bool BecomesMore(const Candidate& candidate, int person, int body) const;
  bool IsUnreal(int sentence, int first) const;
  bool IsCandidacy(const Candidate& candidate) const;
  bool IsSaid(const Candidate& candidate) const;
  bool IsComplement(int sentence, int chunk) const;
  bool IsPhrasePreposition(const Chunk& chunk) const;
  int RelativeBefore(const Candidate& candidate) const;
  int Antecedent(const Candidate& candidate) const;
  const LexEntry* VerbAt(const Chunk& chunk) const;
  Gender GenderTold(const Candidate& candidate) const;
  bool HasOtherSubject(const Candidate& candidate) const;
  bool NamesBody(const Candidate& candidate) const;
  bool FollowsNoun(const Candidate& candidate) const;
  int PronounOf(const Candidate& candidate) const;
  int NamedBefore(const Candidate& candidate) const;
  bool MayBe(int person, Gender gender) const;
  int SubjectOf(int sentence, int end, Gender gender) const;
  int SpokenOf(const Candidate& candidate) const;
  int GoesOn(const Candidate& candidate) const;
  bool BodyActs(int sentence, int end) const;
  int TopicEntity(const NounPhrase& phrase);
  std::vector<NounPhrase> PhrasesAt(const Candidate& candidate) const;
  std::string QuoteAround(int sentence, uint32_t token) const;
  EntityList GoesOnSpeaking(const Candidate& candidate) const;
  bool IsSubjectBefore(const Candidate& candidate) const;
  void ApplyStatement(const Candidate& candidate);
  void ApplyStatements(const std::vector<Candidate>& candidates);
  void ApplyAgenda(const std::vector<Candidate>& candidates);
  void FindTopic();
  void FindSpeaker();
  bool TellsOfSelf(const Candidate& candidate) const;
  void ApplySpokenOf(const Candidate& candidate);
  struct Signature {
    int person = -1, body = -1;  // entities
  };
  Signature SignatureIn(int sentence) const;
  void ApplySenders();
  void ApplySignatures();
  bool IsCareerLine(int sentence) const;
  const DateMention* DateOf(int sentence) const;
  void ApplyCareerLine(int person, int sentence);
  void ApplyCareerLines();
  std::vector<int> PostsTold(int person, int sentence) const;
  int SentenceAt(uint32_t code_point) const;
  void ApplyStructure();
  void FinishMeetings();
  void AddHolding(int person, int post_mention, int place, const Properties& properties,
                  int sentence, std::string_view rule, float weight);
  // Entities that a chunk stands for, of the types asked for.
  EntityList Entities(int sentence, int chunk, bool people, bool bodies);
  int EventOf(const Candidate& candidate);
  // The sentence that holds a token; 0 where none does.
  int SentenceOf(uint32_t token) const;
  void Add(int subject, std::string_view predicate, int object, const Properties& properties,
           int sentence, std::string_view rule, float weight, const std::string& date = {});
  // The triple of these ends, predicate and date, a new one without evidence where there is none.
  ExtractedTriple& TripleOf(uint32_t subject, std::string_view predicate, uint32_t object,
                            std::string_view date);
  size_t& LastBetween(uint32_t subject, uint32_t object);
  void Note(int sentence, std::string text, bool rejected);
  void DropUnused();

  // What is said of a meeting, kept until all of it is read: only then is it an entity.
  struct EventRelation {
    std::string_view predicate;
    int object = -1;  // entity
    Properties properties;
    int sentence = 0;
    std::string_view rule;
    float weight = 0;
  };
  void AddHolders(int event);
  void AddPossessors();
  int OnlyArgument(int sentence, int verb) const;
  void AddHosts();
  void AddSeat(int event);
  void NameMeeting(int event);

  const Document& doc_;
  const RuleSet& rules_;
  Mentions& m_;
  const std::vector<ReadSentence>& sentences_;
  Resolver& resolver_;
  MeetingResolver& meetings_;
  Trace* trace_;
  Extraction out_;
  // Triples by a hash of their ends: one more than the last index in out_.triples; then the one
  // before it.
  std::vector<size_t> last_between_;
  std::vector<size_t> previous_between_;
  std::set<int> deceased_;  // persons
  // HOLDS by person: sentence of the first evidence, index in out_.triples.
  std::unordered_map<int, std::vector<std::pair<int, size_t>>> terms_of_;
  std::set<std::pair<int, int>> later_;          // successions told apart from the post: who, whom
  int topic_ = -1;                               // the person whom the article is about
  bool portrayed_ = false;                       // it is about hardly anybody else
  std::unordered_map<int, Gender> gender_;       // of persons whose name or title shows it
  int speaker_ = -1;                             // whom an interview is with
  std::unordered_map<std::string, int> topics_;  // entities, by folded name
  // Who has spoken last, and where: a chunk of a sentence.
  struct Said {
    EntityList speakers;
    int sentence = -1;
    int chunk = -1;
  };
  Said said_;
  std::vector<std::vector<EventRelation>> event_relations_;  // of each event
};

}  // namespace amana::ingest

#pragma once

#include <map>
#include <memory_resource>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "ingest/extraction.h"
#include "ingest/lexicon/string_index.h"
#include "ingest/mentions/mention.h"
#include "ingest/rule_set.h"
#include "ingest/text/document.h"
#include "ingest/text/kept_text.h"

namespace amana::ingest {

// A sentence after recognition: its chunks, and where it stands.
struct ReadSentence {
  Sentence sentence;
  Chunks chunks;
};

// Turns the mentions of one article into entities: spelling variants, short forms and anaphors
// («الحزب», «الأمانة», a surname) become one entity with what they stand for. Sieves go from
// precise to daring and only ever add to an entity. Bodies first, then persons, posts, meetings.
class Resolver {
 public:
  // `memory`: of all that is noted on the way; it outlives the resolver.
  Resolver(const Document& document, const RuleSet& rules, Mentions& mentions,
           const std::vector<ReadSentence>& sentences, std::pmr::memory_resource& memory);

  // Resolves bodies, places, persons and posts.
  void Resolve();

  // The entity of a mention; -1 where it names nothing (a generic plural, an unknown surname).
  int Org(int mention) const { return mention < 0 ? -1 : org_entity_[mention]; }
  std::vector<int> BothParties(int mention) const;
  int Place(int mention) const { return mention < 0 ? -1 : place_entity_[mention]; }
  // A body's seat is a place only where a meeting needs one.
  int Seat(int mention);
  int Person(int mention) const { return mention < 0 ? -1 : person_entity_[mention]; }
  // A post entity depends on its holder's territory too; created at first use.
  int Post(int mention, int place_beside = -1);
  // The one person who holds the post that a mention without a holder names; -1 if not known.
  int HolderOf(int post_mention);
  // The post of this title in a body, for a holder whom only a cue names («برئاسة»).
  int PostOf(const std::string& title, int org, TokenSpan span);
  void NoteHolding(int person_entity, int post_mention);

  // The party or movement that the article is about; -1 where none is named.
  int main_body() const { return main_body_; }
  // Of an interview, the sentence that opens its first question; -1 of other articles.
  int first_question() const { return first_question_; }
  // The nearest body named before a token, for pronouns («اجتماعها»); -1 if none.
  int BodyBefore(uint32_t token, Gender gender = Gender::kUnknown, bool whole = false) const;
  int PlaceBefore(uint32_t token, std::string_view kind) const;
  bool IsOfKind(const PlaceMention& place, std::string_view kind) const;

  std::vector<ExtractedEntity>& entities() { return entities_; }
  const std::pmr::map<int, int>& parents() const { return parent_; }
  const std::pmr::vector<std::pair<int, int>>& covers() const { return covers_; }
  // The sentence in which an organization is first named with its parent.
  uint32_t ParentToken(int entity) const;
  uint32_t CoverToken(int entity) const;
  bool ParentInferred(int entity) const { return inferred_.contains(entity); }
  int PostOrg(int post_entity) const;
  int StateBody(const PostMention& post) const;
  Gender BodyGender(std::string_view name) const;
  // The party that a body is part of, or the body itself where it is one; -1 if none.
  int PartyOver(int entity) const;
  Gender PronounGender(TokenSpan span) const;
  std::span<const int> PostPlaces(int post_entity) const;

 private:
  struct OrgKey {
    std::string_view core;  // folded head and field
    int parent = -1;
    int place = -1;
    bool state = false;
    std::string_view head;
    bool plain = false;  // a head and its territory, without a field
  };

  void CollectReachable();
  void Reach(const Chunk& chunk);
  void ReachOrg(int mention);
  void ReachPost(int mention);
  void ResolvePlaces();
  void FindShortForms();
  std::vector<const LexEntry*> Namesakes(const LexEntry& entry) const;
  void AddPartiesNamed(std::string_view k2, std::vector<const LexEntry*>& parties) const;
  std::string CountryOfArticle() const;
  void TellNamesakesApart();
  void ResolvePlace(int index);
  void FindMainBody();
  void FindInterviewed();
  void FindTitleBody();
  void FindSubjectUnit();
  bool IsUnit(int entity) const;
  int UnitToldIn(const Sentence& sentence) const;
  int PartyAt(uint32_t token, std::string_view head = {});
  int LineOwner(uint32_t token);
  int VisitorAt(uint32_t token);
  std::vector<ReadSentence>::const_iterator SentenceAt(uint32_t token) const;
  int HostAt(uint32_t token);
  int OrganOfList(int mention);
  int OrganListed(const PostMention& post) const;
  int RootInSentence(uint32_t token);
  int WhoseOrgan(const OrgMention& mention);
  bool IsGuest(const OrgMention& root) const;
  int LastRoot(uint32_t token, uint32_t first, std::string_view head = {});
  int RootBefore(uint32_t token, uint32_t farthest);
  bool IsUnder(int organ, int party, int place) const;
  bool IsPlacesCouncil(const OrgMention& mention) const;
  int OrganLike(const OrgMention& mention, std::string_view core, int parent, int place,
                bool state);
  std::string_view TerritorialCore(const OrgMention& mention, std::string_view core) const;
  void ResolveOrgs();
  int ResolveOrg(int mention);
  void AddOrgKey(int entity, const OrgKey& key);
  int ResolveAnaphor(const OrgMention& mention);
  int ResolveParty(const OrgMention& mention);
  int ResolveOrgan(int index);
  void AttachLooseOrgans();
  int ChamberFor(const OrgMention& committee);
  bool IsOthers(const OrgMention& organ) const;
  void ResolvePersons();
  void AddPersonName(int person, std::string_view name);
  void ResolveFullNames();
  void ResolveShortNames();
  std::string_view Keep(std::string_view text) const { return KeepText(text, *memory_); }
  int AddEntity(std::string_view type, std::string_view name, TokenSpan span);
  void AddAlias(int entity, std::string_view alias);
  // What the name of a mentioned body says by itself.
  struct BodyName {
    bool known = false;  // worked out
    bool state_owned = false, root = false;
    std::string_view bare;   // folded, without its head
    std::string_view party;  // the gazetteer's identity, or `bare`
  };
  const BodyName& NameOf(const OrgMention& mention) const;
  std::string_view FoldedName(const OrgMention& mention) const;
  // What the lexicon says of the head noun of bodies; an article has few.
  struct Head {
    std::string_view lemma;
    std::string folded;
    bool state_owned = false;  // no party's own
    bool local = false;        // of a territory, with a place
    bool named = false;        // with a name no party's own
    bool any_party = false;    // «الحزب»: also said of a movement
  };
  const Head& HeadOf(const OrgMention& mention) const;
  std::string_view CoreKey(const OrgMention& mention) const;
  std::string_view PartyKey(const OrgMention& mention) const;
  std::string_view NameWithoutHead(const OrgMention& mention) const { return NameOf(mention).bare; }
  bool NamesNation(std::string_view name) const;
  bool IsNickname(const LexEntry& entry) const;
  bool OnlyNationalities(std::string_view words) const;
  bool IsLocal(const OrgMention& mention) const;
  bool IsTerritorial(const OrgMention& mention) const;
  std::string_view TitleKey(int post_mention);  // worked out once
  bool IsRoot(const OrgMention& mention) const { return NameOf(mention).root; }
  bool StateOwned(const OrgMention& mention) const;
  bool ComputeRoot(const OrgMention& mention, bool state_owned) const;
  bool ComputeStateOwned(const OrgMention& mention) const;
  bool IsHeadOnly(const OrgMention& mention) const;

  const Document& doc_;
  const RuleSet& rules_;
  Mentions& m_;
  const std::vector<ReadSentence>& sentences_;

  // What is noted of an article is given back at once, with the memory.
  std::pmr::memory_resource* memory_;
  template <typename T>
  using List = std::pmr::vector<T>;
  template <typename T>
  using ByEntity = std::pmr::map<int, T>;
  template <typename T>
  using ByText = std::pmr::unordered_map<std::string_view, T, TextHash>;
  ByText<std::string_view> WholesOfEndings() const;

  List<int> org_order_{memory_}, place_order_{memory_}, person_order_{memory_};
  List<int> post_order_{memory_};
  List<int> org_entity_{memory_}, place_entity_{memory_}, person_entity_{memory_};
  List<bool> org_done_ = List<bool>(memory_);
  std::vector<ExtractedEntity> entities_;
  ByEntity<OrgKey> org_keys_{memory_};
  ByText<List<int>> orgs_by_core_{memory_};  // in that order
  ByText<List<int>> orgs_by_head_{memory_};
  ByEntity<int> parent_{memory_};  // organization -> larger one
  ByEntity<uint32_t> parent_token_{memory_}, cover_token_{memory_};
  std::pmr::set<int> unlisted_{memory_};  // parties that no gazetteer names
  std::pmr::set<int> inferred_{memory_};  // parents that only the article's subject implies
  List<std::pair<int, int>> covers_{memory_};
  List<std::string_view> title_keys_{memory_};  // by mention; empty where not asked yet
  ByText<int> place_by_key_{memory_}, post_by_key_{memory_};
  ByText<int> party_by_key_{memory_}, person_by_key_{memory_};
  ByEntity<int> post_org_{memory_};
  ByEntity<List<int>> post_places_{memory_};
  // Where bodies were named, by the end of the mention: of two that end together, the one that
  // holds the other is the nearer to what follows.
  struct NamedBody {
    uint32_t end = 0, begin = 0;
    int entity = -1;
    Gender gender = Gender::kUnknown;  // of the word that names it here
    bool operator<(const NamedBody& other) const {
      return std::tuple(end, other.begin, entity) < std::tuple(other.end, begin, other.entity);
    }
  };
  List<NamedBody> bodies_in_order_{memory_};
  // The first that ends behind a token.
  List<NamedBody>::const_iterator BodiesBehind(uint32_t token) const {
    return std::lower_bound(bodies_in_order_.begin(), bodies_in_order_.end(), token,
                            [](const NamedBody& body, uint32_t at) { return body.end <= at; });
  }
  // Who holds a post, where it is only one.
  struct Holder {
    int person = -1;
    bool several = false;
  };
  struct Holders {
    using allocator_type = std::pmr::polymorphic_allocator<>;
    explicit Holders(const allocator_type& memory) : by_body(memory) {}

    Holder anywhere;
    std::pmr::unordered_map<int, Holder> by_body;
  };
  ByText<Holders> holders_{memory_};  // by title key
  mutable std::vector<Head> heads_;
  mutable List<BodyName> body_names_{memory_};              // by mention
  mutable ByText<std::string_view> folded_names_{memory_};  // of bodies
  ByText<std::string_view> full_key_{memory_};  // of a party's short form -> of its full name
  List<int> roots_{memory_};                    // mentions of parties, in text order
  std::string main_key_, main_head_;
  int main_body_ = -1;
  int first_question_ = -1;
  uint32_t main_token_ = UINT32_MAX;  // where the main body is first named
  bool main_opens_ = false;
  bool one_party_ = true;  // the article is about the main body rather than about several
  int title_body_ = -1;    // of an article that names no party
  int subject_unit_ = -1;  // the branch or alliance that the article is about
};

}  // namespace amana::ingest

#include "ingest/relations/assembler.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace amana::ingest {
namespace {

bool IsMeetingRelation(std::string_view predicate) {
  return predicate == "CHAIRED_BY" || predicate == "HELD_BY" || predicate == "ATTENDED_BY" ||
         predicate == "HELD_AT" || predicate == "HELD_ON";
}

bool IsAboutTopic(std::string_view predicate) {
  return predicate == "SAID" || predicate == "DISCUSSED";
}

// What several readings compete for: the person behind «برئاسة» chairs one meeting or one body.
std::string_view RoleOf(const Candidate& c) {
  // «وفد برئاسة فلان»: the head of a delegation chairs nothing else.
  if (const auto role = c.properties.find("role");
      role != c.properties.end() && role->second == "delegation_head") {
    return "CHAIRED_BY";
  }
  return c.properties.contains("post") ? std::string_view("CHAIRED_BY")
                                       : std::string_view(c.predicate);
}

// «زيارة الحزب», «استقبال الوفد»: nobody's own meeting.
bool IsMutual(const MeetingEvent& event) {
  return event.kind == "visit" || event.kind == "reception" || event.kind == "call";
}

int Argument(const Candidate& c) { return c.properties.contains("post") ? c.subject : c.object; }

}  // namespace

Assembler::Assembler(const Document& document, const RuleSet& rules, Mentions& mentions,
                     const std::vector<ReadSentence>& sentences, Resolver& resolver,
                     MeetingResolver& meetings, Trace* trace)
    : doc_(document),
      rules_(rules),
      m_(mentions),
      sentences_(sentences),
      resolver_(resolver),
      meetings_(meetings),
      trace_(trace) {}

void Assembler::Note(int sentence, std::string text, bool rejected) {
  if (trace_ == nullptr || sentence < 0) return;
  TraceSentence& s = trace_->sentences[sentence];
  (rejected ? s.rejected : s.fired).push_back(std::move(text));
}

int Assembler::SentenceOf(uint32_t token) const {
  const auto behind = std::upper_bound(
      sentences_.begin(), sentences_.end(), token,
      [](uint32_t at, const ReadSentence& s) { return at < s.sentence.tokens.begin; });
  if (behind == sentences_.begin()) return 0;
  const auto found = behind - 1;
  return found->sentence.tokens.Contains(token) ? static_cast<int>(found - sentences_.begin()) : 0;
}

size_t& Assembler::LastBetween(uint32_t subject, uint32_t object) {
  const uint64_t ends = (uint64_t{subject} << 32 | object) + 1;
  return last_between_[(ends * 0x9E3779B97F4A7C15U >> 32) & (last_between_.size() - 1)];
}

ExtractedTriple& Assembler::TripleOf(uint32_t subject, std::string_view predicate, uint32_t object,
                                     std::string_view date) {
  if (previous_between_.size() >= last_between_.size()) {
    last_between_.assign(std::max<size_t>(256, 2 * last_between_.size()), 0);  // a power of two
    for (size_t i = 0; i < out_.triples.size(); ++i) {
      size_t& last = LastBetween(out_.triples[i].subject, out_.triples[i].object);
      previous_between_[i] = last;
      last = i + 1;
    }
  }
  size_t& last = LastBetween(subject, object);
  for (size_t at = last; at != 0; at = previous_between_[at - 1]) {
    ExtractedTriple& known = out_.triples[at - 1];
    if (known.subject == subject && known.object == object && known.predicate == predicate &&
        known.date == date)
      return known;
  }
  previous_between_.push_back(last);
  last = previous_between_.size();
  ExtractedTriple& triple = out_.triples.emplace_back();
  triple.subject = subject;
  triple.predicate = predicate;
  triple.object = object;
  triple.date = date;
  return triple;
}

void Assembler::Add(int subject, std::string_view predicate, int object,
                    const Properties& properties, int sentence, std::string_view rule, float weight,
                    const std::string& date) {
  if (trace_ != nullptr) {
    const auto& entities = resolver_.entities();
    Note(sentence,
         fmt::format("{} {} «{}» → «{}» ({:.2f})", rule, predicate, entities[subject].name,
                     date.empty() ? entities[object].name : date, weight),
         false);
  }
  ExtractedTriple& triple = TripleOf(static_cast<uint32_t>(subject), predicate,
                                     date.empty() ? static_cast<uint32_t>(object) : 0, date);
  if (triple.evidence.empty() && (predicate == "HOLDS" || predicate == "MEMBER_OF"))
    terms_of_[subject].emplace_back(sentence, out_.triples.size() - 1);
  for (const auto& [key, value] : properties) triple.properties.emplace(key, value);
  const TokenSpan span = sentences_[sentence].sentence.tokens;
  const uint32_t begin = doc_.tokens[span.begin].begin;
  const bool same = std::any_of(triple.evidence.begin(), triple.evidence.end(),
                                [&](const auto& e) { return e.begin == begin && e.rule == rule; });
  if (same) return;
  ExtractedEvidence& evidence = triple.evidence.emplace_back();
  evidence.begin = begin;
  evidence.end = doc_.tokens[span.end - 1].end;
  evidence.rule = rule;
  evidence.confidence = weight;
}

Assembler::EntityList Assembler::Entities(int sentence, int chunk, bool people, bool bodies) {
  EntityList out;
  const Chunk& c = sentences_[sentence].chunks[chunk];
  auto add = [&out](int entity) {
    if (entity >= 0 && std::find(out.begin(), out.end(), entity) == out.end())
      out.push_back(entity);
  };
  if (c.type == ChunkType::kOrg && bodies) {
    add(resolver_.Org(c.index));
    for (const int party : resolver_.BothParties(c.index)) add(party);
  }
  if (c.type != ChunkType::kGroup) return out;
  const GroupMention& group = m_.groups[c.index];
  if (people) {
    for (int person : group.persons) add(resolver_.Person(person));
    for (int post : group.posts) add(resolver_.HolderOf(post));
  }
  if (bodies) {
    for (int org : group.orgs) add(resolver_.Org(org));
  }
  return out;
}

int Assembler::EventOf(const Candidate& candidate) {
  if (candidate.subject == kMainMeeting) return meetings_.EventAt(candidate.sentence);
  const Chunk& chunk = sentences_[candidate.sentence].chunks[candidate.subject];
  return chunk.type == ChunkType::kMeeting ? meetings_.EventOf(chunk.index) : -1;
}

// Of several meetings that could own one argument, the nearest (and best supported) does.
void Assembler::KeepBest(std::vector<Candidate>& candidates) {
  const auto score = [](const Candidate& c) {
    // Who succeeds may stand far before the cue.
    const float distance = c.predicate == "SUCCEEDED" ? 0.001F : 0.02F;
    return c.weight - distance * static_cast<float>(c.gap);
  };
  std::vector<Candidate> kept;  // in order of sentences, as they come
  size_t first = 0;             // of the sentence at hand
  for (Candidate& candidate : candidates) {
    if (first < kept.size() && kept[first].sentence != candidate.sentence) first = kept.size();
    if (!IsMeetingRelation(candidate.predicate) && !IsAboutTopic(candidate.predicate) &&
        candidate.predicate != "SUCCEEDED" && !candidate.properties.contains("post")) {
      kept.push_back(std::move(candidate));
      continue;
    }
    // One role for one argument: chair beats attendee. One holder of a meeting, the nearest one.
    auto rival = std::find_if(kept.begin() + first, kept.end(), [&](const Candidate& k) {
      if (RoleOf(k) != RoleOf(candidate)) return false;
      if (k.predicate == "HELD_BY" && k.subject == candidate.subject) return true;
      return Argument(k) == Argument(candidate) && Argument(k) >= 0;
    });
    if (rival == kept.end()) {
      kept.push_back(std::move(candidate));
      continue;
    }
    Candidate& loser = score(candidate) > score(*rival) ? *rival : candidate;
    if (trace_ != nullptr) {
      Note(loser.sentence,
           fmt::format("{} {}: a nearer or better supported reading won", loser.rule,
                       loser.predicate),
           true);
    }
    if (score(candidate) > score(*rival)) *rival = std::move(candidate);
  }
  candidates = std::move(kept);
}

bool Assembler::IsTeam(const Chunk& body) const {
  return doc_.Is(m_.orgs[body.index].full.begin, rules_.core().team_noun);
}

void Assembler::ApplyMeeting(const Candidate& candidate, int event) {
  const bool circumstance = candidate.predicate == "HELD_AT" || candidate.predicate == "HELD_ON";
  if (circumstance && Speaks(candidate)) {
    Note(candidate.sentence, std::string(candidate.rule) + ": of what the meeting speaks of", true);
    return;
  }
  MeetingEvent& e = meetings_.events()[event];
  if (e.wished) {
    Note(candidate.sentence, std::string(candidate.rule) + ": a meeting only wished for", true);
    return;
  }
  if (candidate.object == kSpokenOf) {  // «الدورة التي التأمت برئاسته»
    const bool chairs = candidate.predicate == "CHAIRED_BY";
    const int person = chairs ? SpokenOf(candidate) : GoesOn(candidate);
    if (person < 0) return;
    event_relations_[event].push_back({candidate.predicate, person, candidate.properties,
                                       candidate.sentence, candidate.rule, candidate.weight});
    return;
  }
  const bool chair = candidate.predicate == "CHAIRED_BY";
  const bool team = chair && HeadsTeam(candidate);
  if (chair && !team && (LeadsParty(candidate) || IsOfBody(candidate) || HeadsChosen(candidate))) {
    return;
  }
  if (candidate.predicate == "HELD_BY" && (IsPartner(candidate) || IsSummons(candidate))) return;
  if (candidate.predicate == "ATTENDED_BY" && AreSome(candidate)) return;
  if (candidate.subject == kMainMeeting && !IsOnStage(candidate, e)) return;
  if (candidate.predicate == "ATTENDED_BY" && Absent(candidate)) {
    Note(candidate.sentence, std::string(candidate.rule) + ": was not there", true);
    return;
  }
  const Chunk& object = sentences_[candidate.sentence].chunks[candidate.object];
  if (candidate.predicate == "HELD_ON") {
    if (object.type != ChunkType::kDate) return;
    const DateMention& date = m_.dates[object.index];
    // «اجتماعها الدوري لشهر أغسطس، المنعقد اليوم»: a day says more than a month.
    constexpr size_t kYear = 4, kWholeDay = 10;
    if (date.until.size() == kYear) return;  // a term of office
    const float vague = date.value.size() < kWholeDay ? 0.15F : 0.0F;
    const float weight = candidate.weight - vague - 0.02F * static_cast<float>(candidate.gap);
    if (date.value.empty() || weight <= e.date_confidence) return;
    e.date = date.value;
    e.date_confidence = weight;
    e.date_sentence = candidate.sentence;
    e.date_rule = candidate.rule;
    return;
  }
  const bool others = chair && MeetsOthers(candidate);
  // «أجرى وفد الحزب زيارة»: whoever makes a visit was there; it is nobody's own meeting.
  const bool visits = candidate.predicate == "HELD_BY" &&
                      (IsMutual(e) || (object.type == ChunkType::kOrg && IsTeam(object)));
  auto add = [&](int entity) {
    EventRelation relation{candidate.predicate, entity,         candidate.properties,
                           candidate.sentence,  candidate.rule, candidate.weight};
    if (visits || others) relation.predicate = "ATTENDED_BY";
    if (team) {
      relation.predicate = "ATTENDED_BY";
      relation.properties["role"] = "delegation_head";
    }
    event_relations_[event].push_back(std::move(relation));
  };
  if (candidate.predicate == "HELD_AT") {
    // «في مكتبه ببغداد»: the place that a body's name ends with.
    if (object.type == ChunkType::kOrg) {
      for (int place : m_.orgs[object.index].places) {
        if (resolver_.Place(place) >= 0) add(resolver_.Place(place));
      }
      return;
    }
    if (object.type != ChunkType::kPlace) return;
    if (IsBodysCountry(candidate)) return;
    if (m_.places[object.index].seat && e.seat < 0) {
      e.seat = object.index;
      e.seat_sentence = candidate.sentence;
      e.seat_rule = candidate.rule;
    }
    if (resolver_.Place(object.index) >= 0) add(resolver_.Place(object.index));
    return;
  }
  // «أوفد الحزب فلانا إلى اللقاء»: whoever sends somebody stays at home.
  const auto role = candidate.properties.find("role");
  const bool sent = role != candidate.properties.end() && role->second == "representative";
  const bool bodies = candidate.predicate != "CHAIRED_BY" && !sent;
  const bool people = candidate.predicate != "HELD_BY";
  const bool attended = candidate.predicate == "ATTENDED_BY";
  for (int entity : Entities(candidate.sentence, candidate.object, people, bodies)) {
    if (attended && (deceased_.contains(entity) || IsBesideName(candidate, entity))) continue;
    add(entity);
  }
}

void Assembler::ApplyCandidate(const Candidate& candidate) {
  if (IsAboutTopic(candidate.predicate)) return;  // once people and meetings are told apart
  if (IsMeetingRelation(candidate.predicate)) {
    const int event = EventOf(candidate);
    if (event >= 0) ApplyMeeting(candidate, event);
  } else {
    ApplyPosting(candidate);
  }
}

bool Assembler::HoldsPostIn(int person, int body) const {
  return std::any_of(out_.triples.begin(), out_.triples.end(), [&](const ExtractedTriple& t) {
    return t.predicate == "HOLDS" && static_cast<int>(t.subject) == person &&
           resolver_.PostOrg(static_cast<int>(t.object)) == body;
  });
}

// Plain members: whom his post already puts into the body is not one.
void Assembler::ApplyRosters(const std::vector<RosterEntry>& rosters) {
  for (const RosterEntry& entry : rosters) {
    if (entry.party >= 0) {
      const int party = resolver_.Org(entry.party), whole = resolver_.Org(entry.org);
      if (party >= 0 && whole >= 0 && party != whole)
        Add(party, "MEMBER_OF", whole, {}, entry.sentence, "member.parties.list", 0.86F);
      continue;
    }
    const int person = resolver_.Person(entry.person);
    if (const int event = meetings_.EventAt(entry.sentence); entry.attended && event >= 0) {
      if (person >= 0 && !meetings_.events()[event].wished) {
        event_relations_[event].push_back(
            {"ATTENDED_BY", person, {}, entry.sentence, "meeting.attend.list", 0.86F});
      }
      continue;
    }
    if (entry.attended) continue;
    const int body = resolver_.Org(entry.org);
    if (person < 0 || body < 0 || HoldsPostIn(person, body)) continue;
    Properties properties;
    if (entry.elected) properties.emplace("event", "joined");
    Add(person, "MEMBER_OF", body, properties, entry.sentence, "member.roster.list", 0.86F);
  }
}

int Assembler::SentenceAt(uint32_t code_point) const {
  for (size_t i = 0; i < sentences_.size(); ++i) {
    if (doc_.tokens[sentences_[i].sentence.tokens.begin].begin == code_point)
      return static_cast<int>(i);
  }
  return 0;
}

// Hierarchy and territory that noun phrases give by themselves.
void Assembler::ApplyStructure() {
  for (const auto& [child, parent] : resolver_.parents()) {
    const bool inferred = resolver_.ParentInferred(child);
    Add(child, "PART_OF", parent, {}, SentenceOf(resolver_.ParentToken(child)),
        inferred ? "body.of_article" : "body.phrase", inferred ? 0.8F : 0.95F);
  }
  for (const auto& [body, place] : resolver_.covers()) {
    Add(body, "COVERS", place, {}, SentenceOf(resolver_.CoverToken(body)), "body.territory", 0.9F);
  }
}

void Assembler::AddHolders(int event) {
  const MeetingEvent& e = meetings_.events()[event];
  const int sentence = SentenceOf(m_.meetings[e.mentions.front()].span.begin);
  const bool met = IsMutual(e);
  std::set<int> teams;  // «لقاء وفد الحزب مع …»
  for (int mention : e.mentions) {
    for (int org : m_.meetings[mention].orgs) {
      if (doc_.Is(m_.orgs[org].full.begin, rules_.core().team_noun))
        teams.insert(resolver_.Org(org));
    }
  }
  for (int org : e.orgs) {
    const bool attended = met || teams.contains(org);
    event_relations_[event].push_back(
        {attended ? "ATTENDED_BY" : "HELD_BY", org, {}, sentence, "meeting.phrase", 0.93F});
  }
}

// «جاء ذلك خلال لقائه»: who speaks in the sentences before was there.
void Assembler::AddPossessors() {
  for (size_t s = 0; s < sentences_.size(); ++s) {
    const auto& chunks = sentences_[s].chunks;
    for (size_t i = 0; i < chunks.size(); ++i) {
      if (chunks[i].type != ChunkType::kMeeting) continue;
      const int event = meetings_.EventOf(chunks[i].index);
      const int sentence = static_cast<int>(s);
      if (event < 0 || meetings_.events()[event].wished) continue;
      const int person =
          resolver_.Person(meetings_.PersonOf(m_.meetings[chunks[i].index], sentence, i));
      if (person < 0) continue;
      event_relations_[event].push_back(
          {"ATTENDED_BY", person, {}, sentence, "meeting.possessor.told", 0.84F});
    }
  }
}

// «بمقر الحزب»: a seat says where only as long as no town does.
void Assembler::AddSeat(int event) {
  const MeetingEvent& e = meetings_.events()[event];
  auto& relations = event_relations_[event];
  const bool placed = std::any_of(relations.begin(), relations.end(),
                                  [](const auto& r) { return r.predicate == "HELD_AT"; });
  if (placed || e.seat < 0) return;
  relations.push_back({"HELD_AT", resolver_.Seat(e.seat), {}, e.seat_sentence, e.seat_rule, 0.75F});
}

// «اجتماع BODY — DATE», an entity of its own from now on.
void Assembler::NameMeeting(int index) {
  MeetingEvent& event = meetings_.events()[index];
  const MeetingMention& mention = m_.meetings[event.mentions.front()];
  ExtractedEntity entity;
  entity.type = "Meeting";
  entity.begin = doc_.tokens[mention.span.begin].begin;
  entity.end = doc_.tokens[mention.span.end - 1].end;
  entity.mentions = static_cast<uint32_t>(event.mentions.size());
  entity.properties["kind"] = event.kind;
  entity.properties["status"] = event.status;
  if (!event.qualifier.empty()) entity.properties["qualifier"] = event.qualifier;
  if (!event.mode.empty()) entity.properties["mode"] = event.mode;
  if (!event.date.empty()) entity.properties["date"] = event.date;
  entity.name = mention.noun;
  for (const EventRelation& relation : event_relations_[index]) {
    if (relation.predicate != "HELD_BY") continue;
    entity.name += " " + resolver_.entities()[relation.object].name;
    break;
  }
  if (!event.date.empty()) entity.name += " — " + event.date;
  if (!mention.verbal) entity.aliases.emplace_back(mention.name);
  resolver_.entities().push_back(std::move(entity));
  event.entity = static_cast<int>(resolver_.entities().size()) - 1;
}

void Assembler::FinishMeetings() {
  auto& events = meetings_.events();
  if (events.empty()) return;
  AddPossessors();
  AddHosts();
  for (int i = 0; i < static_cast<int>(events.size()); ++i) {
    if (events[i].wished) continue;
    AddHolders(i);
    AddSeat(i);
    if (event_relations_[i].empty() && events[i].date.empty()) continue;
    NameMeeting(i);
    const MeetingEvent& event = events[i];
    std::set<int> chairs, holders;
    for (const EventRelation& relation : event_relations_[i]) {
      if (relation.predicate == "CHAIRED_BY") chairs.insert(relation.object);
      if (relation.predicate == "HELD_BY") holders.insert(relation.object);
    }
    for (const EventRelation& r : event_relations_[i]) {
      if (r.predicate == "ATTENDED_BY" && (chairs.contains(r.object) || holders.contains(r.object)))
        continue;
      Add(event.entity, r.predicate, r.object, r.properties, r.sentence, r.rule, r.weight);
    }
    if (!event.date.empty()) {
      Add(event.entity, "HELD_ON", event.entity, {}, event.date_sentence, event.date_rule, 0.9F,
          event.date);
    }
  }
}

// Entities that no relation touches stay: they are mentioned. Posts are kept only with a holder.
void Assembler::DropUnused() {
  std::vector<ExtractedEntity>& entities = resolver_.entities();
  std::vector<bool> used(entities.size(), false);
  for (const ExtractedTriple& triple : out_.triples) {
    used[triple.subject] = true;
    if (triple.date.empty()) used[triple.object] = true;
  }
  std::vector<uint32_t> renumbered(entities.size());
  size_t kept = 0;
  for (size_t i = 0; i < entities.size(); ++i) {
    if (!used[i] && entities[i].type == "Post") continue;
    if (kept != i) entities[kept] = std::move(entities[i]);
    renumbered[i] = static_cast<uint32_t>(kept++);
  }
  entities.resize(kept);
  out_.entities = std::move(entities);
  for (ExtractedTriple& triple : out_.triples) {
    triple.subject = renumbered[triple.subject];
    triple.object = triple.date.empty() ? renumbered[triple.object] : triple.subject;
  }
}

Extraction Assembler::Assemble(std::vector<Candidate> candidates,
                               const std::vector<RosterEntry>& rosters) {
  out_.rules_version = rules_.version();
  // Holders must be known before posts without one can be resolved to them.
  NoteHoldings();
  FindTopic();
  FindSpeaker();
  out_.triples.reserve(64 + candidates.size());
  event_relations_.resize(meetings_.events().size());
  ApplyHoldings();
  KeepBest(candidates);
  const auto of_held_post = [](const Candidate& c) { return c.object == kHeldPost; };
  for (const Candidate& candidate : candidates) {
    if (!of_held_post(candidate)) ApplyCandidate(candidate);
  }
  ApplyRosters(rosters);
  ApplyCareerLines();
  ApplySenders();
  ApplySignatures();
  ApplySuccessions();
  for (const Candidate& candidate : candidates) {  // what is more to say of terms known by now
    if (of_held_post(candidate)) ApplyCandidate(candidate);
  }
  MarkTerms();
  ApplyStructure();
  FinishMeetings();
  ApplyStatements(candidates);
  ApplyAgenda(candidates);
  DropUnused();
  return std::move(out_);
}

}  // namespace amana::ingest

// Posts and memberships: who holds what since when, who came after whom.
#include <algorithm>

#include "ingest/relations/assembler.h"

namespace amana::ingest {
namespace {

// A meeting that people name by this noun; each has sessions.
bool MeetsAs(const MeetingEvent& event, const Mentions& mentions, const LexEntry& noun) {
  return noun.Get("kind") == "session" ||
         std::any_of(event.mentions.begin(), event.mentions.end(), [&](int i) {
           const MeetingMention& meeting = mentions.meetings[i];
           return meeting.head == noun.lemma || meeting.noun == noun.lemma;
         });
}

// «انتخب عضوا»: who is elected or appointed into a body joins it (ontology.md).
Properties MembershipTerm(Properties term) {
  const auto event = term.find("event");
  if (event == term.end()) return term;
  if (event->second == "elected" || event->second == "appointed" || event->second == "reelected")
    event->second = "joined";
  if (event->second == "resigned" || event->second == "dismissed") event->second = "left";
  if (event->second == "died") term.erase(event);
  return term;
}

}  // namespace

void Assembler::AddHolding(int person, int post_mention, int place, const Properties& properties,
                           int sentence, std::string_view rule, float weight) {
  const PostMention& mention = m_.posts[post_mention];
  if (const int sender = mention.org < 0 ? -1 : resolver_.Org(m_.orgs[mention.org].sender);
      sender >= 0) {
    Add(person, "MEMBER_OF", sender, {}, sentence, "member.sender", weight * 0.95F);
  }
  if (mention.membership) {
    const int org =
        mention.org < 0 && mention.central ? resolver_.main_body() : resolver_.Org(mention.org);
    Properties told = MembershipTerm(properties);
    if (!mention.status.empty()) told.emplace("status", mention.status);
    if (org >= 0) Add(person, "MEMBER_OF", org, told, sentence, rule, weight);
    return;
  }
  if (const int own = mention.member_too ? resolver_.Org(mention.org) : -1; own >= 0)
    Add(person, "MEMBER_OF", own, MembershipTerm(properties), sentence, rule, weight * 0.97F);
  // «فلان (الرياض) رئيسا لمجلس الخارج»: where he is, no territory of a post that names its body.
  const bool own_body =
      mention.org >= 0 && !mention.of_places && m_.orgs[mention.org].kind != "Party";
  const int post = resolver_.Post(post_mention, own_body ? -1 : place);
  Properties all = properties;
  if (!mention.status.empty()) all.emplace("status", mention.status);
  if (deceased_.contains(person)) {
    all.emplace("status", "former");
    all.emplace("event", "died");
  }
  Add(person, "HOLDS", post, all, sentence, rule, weight);
  const int org = resolver_.PostOrg(post);
  if (org >= 0) Add(post, "POST_IN", org, {}, sentence, rule, weight * 0.97F);
  for (int where : resolver_.PostPlaces(post))
    Add(post, "COVERS", where, {}, sentence, rule, weight * 0.95F);
}

template <typename Visit>
void Assembler::ForEachHolding(const Visit& visit) {
  for (size_t s = 0; s < sentences_.size(); ++s) {
    for (const Chunk& chunk : sentences_[s].chunks) {
      if (chunk.type != ChunkType::kGroup) continue;
      for (const HoldingMention& h : m_.groups[chunk.index].holdings) visit(h, static_cast<int>(s));
    }
  }
}

// «انتخبت هيئة رئاسة للمؤتمر من فلان رئيسا وفلان مقررا»: for as long as it sits.
bool Assembler::OfPresidium(const PostMention& post, int sentence) const {
  if (!post.accusative || post.org >= 0) return false;
  const CoreClasses& c = rules_.core();
  bool chosen = false;
  for (const Chunk& chunk : sentences_[sentence].chunks) {
    if (chunk.span.begin > post.span.begin) break;
    if (chunk.type != ChunkType::kToken) continue;
    if (chunk.classes.test(c.presidium)) {
      chosen = true;
    } else if (chunk.classes.test(c.verb) && !chunk.classes.test(c.function)) {
      chosen = false;
    }
  }
  return chosen;
}

// «رئيس المؤتمر فلان», where a congress is told of: its chair, there is no office in that.
// Elsewhere it may be the head of a party that is named so («المؤتمر الشعبي العام»), and «رئيس
// الجلسة» nothing.
bool Assembler::AddPresider(int person, const PostMention& post, int sentence) {
  const bool chosen = OfPresidium(post, sentence);
  if (post.of_meeting == nullptr && !chosen) return false;
  const int event = meetings_.EventAt(sentence);
  const bool told =
      event >= 0 && (chosen || MeetsAs(meetings_.events()[event], m_, *post.of_meeting));
  if (told && post.presides && post.status.empty()) {
    event_relations_[event].push_back(
        {"CHAIRED_BY", person, {}, sentence, "meeting.chair.title", 0.85F});
  }
  return told || !post.field_too;
}

void Assembler::ApplyHoldings() {
  ForEachHolding([this](const HoldingMention& h, int sentence) {
    const int person = resolver_.Person(h.person);
    if (person < 0) return;
    if (AddPresider(person, m_.posts[h.post], sentence)) return;
    Properties properties;
    if (!h.event.empty()) properties.emplace("event", h.event);
    AddHolding(person, h.post, h.place, properties, sentence, h.rule, h.confidence);
  });
}

void Assembler::NoteHoldings() {
  ForEachHolding([this](const HoldingMention& h, int) {
    const int person = resolver_.Person(h.person);
    if (person < 0) return;
    resolver_.NoteHolding(person, h.post);
  });
  for (size_t i = 0; i < m_.persons.size(); ++i) {
    const int person = resolver_.Person(static_cast<int>(i));
    if (m_.persons[i].deceased && person >= 0) deceased_.insert(person);
  }
}

// An event's date: inside what told of it, or beside it in the same clause.
std::string Assembler::DateBeside(const Candidate& c) const {
  constexpr int kBehind = 5, kBefore = 7;
  const auto& chunks = sentences_[c.sentence].chunks;
  const CoreClasses& classes = rules_.core();
  const auto date = [&](int i) {
    return chunks[i].type == ChunkType::kDate ? std::string_view(m_.dates[chunks[i].index].value)
                                              : std::string_view();
  };
  const auto ends_clause = [&](int i) {
    const Chunk& chunk = chunks[i];
    if (chunk.type != ChunkType::kToken) return false;
    if (chunk.classes.test(classes.until_cue) || chunk.classes.test(classes.succeed_cue))
      return true;
    return doc_.IsMark(chunk.span.begin, ':') ||
           (chunk.classes.test(classes.verb) && !chunk.classes.test(classes.function));
  };
  const int size = static_cast<int>(chunks.size());
  for (int i = c.first; i < c.last; ++i) {
    if (!date(i).empty()) return std::string(date(i));
  }
  for (int i = c.last; i < std::min(size, c.last + kBehind) && !ends_clause(i); ++i) {
    if (!date(i).empty()) return std::string(date(i));
  }
  for (int i = c.first - 1; i >= std::max(0, c.first - kBefore) && !ends_clause(i); --i) {
    if (!date(i).empty()) return std::string(date(i));
  }
  return {};
}

// When a term begins or ends whose event the candidate tells.
void Assembler::AddDate(Candidate& c) const {
  constexpr std::string_view kBegin[] = {"appointed", "elected", "joined"};
  constexpr std::string_view kEnd[] = {"resigned", "dismissed", "died", "left", "expelled"};
  const auto event = c.properties.find("event");
  if (event == c.properties.end()) return;
  const auto is = [&](const auto& list) {
    return std::find(std::begin(list), std::end(list), event->second) != std::end(list);
  };
  const char* bound = is(kBegin) ? "since" : is(kEnd) ? "until" : nullptr;
  if (bound == nullptr || c.properties.contains(bound)) return;
  if (std::string date = DateBeside(c); !date.empty()) c.properties.emplace(bound, std::move(date));
}

// «قدم الأمين العام فلان استقالته»: more of the term that the sentence, or else the last one before
// it, gives the subject. Of several in one sentence none is meant for certain; of a post and a
// membership it is the post.
void Assembler::ApplyHeld(const Candidate& c, int person) {
  const auto terms = terms_of_.find(person);
  if (terms == terms_of_.end()) return;
  const bool membership = c.predicate == "MEMBER_OF";
  if (membership && std::any_of(terms->second.begin(), terms->second.end(), [&](const auto& term) {
        return term.first == c.sentence && out_.triples[term.second].predicate == "HOLDS";
      })) {
    return;
  }
  int here = 0, before = -1;
  size_t held = 0;
  for (const auto& [sentence, triple] : terms->second) {
    if (out_.triples[triple].predicate != c.predicate) continue;
    if (membership && sentence != c.sentence) continue;
    if (sentence == c.sentence) {
      ++here;
      held = triple;
    } else if (here == 0 && sentence < c.sentence && sentence >= before) {
      before = sentence;
      held = triple;
    }
  }
  if (here > 1 || (here == 0 && before < 0)) return;
  Add(person, c.predicate, static_cast<int>(out_.triples[held].object), c.properties, c.sentence,
      c.rule, c.weight);
}

// «عين فلانا أمينا عاما»: the verb says how the people of the group came to the posts beside them.
void Assembler::ApplyBecoming(const Candidate& c) {
  const Chunk& chunk = sentences_[c.sentence].chunks[c.subject];
  if (chunk.type != ChunkType::kGroup) return;
  for (const HoldingMention& h : m_.groups[chunk.index].holdings) {
    const PostMention& post = m_.posts[h.post];
    if (post.definite || (post.possessed && !post.accusative)) continue;
    // «انتخب رئيس الحزب فلانا أمينا»: what he is already comes before his name.
    if (!post.accusative && post.span.begin < m_.persons[h.person].span.begin) continue;
    const int person = resolver_.Person(h.person);
    if (person >= 0 && !AddPresider(person, post, c.sentence))
      AddHolding(person, h.post, h.place, c.properties, c.sentence, c.rule, c.weight);
  }
}

// «تولى أمانة الإعلام», «تولى الأمانة العامة»: the secretary has his secretariat's field («أمين
// الإعلام») or its adjectives («أمين عام»); one whose adjective says so is the party's own.
Assembler::Headship Assembler::HeadshipOf(const Chunk& chunk, int body, Headship head) const {
  if (chunk.type != ChunkType::kOrg) return head;
  const TokenSpan span = m_.orgs[chunk.index].span;
  const CoreClasses& c = rules_.core();
  const WordInfo* first = doc_.WordAt(span.begin);
  const Reading* noun =
      first == nullptr ? nullptr : first->Find(c.org_head, kWa | kFa | kBa | kKa | kLa);
  if (noun == nullptr || noun->entry->Get("headed") != head.title || span.size() < 2) return head;
  const TokenSpan rest{span.begin + 1, span.end};
  Headship of_field{head.title + " " + doc_.Phrase(rest), body};
  const WordInfo* behind = doc_.WordAt(rest.begin);
  const Reading* field = behind == nullptr ? nullptr : behind->Find(c.spec);
  // «أمانة السر»: an office of a larger body, no body of its own.
  if (field != nullptr && field->entry->Get("office") == "1" && resolver_.PartyOver(body) >= 0)
    of_field.body = resolver_.PartyOver(body);
  if (!noun->definite() && !noun->entry->possessed) return of_field;
  for (uint32_t at = rest.begin; at < rest.end; ++at) {
    const WordInfo* word = doc_.WordAt(at);
    const Reading* adjective = word == nullptr ? nullptr : word->Find(c.post_adj);
    if (adjective == nullptr) return head;
    head.title += " " + adjective->entry->lemma;
    const int party = adjective->entry->Get("scope") == "party" ? resolver_.PartyOver(body) : -1;
    if (party >= 0) head.body = party;
  }
  return head;
}

// «لجنة X برئاسة Y»: a post that only a cue names, in the body before it.
void Assembler::AddHeadOf(const Candidate& c, const EntityList& holders, const std::string& title) {
  const auto& chunks = sentences_[c.sentence].chunks;
  const bool vague = c.properties.contains("vague");
  EntityList bodies = Entities(c.sentence, c.object, false, true);
  // «حزب X وتيار Y برئاسة فلان»: he heads the one beside him.
  if (bodies.size() > 1 && c.object < c.subject) bodies.erase(bodies.begin(), bodies.end() - 1);
  for (int body : bodies) {
    for (int holder : holders) {
      // «انتخب على رأس الحزب»: its secretary-general, if the article calls him so.
      if (vague && HoldsPostIn(holder, body)) continue;
      const Headship head = HeadshipOf(chunks[c.object], body, {title, body});
      const int post = resolver_.PostOf(head.title, head.body, chunks[c.object].span);
      Properties properties = c.properties;
      properties.erase("post");
      properties.erase("vague");
      Add(holder, "HOLDS", post, properties, c.sentence, c.rule, c.weight);
      Add(post, "POST_IN", head.body, {}, c.sentence, c.rule, c.weight);
    }
  }
}

// «أعضاء المكتب وهم: فلان أمينا عاما، …»: who becomes something in a body is no plain member of it.
bool Assembler::BecomesMore(const Candidate& c, int person, int body) const {
  const Chunk& chunk = sentences_[c.sentence].chunks[c.subject];
  if (c.predicate != "MEMBER_OF" || chunk.type != ChunkType::kGroup || body < 0 ||
      resolver_.entities()[body].kind == "Party") {
    return false;
  }
  const auto& holdings = m_.groups[chunk.index].holdings;
  return std::any_of(holdings.begin(), holdings.end(), [&](const HoldingMention& h) {
    const PostMention& post = m_.posts[h.post];
    return resolver_.Person(h.person) == person && post.accusative && !post.membership &&
           post.org < 0;
  });
}

// HOLDS, MEMBER_OF, SUCCEEDED and the like, between what two chunks stand for.
void Assembler::ApplyPosting(Candidate c) {
  const bool change = c.properties.contains("event") || c.predicate == "SUCCEEDED";
  if (change && (IsUnreal(c.sentence, c.first) || (c.predicate == "SUCCEEDED" && IsCandidacy(c)))) {
    Note(c.sentence, std::string(c.rule) + ": denied, called for or only to come", true);
    return;
  }
  if (c.properties.erase("unsaid") > 0 && IsSaid(c)) return;
  AddDate(c);
  const auto& chunks = sentences_[c.sentence].chunks;
  if (c.subject == kSpokenOf) {
    ApplySpokenOf(c);
    return;
  }
  const bool has_people = chunks[c.subject].type == ChunkType::kGroup &&
                          !m_.groups[chunks[c.subject].index].persons.empty();
  EntityList subjects = Entities(c.sentence, c.subject, true, !has_people);
  if (c.properties.erase("of") > 0 && has_people) {  // of several, the one named last
    const int last = resolver_.Person(m_.groups[chunks[c.subject].index].persons.back());
    if (last < 0) return;
    subjects.assign(1, last);
  }
  if (c.object == kHeldPost) {
    for (int subject : subjects) ApplyHeld(c, subject);
    return;
  }
  if (c.object == kSpokenOf) {  // «وخلفه فلان»
    const int person = PronounOf(c);
    if (person >= 0 && subjects.size() == 1 && subjects.front() != person)
      Add(subjects.front(), c.predicate, person, c.properties, c.sentence, c.rule, c.weight);
    return;
  }
  if (const auto title = c.properties.find("post"); title != c.properties.end()) {
    AddHeadOf(c, subjects, title->second);
    return;
  }
  if (chunks[c.subject].type == ChunkType::kPlace) {
    const int inner = resolver_.Place(chunks[c.subject].index);
    const int outer =
        chunks[c.object].type == ChunkType::kPlace ? resolver_.Place(chunks[c.object].index) : -1;
    if (inner >= 0 && outer >= 0 && inner != outer)
      Add(inner, c.predicate, outer, c.properties, c.sentence, c.rule, c.weight);
    return;
  }
  if (c.predicate == "HOLDS" && c.subject == c.object) {
    ApplyBecoming(c);
    return;
  }
  if (c.predicate == "HOLDS" || c.predicate == "STOOD_FOR") {
    if (chunks[c.object].type != ChunkType::kGroup) return;
    for (int post : m_.groups[chunks[c.object].index].posts) {
      for (int person : subjects)
        AddHolding(person, post, -1, c.properties, c.sentence, c.rule, c.weight);
    }
    return;
  }
  // «حزب X عضو في تحالف Y»
  if (c.predicate == "MEMBER_OF" && chunks[c.object].type == ChunkType::kGroup &&
      m_.groups[chunks[c.object].index].posts.size() == 1) {
    const PostMention& post = m_.posts[m_.groups[chunks[c.object].index].posts.front()];
    const int body = post.membership ? resolver_.Org(post.org) : -1;
    for (const int subject : subjects) {
      if (body >= 0 && body != subject)
        Add(subject, c.predicate, body, c.properties, c.sentence, c.rule, c.weight);
    }
    return;
  }
  const bool party = c.properties.erase("whole") > 0;  // not the organ that is named: its party
  const bool succession = c.predicate == "SUCCEEDED" && subjects.size() > 1;
  for (int subject : subjects) {
    // «عين فلانا أمينا وفلانا رئيسا خلفا لفلان»: of several, the one beside the cue.
    if (succession && subject != (c.subject < c.object ? subjects.back() : subjects.front()))
      continue;
    for (int object :
         Entities(c.sentence, c.object, c.predicate == "SUCCEEDED",
                  c.predicate != "SUCCEEDED" || chunks[c.subject].type == ChunkType::kOrg)) {
      if (party) object = resolver_.PartyOver(object);
      if (BecomesMore(c, subject, object)) continue;
      if (subject != object && object >= 0)
        Add(subject, c.predicate, object, c.properties, c.sentence, c.rule, c.weight);
    }
  }
}

// «عين فلانا أمينا خلفا لفلان»: who is succeeded held the post that the successor takes up, and
// where only the predecessor's is named («استبدال أمين التنظيم فلان بفلان»), that is it.
void Assembler::ApplySuccessions() {
  struct Taken {
    int person, post, sentence;
    bool former;
  };
  std::vector<Taken> taken;
  for (const ExtractedTriple& succession : out_.triples) {
    // «ويخلف في منصبه الجديد فلانا»: no post of those told of him before.
    if (succession.predicate != "SUCCEEDED") continue;
    const int after = static_cast<int>(succession.subject);
    const int before = static_cast<int>(succession.object);
    if (later_.contains({after, before})) continue;
    const int at = SentenceAt(succession.evidence.front().begin);
    // «استقال فلان من رئاسة الحزب، وخلفه نائبه فلان»: what he left, not what the other was.
    const std::vector<int> left = PostsTold(before, at);
    const bool leaves =
        left.size() == 1 && IsTold(before, left.front(), at) && !IsTold(after, -1, at);
    if (leaves || !HasHeld(after) ||
        (PostsTold(after, at).empty() && !deceased_.contains(before))) {
      if (left.size() != 1) continue;
      taken.push_back({after, left.front(), at, false});
      taken.push_back({before, left.front(), at, true});
      continue;
    }
    for (int post : PostsTold(after, at)) taken.push_back({before, post, at, true});
  }
  for (const Taken& t : taken) {
    Properties properties;
    if (t.former) properties.emplace("status", "former");
    if (t.former && deceased_.contains(t.person)) properties.emplace("event", "died");
    Add(t.person, "HOLDS", t.post, properties, t.sentence,
        t.former ? "post.predecessor" : "post.successor", 0.85F);
  }
}

// True where the article tells of a term's end, or appeared after it («لولاية 2019-2023»).
bool Assembler::HasEnded(const ExtractedTriple& term) const {
  constexpr std::string_view kEnds[] = {"resigned", "dismissed", "died", "left", "expelled"};
  if (const auto event = term.properties.find("event"); event != term.properties.end()) {
    const auto end = std::find(std::begin(kEnds), std::end(kEnds), event->second);
    if (end != std::end(kEnds)) return true;
  }
  const auto until = term.properties.find("until");
  if (until == term.properties.end()) return false;
  const std::string_view published = doc_.article->published;
  return published.empty() || until->second <= published.substr(0, until->second.size());
}

// Who is told to hold a post holds it when the article appears, unless it says more.
void Assembler::MarkTerms() {
  for (ExtractedTriple& term : out_.triples) {
    const bool membership =
        term.predicate == "MEMBER_OF" && resolver_.entities()[term.subject].type == "Person";
    if (term.predicate == "HOLDS" || membership)
      term.properties.emplace("status", HasEnded(term) ? "former" : "current");
  }
}

// True where a sentence gives evidence of a term.
bool Assembler::IsTermOf(const ExtractedTriple& term, int sentence) const {
  const uint32_t begin = doc_.tokens[sentences_[sentence].sentence.tokens.begin].begin;
  return std::any_of(term.evidence.begin(), term.evidence.end(),
                     [begin](const auto& evidence) { return evidence.begin == begin; });
}

// True where a sentence tells how a person came to a post or gave it up; -1: to any.
bool Assembler::IsTold(int person, int post, int sentence) const {
  const auto terms = terms_of_.find(person);
  return terms != terms_of_.end() &&
         std::any_of(terms->second.begin(), terms->second.end(), [&](const auto& term) {
           const ExtractedTriple& held = out_.triples[term.second];
           const auto event = held.properties.find("event");
           return held.predicate == "HOLDS" && IsTermOf(held, sentence) &&
                  (post < 0 || static_cast<int>(held.object) == post) &&
                  event != held.properties.end() && event->second != "died";
         });
}

// True where the article gives a person a post.
bool Assembler::HasHeld(int person) const {
  const auto terms = terms_of_.find(person);
  return terms != terms_of_.end() &&
         std::any_of(terms->second.begin(), terms->second.end(), [&](const auto& term) {
           return out_.triples[term.second].predicate == "HOLDS";
         });
}

// The posts that a sentence gives a person; of several those whose event it tells.
std::vector<int> Assembler::PostsTold(int person, int sentence) const {
  std::vector<int> posts;
  const auto terms = terms_of_.find(person);
  if (terms == terms_of_.end()) return posts;
  const auto here =
      std::count_if(terms->second.begin(), terms->second.end(), [&](const auto& term) {
        const ExtractedTriple& told = out_.triples[term.second];
        return told.predicate == "HOLDS" && IsTermOf(told, sentence);
      });
  for (const auto& [first, triple] : terms->second) {
    const ExtractedTriple& term = out_.triples[triple];
    if (term.predicate != "HOLDS" || !IsTermOf(term, sentence) ||
        (here > 1 && !term.properties.contains("event")))
      continue;
    posts.push_back(static_cast<int>(term.object));
  }
  return posts;
}

}  // namespace amana::ingest

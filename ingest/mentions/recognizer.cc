// One pass over a sentence: at each token the recognisers are asked in a fixed order, the first
// that answers takes its tokens. Dates go first (they eat numbers and months), then what has a head
// noun (meetings, posts, bodies, venues), then persons and places.
#include "ingest/mentions/recognizer.h"

#include <algorithm>
#include <map>

namespace amana::ingest {

Chunk Recognizer::TokenChunk(uint32_t at) {
  Chunk out{ChunkType::kToken, {at, at + 1}, -1, {}};
  ClassifyToken(out);
  return out;
}

Chunk Recognizer::ReadPersonOrToken(uint32_t at) {
  if (const int person = ParsePerson(at, kAnyProclitic, ExpectsPerson()); person >= 0) {
    return {ChunkType::kPerson, {at, mentions_.persons[person].full.end}, person, {}};
  }
  return TokenChunk(at);
}

// A body with a name of its own; -1, and nothing is noted, where there is none.
int Recognizer::ParseShownOrg(uint32_t at) {
  const Checkpoint mark = Mark();
  const int org = ParseOrg(at, kAnyProclitic, 0, false);
  if (org >= 0 && !mentions_.orgs[org].anaphor) return org;
  Restore(mark);
  return -1;
}

Chunk Recognizer::ReadChunk(uint32_t at) {
  auto chunk = [this, at](ChunkType type, uint32_t end, int index) {
    Chunk out{type, {at, end}, index, {}};
    if (type == ChunkType::kToken) ClassifyToken(out);
    return out;
  };
  if (place_list_) {
    if (const int place = ParseListedPlace(at); place >= 0)
      return chunk(ChunkType::kPlace, mentions_.places[place].span.end, place);
  }
  if (carry_.post >= 0) {
    if (const int post = ParseCarriedPost(at); post >= 0)
      return chunk(ChunkType::kPost, mentions_.posts[post].full.end, post);
  }
  if (const int post = ParseBracketedField(at); post >= 0)
    return chunk(ChunkType::kPost, mentions_.posts[post].full.end, post);
  if (date_at_[at] >= 0) {
    return chunk(ChunkType::kDate, mentions_.dates[date_at_[at]].span.end, date_at_[at]);
  }
  if (const int org = ParseChristened(at); org >= 0)
    return chunk(ChunkType::kOrg, mentions_.orgs[org].full.end, org);
  const Token& token = doc_.tokens[at];
  // «المنبر الديمقراطي الكويتي»: a phrase may be known though its first word is not.
  const bool opens = (starts_[at] & opening_classes_).any();
  if (token.kind != TokenKind::kWord || (token.word->readings.empty() && !opens)) {
    const bool name_hint = token.kind == TokenKind::kWord && previous_ != nullptr &&
                           previous_->type == ChunkType::kPost;
    if (!name_hint) {
      if (token.kind == TokenKind::kWord) {
        // «فلان (إنزكان)»: in brackets behind a person stands a place.
        const bool expected = ExpectsPerson() && !(at > begin_ && doc_.IsMark(at - 1, '('));
        if (const int person = ParsePerson(at, kAnyProclitic, expected); person >= 0) {
          return chunk(ChunkType::kPerson, mentions_.persons[person].full.end, person);
        }
      }
      return chunk(ChunkType::kToken, at + 1, -1);
    }
  }
  if ((starts_[at] & opening_classes_).none()) return ReadPersonOrToken(at);
  const Reading* head_noun = Word(at, c_.org_head, kAnyProclitic);
  // «إقليم جزين الكتائبي»: a party's unit of land, once the article has shown that it is one.
  if (head_noun != nullptr && !head_noun->entry->Get("land").empty()) {
    if (const int org = ParseShownOrg(at); org >= 0)
      return chunk(ChunkType::kOrg, mentions_.orgs[org].full.end, org);
  }
  // «محافظة الفيوم»: a kind word before a place outranks a post of the same letters; «قصر الشعب»
  // is a venue.
  if (const PhraseMatch head = Longest(at, c_.place_head, kAnyProclitic);
      !head.span.empty() && NamesPlace(head) &&
      Longest(at, c_.facility_head, kAnyProclitic).span.size() <= head.span.size()) {
    if (head.entry->number == Number::kPlural) return chunk(ChunkType::kToken, at + 1, -1);
    if (const int place = ParsePlace(at, kAnyProclitic, true); place >= 0) {
      return chunk(ChunkType::kPlace, mentions_.places[place].span.end, place);
    }
  }
  // «مؤتمر حضرموت الجامع», once the article has shown that it is a body.
  if (head_noun != nullptr && head_noun->entry->Get("doubtful") == "1") {
    if (const int org = ParseShownOrg(at); org >= 0)
      return chunk(ChunkType::kOrg, mentions_.orgs[org].full.end, org);
  }
  // «فاز بعضوية المؤتمر العام»
  const bool joined = at > begin_ && doc_.Is(at - 1, c_.membership_noun);
  if (joined || IsAtHome(at)) {
    if (const int org = ParseOrg(at, kAnyProclitic, 0, true); org >= 0)
      return chunk(ChunkType::kOrg, mentions_.orgs[org].full.end, org);
  }
  if (const int meeting = ParseMeetVerb(at); meeting >= 0) {
    return chunk(ChunkType::kMeeting, mentions_.meetings[meeting].full.end, meeting);
  }
  if (const int meeting = ParseMeeting(at, kAnyProclitic); meeting >= 0) {
    return chunk(ChunkType::kMeeting, mentions_.meetings[meeting].full.end, meeting);
  }
  // A rank or office word before a name is an honorific («النائب فلان»); with a body it is a post.
  const bool certain_name = StartsCertainName(at);
  if (!certain_name) {
    if (const int post = ParsePost(at, kAnyProclitic, 0); post >= 0) {
      const PostMention& found = mentions_.posts[post];
      // With a pronoun it is none: «رئيسه فلان».
      const bool honorific = found.bare && !found.possessed && !IsListItem(at, found.full.end) &&
                             !StandsAlone(at, found.full.end) &&
                             Longest(at, c_.title, kAnyProclitic).span.size() > 0;
      if (!honorific) return chunk(ChunkType::kPost, found.full.end, post);
      mentions_.posts.pop_back();
    }
    if (const int person = ParseTitledPerson(at, kAnyProclitic); person >= 0) {
      return chunk(ChunkType::kPerson, mentions_.persons[person].full.end, person);
    }
    const int listed = ListsParties(at) ? ParseNamedOrg(at, kAnyProclitic, true) : -1;
    if (const int org = listed >= 0 ? listed : ParseOrg(at, kAnyProclitic, 0, false); org >= 0) {
      return chunk(ChunkType::kOrg, mentions_.orgs[org].full.end, org);
    }
    // «فلان، ورياض الشعيبي»: among names, a word that is a given name heads no venue.
    if (doc_.Is(at, c_.given) && ExpectsPerson()) {
      if (const int person = ParsePerson(at, kAnyProclitic, true); person >= 0)
        return chunk(ChunkType::kPerson, mentions_.persons[person].full.end, person);
    }
    if (const int venue = ParseFacility(at, kAnyProclitic); venue >= 0) {
      return chunk(ChunkType::kPlace, mentions_.places[venue].span.end, venue);
    }
  }
  const bool bracket =
      at > begin_ &&
      (doc_.IsMark(at - 1, '-') || doc_.IsMark(at - 1, '(') || doc_.IsMark(at - 1, '"')) &&
      previous_ != nullptr && previous_->type == ChunkType::kPerson;
  // «أمين الحزب بالغربية، صلاح الدين فلان»: where a person is expected, a given name is no town.
  const bool given_name = ExpectsPerson() && Phrase(at, c_.given) != nullptr;
  if (const PhraseMatch place = ProperName(at, c_.place, kAnyProclitic);
      !place.span.empty() &&
      (bracket || (place.span.size() > 1 && place.entry->word < 3 && !given_name))) {
    if (const int index = ParsePlace(at, kAnyProclitic, true); index >= 0) {
      return chunk(ChunkType::kPlace, mentions_.places[index].span.end, index);
    }
  }
  if (bracket) {
    if (const int place = ParseBracketedPlace(at); place >= 0)
      return chunk(ChunkType::kPlace, mentions_.places[place].span.end, place);
  }
  const bool strong = ExpectsPerson();
  if (const int person = ParsePerson(at, kAnyProclitic, strong); person >= 0) {
    return chunk(ChunkType::kPerson, mentions_.persons[person].full.end, person);
  }
  const WordInfo* before = at > begin_ ? doc_.WordAt(at - 1) : nullptr;
  const bool expected =
      (before != nullptr && before->Whole(c_.prep_in)) || (JoinedPreposition(at) & kBa) != 0;
  if (const int place = ParsePlace(at, kAnyProclitic, expected); place >= 0) {
    return chunk(ChunkType::kPlace, mentions_.places[place].span.end, place);
  }
  return chunk(ChunkType::kToken, at + 1, -1);
}

// «أحزاب الوفد والتجمع والكرامة»: behind a party of a list, one that «و» joins to it.
bool Recognizer::ListsParties(uint32_t at) const {
  if (previous_ == nullptr || previous_->type != ChunkType::kOrg || !Conjoined(at)) return false;
  const OrgMention& before = mentions_.orgs[previous_->index];
  return before.kind == "Party" && !before.anaphor && previous_->span.end == at;
}

// «تأسيس تحالف سياسي باسم "اللقاء الوطني"»: what a new coalition is called. -1 where the quotes at
// `at` hold no such name.
int Recognizer::ParseChristened(uint32_t at) {
  constexpr uint32_t kClose = 5;
  if (!doc_.IsMark(at, '"') || at + 1 >= end_ || previous_ == nullptr ||
      previous_->span.end != at || !previous_->classes.test(c_.name_cue)) {
    return -1;
  }
  const uint32_t close = QuoteEnd(at + 1);
  if (close == at + 1 || Word(at + 1, c_.party_head) || Word(at + 1, c_.org_head)) return -1;
  for (uint32_t head_at = previous_->span.begin; head_at-- > begin_;) {
    if (Boundary(head_at) || previous_->span.begin - head_at > kClose) return -1;
    const Reading* head = Word(head_at, c_.org_head, kAnyProclitic);
    if (head == nullptr || head->entry->Get("kind") != "Coalition") continue;
    OrgMention org;
    org.head = head->entry->lemma;
    org.kind = "Coalition";
    org.span = org.full = {at, close + 1};
    org.name = Keep(doc_.Phrase({at + 1, close}));
    mentions_.orgs.push_back(std::move(org));
    return static_cast<int>(mentions_.orgs.size()) - 1;
  }
  return -1;
}

// «على النحو التالي: أمانة التنظيم فلان»
bool Recognizer::NamesListedHead() const {
  if (!listing_ || previous_->type != ChunkType::kOrg) return false;
  const OrgMention& org = mentions_.orgs[previous_->index];
  return org.kind == "Secretariat" && !org.anaphor && org.number == Number::kSingular;
}

bool Recognizer::NamesPlace(const PhraseMatch& head) {
  if (!ProperName(head.span.end, c_.place).span.empty()) return true;
  return head.entry->Get("names") == "1" && !head.first.definite() &&
         UnlistedPlaceEnd(head.span.end) > head.span.end;
}

// «قرى», «مدن»: what follows are names.
bool Recognizer::OpensPlaceList(const Chunk& chunk) {
  if (chunk.type != ChunkType::kToken || chunk.span.size() != 1) return false;
  const Reading* head = Word(chunk.span.begin, c_.place_head, kAnyProclitic);
  return head != nullptr && head->entry->number == Number::kPlural && !head->definite() &&
         head->entry->Get("names") == "1";
}

// «عن حزب X: فلان، …», «نظيره في حزب X فلان»: the body at a token is whose people are named behind
// it.
bool Recognizer::SentBy(uint32_t body) const {
  if (body == begin_) return false;
  if (doc_.Is(body - 1, c_.prep_about)) return true;
  return doc_.Is(body - 1, c_.prep_in) && body - 1 > begin_ && doc_.Is(body - 2, c_.person_cue);
}

// «ضم الوفد فلانا», «تألف الوفد من فلان»
bool Recognizer::EndsTeam(uint32_t at) const {
  if (!doc_.Is(at, c_.team_noun)) return false;
  return doc_.Is(previous_->span.end - 1, c_.prep_from) ||
         (at > begin_ && doc_.Is(at - 1, c_.include_verb));
}

// True behind a post, a cue («برئاسة», «بحضور») or, in a list, another person, also on the line
// before.
bool Recognizer::ExpectsPerson() const {
  if (previous_ == nullptr) return after_name_line_;
  if (previous_->type == ChunkType::kPost || previous_->type == ChunkType::kPerson) return true;
  if (NamesListedHead()) return true;
  // «فلان -تاونات-، فلان …»
  if (previous_->type == ChunkType::kPlace) return before_previous_ == ChunkType::kPerson;
  if (previous_->type == ChunkType::kOrg) return SentBy(previous_->span.begin);
  if (previous_->type != ChunkType::kToken) return false;
  if (EndsTeam(previous_->span.begin)) return true;
  return (previous_->classes & person_cues_).any() ||
         doc_.Is(previous_->span.begin, c_.membership_noun);
}

// A plain token takes the classes of its word; a phrase of cue words («تحت إشراف») becomes one
// chunk.
void Recognizer::ClassifyToken(Chunk& chunk) {
  const uint32_t at = chunk.span.begin;
  const WordInfo* word = doc_.WordAt(at);
  if (word == nullptr) return;
  for (const PhraseMatch& match : phrases_.At(at)) {
    if (match.span.end > end_ || (match.first.proclitics & ~(kWa | kFa | kAl)) != 0) continue;
    if ((match.entry->classes & entity_classes_).any() || match.entry->Is(c_.not_date)) continue;
    if (match.span.end > chunk.span.end) chunk.classes.reset();
    if (match.span.end >= chunk.span.end) {
      chunk.span.end = match.span.end;
      chunk.classes |= match.entry->classes;
    }
  }
  if (chunk.span.size() > 1) return;
  chunk.classes |= word->conjoined_classes;
  // «عدد من الأعضاء»: what is as well a noun ends no clause.
  if (chunk.classes.test(c_.verb) &&
      std::all_of(word->readings.begin(), word->readings.end(), [this](const Reading& reading) {
        return !reading.Is(c_.verb) || reading.entry->Get("noun") == "1";
      })) {
    chunk.classes.reset(c_.verb);
  }
  if (!word->future) return;
  for (const Reading& reading : word->readings) {
    // The future sign is part of a verb: «سيعقد».
    if (reading.Is(c_.verb) && (reading.proclitics & ~(kWa | kFa | kAl | kSa)) == 0)
      chunk.classes |= reading.classes;
  }
}

bool Recognizer::Knows(Topic topic, std::string_view key) {
  if (second_) return Answered({topic, key});
  questions_.push_back({topic, Keep(key)});
  return false;
}

// The country that most places of the article are in.
void Recognizer::LearnCountry() {
  constexpr double kMost = 0.6;
  std::map<std::string_view, int> count;
  int all = 0;
  for (const PlaceMention& place : mentions_.places) {
    if (place.entry == nullptr || place.entry->word > 1) continue;
    const std::string_view country = place.entry->Get("cc");
    if (country.empty()) continue;
    ++count[country];
    ++all;
  }
  for (const auto& [country, places] : count) {
    if (places >= kMost * all) learned_.Learn(Topic::kCountry, country);
  }
}

// «المؤتمر الوطني» in an article about the Sudan: the party.
bool Recognizer::IsAtHome(uint32_t at) {
  if (phrases_.At(at).empty()) return false;
  const uint32_t end = ProperName(at, c_.party, kAnyProclitic).span.end;
  for (const PhraseMatch& match : phrases_.At(at)) {
    if (match.span.end == end && match.entry->Get("home") == "1" &&
        Knows(Topic::kCountry, match.entry->Get("cc"))) {
      return true;
    }
  }
  return false;
}

// «حزب الأمل الأخضر» above a statement: whose it is, which the text may not say again.
bool Recognizer::IsLetterhead(TokenSpan line) const {
  constexpr uint32_t kLongest = 8;
  return !line.empty() && line.size() <= kLongest && doc_.IsWhole(line.begin, c_.party_head) &&
         !IsDefiniteWord(line.begin);
}

std::pmr::vector<Chunks> Recognizer::ReadAll() {
  const auto& sentences = doc_.sentences;
  std::pmr::vector<Chunks> chunks(sentences.size(), &memory_);
  std::vector<size_t> asked(sentences.size() + 1);  // questions before each sentence
  carried_.assign(sentences.size() + 1, {});
  for (size_t i = 0; i < sentences.size(); ++i) {
    asked[i] = questions_.size();
    if (sentences[i].kind == BlockKind::kDateline && !IsLetterhead(sentences[i].tokens)) continue;
    after_name_line_ = i > 0 && IsNameLine(chunks[i - 1]);
    carry_ = carried_[i];
    chunks[i] = Read(sentences[i]);
    carried_[i + 1] = CarryOn(carry_);
  }
  asked.back() = questions_.size();
  LearnCountry();
  second_ = true;
  std::swap(table_, learned_);
  generic_parties_.clear();
  for (size_t i = 0; i < sentences.size(); ++i) {
    const bool changes =
        std::any_of(questions_.begin() + asked[i], questions_.begin() + asked[i + 1],
                    [this](const Question& q) { return Answered(q); });
    if (!changes) continue;
    after_name_line_ = i > 0 && IsNameLine(chunks[i - 1]);
    carry_ = carried_[i];
    chunks[i] = Read(sentences[i]);
    carried_[i + 1] = CarryOn(carry_);
  }
  return chunks;
}

// True where the first word of a line begins a person's name.
bool Recognizer::BeginsWithName(const Chunks& chunks) const {
  for (const Chunk& chunk : chunks) {
    if (chunk.type == ChunkType::kPerson) return true;
    if (chunk.type != ChunkType::kToken || doc_.tokens[chunk.span.begin].kind == TokenKind::kWord) {
      return false;
    }
  }
  return false;
}

// A short line that opens with a person: an item of a list.
bool Recognizer::IsNameLine(const Chunks& line) const {
  constexpr size_t kMostChunks = 8;
  return line.size() <= kMostChunks && BeginsWithName(line);
}

// A comma between a post and a name does not part them, nor does the number of a list's item
// («1) فلان 2) فلان»).
bool Recognizer::IsTransparent(uint32_t at) const {
  const TokenKind kind = doc_.tokens[at].kind;
  if (kind == TokenKind::kPunctuation) {
    return !doc_.IsMark(at, '.') || (at > begin_ && doc_.tokens[at - 1].kind == TokenKind::kNumber);
  }
  return kind == TokenKind::kNumber &&
         (doc_.IsMark(at + 1, ')') || doc_.IsMark(at + 1, '-') || doc_.IsMark(at + 1, '.'));
}

Chunks Recognizer::Read(const Sentence& sentence) {
  begin_ = sentence.tokens.begin;
  end_ = sentence.tokens.end;
  std::fill(starts_post_.begin() + begin_, starts_post_.begin() + end_, Answer::kUnknown);
  std::fill(starts_name_.begin() + begin_, starts_name_.begin() + end_, Answer::kUnknown);
  Chunks chunks(&memory_);
  chunks.reserve(end_ - begin_);
  Chunk last;
  ClassSet seen;  // what starts in the sentence
  previous_ = nullptr;
  told_end_ = begin_;
  place_list_ = listing_ = includes_ = coalition_told_ = false;
  last_person_end_ = 0;
  for (uint32_t at = begin_; at < end_;) {
    const Chunk chunk = ReadChunk(at);
    at = chunk.span.end;
    if (chunk.type == ChunkType::kPerson) last_person_end_ = at;
    const ClassSet& here = starts_[chunk.span.begin];
    seen |= here;
    if (chunk.type == ChunkType::kPost ||
        (chunk.type == ChunkType::kToken && (here & carrying_classes_).any()))
      Carry(chunk);
    if (chunk.type == ChunkType::kToken &&
        (doc_.IsMark(chunk.span.begin, ':') || chunk.classes.test(c_.list_cue)))
      listing_ = true;
    if (chunk.type == ChunkType::kMeeting && !mentions_.meetings[chunk.index].verbal)
      told_end_ = at;
    includes_ = includes_ || here.test(c_.include_verb) || here.test(c_.consist_verb);
    coalition_told_ = coalition_told_ || (chunk.type == ChunkType::kOrg &&
                                          mentions_.orgs[chunk.index].kind == "Coalition");
    place_list_ =
        (here.test(c_.place_head) && OpensPlaceList(chunk)) ||
        (place_list_ && (chunk.type == ChunkType::kPlace || doc_.IsMark(chunk.span.begin, 0x60C)));
    const bool transparent = chunk.type == ChunkType::kToken && IsTransparent(chunk.span.begin);
    if (!transparent) {
      before_previous_ = previous_ == nullptr ? ChunkType::kToken : last.type;
      last = chunk;
      previous_ = &last;
    }
    chunks.push_back(chunk);
  }
  if (seen.test(c_.talk_verb)) FindTalks(chunks);
  if (seen.test(c_.time_cue)) SetTimesAside(chunks);
  return chunks;
}

}  // namespace amana::ingest

// Posts. POST := [MODIFIER] HEAD ADJECTIVE* [FIELD | ORG | POST | PLACE] [ب/ل ORG] [PLACE]
// [STATUS].
#include <algorithm>

#include "ingest/mentions/recognizer.h"

namespace amana::ingest {
namespace {

constexpr int kMaxDepth = 4;

}  // namespace

// «أمين مال», «أمين صندوق»: a field without its article.
PhraseMatch Recognizer::IndefiniteField(uint32_t at) {
  const WordInfo& word = *doc_.tokens[at].word;
  for (const Stem& stem : word.stems) {  // «أمينا لسر الإقليم»
    if ((stem.proclitics & ~kLa) != 0) continue;
    for (const LexEntry* entry : lexicon_.Find("ال" + std::string(stem.k2))) {
      if (!entry->Is(c_.spec)) continue;
      return {entry, Reading{entry, stem.proclitics, stem.letters, true}, {at, at + 1}};
    }
  }
  return {};
}

// «بالتنظيم», «بقطاع المرأة»: the end of a field that no list has.
uint32_t Recognizer::ChargeEnd(uint32_t at) {
  const bool whole = IsDefiniteWord(at) || doc_.tokens[at].word->k2.starts_with("بال");
  return whole ? at + 1 : std::max(at + 1, NounPhraseEnd(at + 1, 3));
}

// «المكلف بالتنظيم», «المسؤول عن الإعلام»: a field joined to the post by a participle.
bool Recognizer::ReadCharge(PostMention& post, uint32_t& at) {
  const PhraseMatch charge = Longest(at, c_.charged);
  if (charge.span.empty() || Conjoined(at)) return false;
  const uint32_t field_at = charge.span.end;
  const PhraseMatch spec = Longest(field_at, c_.spec, kBa);
  uint32_t end = spec.span.empty() ? field_at : spec.span.end;
  if (spec.span.empty()) {
    if (field_at >= end_ || (charge.span.size() == 1 && (JoinedPreposition(field_at) & kBa) == 0))
      return false;
    end = ChargeEnd(field_at);
  }
  end = FieldTail(end);
  const bool definite = charge.first.definite();
  post.title.append(definite ? " ال" : " ").append(charge.entry->lemma);
  AddWords(post.title, {field_at, end});
  at = end;
  return true;
}

// What completes the head: a field («أمين التنظيم»), a body («رئيس المجلس»), another post («نائب
// رئيس الحزب»), or a territory («محافظ القاهرة»). True where something was read.
bool Recognizer::ReadPostComplement(PostMention& post, uint32_t& at, int depth) {
  if (at >= end_) return false;
  if (doc_.IsMark(at, '"')) {  // «رئيس "حركة X" فلان»
    const int quoted = ParseOrg(at + 1, 0, 1, true);
    if (quoted < 0) return false;
    post.org = quoted;
    at = SkipQuotes(mentions_.orgs[quoted].full.end);
    return true;
  }
  if (doc_.tokens[at].kind != TokenKind::kWord) return false;
  // «أمناء المحافظات»: the word says that each has one, not what the post is. «سكرتيري المحافظات»:
  // a plural, though a dual looks the same.
  if (const PhraseMatch kind = Longest(at, c_.place_head);
      post.number != Number::kSingular && !kind.span.empty() && kind.first.definite() &&
      kind.entry->number == Number::kPlural) {
    post.of_places = true;
    post.number = Number::kPlural;
    at = kind.span.end;
    return true;
  }
  const Reading* inner_head = Word(at, c_.post_head);
  PhraseMatch spec = Longest(at, c_.spec);
  // «أمين العمال»: a field, though governors («العامل») have this plural too.
  const bool of_many =
      inner_head != nullptr && !spec.span.empty() && inner_head->entry->number == Number::kPlural;
  if (inner_head != nullptr && !of_many && depth < kMaxDepth && !inner_head->entry->accusative) {
    const int inner = ParsePost(at, 0, depth + 1);
    if (inner >= 0) {
      const PostMention& nested = mentions_.posts[inner];
      post.title += " " + TitleInside(nested, at);
      if (nested.stem > 0) post.stem = post.title.size() - (nested.title.size() - nested.stem);
      post.org = nested.org;
      post.places = nested.places;
      // «مبعوث الرئيس»: the state's, though presidents may be a party's.
      post.state = nested.state || (post.state && nested.org < 0);
      post.of_meeting = nested.of_meeting;
      post.field_too = nested.field_too;
      post.central = nested.central;
      if (nested.status == "former") post.status = nested.status;  // «نائب رئيس الحزب السابق»
      at = nested.full.end;
      mentions_.posts.pop_back();  // «نائب رئيس X» is one post
      return true;
    }
  }
  if (spec.span.empty() && !IsDefiniteWord(at)) spec = IndefiniteField(at);
  const Checkpoint mark = Mark();
  const int org = ParseOrg(SkipQuotes(at), 0, 1, true);
  // «أمين التنظيم»: a field, though «التنظيم» may also be a body.
  const bool field = !spec.span.empty() && (org < 0 || mentions_.orgs[org].anaphor ||
                                            mentions_.orgs[org].full.end <= spec.span.end);
  if (org >= 0 && !field) {
    post.org = org;
    at = mentions_.orgs[org].full.end;
    return true;
  }
  Restore(mark);
  if (const Reading* meeting = Word(at, c_.meeting_noun, kBa | kLa);
      meeting != nullptr && meeting->definite() && post.title == post.lemma) {
    post.of_meeting = meeting->entry;
    post.field_too = !spec.span.empty();
  }
  if (!spec.span.empty()) {
    uint32_t end = spec.span.end;
    // «أمين سر اللجنة المركزية»: behind a field without its article, the body.
    const int body = !IsDefiniteWord(at) && depth < kMaxDepth ? ParseOrg(end, 0, 1, true) : -1;
    if (body >= 0) {
      AddWords(post.title, {at, end}, &spec.first);
      post.org = body;
      at = mentions_.orgs[body].full.end;
      return true;
    }
    // «مساعدا لإدارة التنوع»
    const bool joined = (spec.first.proclitics & kLa) != 0;
    const uint32_t phrase = NounPhraseEnd(joined ? end : at, 6);
    if (phrase > end) end = phrase;
    AddWords(post.title, {at, end}, &spec.first);
    at = end;
    return true;
  }
  if (const int place = ParsePlace(at, 0, true); place >= 0) {
    post.places.push_back(place);
    AddWords(post.title, mentions_.places[place].span);
    at = mentions_.places[place].span.end;
    return true;
  }
  // «رؤساء جماعات: فلان (تونفيت)»: a kind of body, no single one.
  if (const Reading* kind = Word(at, c_.org_head);
      kind != nullptr && kind->entry->number == Number::kPlural && !kind->definite() &&
      kind->proclitics == 0 && doc_.IsMark(at + 1, ':')) {
    post.title += " " + kind->entry->lemma;
    post.state = post.state || kind->entry->Get("owner") == "state";
    ++at;
    return true;
  }
  // «أمين عوض» is a name, no post; so is «أمين السعيداني».
  if (Word(at, c_.given) != nullptr && !IsDefiniteWord(at)) return false;
  if (doc_.IsWhole(at - 1, c_.given) &&
      (doc_.IsWhole(at, c_.surname) || doc_.tokens[at].word->readings.empty())) {
    return false;
  }
  // Behind an adjective stands no noun without its article: «كأمين عام تسمية الأمناء».
  const bool adjectives = post.title.find(' ') != std::string::npos;
  const uint32_t end = adjectives && !IsDefiniteWord(at) ? at : NounPhraseEnd(at, 5);
  if (end > at) {
    AddWords(post.title, {at, end});
    at = end;
    return true;
  }
  return false;
}

// «عضو بالأمانة العامة»: a body, though capitals have an «أمانة» too.
bool Recognizer::IsQualifiedBody(uint32_t at) {
  return Word(at, c_.org_head, kBa | kLa) != nullptr && at + 1 < end_ && IsDefiniteWord(at + 1) &&
         QualifiesBody(at + 1, Gender::kUnknown);
}

// A body or territory joined by ب، ل، في.
void Recognizer::LinkPost(PostMention& post, uint32_t& at, int) {
  for (int links = 0; links < 3 && at < end_; ++links) {
    // «أمينات المرأة بالمحافظات»: no one territory; «أمينة المرأة بالمحافظة»: the one at hand.
    // «في نفس المحافظة»
    const PhraseMatch in = Longest(at, c_.post_link);
    const uint32_t kind_at = in.span.empty() ? at : in.span.end;
    if (const PhraseMatch kind = Longest(kind_at, c_.place_head, kBa | kLa);
        !kind.span.empty() &&
        (in.span.empty() ? (kind.first.proclitics & (kBa | kLa)) != 0
                         : ProperName(kind_at, c_.place).span.empty()) &&
        (kind.entry->number == Number::kPlural || kind.first.definite()) &&
        !IsQualifiedBody(kind_at)) {
      // Behind a body it is the body's territory.
      const bool organ = post.org >= 0 && mentions_.orgs[post.org].kind != "Party";
      if (kind.entry->number == Number::kSingular && !organ)
        post.territory = kind.entry->Get("kind");
      at = kind.span.end;
      continue;
    }
    uint32_t next = at;
    uint8_t allowed = kBa | kLa;
    bool joined = false;
    if (const PhraseMatch name_of = Longest(next, c_.in_name_of); !name_of.span.empty()) {
      if (name_of.entry->possessed) {  // «الناطق باسمه»
        post.possessed = true;
        at = name_of.span.end;
        return;
      }
      next = name_of.span.end;
      allowed = 0;
      joined = true;
    }
    // «نائبا عن دائرة X»
    if (doc_.Is(next, c_.prep_about) && post.places.empty() && !Boundary(next + 1)) {
      const int seat = ParsePlace(next + 1, 0, true);
      if (seat < 0 || mentions_.places[seat].facility) return;
      post.places.push_back(seat);
      at = mentions_.places[seat].span.end;
      continue;
    }
    if (const PhraseMatch link = Longest(next, c_.post_link); !link.span.empty()) {
      next = link.span.end;
      allowed = 0;
      joined = true;
    }
    // «مسؤولة العلاقات فيه فلانة», «مسؤول مكتب الإعلام فيه فلان»
    if (const PhraseMatch there = Longest(next, c_.to_pronoun);
        !there.span.empty() && there.entry->Get("in") == "1" &&
        (NameFollows(there.span.end) || StartsNameBesidePost(there.span.end))) {
      const bool organ = post.org >= 0 && mentions_.orgs[post.org].parent < 0 &&
                         mentions_.orgs[post.org].kind != "Party";
      if (organ) mentions_.orgs[post.org].possessed = true;
      if (post.org < 0) post.possessed = true;
      if (organ || post.possessed) at = there.span.end;
      return;
    }
    if (next >= end_) return;
    // «بدير الزور»: of a name of several words only the whole shows the preposition.
    const bool whole_only = !joined && JoinedPreposition(next) == 0;
    if (whole_only && !MayStart(next, c_.place)) return;
    if (post.org < 0 && !whole_only) {
      const int org = ParseOrg(next, allowed, 1, true);
      if (org >= 0) {
        if (!joined && (mentions_.orgs[org].proclitics & (kBa | kLa)) == 0) {
          mentions_.orgs.pop_back();
          return;
        }
        post.org = org;
        at = mentions_.orgs[org].full.end;
        continue;
      }
    }
    const Checkpoint before = Mark();
    const int place = ParsePlace(next, allowed, true);
    if (place < 0) return;
    if (whole_only && (mentions_.places[place].proclitics & (kBa | kLa)) == 0) {
      Restore(before);
      return;
    }
    const bool own = post.places.empty();
    if (own) post.places.push_back(place);
    at = mentions_.places[place].span.end;
    // «في عكار وطرابلس فلان»
    while (at < end_ && Conjoined(at) && MayStart(at, c_.place)) {
      const Checkpoint mark = Mark();
      const int more = ParsePlace(at, kWa, true);
      const bool joined_place = more >= 0 && mentions_.places[more].proclitics == kWa;
      const uint32_t behind = joined_place ? mentions_.places[more].span.end : at;
      if (!joined_place ||
          !(Conjoined(behind) || NameFollows(behind) || StartsNameBesidePost(behind))) {
        Restore(mark);
        return;
      }
      if (own) post.places.push_back(more);
      at = behind;
    }
  }
}

// True where a post with a field or a body begins: a name before it ends there («حسن أمين أمانة
// …»).
bool Recognizer::StartsPost(uint32_t at) {
  const Reading* head = Word(at, c_.post_head);
  if (head == nullptr || head->entry->accusative) return false;
  // Names ask for posts and posts for names: each token answers once.
  if (starts_post_[at] == Answer::kUnknown) {
    const Checkpoint mark = Mark();
    const int post = ParsePost(at, 0, 1);
    const bool starts =
        post >= 0 && (mentions_.posts[post].org >= 0 || mentions_.posts[post].full.size() > 1);
    Restore(mark);
    starts_post_[at] = starts ? Answer::kYes : Answer::kNo;
  }
  return starts_post_[at] == Answer::kYes;
}

// Adjectives agree with the head; the canonical title has them in the masculine singular.
void Recognizer::ReadPostAdjectives(PostMention& post, uint32_t& at, int* adjectives) {
  for (*adjectives = 0; at < end_ && *adjectives < 4; ++at, ++*adjectives) {
    const Reading* adjective = Word(at, c_.post_adj);
    if (adjective == nullptr || Conjoined(at)) return;
    const bool definite = adjective->definite();
    if (!definite && doc_.IsWhole(at, c_.given) && StartsNameBesidePost(at)) return;  // «سامي»
    // «رئيس بلدية X»: a noun in construct, not an adjective of another gender.
    if (post.number == Number::kSingular && adjective->entry->gender != Gender::kUnknown &&
        post.gender != Gender::kUnknown && adjective->entry->gender != post.gender) {
      return;
    }
    if (definite != (post.definite || post.possessed) && !(post.construct_agrees(definite))) return;
    if (adjective->entry->Get("mute") == "1") {  // «القيادي البارز», «نواب جدد للرئيس»
      --*adjectives;
      continue;
    }
    if (definite && post.possessed && post.title == post.lemma) post.title.insert(0, "ال");
    post.title.append(definite ? " ال" : " ").append(adjective->entry->lemma);
    post.central = post.central || adjective->entry->Get("scope") == "party";
    if (adjective->entry->Get("owner") == "state") {  // «النائب البرلماني»
      post.state = true;
      post.body_kind = adjective->entry->Get("in");
    }
  }
}

// «السابق», «بالنيابة», and the body behind it: «المنسق العام بالنيابة لجبهة X».
void Recognizer::ReadStatus(PostMention& post, uint32_t& at, int depth) {
  for (PhraseMatch status = Longest(at, c_.status_adj, kBa); !status.span.empty();
       status = Longest(at, c_.status_adj, kBa)) {
    post.status = status.entry->Get("status");
    at = status.span.end;
  }
  // «(سابقا)»
  if (at < end_ && doc_.IsMark(at, '(')) {
    const PhraseMatch status = Longest(at + 1, c_.status_adj, kBa);
    if (!status.span.empty() && doc_.IsMark(status.span.end, ')')) {
      post.status = status.entry->Get("status");
      at = status.span.end + 1;
    }
  }
  if (post.status.empty()) return;
  if (post.org < 0 || mentions_.orgs[post.org].kind == "Party") {
    LinkPost(post, at, depth);  // «أمين الحزب الأسبق بمحافظة X»
  } else if (at < end_ && mentions_.orgs[post.org].parent < 0 &&
             !Longest(at, c_.body_link).span.empty()) {
    mentions_.orgs[post.org].full.end = at;  // «رئيس الإقليم السابق في حزب X»
    LinkOrg(post.org, 1);
    at = mentions_.orgs[post.org].full.end;
  }
}

// «القائم بأعمال رئيس الحزب»: what stands before the post says that it is held for a time.
int Recognizer::ParseActingPost(uint32_t at, uint8_t allowed, int depth) {
  const PhraseMatch modifier = Longest(at, c_.post_modifier, allowed);
  if (modifier.span.empty() || depth >= kMaxDepth) return -1;
  const int index = ParsePost(modifier.span.end, 0, depth + 1);
  if (index < 0) return -1;
  PostMention& post = mentions_.posts[index];
  post.status = modifier.entry->Get("status");
  post.proclitics = modifier.first.proclitics & ~kAl;
  post.span.begin = post.full.begin = at;
  return index;
}

// «انتخب فلان، عن حزب X، رئيسا»: what somebody is elected to be, apart from his name.
bool Recognizer::BehindElection(uint32_t at) const {
  constexpr uint32_t kClause = 18;
  for (uint32_t before = at; before-- > begin_ && at - before <= kClause;) {
    const WordInfo* word = doc_.WordAt(before);
    if (word == nullptr) continue;
    for (const ClassId cue : {c_.elect_verb, c_.elect_noun, c_.appoint_verb, c_.appoint_noun}) {
      if (word->Whole(cue)) return true;
    }
  }
  return false;
}

// «- المقرر: فلان», «- نائبته: فلانة»: at the start of a line, before a colon, a head noun alone is
// a post.
bool Recognizer::IsListItem(uint32_t at, uint32_t end) const {
  return doc_.IsMark(end, ':') && (at == begin_ || Boundary(at - 1));
}

// «فلان (رئيس)», «فلانة: مقررة»: alone in brackets, in a line, or between a colon and its end.
bool Recognizer::StandsAlone(uint32_t at, uint32_t end) const {
  if (at == begin_) return end >= end_;
  if (doc_.IsMark(at - 1, '(')) return doc_.IsMark(end, ')');
  const bool ends = end >= end_ || (end + 1 >= end_ && Boundary(end));
  if (doc_.IsMark(at - 1, ':') || doc_.IsMark(at - 1, '/')) return ends;
  // «• فلان، رئيس»
  constexpr uint32_t kShortLine = 8;
  return doc_.IsMark(at - 1, 0x60C) && ends && end_ - begin_ <= kShortLine;
}

// «رئيس شبكة "رصد" المستقلة فلان»: adjectives of the body between a post and the name of its
// holder.
uint32_t Recognizer::BodyAdjectivesEnd(uint32_t at) {
  constexpr uint32_t kMost = 2;
  for (uint32_t end = at; end < at + kMost && IsDefiniteWord(end) && !Conjoined(end) &&
                          !StopsName(end) && QualifiesBody(end, Gender::kUnknown);) {
    if (NameFollows(++end) || StartsNameBesidePost(end)) return end;
  }
  return at;
}

// One word or phrase that only qualifies, places or dates the post before it; `at` where there is
// none.
uint32_t Recognizer::TailStepEnd(uint32_t at) {
  if (Boundary(at) || Conjoined(at) || date_at_[at] >= 0) return at;
  const WordInfo& word = *doc_.tokens[at].word;
  if (word.Whole(c_.title) || word.Any(c_.post_head) || word.Whole(c_.verb)) return at;
  // «في دار السلام», «بدار السلام», «لجهة النهر»
  const bool in = !Longest(at, c_.post_link).span.empty();
  const uint32_t place_at = in ? at + 1 : at;
  if (const Reading* side = Word(at, c_.direction, kBa); side != nullptr && side->definite())
    return at + 1;  // «بالجنوب»
  if (in || JoinedPreposition(at) != 0) {
    const Checkpoint mark = Mark();
    const int place = ParsePlace(place_at, in ? 0 : kBa | kLa, true);
    const uint32_t end = place >= 0 ? mentions_.places[place].span.end : at;
    Restore(mark);
    // «رئيس المكتب الإعلامي في التعبئة فلان»: a department that no list has
    const bool department = in && end == at && IsDefiniteWord(place_at) && !StopsName(place_at) &&
                            !doc_.IsWhole(place_at, c_.meeting_noun);
    return department ? place_at + 1 : end;
  }
  return IsDefiniteWord(at) && !StopsName(at) &&
                 (QualifiesBody(at, Gender::kUnknown) || IsNisba(word))
             ? at + 1
             : at;
}

// «المنسق الجزري في دار السلام الأستاذ فلان», «مدير الوكالة حينها فلان»: the end of what stands
// between a post and the name of its holder.
uint32_t Recognizer::TailBeforeName(uint32_t at) {
  constexpr int kMostSteps = 4;
  uint32_t end = at;
  for (int steps = 0; steps < kMostSteps; ++steps) {
    const uint32_t next = TailStepEnd(end);
    if (next == end) return at;
    end = next;
    if (NameFollows(end)) return end;
  }
  return at;
}

// «المقرر السيد فلان», «القيادي فلان»
bool Recognizer::NameFollows(uint32_t at) {
  return StartsCertainName(at) || !Longest(at, c_.title).span.empty();
}

// «رئيسه فلان»: less than certain, but beside a post it is enough.
bool Recognizer::StartsNameBesidePost(uint32_t at) {
  constexpr float kEnough = 2.0F;
  if (Boundary(at)) return false;
  const NameParse name = ReadName(at, NameContext::kExpected);
  return name.parts >= 2 && name.score >= kEnough;
}

int Recognizer::ParsePost(uint32_t at, uint8_t allowed, int depth) {
  if (const int acting = ParseActingPost(at, allowed, depth); acting >= 0) return acting;
  const Reading* head = Word(at, c_.post_head, allowed);
  if (head == nullptr) return -1;
  const LexEntry& entry = *head->entry;
  if (entry.Get("exact") == "1" && !head->exact) return -1;  // «والى» is «وإلى»
  if (entry.accusative && entry.Get("noacc") == "1") return -1;  // «ممثلا رئيس الحزب» is no post
  PostMention post;
  post.lemma = entry.lemma;
  post.gender = entry.gender;
  post.number = entry.number;
  post.proclitics = head->proclitics & ~kAl;
  post.definite = head->definite();
  post.accusative = entry.accusative;
  post.possessed = entry.possessed;
  post.membership = entry.Get("member") == "1";
  post.senior = entry.Get("deputy");
  post.central = entry.Get("scope") == "party";
  post.state = entry.Get("owner") == "state";
  post.body_kind = entry.Get("in");
  post.sent = entry.Get("sent") == "1";
  post.presides = entry.Get("presides") == "1";
  post.title.append(post.definite ? "ال" : "").append(entry.lemma);
  uint32_t end = at + 1;
  int adjectives = 0;
  ReadPostAdjectives(post, end, &adjectives);
  bool complemented = false;
  if (!post.possessed && !post.definite) complemented = ReadPostComplement(post, end, depth);
  // «أمين الصندوق المساعد»: a deputy's adjective behind the field.
  if (complemented && post.org < 0 && end < end_ && !Boundary(end) && !Conjoined(end) &&
      IsDefiniteWord(end)) {
    const Reading* deputy = Word(end, c_.post_adj);
    if (deputy != nullptr && deputy->definite() && Word(end, c_.post_head) != nullptr) {
      AddWords(post.title, {end, end + 1});
      ++end;
    }
  }
  const size_t body_at = post.title.size();
  const int body = post.org;
  const bool direct = complemented;
  const bool charged = ReadCharge(post, end);
  // «عضو المكتب الوطني المكلف بالتنظيم»: a post in the body, besides membership.
  if (charged && post.membership && body >= 0) {
    post.membership = false;
    post.member_too = true;
    post.title.erase(0, body_at + 1);
  }
  complemented = charged || complemented;
  if (entry.Get("link") == "b" && !complemented) {  // «مكلف بالإعلام»
    const PhraseMatch spec = Longest(end, c_.spec, kBa);
    if (spec.span.empty() && (JoinedPreposition(end) & kBa) == 0) return -1;
    const uint32_t field_end = FieldTail(spec.span.empty() ? ChargeEnd(end) : spec.span.end);
    AddWords(post.title, {end, field_end});
    end = field_end;
    complemented = true;
  }
  complemented = ReadJoinedComplement(post, end, depth, adjectives, complemented) || complemented;
  // «مستشار رئيس الحزب للإعلام»: between the post and its field the body stays.
  if (body >= 0 && !post.member_too && post.title.size() > body_at &&
      JoinedPreposition(mentions_.orgs[body].full.begin) == 0) {
    const std::string name = BodyInTitle(mentions_.orgs[body]);
    post.title.insert(body_at, " " + name);
    if (post.stem >= body_at) post.stem += name.size() + 1;
  }
  if (post.number != Number::kSingular && (!complemented || post.org >= 0))
    post.stem = post.title.size();
  post.head_title = post.title;
  // «عضوا المكتب», «نائبا رئيس الحزب»: before what it governs, the alef is the dual's, not the
  // accusative's.
  const bool governs = post.org >= 0 && mentions_.orgs[post.org].full.begin == at + 1;
  if (post.accusative && adjectives == 0 && !Boundary(at + 1) && JoinablePreposition(at + 1) == 0 &&
      ((complemented && governs) || (direct && IsDefiniteWord(end - 1)))) {
    post.accusative = false;
    post.number = Number::kDual;
  }
  // «نوابه الثلاثة»
  if (const Reading* count = Word(end, c_.ordinary); post.number != Number::kSingular &&
                                                     count != nullptr && count->definite() &&
                                                     count->entry->Get("pos") == "num") {
    ++end;
  }
  const uint32_t linked = end;
  LinkPost(post, end, depth);
  // «أربعة أمناء للمراكز»: each of a place of his own.
  const bool of_places = post.number == Number::kPlural && end > linked && post.places.empty();
  const bool of_branches = post.number != Number::kSingular && post.org >= 0 &&
                           mentions_.orgs[post.org].number == Number::kPlural &&
                           mentions_.orgs[post.org].kind != "Party";
  post.of_places = post.of_places || of_places || of_branches;
  if (of_branches) post.number = Number::kPlural;
  ReadStatus(post, end, depth);
  if (post.org >= 0 && depth == 0) end = BodyAdjectivesEnd(end);
  if (depth == 0 && post.number == Number::kSingular &&
      (post.definite || post.possessed || post.org >= 0 || complemented)) {
    end = TailBeforeName(end);
  }
  // «رئيس الجمهورية», «الوزير الأول»
  if (const PhraseMatch whole = Longest(at, c_.post_entry, allowed);
      !whole.span.empty() && whole.span.end <= end && post.org < 0) {
    post.state = post.state || whole.entry->Get("owner") == "state";
    post.membership = post.membership || whole.entry->Get("member") == "1";
  }
  // «رئيس الصومال», «رئيس ولاية X»
  if (entry.Get("land") == "state" && complemented && post.org < 0 && !post.places.empty() &&
      mentions_.places[post.places.front()].span.begin == at + 1) {
    post.state = true;
  }
  // «المحافظ الولائي لباتنة»: an office of state elsewhere, a party's own in this country.
  if (const std::string_view party_in = entry.Get("party_in"); !party_in.empty()) {
    for (const int place : post.places) {
      const LexEntry* known = mentions_.places[place].entry;
      if (known != nullptr && known->Get("cc") == party_in) post.state = false;
    }
  }
  post.bare = adjectives == 0 && !complemented && post.org < 0 && post.places.empty() &&
              post.territory.empty() && !of_places;
  const bool named = post.definite || post.possessed;
  const bool party_office = !post.state && !post.membership && entry.Get("noacc") != "1";
  const uint32_t name_at = doc_.IsMark(end, 0x60C) ? end + 1 : end;
  const bool alone_counts =
      (entry.Get("alone") == "1" && named) ||
      (IsListItem(at, end) && (named || post.number != Number::kSingular || NameFollows(end + 1) ||
                               StartsNameBesidePost(end + 1))) ||
      (post.possessed && (!post.senior.empty() || entry.Get("possessed") == "1")) ||
      (entry.Get("before") == "name" && named && NameFollows(end)) ||
      (party_office && post.possessed &&
       (NameFollows(name_at) || StartsNameBesidePost(name_at))) ||  // «رئيسه فلان»
      // «برئاسة المنسق فلان»
      (party_office && post.definite && depth == 0 && ExpectsPerson() && StartsNameBesidePost(end));
  // Behind another post a bare one is enough: «نائب الرئيس».
  // «فلان مقررا»: what the person before it becomes.
  const bool behind_alias = previous_ != nullptr && before_previous_ == ChunkType::kPerson &&
                            doc_.IsMark(previous_->span.begin, ')');  // «فلان (أبو فلان)»
  const bool behind_name =
      behind_alias || (previous_ != nullptr && previous_->type == ChunkType::kPerson);
  const bool becomes =
      (behind_name && (post.accusative || (post.number != Number::kSingular && !named))) ||
      (post.accusative && party_office && depth == 0 && BehindElection(at)) ||
      (party_office && (behind_name || (at == begin_ && named)) && StandsAlone(at, end));
  if (post.bare && !alone_counts && post.status.empty() && !becomes && (depth == 0 || !named)) {
    return -1;
  }
  if (post.sent) post.places.clear();
  post.span = post.full = {at, end};
  post.words = post.span;
  post.head = head;
  mentions_.posts.push_back(std::move(post));
  return static_cast<int>(mentions_.posts.size()) - 1;
}

}  // namespace amana::ingest

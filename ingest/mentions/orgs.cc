// Bodies. ORG := HEAD NAME [LINK ORG] [LINK PLACE], read right-recursively: the body's own name
// ends where a preposition, a title, a verb, another head or a person's name begins, so that a
// secretariat and its party are two mentions with a link, never one long name.
#include <algorithm>

#include "core/text/fold.h"
#include "ingest/mentions/recognizer.h"

namespace amana::ingest {
namespace {

constexpr int kMaxDepth = 5;

}  // namespace

// «برئاسة فلان», «تضم كلا من», «من خمسة أعضاء هم»: who heads it or who is in it.
bool Recognizer::PeopleFollow(uint32_t at) {
  constexpr uint32_t kCounted = 5;  // «من خمسة أعضاء بالتساوي وهم»
  for (ClassId cue : {c_.chair_cue, c_.head_verb, c_.list_cue, c_.roster_cue, c_.they_cue}) {
    if (!Longest(at, cue).span.empty()) return true;
  }
  if (Word(at, c_.include_verb) != nullptr) return !Longest(at + 1, c_.pair_cue).span.empty();
  if (Word(at, c_.prep_from) == nullptr) return false;
  for (uint32_t next = at + 1; next < end_ && next <= at + kCounted && !Boundary(next); ++next) {
    if (!Longest(next, c_.they_cue, kWa).span.empty()) return true;
  }
  return false;
}

// «انتخب المؤتمر هيئة سياسية», «تشكيل لجنة وطنية»: a word of election or formation closely before,
// or its verb with whoever elects between («انتخب مؤتمر حزب X مكتبا تنفيذيا»).
bool Recognizer::IsElected(uint32_t at) const {
  constexpr uint32_t kClose = 3;
  constexpr uint32_t kSubject = 8;
  for (uint32_t before = at; before-- > begin_ && at - before <= kSubject;) {
    if (Boundary(before)) return false;
    const WordInfo& word = *doc_.tokens[before].word;
    const bool verb = word.Find(c_.elect_verb, kWa | kFa) != nullptr ||
                      word.Find(c_.form_verb, kWa | kFa) != nullptr;
    const bool noun = word.Whole(c_.elect_noun) || word.Whole(c_.formed_noun);
    if (verb || (noun && at - before <= kClose)) return true;
    if (word.Any(c_.verb) && at - before > kClose) return false;
  }
  return false;
}

// «لجنة للتواصل مع السلطة المحلية», «هيئة للرقابة والتحكيم»: what a new body is for.
uint32_t Recognizer::NewPurposeEnd(uint32_t at) {
  const PhraseMatch field = Longest(at, c_.spec, kLa);
  uint32_t end = PurposeEnd(at);
  if (!field.span.empty() && (field.first.proclitics & kLa) != 0)
    end = std::max(end, field.span.end);
  const bool thing = !Boundary(at) && (JoinedPreposition(at) & kLa) != 0 && IsDefiniteWord(at);
  if (end == at && thing && ProperName(at, c_.place, kLa).span.empty() &&
      ProperName(at, c_.party, kLa).span.empty() && Word(at, c_.party_head, kLa) == nullptr &&
      Word(at, c_.post_head, kLa) == nullptr && Word(at, c_.place_head, kLa) == nullptr) {
    end = at + 1;
  }
  if (end == at) return at;
  while (end < end_ && !Boundary(end) && !Conjoined(end) && IsDefiniteWord(end) &&
         IsRelationAdjective(end)) {
    ++end;  // «للطوارئ الإنسانية»
  }
  return FieldTail(end);
}

// «هيئة إدارية مؤقتة للفرع برئاسة فلان»: whose it is stands between.
bool Recognizer::PeopleFollowOwner(uint32_t at) {
  if (Boundary(at) || JoinedPreposition(at) == 0) return false;
  const Checkpoint mark = Mark();
  const int owner = ParseOrg(at, kBa | kLa, 1, true);
  const bool follow = owner >= 0 && PeopleFollow(mentions_.orgs[owner].full.end);
  Restore(mark);
  return follow;
}

// «لجنة مؤقتة برئاسة فلان», «مكتبا سياسيا جديدا يضم كلا من»: new to the text, but its people are
// named.
int Recognizer::ParseHeadedOrgan(uint32_t at, const Reading& head) {
  uint32_t end = AdjectivesEnd(at + 1, false, head.entry->gender);
  if (end == at + 1 && !Boundary(end) && JoinablePreposition(end) == 0) {  // «لجنة متابعة»
    if (const PhraseMatch field = IndefiniteField(end); !field.span.empty()) end = field.span.end;
  }
  end = NewPurposeEnd(end);
  if (end == at + 1) return -1;
  uint32_t behind = end;
  while (behind < end_ && Word(behind, c_.fresh_adj) != nullptr) ++behind;
  // «تشكيل وحدة عمل»: what else is formed is no body.
  const bool new_body = head.entry->Get("doubtful").empty() && IsElected(at);
  if (!PeopleFollow(behind) && !new_body && !PeopleFollowOwner(behind)) return -1;
  OrgMention org;
  org.head = head.entry->lemma;
  org.kind = head.entry->Get("kind", "Unit");
  org.proclitics = head.proclitics & ~kAl;
  org.indefinite = true;
  org.span = org.full = {at, end};
  org.name = NameOf(org.span, &head);
  if (head.entry->accusative) {  // «مكتبا سياسيا» is «مكتب سياسي»
    std::string name = head.entry->lemma;
    for (uint32_t word = at + 1; word < end; ++word) {
      const Reading* adjective = Word(word, c_.org_modifier);
      name += " " + (adjective != nullptr && adjective->entry->accusative
                         ? std::string(adjective->entry->lemma)
                         : doc_.Phrase({word, word + 1}));
    }
    org.name = Keep(name);
  }
  mentions_.orgs.push_back(std::move(org));
  return static_cast<int>(mentions_.orgs.size()) - 1;
}

// «مجلس شورى حزب X», «مكتب إعلام الحركة»: behind a field without its article, the larger body.
int Recognizer::ParseOwnerBehindField(uint32_t at, int depth, const LexEntry** field) {
  if (Boundary(at + 1) || Boundary(at + 2) || IsDefiniteWord(at + 1)) return -1;
  const PhraseMatch spec = IndefiniteField(at + 1);
  if (spec.span.empty() || spec.first.proclitics != 0) return -1;
  const Checkpoint mark = Mark();
  const int owner = ParseOrg(at + 2, 0, depth + 1, true);
  if (owner >= 0 &&
      (mentions_.orgs[owner].kind == "Party" || mentions_.orgs[owner].kind == "Coalition") &&
      mentions_.orgs[owner].span.begin == at + 2) {
    *field = spec.entry;
    return owner;
  }
  Restore(mark);
  return -1;
}

// A word that, behind the head of a body, can only be its name, whatever it is elsewhere.
bool Recognizer::IsBareName(uint32_t at) const {
  const WordInfo* word = at < end_ ? doc_.WordAt(at) : nullptr;
  if (word == nullptr || Boundary(at) || Conjoined(at) || JoinedPreposition(at) != 0) return false;
  for (ClassId other : {c_.function, c_.org_head, c_.party_head, c_.org_modifier, c_.post_adj,
                        c_.status_adj, c_.post_head, c_.title, c_.verb}) {
    if (word->Any(other)) return false;
  }
  return std::none_of(word->readings.begin(), word->readings.end(),
                      [](const Reading& reading) { return reading.entry->Get("pos") == "adj"; });
}

// «مجلس رؤساء الائتلاف», «مكتب المجلس», but not «لجنة الإدارة», «مكتب الفرع»: directly behind the
// head a word that is a field or the party's unit as well is no body that was named before.
bool Recognizer::EndsWithBody(uint32_t at, uint32_t end) const {
  if (end < at + 2 || !IsDefiniteWord(end - 1)) return false;
  const Reading* head = Word(end - 1, c_.org_head);
  if (end > at + 2) return head != nullptr || Word(end - 1, c_.party_head) != nullptr;
  return head != nullptr && head->entry->number == Number::kSingular &&
         head->entry->Get("doubtful").empty() && head->entry->Get("kind") != "Unit" &&
         Word(end - 1, c_.spec) == nullptr;
}

// «فرع المحافظة», «بلدية المدينة»: the kind of a place that was named before.
std::string_view Recognizer::KindOfPlace(uint32_t at) const {
  const Reading* kind = Word(at, c_.place_head);
  const bool one = kind != nullptr && kind->definite() && kind->entry->number == Number::kSingular;
  return one ? kind->entry->Get("kind") : std::string_view();
}

int Recognizer::ParseOrgan(uint32_t at, const Reading& head, uint8_t allowed, int depth,
                           bool expected) {
  OrgMention org;
  org.head = head.entry->lemma;
  org.kind = head.entry->Get("kind", "Unit");
  org.number = head.entry->number;
  org.possessed = head.entry->possessed;
  org.proclitics = head.proclitics & ~kAl;
  // «للجنة المركزية»: the article is hidden in the two lams where an adjective with its article
  // follows.
  Reading shown = head;
  if (!head.definite() && (head.proclitics & kLa) != 0 && head.entry->k2.starts_with("ل") &&
      IsDefiniteWord(at + 1) && QualifiesBody(at + 1, head.entry->gender) &&
      Longest(at + 1, c_.spec).span.empty()) {
    shown.proclitics |= kAl;
  }
  const bool definite = shown.definite() || org.possessed;
  // مؤتمر، ملتقى: more often a meeting; قيادة: a body where an adjective of level says so.
  const std::string_view doubt = head.entry->Get("doubtful");
  const bool doubtful =
      doubt == "1" || (doubt == "bare" && !(IsDefiniteWord(at + 1) && shown.definite() &&
                                            Word(at + 1, c_.org_modifier) != nullptr));
  bool is_spec = false;
  // «عقد الحزب مؤتمرا جماهيريا برئاسة فلان»: a meeting.
  const bool meets = Word(at, c_.meeting_noun) != nullptr && !expected;
  if (!definite && org.number == Number::kSingular && depth == 0 && !meets) {
    if (const int index = ParseHeadedOrgan(at, head); index >= 0) return index;
  }
  if (!definite && head.entry->accusative) return -1;
  int inner = -1;
  // «فريق البام», «أمانة حزب X»: a party's name directly behind the head is not a field.
  const bool named = ProperName(SkipQuotes(at + 1), c_.party).span.size() >
                     Longest(at + 1, c_.spec).span.size();  // «فرع المؤتمر الشعبي العام»
  if (!definite && depth < kMaxDepth && (named || Longest(at + 1, c_.spec).span.empty())) {
    const Checkpoint mark = Mark();
    inner = Word(at + 1, c_.party_head) != nullptr
                ? ParseOrg(at + 1, 0, depth + 1, true)
                : ParseNamedOrg(SkipQuotes(at + 1), 0, org.kind == "Unit");
    // «اتحاد القوى الوطنية» is another body than «تحالف القوى الوطنية»: unions and coalitions are
    // not named by the party that they belong to.
    if (inner >= 0 && mentions_.orgs[inner].head.empty() &&
        mentions_.orgs[inner].entry != nullptr &&
        (org.kind == "Union" || org.kind == "Coalition") && !doc_.IsMark(at + 1, '"')) {
      inner = -1;
    }
    if (inner < 0) Restore(mark);
  }
  // «مجلس شورى حزب X» is its «مجلس الشورى».
  const LexEntry* field = nullptr;
  const Gender agreement = org.number == Number::kPlural ? Gender::kUnknown : head.entry->gender;
  if (inner < 0 && !definite && org.number == Number::kSingular && depth < kMaxDepth)
    inner = ParseOwnerBehindField(at, depth, &field);
  uint32_t end =
      inner >= 0 ? mentions_.orgs[inner].full.end : SpecEnd(at + 1, definite, agreement, &is_spec);
  // «مجلس شورى حزب X», «لجنة شباب حركة X»: behind nouns in construct, the party.
  int party = -1;
  if (inner < 0 && !definite && depth < kMaxDepth) {
    for (uint32_t at_party = at + 2; at_party <= std::min(end, end_ - 1); ++at_party) {
      if (IsDefiniteWord(at_party - 1)) break;
      const Reading* word = Word(at_party, c_.party_head);
      if (word == nullptr || word->entry->number != Number::kSingular) continue;
      const Checkpoint mark = Mark();
      party = ParseOrg(at_party, 0, depth + 1, true);
      if (party >= 0 && word->definite() && mentions_.orgs[party].anaphor) {
        Restore(mark);
        party = -1;
      }
      if (party >= 0) end = at_party;
      break;
    }
  }
  // «كتلة "النهوض اللبناني"»; but «رئيس المؤتمر "فلان"».
  if (inner < 0 && end == at + 1 && doc_.IsMark(at + 1, '"') && !StartsCertainName(at + 2) &&
      !StopsName(at + 2)) {  // «اللجنة "صنعت اسمه"»: what somebody says
    uint32_t close = at + 2;
    while (close < end_ && close < at + 9 && !doc_.IsMark(close, '"')) ++close;
    if (doc_.IsMark(close, '"')) end = close + 1;
  }
  // «تحالف القوى المدنية من أجل السلام»
  if (inner < 0 && end > at + 1 && org.kind == "Coalition") {
    const PhraseMatch aim = Longest(end, c_.aim_link);
    if (!aim.span.empty() && IsIdeal(aim.span.end, kAl) && !OwnedByParty(at))
      end = AdjectivesEnd(aim.span.end + 1, true, Gender::kUnknown);
  }
  if (inner >= 0) {
    // named by its larger body
  } else if (end == at + 1) {
    if (definite && ReadOwnUnit(org, end)) {
      // named by its place
    } else if (definite) {
      org.anaphor = true;
      if (doubtful && !expected) return -1;
    } else {
      // «مكتب مجلس النواب», «أمانة حزب الوفد»: the body behind the head is its parent.
      const uint32_t next = SkipQuotes(at + 1);
      inner = depth < kMaxDepth ? ParseOrg(next, 0, depth + 1, true) : -1;
      if (inner >= 0) {
        end = mentions_.orgs[inner].full.end;
      } else {
        const int place = ParsePlace(at + 1, 0, true);
        if (place >= 0 && head.entry->Get("place") != "0") {
          org.places.push_back(place);
          end = mentions_.places[place].span.end;
        } else if (expected && org.kind == "Coalition" && IsBareName(at + 1)) {
          end = at + 2;  // «ائتلاف صمود»
        } else {
          return -1;
        }
      }
    }
  } else if (!definite) {
    const int place = ParsePlace(at + 1, 0, true);
    // «قائمة المنصورة», «دائرة تيزنيت»: no body of a party.
    if (place >= 0 && mentions_.places[place].span.end == end && head.entry->Get("place") == "0" &&
        mentions_.places[place].entry != nullptr && Word(at + 1, c_.place_head) == nullptr) {
      return -1;
    }
    if (place >= 0 && mentions_.places[place].span.end <= end) org.places.push_back(place);
  }
  // «مجلس رؤساء الائتلاف», «هيئة رئاسة الملتقى», «فرع النقابة»: the name ends with the larger body.
  int whole = -1;
  if (inner < 0 && party < 0 && !definite && depth < kMaxDepth && EndsWithBody(at, end)) {
    const Checkpoint mark = Mark();
    whole = ParseOrg(end - 1, 0, depth + 1, true);
    if (whole >= 0 && (!mentions_.orgs[whole].anaphor || mentions_.orgs[whole].full.end != end)) {
      Restore(mark);
      whole = -1;
    }
  }
  // «إقليم زحلة»: in some countries a party's unit.
  if (const std::string_view lands = head.entry->Get("land"); !lands.empty()) {
    const LexEntry* land =
        org.places.empty() ? nullptr : mentions_.places[org.places.front()].entry;
    // «إقليم حركة فتح في نابلس»
    const bool of_party = inner >= 0 && mentions_.orgs[inner].kind == "Party";
    if (!of_party && (land == nullptr || lands.find(land->Get("cc")) == std::string_view::npos))
      return -1;
    const PhraseMatch owner = ProperName(end, c_.party);
    expected = expected || (!owner.span.empty() && owner.entry->Get("adj") == "1");
  }
  const bool sure =
      inner >= 0 && mentions_.orgs[inner].kind == "Party" && head.entry->Get("sure") == "party";
  if (doubtful && !expected && !org.anaphor && !sure) {
    const std::string key = FoldK2(doc_.Phrase({at, end}, &shown));
    if (!Knows(Topic::kOrg, key)) return -1;
    org.known_only = true;
  }
  org.span = {at, field != nullptr ? at + 2 : inner >= 0 ? mentions_.orgs[inner].span.end : end};
  org.full = {at, end};
  // «مكتبه السياسي» is somebody's «المكتب السياسي».
  if (field != nullptr) {
    org.name = Keep(doc_.Phrase({at, at + 1}, &shown) + " " + field->form);
  } else if (org.possessed && !org.places.empty()) {
    org.name =
        Keep(head.entry->lemma + " " + std::string(mentions_.places[org.places.front()].name));
  } else if (org.possessed) {
    std::string name = "ال" + head.entry->lemma;
    if (end > at + 1) AddWords(name, {at + 1, end});
    org.name = Keep(name);
  } else {
    org.name = NameOf(org.span, &shown);
  }
  if (org.places.empty() && end == at + 2 && org.kind != "Committee")
    org.territory = KindOfPlace(at + 1);
  org.parent = std::max({inner, party, whole});  // at most one of them
  if (org.parent < 0 && end > at + 1) org.parent = ParsePartyAdjective(end - 1);
  if (party >= 0) org.full.end = mentions_.orgs[party].full.end;
  if (doubtful && expected && !org.anaphor) learned_.Learn(Topic::kOrg, FoldK2(org.name));
  (void)allowed;
  mentions_.orgs.push_back(std::move(org));
  const int index = static_cast<int>(mentions_.orgs.size()) - 1;
  return index;
}

// «فرعنا في البصرة», «كاتب فرعه بأرفود»: the branch there of whoever the pronoun means.
bool Recognizer::ReadOwnUnit(OrgMention& org, uint32_t& end) {
  if (!org.possessed || org.number != Number::kSingular || org.kind != "Unit") return false;
  const PhraseMatch in = Longest(end, c_.post_link);
  const uint32_t at = in.span.empty() ? end : in.span.end;
  if (in.span.empty() && (JoinedPreposition(at) & kBa) == 0) return false;
  const Checkpoint mark = Mark();
  const int place = ParsePlace(at, in.span.empty() ? kBa : 0, true);
  if (place < 0 || mentions_.places[place].facility) {
    Restore(mark);
    return false;
  }
  org.places.push_back(place);
  end = mentions_.places[place].span.end;
  return true;
}

// «الحاكم», «المعارض», «المنحل»: behind a party's name, no part of it.
bool Recognizer::IsEpithet(uint32_t at) const {
  if (Boundary(at) || Conjoined(at) || !IsDefiniteWord(at)) return false;
  const auto& readings = doc_.tokens[at].word->readings;
  return std::any_of(readings.begin(), readings.end(), [](const Reading& reading) {
    return reading.definite() && reading.entry->Get("epithet") == "1";
  });
}

// «إقليم البترون الكتائبي», «الفريق الاستقلالي»: the adjective that a party's name gives.
int Recognizer::ParsePartyAdjective(uint32_t at) {
  const PhraseMatch party = ProperName(at, c_.party);
  if (party.span.size() != 1 || party.entry->Get("adj") != "1") return -1;
  OrgMention org;
  org.entry = party.entry;
  org.span = org.full = party.span;
  org.kind = "Party";
  org.name = party.entry->form;
  mentions_.orgs.push_back(std::move(org));
  return static_cast<int>(mentions_.orgs.size()) - 1;
}

// «بجماعة تيسة»: a territory, though its word heads bodies too.
bool Recognizer::NamesArea(uint32_t at) {
  if (Word(at, c_.place_head, kBa | kLa) == nullptr) return false;
  const std::optional<PlaceMention> place = PlaceAhead(at);
  return place && place->entry != nullptr;
}

std::optional<PlaceMention> Recognizer::PlaceAhead(uint32_t at) {
  const Checkpoint mark = Mark();
  std::optional<PlaceMention> place;
  if (const int index = ParsePlace(at, kBa | kLa, true); index >= 0)
    place = mentions_.places[index];
  Restore(mark);
  return place;
}

// What follows a body's own name: a larger body or a territory, joined by ب، ل، في, an adjective
// («التابعة لـ»), or nothing («حزب مستقبل وطن الإسكندرية»).
void Recognizer::LinkOrg(int index, int depth) {
  for (int links = 0; links < 3; ++links) {
    OrgMention& org = mentions_.orgs[index];
    uint32_t at = org.full.end;
    if (at >= end_) return;
    bool joined = false;
    if (const PhraseMatch link = Longest(at, c_.link_adj); !link.span.empty()) {
      at = link.span.end;
      joined = true;
    }
    // «حزب X الحاكم», «الحزب Y المنحل»: what is said of it.
    if (org.kind == "Party" && !joined && IsEpithet(at)) {
      mentions_.orgs[index].full.end = at + 1;
      continue;
    }
    if (const int of = joined ? -1 : ParsePartyAdjective(at); of >= 0) {
      if (mentions_.orgs[index].parent < 0) mentions_.orgs[index].parent = of;
      mentions_.orgs[index].full.end = at + 1;
      continue;
    }
    uint8_t allowed = kBa | kLa;
    const PhraseMatch word = Longest(at, c_.body_link);
    if (!word.span.empty() && !joined && word.entry->Get("behind") == "link_adj") {
      // «رئيس المجلس الولائي عن الحزب فلان»: for whom somebody sits there.
      const Checkpoint mark = Mark();
      const int whom = depth < kMaxDepth ? ParseOrg(word.span.end, 0, depth + 1, true) : -1;
      const uint32_t end = whom >= 0 ? mentions_.orgs[whom].full.end : 0;
      const bool party_of = whom >= 0 && mentions_.orgs[whom].kind == "Party";
      if (!party_of) {
        Restore(mark);
        return;
      }
      mentions_.orgs[index].sender = whom;
      mentions_.orgs[index].full.end = end;
      return;
    }
    if (!word.span.empty()) {
      at = word.span.end;
      allowed = 0;
      joined = true;
    } else if (joined) {
      allowed = kBa | kLa;
    }
    // «لـ"الإنصاف"»: the preposition stands by itself.
    if (at + 1 < end_ && doc_.IsMark(at + 1, '"') &&
        (doc_.tokens[at].word != nullptr &&
         (doc_.tokens[at].word->k2 == "ل" || doc_.tokens[at].word->k2 == "ب"))) {
      ++at;
      allowed = 0;
      joined = true;
    }
    if (at >= end_ || (doc_.tokens[at].kind != TokenKind::kWord && !joined)) return;
    uint8_t preposition = JoinedPreposition(at);
    // «لعين التوتة»: of a name of several words only the whole shows the preposition.
    if (preposition == 0 && !joined && MayStart(at, c_.place)) {
      if (const auto place = PlaceAhead(at)) preposition = place->proclitics & (kBa | kLa);
    }
    int parent = -1;
    // A party is not part of what is joined to it («حزب X في مكتبه»); a bare «الحزب» takes no place
    // either.
    const bool party = mentions_.orgs[index].kind == "Party";
    if (party && mentions_.orgs[index].anaphor) return;
    if ((preposition != 0 || joined) && depth < kMaxDepth && !party && !NamesArea(at)) {
      const Checkpoint mark = Mark();
      parent = ParseOrg(at, allowed, depth + 1, true);
      // «المكتب الموحد لإدارة شؤون الحزب»: what it does.
      const Reading* work = (preposition & kLa) != 0 ? Word(at, c_.org_head, kLa) : nullptr;
      const bool activity = work != nullptr && work->entry->Get("work") == "1" && !work->definite();
      if (parent >= 0 && (mentions_.orgs[parent].possessed || activity)) {
        Restore(mark);
        return;
      }
    }
    if (parent >= 0) {
      if (!joined && (mentions_.orgs[parent].proclitics & (kBa | kLa)) == 0) return;
      // «فريق البام بمجلس الجهة»: what its name says outranks what is joined to it.
      if (mentions_.orgs[index].parent < 0) mentions_.orgs[index].parent = parent;
      mentions_.orgs[index].full.end = mentions_.orgs[parent].full.end;
      continue;
    }
    if (const PhraseMatch level = Longest(at, c_.not_place, kBa); !level.span.empty()) return;
    // «فرع الحزب بالمحافظة»: over the one that was named.
    if (const PhraseMatch kind = Longest(at, c_.place_head, kBa);
        !party && !kind.span.empty() && kind.entry->number == Number::kSingular &&
        kind.first.definite() && (kind.first.proclitics & kBa) != 0 &&
        ProperName(kind.span.end, c_.place).span.empty() && !IsNationwide(index)) {
      mentions_.orgs[index].territory = kind.entry->Get("kind");
      mentions_.orgs[index].full.end = kind.span.end;
      continue;
    }
    const bool bare_place = !joined && preposition == 0;
    const bool branch =
        mentions_.orgs[index].kind == "Party" && mentions_.orgs[index].entry != nullptr;
    if (bare_place && (!branch || StartsCertainName(at))) return;
    // «مؤتمر حزب X بوهران»: where it happens, not which branch it is.
    if (party && !bare_place) return;
    if ((preposition & kLa) == 0 && IsNationwide(index)) return;
    const int place = ParsePlace(at, bare_place || joined ? 0 : kBa | kLa, true);
    if (place < 0) return;
    mentions_.orgs[index].places.push_back(place);
    mentions_.orgs[index].full.end = mentions_.places[place].span.end;
  }
}

// «حركة التحرير الوطني الفلسطيني "فتح"»: what else a party is called, in quotes or brackets behind
// its name.
void Recognizer::SkipNickname(int party) {
  const uint32_t at = mentions_.orgs[party].full.end;
  const bool quote = doc_.IsMark(at, '"');
  if (at + 2 >= end_ || (!quote && !doc_.IsMark(at, '('))) return;
  const PhraseMatch name = ProperName(at + 1, c_.party);
  if (name.span.empty() || !doc_.IsMark(name.span.end, quote ? '"' : ')')) return;
  mentions_.orgs[party].full.end = name.span.end + 1;
}

// «حركة فتح إقليم طولكرم», «حزب X فرع المنصورة»: the party's unit, told behind its name.
int Recognizer::ParseUnitBehind(int party) {
  const uint32_t at = mentions_.orgs[party].full.end;
  if (at >= end_ || Boundary(at) || mentions_.orgs[party].members) return -1;
  const Reading* head = Word(at, c_.org_head);
  if (head == nullptr || head->proclitics != 0 || head->entry->number != Number::kSingular ||
      head->entry->Get("kind") != "Unit" || head->entry->Get("owner") == "state") {
    return -1;
  }
  const Checkpoint mark = Mark();
  const int place = ParsePlace(at + 1, 0, true);
  if (place < 0 || mentions_.places[place].entry == nullptr ||
      mentions_.places[place].span.begin != at + 1) {
    Restore(mark);
    return -1;
  }
  OrgMention org;
  org.head = head->entry->lemma;
  org.kind = "Unit";
  org.proclitics = mentions_.orgs[party].proclitics;
  org.parent = party;
  org.places.push_back(place);
  org.span = {at, mentions_.places[place].span.end};
  org.full = {mentions_.orgs[party].full.begin, org.span.end};
  org.name = NameOf(org.span, head);
  mentions_.orgs.push_back(std::move(org));
  return static_cast<int>(mentions_.orgs.size()) - 1;
}

// «وكالة داخلية الشوف», «مركز تنظيمات كركوك»: a unit whose head is a phrase, before its territory.
int Recognizer::ParseUnitOf(uint32_t at, uint8_t allowed) {
  const PhraseMatch head = Longest(at, c_.org_head, allowed);
  if (head.span.size() < 2 || IsDefiniteWord(head.span.end - 1)) return -1;
  const Checkpoint mark = Mark();
  const int place = ParsePlace(head.span.end, 0, true);
  const LexEntry* land = place < 0 ? nullptr : mentions_.places[place].entry;
  const std::string_view lands = head.entry->Get("land");
  if (land == nullptr ||
      (!lands.empty() && lands.find(land->Get("cc")) == std::string_view::npos)) {
    Restore(mark);
    return -1;
  }
  OrgMention org;
  org.head = head.entry->form;
  org.kind = head.entry->Get("kind", "Unit");
  org.proclitics = head.first.proclitics & ~kAl;
  org.places.push_back(place);
  org.span = org.full = {at, mentions_.places[place].span.end};
  org.name = NameOf(org.span, &head.first);
  mentions_.orgs.push_back(std::move(org));
  return static_cast<int>(mentions_.orgs.size()) - 1;
}

// `expected`: the place in the sentence asks for a body (behind a post, an organ, بحزب …).
int Recognizer::ParseOrg(uint32_t at, uint8_t allowed, int depth, bool expected) {
  if (at >= end_) return -1;
  if (const PhraseMatch no = Longest(at, c_.not_org, allowed); !no.span.empty()) return -1;
  int index = -1;
  // «قيادات حزب X», «أعضاء الأمانة»: the body, seen through its people.
  if (const PhraseMatch people = Longest(at, c_.members_noun, allowed);
      !people.span.empty() && depth < kMaxDepth) {
    const Checkpoint mark = Mark();
    const int body = ParseOrg(people.span.end, 0, depth + 1, true);
    if (body >= 0) {
      mentions_.orgs[body].members = true;
      mentions_.orgs[body].full.begin = at;
      mentions_.orgs[body].proclitics = people.first.proclitics & ~kAl;
      return body;
    }
    Restore(mark);
    if (!people.first.definite()) return -1;  // «القيادة القطرية» may be a body itself
  }
  if (const Reading* party = Word(at, c_.party_head, allowed)) {
    index = ParsePartyByHead(at, *party, expected);
  }
  if (index < 0) index = ParseNamedOrg(at, allowed, expected);
  if (index < 0) index = ParseBranch(at, allowed);
  if (index < 0 && depth < kMaxDepth) index = ParseBriefOrgan(at, allowed, depth);
  if (index < 0) index = ParseUnitOf(at, allowed);
  if (index < 0) {
    if (const Reading* head = Word(at, c_.org_head, allowed)) {
      index = ParseOrgan(at, *head, allowed, depth, expected);
    }
  }
  if (index >= 0 && mentions_.orgs[index].kind == "Party") SkipNickname(index);
  if (index >= 0) LinkOrg(index, depth);
  if (index >= 0 && mentions_.orgs[index].kind == "Party") {
    if (const int unit = ParseUnitBehind(index); unit >= 0) return unit;
  }
  return index;
}

}  // namespace amana::ingest

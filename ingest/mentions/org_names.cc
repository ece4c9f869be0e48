// Where the name of a body ends.

#include <algorithm>

#include "ingest/mentions/recognizer.h"

namespace amana::ingest {
namespace {

constexpr int kMaxSpecWords = 7;

}  // namespace
// A particle («الذي», «إلى»), also in a spelling that is not careful («الذى», «الى»), unless that
// is how a name is written.
bool Recognizer::IsParticle(const WordInfo& word) const {
  const Reading* particle = word.Whole(c_.function) ? word.Find(c_.function) : nullptr;
  if (particle == nullptr || particle->definite()) return false;
  return particle->exact || !(word.Whole(c_.given) || word.Whole(c_.surname) ||
                              word.Whole(c_.place) || word.Whole(c_.spec));
}

// True at a word that cannot be part of the name of a body: what heads or introduces something
// else.
bool Recognizer::StopsName(uint32_t at) {
  if (Boundary(at)) return true;
  const WordInfo& word = *doc_.tokens[at].word;
  if (!word.arabic) return true;
  if (IsParticle(word)) return true;
  // «أمين السر الراحل فلان»
  if (word.Whole(c_.deceased) && word.starts_with_article() && StartsCertainName(at + 1))
    return true;
  if (date_at_[at] >= 0) return true;
  // «عقد مكتب حزب X اجتماعه الأول»
  if (const Reading* noun = word.Find(c_.meeting_noun); noun != nullptr && noun->entry->possessed)
    return true;
  if (word.Any(c_.chair_cue) || word.Any(c_.attend_cue) || word.Any(c_.headed_by)) return true;
  // A title with its article, unless it is a name as well («الأمين», «السيد»).
  if (word.starts_with_article() && word.Whole(c_.title) && !word.Whole(c_.given) &&
      !word.Whole(c_.org_modifier) && word.Find(c_.title)->entry->number == Number::kSingular) {
    return true;
  }
  // «حزب X السيد أحمد …»: before a certain name even a title that may be a name is none.
  if (word.starts_with_article() && word.Whole(c_.title) && word.Whole(c_.given) &&
      (BeforeTitledName(at) || ReadName(at + 1, NameContext::kTitled).parts >= 2)) {
    return true;
  }
  // «حزب X السيد فلان»: the title of everybody, before two words that may be names.
  if (word.starts_with_article() && word.Whole(c_.title) &&
      word.Find(c_.title)->entry->Get("kind") == "social" && !IsDefiniteWord(at + 1) &&
      MayBeSecondPart(at + 1) && MayBeSecondPart(at + 2)) {
    return true;
  }
  // «د.»; but «المكتب السياسي.» ends a sentence.
  constexpr int kLongestAbbreviation = 2;
  if (word.letters <= kLongestAbbreviation && Word(at, c_.title) != nullptr &&
      (doc_.IsMark(at + 1, '.') || doc_.IsMark(at + 1, '/'))) {
    return true;
  }
  // A finite verb, unless the same letters are a noun the lexicon knows.
  if (word.Whole(c_.verb) && !word.starts_with_article() && !word.Whole(c_.spec)) {
    const Reading* verb = word.Find(c_.verb);
    if (verb->exact && !word.Whole(c_.org_modifier) && verb->entry->Get("noun").empty())
      return true;
  }
  return false;
}

// True for a word that can qualify a body: an adjective of the lists, agreeing in gender.
bool Recognizer::QualifiesBody(uint32_t at, Gender gender) const {
  if (Word(at, c_.previous_adj) || Word(at, c_.next_adj) || Word(at, c_.link_adj)) return false;
  if (Word(at, c_.held_participle) || Word(at, c_.status_adj)) return false;
  const Reading* modifier = Word(at, c_.org_modifier);
  if (modifier == nullptr) modifier = Word(at, c_.nationality);
  if (modifier != nullptr) {
    // «هيئات الحزب الوطنية»: what does not agree qualifies something before.
    const Gender own = modifier->entry->gender;
    return gender == Gender::kUnknown || own == Gender::kUnknown || own == gender;
  }
  const Reading* known = Word(at, c_.ordinary);
  // A word that no list knows, of the shape of an adjective of relation: «البرامجية».
  if (doc_.tokens[at].word->readings.empty()) {
    return gender != Gender::kMasculine && doc_.tokens[at].word->k1.ends_with("ية");
  }
  if (known == nullptr || known->entry->Get("pos") != "adj") return false;
  const bool feminine = doc_.tokens[at].word->k2.ends_with("ه");
  return gender == Gender::kUnknown || feminine == (gender == Gender::kFeminine);
}

// «وفي», «وعن»
bool Recognizer::JoinsParticle(const WordInfo& word) const {
  const Reading* particle = word.Find(c_.function, kWa);
  return particle != nullptr && particle->proclitics == kWa;
}

// The end of the adjectives behind a head: «الأمانة العامة المساعدة», «لجنة مركزية مؤقتة».
uint32_t Recognizer::AdjectivesEnd(uint32_t at, bool definite, Gender gender) {
  uint32_t end = at;
  for (int count = 0; count < 4 && end < end_; ++count, ++end) {
    if (StopsName(end) || Conjoined(end)) break;
    if (doc_.tokens[end].word->starts_with_article() != definite) break;
    if (!QualifiesBody(end, gender)) break;
    if (count > 0 && StartsCertainName(end)) break;
    // «عضو المكتب السياسي المكلف بأمانة الشباب»: what the member is charged with.
    if (count > 0 && !Longest(end, c_.charged).span.empty()) break;
  }
  // «اللجنة الثقافية والرياضية» is one body; but «الوطنية والمحلية»: a level behind «و» is of a
  // list.
  if (definite && end == at + 1 && IsField(at, 0) && IsField(end, kWa)) ++end;
  return end;
}

// An adjective that says what a body works on, not of what level it is.
bool Recognizer::IsField(uint32_t at, uint8_t joined) const {
  const Reading* adjective = Boundary(at) ? nullptr : Word(at, c_.org_modifier, joined);
  return adjective != nullptr && adjective->definite() &&
         (adjective->proclitics & ~kAl) == joined && adjective->entry->Get("field") == "1";
}

// The end of a noun phrase in construct: bare nouns up to a definite one, its adjectives, and what
// «و» joins to it.
uint32_t Recognizer::NounPhraseEnd(uint32_t at, int limit) {
  uint32_t end = at;
  bool definite_seen = false;
  for (int count = 0; count < limit && end < end_; ++count) {
    if (StopsName(end) || JoinedPreposition(end) != 0) break;
    if (Conjoined(end)) {
      const WordInfo& word = *doc_.tokens[end].word;
      bool definite = false;
      for (const Stem& stem : word.stems) definite |= stem.proclitics == (kWa | kAl);
      // With the article it is no verb («والعقد»), and no name but one that has it («والشحات»).
      const bool name =
          std::any_of(word.readings.begin(), word.readings.end(), [this](const Reading& reading) {
            return reading.Is(c_.given) && (reading.proclitics & kAl) == 0;
          });
      // «والتقى»: a verb whose own letters look like the article.
      const bool verb =
          std::any_of(word.readings.begin(), word.readings.end(), [this](const Reading& reading) {
            return reading.Is(c_.verb) && reading.exact && reading.proclitics == kWa;
          });
      const bool heads = word.Any(c_.org_head) || word.Any(c_.post_head) || word.Any(c_.title) ||
                         verb || (word.Any(c_.verb) && !definite) || word.Any(c_.meeting_noun) ||
                         name || word.Any(c_.group_noun) || word.Any(c_.members_noun) ||
                         JoinsParticle(word) || !Longest(end, c_.post_modifier, kWa).span.empty();
      // «فلان أمينا لحزب X وفلان رئيسا لمجلسه»
      const Reading* next = Boundary(end + 1) ? nullptr : Word(end + 1, c_.post_head);
      const bool becomes = next != nullptr && next->entry->accusative;
      if (heads || becomes || end == at) break;
      if (definite_seen != definite) break;
      ++end;
      continue;
    }
    const bool definite = IsDefiniteWord(end);
    if (definite_seen && !definite) break;
    if (StartsCertainName(end) && !(count == 0 && doc_.IsWhole(end, c_.place))) break;
    if (definite_seen && (Word(end, c_.org_head) || Word(end, c_.post_head)) &&
        Word(end, c_.org_modifier) == nullptr) {
      break;
    }
    if (definite_seen &&
        (Word(end, c_.previous_adj) || Word(end, c_.next_adj) || Word(end, c_.link_adj) ||
         Word(end, c_.held_participle) || Word(end, c_.status_adj))) {
      break;
    }
    // Behind a definite noun only its adjectives go on.
    if (definite_seen && !QualifiesBody(end, Gender::kUnknown) &&
        Word(end, c_.ordinary) != nullptr && Word(end, c_.ordinary)->entry->Get("pos") == "n") {
      break;
    }
    if (!definite && !definite_seen) {
      // A proper noun is definite by itself: «مجلس حضرموت الوطني».
      const PhraseMatch place = ProperName(end, c_.place);
      if (!place.span.empty() && place.entry->word < 3) {
        end = place.span.end;
        definite_seen = true;
        continue;
      }
    }
    definite_seen = definite_seen || definite;
    ++end;
  }
  // A phrase that never becomes definite names nothing («مجلس إدارة»), unless it is one known word.
  return definite_seen ? end : at;
}

// The end of a purpose joined by ل to the name of a committee or commission; `at` where there is
// none.
uint32_t Recognizer::PurposeEnd(uint32_t at) {
  if (at == 0 || (JoinedPreposition(at) & kLa) == 0) return at;
  uint32_t head = at;
  while (head > begin_ && Word(head, c_.purpose_head, kAnyProclitic) == nullptr && at - head < 4)
    --head;
  if (Word(head, c_.purpose_head, kAnyProclitic) == nullptr) return at;
  const WordInfo& word = *doc_.tokens[at].word;
  // «اللجنة المركزية لانتخاب الأمين العام»: what it meets for.
  if (IsDefiniteWord(head) &&
      (Word(at, c_.elect_noun, kLa) != nullptr || Word(at, c_.appoint_noun, kLa) != nullptr)) {
    return at;
  }
  for (ClassId other :
       {c_.org_head, c_.party_head, c_.party, c_.place, c_.place_head, c_.post_head, c_.body}) {
    const Reading* reading = Word(at, other, kLa);
    if (reading != nullptr && reading->entry->Get("work") != "1") return at;  // «لإدارة الحملة»
  }
  if (!ProperName(at, c_.place, kLa).span.empty() || !ProperName(at, c_.party, kLa).span.empty())
    return at;
  bool definite = false;
  for (const Stem& stem : word.stems)
    definite |= stem.proclitics == (kLa | kAl) && word.k2.starts_with("لل");
  const uint32_t end = definite ? AdjectivesEnd(at + 1, true, Gender::kUnknown)
                                : std::max(at, NounPhraseEnd(at + 1, 4));
  // «للإشراف على الانتخابات»
  const bool object = definite && end == at + 1 && !Boundary(end) && !Boundary(end + 1) &&
                      doc_.IsWhole(end, c_.prep_on) && IsDefiniteWord(end + 1);
  return object ? AdjectivesEnd(end + 2, true, Gender::kUnknown) : end;
}

bool Recognizer::IsOrdinal(uint32_t at) {
  const Reading* word = Boundary(at) || Conjoined(at) ? nullptr : Word(at, c_.meeting_adj);
  return word != nullptr && word->definite() && !word->entry->Get("ordinal").empty();
}

// «الجمعيات الفلاحية»: an adjective of relation, listed or by its shape.
bool Recognizer::IsRelationAdjective(uint32_t at) const {
  const WordInfo& word = *doc_.tokens[at].word;
  return (word.readings.empty() || word.k1.ends_with("ية")) && QualifiesBody(at, Gender::kUnknown);
}

uint32_t Recognizer::SpecEnd(uint32_t at, bool head_definite, Gender gender, bool* is_spec) {
  *is_spec = false;
  if (head_definite) {
    uint32_t end = AdjectivesEnd(at, true, gender);
    // «اللجنة المشرفة على الانتخابات»: what it is over.
    const Reading* over = end > at ? Word(end - 1, c_.org_modifier) : nullptr;
    if (over != nullptr && over->entry->Get("over") == "1" && !Boundary(end) &&
        !Boundary(end + 1) && doc_.IsWhole(end, c_.prep_on) && IsDefiniteWord(end + 1)) {
      return AdjectivesEnd(end + 2, true, Gender::kUnknown);
    }
    // «الفرع الخامس», «اللجنة الثانية»: a number tells bodies of one kind apart.
    if (end == at && IsOrdinal(at)) ++end;
    // «اللجنة الوطنية لتحضير المؤتمر», «اللجنة العليا للانتخابات»: what it is for.
    // Behind an adjective only: «انتخبته الجمعية لفترة جديدة».
    if (const uint32_t purpose = end > at ? PurposeEnd(end) : end; purpose > end) return purpose;
    // «اللجنة العامة للمؤتمر الشعبي العام»: the party behind ل.
    if (!ProperName(end, c_.party, kLa).span.empty()) return end;
    // «الأمانة المركزية للعلاقات الحكومية»: the field behind ل.
    const PhraseMatch spec = Longest(end, c_.spec, kLa);
    if (!spec.span.empty() && (spec.first.proclitics & kLa) != 0) {
      *is_spec = true;
      return spec.span.end;
    }
    return end;
  }
  PhraseMatch spec = Longest(at, c_.spec);
  if (spec.span.empty()) return NounPhraseEnd(at, kMaxSpecWords);
  // A known field goes on only with another field («والمرافق») or an adjective of level («الوطني»).
  *is_spec = true;
  uint32_t end = spec.span.end;
  while (end < end_ && end - at < kMaxSpecWords) {
    const PhraseMatch more = Longest(end, c_.spec, kWa);
    if (!more.span.empty() && (more.first.proclitics & kWa) != 0) {
      end = more.span.end;
    } else if (const uint32_t tail = FieldTail(end); tail > end && Conjoined(end)) {
      end = tail;  // «الصحة والضمان الاجتماعي»
    } else if (IsDefiniteWord(end) && !Conjoined(end) &&
               (Word(end, c_.org_modifier) != nullptr || IsRelationAdjective(end))) {
      ++end;
    } else {
      break;
    }
  }
  return end;
}

}  // namespace amana::ingest

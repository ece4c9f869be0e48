// Looking words and phrases of the lexicon up at a token.
#include "ingest/mentions/recognizer.h"

namespace amana::ingest {

Recognizer::Recognizer(const Document& document, const Lexicon& lexicon, const CoreClasses& classes,
                       std::vector<DateMention> dates, std::pmr::memory_resource& memory)
    : memory_(memory),
      doc_(document),
      lexicon_(lexicon),
      c_(classes),
      phrases_(document, lexicon, memory),
      starts_(phrases_.starts()) {
  for (ClassId id : {c_.given, c_.surname, c_.title, c_.party, c_.body, c_.spec, c_.place,
                     c_.facility_head, c_.place_head, c_.not_name, c_.not_org, c_.not_place,
                     c_.post_entry, c_.ordinary, c_.blessing}) {
    entity_classes_.set(id);
  }
  for (ClassId id :
       {c_.place, c_.place_head, c_.org_head, c_.party_head, c_.party, c_.body, c_.post_modifier,
        c_.members_noun, c_.meet_verb, c_.meet_participle, c_.meeting_noun, c_.post_head, c_.title,
        c_.deceased, c_.facility_head, c_.brief_head}) {
    opening_classes_.set(id);
  }
  for (ClassId id : {c_.given, c_.surname, c_.nisba, c_.name_prefix, c_.abd, c_.title, c_.deceased})
    person_classes_.set(id);
  for (ClassId id : {c_.given, c_.surname, c_.nisba, c_.abd, c_.abd_attr, c_.compound_tail,
                     c_.name_prefix, c_.named_after_head, c_.place, c_.ordinary, c_.verb}) {
    name_like_classes_.set(id);
  }
  for (ClassId id : {c_.appoint_noun, c_.appoint_verb, c_.post_head}) carrying_classes_.set(id);
  for (ClassId id :
       {c_.org_head, c_.title, c_.title_adj, c_.post_head, c_.function, c_.org_modifier,
        c_.post_adj, c_.status_adj, c_.previous_adj, c_.party_head, c_.meeting_noun,
        c_.facility_head, c_.place_head, c_.members_noun, c_.party, c_.body, c_.behind_name}) {
    not_family_classes_.set(id);
  }
  for (ClassId id :
       {c_.chair_cue, c_.attend_cue, c_.pair_cue, c_.title, c_.they_cue, c_.list_cue, c_.head_verb,
        c_.include_verb, c_.headed_by, c_.person_cue, c_.elect_noun, c_.appoint_noun}) {
    person_cues_.set(id);
  }
  for (ClassId id : {c_.say_verb, c_.attend_verb, c_.chair_verb, c_.appoint_verb, c_.appoint_noun,
                     c_.elect_verb, c_.elect_noun}) {
    person_verbs_.set(id);
  }
  constexpr size_t kWordsForOne = 8;  // few texts are denser than that
  mentions_.persons.reserve(doc_.tokens.size() / kWordsForOne);
  mentions_.orgs.reserve(doc_.tokens.size() / kWordsForOne);
  mentions_.posts.reserve(doc_.tokens.size() / kWordsForOne);
  mentions_.groups.reserve(doc_.tokens.size() / kWordsForOne);
  mentions_.dates = std::move(dates);
  date_at_.assign(doc_.tokens.size() + 1, -1);
  starts_post_.assign(doc_.tokens.size() + 1, Answer::kUnknown);
  starts_name_ = starts_post_;
  for (size_t i = 0; i < mentions_.dates.size(); ++i) {
    date_at_[mentions_.dates[i].span.begin] = static_cast<int>(i);
  }
}

const PhraseMatch* Recognizer::Phrase(uint32_t at, ClassId id, uint8_t allowed) {
  if (!MayStart(at, id)) return nullptr;
  const PhraseMatch* best = nullptr;
  for (const PhraseMatch& match : phrases_.At(at)) {
    if (!match.first.Is(id) || match.span.end > end_) continue;
    if ((match.first.proclitics & ~(allowed | kAl)) != 0) continue;
    if (best == nullptr || match.span.end > best->span.end) best = &match;
  }
  return best;
}

const Reading* Recognizer::Word(uint32_t at, ClassId id, uint8_t allowed) const {
  return MayStart(at, id) ? doc_.tokens[at].word->Find(id, allowed) : nullptr;
}

PhraseMatch Recognizer::LongestOf(uint32_t at, ClassId id, uint8_t allowed) {
  if (const PhraseMatch* phrase = Phrase(at, id, allowed)) return *phrase;
  if (const Reading* reading = Word(at, id, allowed)) {
    return {reading->entry, *reading, {at, at + 1}};
  }
  return {};
}

// A proper name is written with the article that the gazetteer gives it, or without one: «الوطني»
// is not the party «وطني».
PhraseMatch Recognizer::ProperName(uint32_t at, ClassId id, uint8_t allowed) {
  PhraseMatch best;
  if (!MayStart(at, id)) return best;
  for (const PhraseMatch& match : phrases_.At(at)) {
    if (!match.first.Is(id) || match.span.end > end_ || match.first.definite()) continue;
    if ((match.first.proclitics & ~allowed) != 0 || match.span.size() <= best.span.size()) continue;
    best = match;
  }
  if (!best.span.empty() || !doc_.tokens[at].word->Any(id)) return best;
  for (const Reading& reading : doc_.tokens[at].word->readings) {
    if (!reading.Is(id) || reading.definite() || (reading.proclitics & ~allowed) != 0) continue;
    if (best.entry != nullptr && (best.first.exact || !reading.exact)) continue;
    best = {reading.entry, reading, {at, at + 1}};
  }
  return best;
}

Recognizer::Checkpoint Recognizer::Mark() const {
  return {mentions_.places.size(), mentions_.orgs.size(), mentions_.posts.size(),
          mentions_.persons.size(), mentions_.meetings.size()};
}

void Recognizer::Restore(const Checkpoint& mark) {
  mentions_.places.resize(mark.places);
  mentions_.orgs.resize(mark.orgs);
  mentions_.posts.resize(mark.posts);
  mentions_.persons.resize(mark.persons);
  mentions_.meetings.resize(mark.meetings);
}

uint32_t Recognizer::SkipQuotes(uint32_t at) const {
  while (at < end_ && (doc_.IsMark(at, '"') || doc_.IsMark(at, '(') || doc_.IsMark(at, ')'))) ++at;
  return at;
}

}  // namespace amana::ingest

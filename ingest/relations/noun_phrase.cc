#include "ingest/relations/noun_phrase.h"

#include <algorithm>

namespace amana::ingest {
namespace {

constexpr uint32_t kMostWords = 9;
constexpr int kMostPrepositions = 2;
constexpr size_t kMostItems = 5;
constexpr uint8_t kPrepositions = kBa | kLa;

}  // namespace

size_t NounPhraseReader::ChunkOf(uint32_t token) const {
  const auto behind =
      std::upper_bound(chunks_.begin(), chunks_.end(), token,
                       [](uint32_t at, const Chunk& chunk) { return at < chunk.span.begin; });
  if (behind == chunks_.begin()) return chunks_.size();
  const auto found = std::prev(behind);
  return found->span.Contains(token) ? static_cast<size_t>(found - chunks_.begin())
                                     : chunks_.size();
}

bool NounPhraseReader::IsNoun(const Reading& reading) const {
  const LexEntry& entry = *reading.entry;
  if (entry.Get("noun") == "1" || entry.Get("pos") == "n") return entry.Get("case") != "acc";
  // What takes the article is no verb («التعاون»).
  if (reading.definite() && reading.Is(c_.ordinary) && entry.Get("pos") != "adj") return true;
  return reading.Is(c_.spec) || reading.Is(c_.meeting_noun) || reading.Is(c_.speech_noun);
}

bool NounPhraseReader::IsAdjective(const Reading& reading) const {
  const LexEntry& entry = *reading.entry;
  if (entry.accusative || entry.Get("case") == "acc") return false;
  return entry.Get("pos") == "adj" || reading.Is(c_.org_modifier) || reading.Is(c_.nationality) ||
         reading.Is(c_.next_adj) || reading.Is(c_.previous_adj) || reading.Is(c_.meeting_adj) ||
         reading.Is(c_.post_adj);
}

bool NounPhraseReader::IsPreposition(uint32_t token) const {
  return doc_.IsWhole(token, c_.prep_in) || doc_.IsWhole(token, c_.prep_on) ||
         doc_.IsWhole(token, c_.prep_to) || doc_.IsWhole(token, c_.prep_from) ||
         doc_.IsWhole(token, c_.prep_about) || doc_.IsWhole(token, c_.prep_between);
}

// The reading that splits the fewest letters off decides; verbs and particles are no part.
NounPhraseReader::Word NounPhraseReader::WordAt(uint32_t token) const {
  Word word;
  const WordInfo* info = doc_.WordAt(token);
  if (info == nullptr || info->Whole(c_.function) || IsDependent(token)) return word;
  if (info->readings.empty()) {
    const bool conjoined =
        std::any_of(info->stems.begin(), info->stems.end(),
                    [](const Stem& stem) { return stem.proclitics == (kWa | kAl); });
    word.definite = word.noun = word.adjective = conjoined || info->starts_with_article();
    word.joined = conjoined ? kWa : 0;
    return word;
  }
  uint8_t fewest = UINT8_MAX;
  for (const Reading& reading : info->readings) {
    if (reading.letters > fewest && word.reading != nullptr) break;
    const bool noun = IsNoun(reading), adjective = IsAdjective(reading);
    if (!noun && !adjective) {
      if (reading.Is(c_.verb) && !reading.definite() && word.reading == nullptr) return {};
      continue;
    }
    if (word.reading == nullptr) word.reading = &reading;
    fewest = reading.letters;
    word.noun |= noun;
    word.adjective |= adjective;
  }
  if (word.reading == nullptr) return {};
  // «والتعاون»: some entries have the article themselves.
  word.definite =
      word.reading->definite() || word.reading->entry->form.starts_with(kArticleLetters);
  word.joined = word.reading->proclitics & ~kAl;
  return word;
}

// A mark, the sentence's end or a word that begins something else.
bool NounPhraseReader::IsEdge(uint32_t token) const {
  const size_t chunk = ChunkOf(token);
  if (chunk == chunks_.size()) return true;
  const WordInfo* word = doc_.WordAt(token);
  return word == nullptr || word->Whole(c_.function) || word->conjoined;
}

// «كتلته»: says nothing by itself.
bool NounPhraseReader::IsDependent(uint32_t token) const {
  const WordInfo* word = doc_.WordAt(token);
  return word != nullptr &&
         std::any_of(word->readings.begin(), word->readings.end(), [](const Reading& reading) {
           return reading.entry->possessed || reading.entry->Get("phrase") == "0";
         });
}

// «تطورات الوضع في غزة», «دعم حزب الأمل الأخضر»
bool NounPhraseReader::TakeName(Draft& draft, uint32_t at) const {
  const size_t index = ChunkOf(at);
  if (index == chunks_.size() || chunks_[index].span.begin != at) return false;
  const Chunk& chunk = chunks_[index];
  if (chunk.type != ChunkType::kOrg && chunk.type != ChunkType::kPlace) return false;
  if (IsDependent(at)) return false;
  draft.end = draft.whole = chunk.span.end;
  draft.construct = false;
  return true;
}

bool NounPhraseReader::TakeNoun(Draft& draft, uint32_t at) const {
  const Word word = WordAt(at);
  if (!word.noun) return false;
  draft.end = at + 1;
  draft.construct = !word.definite;
  if (word.definite) draft.whole = draft.end;
  return true;
}

bool NounPhraseReader::TakePrepositional(Draft& draft) const {
  if (++draft.prepositions > kMostPrepositions) return false;
  if (const Word word = WordAt(draft.end); (word.joined & kPrepositions) != 0)
    return TakeNoun(draft, draft.end);
  const uint32_t noun = draft.end + 1;
  if (WordAt(noun).joined != 0) return false;
  return TakeName(draft, noun) || TakeNoun(draft, noun);
}

// «الأمن والاستقرار»
bool NounPhraseReader::TakeConjoined(Draft& draft, const Word& word) const {
  if (word.joined != kWa || !word.definite || draft.whole != draft.end) return false;
  draft.whole = ++draft.end;
  return true;
}

bool NounPhraseReader::TakePlain(Draft& draft, const Word& word) const {
  if (!draft.construct && !(word.definite && word.adjective)) return false;
  if (!word.noun && !word.adjective) return false;
  ++draft.end;
  if (word.definite) draft.construct = false;
  if (word.definite || (word.adjective && !word.noun)) draft.whole = draft.end;
  return true;
}

bool NounPhraseReader::GoOn(Draft& draft) const {
  const size_t index = ChunkOf(draft.end);
  if (index == chunks_.size()) return false;
  if (chunks_[index].type != ChunkType::kToken && chunks_[index].type != ChunkType::kMeeting)
    return draft.construct && TakeName(draft, draft.end);
  const Word word = WordAt(draft.end);
  if (IsPreposition(draft.end) || (word.joined & kPrepositions) != 0)
    return TakePrepositional(draft);
  return word.joined != 0 ? TakeConjoined(draft, word) : TakePlain(draft, word);
}

// «طالب بالإصلاح», «رفضه لتعديل القانون»; but «قال للصحافة».
uint8_t NounPhraseReader::MayBeJoined(uint32_t begin) const {
  const bool governed = begin > 0 && doc_.Is(begin - 1, c_.own_act);
  return kWa | kBa | (governed ? kLa : 0);
}

NounPhrase NounPhraseReader::Read(size_t chunk) const {
  if (chunk >= chunks_.size()) return {};
  const ChunkType type = chunks_[chunk].type;
  if (type != ChunkType::kToken && type != ChunkType::kMeeting) return {};
  const uint32_t begin = chunks_[chunk].span.begin;
  const Word first = WordAt(begin);
  if (!first.noun || (first.joined & ~MayBeJoined(begin)) != 0 || doc_.Is(begin, c_.members_noun))
    return {};
  Draft draft{begin, begin + 1, begin, !first.definite, 0};
  if (first.definite) draft.whole = draft.end;
  while (draft.end - begin < kMostWords && GoOn(draft)) {
  }
  // «خطة عمل»: an indefinite phrase is whole where nothing goes on.
  const bool indefinite = draft.whole == begin && draft.end - begin > 1 && IsEdge(draft.end);
  const uint32_t end = indefinite ? draft.end : draft.whole;
  // One word says too little: «القرارات»; and people are whom one speaks to.
  if (end < begin + 2 || end - begin > kMostWords) return {};
  return {{begin, end}, first.reading};
}

// Where a list goes on behind a phrase; the number of chunks where it does not.
size_t NounPhraseReader::NextItem(uint32_t end) const {
  const uint32_t at = doc_.IsMark(end, 0x60C) || doc_.IsMark(end, ',') ? end + 1 : end;
  const size_t chunk = ChunkOf(at);
  if (chunk == chunks_.size() || chunks_[chunk].span.begin != at) return chunks_.size();
  return (WordAt(at).joined & kWa) != 0 ? chunk : chunks_.size();
}

std::vector<NounPhrase> NounPhraseReader::ReadList(size_t chunk) const {
  std::vector<NounPhrase> phrases;
  while (phrases.size() < kMostItems) {
    const NounPhrase phrase = Read(chunk);
    if (phrase.empty()) break;
    phrases.push_back(phrase);
    chunk = NextItem(phrase.span.end);
  }
  return phrases;
}

}  // namespace amana::ingest

// Proclitics are hypothesised, never simply cut: a split counts only where the lexicon knows the
// rest, and the whole word, where it is known, comes first («وهبي» is not «و» + «هبي»).
#include "ingest/lexicon/word_info.h"

#include <xxhash.h>

#include <algorithm>
#include <bit>

#include "core/text/fold.h"
#include "core/text/utf8.h"
#include "ingest/dates/date_items.h"

namespace amana::ingest {
namespace {

constexpr std::string_view kArticle = "ال";
constexpr size_t kFirstSlots = size_t{1} << 12;

struct Letter {
  std::string_view text;
  uint8_t bit;
};
constexpr Letter kConjunctions[] = {{"و", kWa}, {"ف", kFa}};
constexpr Letter kPrepositions[] = {{"ب", kBa}, {"ك", kKa}, {"ل", kLa}, {"س", kSa}};

bool LongEnough(std::string_view rest) { return rest.size() >= 4; }  // two Arabic letters

void AddStem(std::vector<Stem>& stems, uint8_t bits, std::string_view rest, size_t letters) {
  stems.push_back({bits, std::string(rest), static_cast<uint8_t>(letters), Lexicon::kNowhere});
  // The article is a hypothesis of its own: «السيد» may be a name as it stands.
  if ((bits & kAl) == 0 && rest.starts_with(kArticle) && LongEnough(rest.substr(kArticle.size()))) {
    stems.push_back({static_cast<uint8_t>(bits | kAl), std::string(rest.substr(kArticle.size())),
                     static_cast<uint8_t>(letters + 2), Lexicon::kNowhere});
  }
}

// Splits one preposition off: «للجنة» is ل + ال + لجنة, or ل + لجنة; «للحزب» is ل + ال + حزب.
void AddPrepositions(std::vector<Stem>& stems, uint8_t bits, std::string_view rest,
                     size_t letters) {
  for (const Letter& letter : kPrepositions) {
    if (!rest.starts_with(letter.text)) continue;
    const std::string_view tail = rest.substr(letter.text.size());
    if (!LongEnough(tail)) continue;
    const auto with = static_cast<uint8_t>(bits | letter.bit);
    // The rest as it stands comes first: «للجنة» is oftener «ل + لجنة» before what names it.
    AddStem(stems, with, tail, letters + 1);
    if (letter.bit == kLa && tail.starts_with("ل")) {
      const std::string_view bare = tail.substr(2);
      if (LongEnough(bare)) {
        stems.push_back({static_cast<uint8_t>(with | kAl), std::string(bare),
                         static_cast<uint8_t>(letters + 2), Lexicon::kNowhere});
        stems.push_back({with, std::string(kArticle) + std::string(bare),
                         static_cast<uint8_t>(letters + 2), Lexicon::kNowhere});
      }
      stems.push_back({static_cast<uint8_t>(with | kAl), std::string(tail),
                       static_cast<uint8_t>(letters + 1), Lexicon::kNowhere});
    }
  }
}

std::vector<Stem> Stems(std::string_view k2) {
  std::vector<Stem> stems;
  AddStem(stems, 0, k2, 0);
  AddPrepositions(stems, 0, k2, 0);
  for (const Letter& letter : kConjunctions) {
    if (!k2.starts_with(letter.text) || !LongEnough(k2.substr(letter.text.size()))) continue;
    const std::string_view rest = k2.substr(letter.text.size());
    AddStem(stems, letter.bit, rest, 1);
    AddPrepositions(stems, letter.bit, rest, 1);
  }
  return stems;
}

}  // namespace

const Reading* WordInfo::Find(ClassId id, uint8_t allowed) const {
  if (!any.test(id)) return nullptr;
  const Reading* best = nullptr;
  for (const Reading& reading : readings) {
    // The entry itself is looked at last: it is far away in memory.
    if ((reading.proclitics & ~(allowed | kAl)) != 0 || !reading.entry->Is(id)) continue;
    if (best == nullptr || (reading.exact && !best->exact &&
                            std::popcount(reading.proclitics) <= std::popcount(best->proclitics))) {
      best = &reading;
    }
  }
  return best;
}

namespace {

// The last two letters as they are written: enough to tell a pronoun from ta marbuta, whatever the
// hamza before it («إجتماعه»).
bool SameEnding(std::string_view written, std::string_view entry) {
  constexpr size_t kTwoLetters = 4;
  return written.size() >= kTwoLetters && entry.size() >= kTwoLetters &&
         written.substr(written.size() - kTwoLetters) == entry.substr(entry.size() - kTwoLetters);
}

// «الذى», «فى»: many write alef maqsura for every final ya. Careful enough, where the letters as
// they stand are no word («على» is not «علي»).
void ReadFinalMaqsura(WordInfo& info) {
  constexpr std::string_view kMaqsura = "ى", kYa = "ي";
  if (!info.k1.ends_with(kMaqsura)) return;
  const bool known = std::any_of(info.readings.begin(), info.readings.end(),
                                 [](const Reading& reading) { return reading.exact; });
  if (known) return;
  const std::string ya = info.k1.substr(0, info.k1.size() - kMaqsura.size()).append(kYa);
  for (Reading& reading : info.readings) reading.exact = ya.ends_with(reading.entry->k1);
}

}  // namespace

WordInfo AnalyseWord(const Lexicon& lexicon, const Calendar& calendar, std::string_view k1) {
  WordInfo info;
  info.k1 = k1;
  info.k2 = FoldK2(k1);
  info.date_role = RoleInDate(info.k2, calendar);
  info.letters = static_cast<uint8_t>(std::min<size_t>(CountCodePoints(k1), 255));
  size_t at = 0;
  const char32_t first = k1.empty() ? 0 : DecodeUtf8(k1, at);
  info.arabic = first >= 0x600 && first < 0x700;
  if (!info.arabic || info.k2.size() > 60) {
    info.stems.push_back({0, info.k2, 0, Lexicon::kNowhere});
  } else {
    info.stems = Stems(info.k2);
  }
  for (Stem& stem : info.stems) {
    const Lexicon::WordId word = lexicon.PhraseWord(stem.k2);
    stem.phrase = lexicon.Child(Lexicon::kRoot, word);
    info.starts_phrase = info.starts_phrase || stem.phrase != Lexicon::kNowhere;
    if (&stem == &info.stems.front()) info.phrase_word = word;
    if (&stem == &info.stems.front() + 1 && stem.proclitics == kAl) info.phrase_word_bare = word;
    for (const LexEntry* entry : lexicon.Find(stem.k2)) {
      // The careful spelling of what was split off is the same in both keys.
      const bool exact = info.k1.size() >= entry->k1.size() && info.k1.ends_with(entry->k1);
      // A noun with a pronoun, in construct or in the indefinite accusative takes no article; a
      // pronoun is told from ta marbuta by careful spelling only («مؤتمره», «مؤتمرة»).
      if ((stem.proclitics & kAl) != 0 &&
          (entry->construct || entry->possessed || entry->accusative))
        continue;
      if (entry->possessed && !exact && !SameEnding(info.k1, entry->k1)) continue;
      info.readings.push_back({entry, stem.proclitics, stem.letters, exact});
      info.any |= entry->classes;
      if ((stem.proclitics & ~kAl) == 0) info.whole |= entry->classes;
    }
  }
  ReadFinalMaqsura(info);
  return info;
}

WordCache::WordCache(const Lexicon& lexicon, const Calendar& calendar)
    : lexicon_(&lexicon), calendar_(&calendar), slots_(kFirstSlots) {}

const WordInfo* WordCache::Lookup(std::string_view k1) {
  const uint64_t hash = XXH3_64bits(k1.data(), k1.size());
  const size_t mask = slots_.size() - 1;
  size_t at = hash & mask;
  for (; slots_[at].word != nullptr; at = (at + 1) & mask) {
    if (slots_[at].hash == hash && slots_[at].word->k1 == k1) return slots_[at].word;
  }
  const WordInfo* word = &words_.emplace_back(AnalyseWord(*lexicon_, *calendar_, k1));
  slots_[at] = {hash, word};
  if (words_.size() * 2 > slots_.size()) Grow();
  return word;
}

void WordCache::Grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.word == nullptr) continue;
    size_t at = slot.hash & mask;
    while (slots_[at].word != nullptr) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

void WordCache::Trim(size_t limit) {
  if (words_.size() <= limit) return;
  words_.clear();
  slots_.assign(kFirstSlots, {});
}

}  // namespace amana::ingest

// Proclitics are hypothesised, never simply cut: a split counts only where the lexicon knows the
// rest, and the whole word, where it is known, comes first («وهبي» is not «و» + «هبي»).
#include "ingest/lexicon/word_info.h"

#include <algorithm>
#include <bit>
#include <memory>
#include <string>

#include "core/text/fold.h"
#include "core/text/utf8.h"
#include "ingest/dates/date_items.h"
#include "ingest/text/kept_text.h"

namespace amana::ingest {
namespace {

constexpr std::string_view kAbd = "عبد", kAbdAl = "عبدال";
constexpr size_t kFirstSlots = size_t{1} << 12;

struct Letter {
  std::string_view text;
  uint8_t bit;
};
constexpr Letter kConjunctions[] = {{"و", kWa}, {"ف", kFa}};
constexpr Letter kPrepositions[] = {{"ب", kBa}, {"ك", kKa}, {"ل", kLa}, {"س", kSa}};

bool LongEnough(std::string_view rest) { return rest.size() >= 4; }  // two Arabic letters

// All ways to split letters off a word.
class Splitter {
 public:
  Splitter(std::string_view k2, std::pmr::memory_resource& memory) : k2_(k2), memory_(memory) {}

  std::span<Stem> Split() {
    AddStem(0, k2_, 0);
    AddPrepositions(0, k2_, 0);
    for (const Letter& letter : kConjunctions) {
      if (!k2_.starts_with(letter.text)) continue;
      const std::string_view rest = k2_.substr(letter.text.size());
      if (!LongEnough(rest)) continue;
      AddStem(letter.bit, rest, 1);
      AddPrepositions(letter.bit, rest, 1);
    }
    return {stems_, count_};
  }

 private:
  void Add(unsigned bits, std::string_view rest, unsigned letters) {
    stems_[count_++] = {rest, static_cast<uint8_t>(bits), static_cast<uint8_t>(letters),
                        Lexicon::kNowhere, 0};
  }

  void AddStem(unsigned bits, std::string_view rest, unsigned letters) {
    Add(bits, rest, letters);
    // The article is a hypothesis of its own: «السيد» may be a name as it stands.
    if (!rest.starts_with(kArticleLetters)) return;
    const std::string_view bare = rest.substr(kArticleLetters.size());
    if (LongEnough(bare)) Add(bits | kAl, bare, letters + 2);
  }

  // Splits one preposition off: «للجنة» is ل + ال + لجنة, or ل + لجنة; «للحزب» is ل + ال + حزب.
  void AddPrepositions(unsigned bits, std::string_view rest, unsigned letters) {
    for (const Letter& letter : kPrepositions) {
      if (!rest.starts_with(letter.text)) continue;
      const std::string_view tail = rest.substr(letter.text.size());
      if (!LongEnough(tail)) continue;
      const unsigned with = bits | letter.bit;
      // The rest as it stands comes first: «للجنة» is oftener «ل + لجنة» before what names it.
      AddStem(with, tail, letters + 1);
      if (letter.bit == kLa && tail.starts_with("ل")) {
        const std::string_view bare = tail.substr(2);
        if (LongEnough(bare)) {
          Add(with | kAl, bare, letters + 2);
          Add(with, Joined(kArticleLetters, bare), letters + 2);
        }
        Add(with | kAl, tail, letters + 1);
      }
    }
  }

  std::string_view Joined(std::string_view a, std::string_view b) {
    auto* text = static_cast<char*>(memory_.allocate(a.size() + b.size(), 1));
    std::copy(b.begin(), b.end(), std::copy(a.begin(), a.end(), text));
    return {text, a.size() + b.size()};
  }

  std::string_view k2_;
  std::pmr::memory_resource& memory_;
  // A word begins with one preposition and one conjunction at most: twice the word itself with and
  // without article, and five readings of a preposition.
  Stem stems_[14];
  size_t count_ = 0;
};

template <typename T>
std::span<const T> Keep(std::span<const T> list, std::pmr::memory_resource& memory) {
  auto* kept = static_cast<T*>(memory.allocate(list.size_bytes(), alignof(T)));
  std::uninitialized_copy(list.begin(), list.end(), kept);
  return {kept, list.size()};
}

bool IsConjoined(const WordInfo& word) {
  bool known_rest = false;
  for (const Reading& reading : word.readings) {
    if ((reading.proclitics & ~kAl) == 0) return false;
    if ((reading.proclitics & (kWa | kFa)) != 0) known_rest = true;
  }
  if (known_rest) return true;
  return std::any_of(word.stems.begin(), word.stems.end(), [](const Stem& stem) {
    return (stem.proclitics & kWa) != 0 && (stem.proclitics & kAl) != 0;
  });
}

uint8_t PrepositionOf(const WordInfo& word) {
  if (word.whole.any()) return 0;
  for (const Stem& stem : word.stems) {
    if ((stem.proclitics & (kBa | kLa)) != 0 && (stem.proclitics & kAl) != 0) {
      return stem.proclitics & (kBa | kLa);
    }
  }
  for (const Reading& reading : word.readings) {
    if ((reading.proclitics & (kBa | kLa)) != 0) return reading.proclitics & (kBa | kLa);
  }
  return 0;
}

}  // namespace

bool SaysFuture(const WordInfo& word, ClassId verb) {
  if (!word.Any(verb) || word.Whole(verb)) return false;
  constexpr std::string_view kImperfect[] = {"ي", "ت", "ن"};
  return std::any_of(word.readings.begin(), word.readings.end(), [&](const Reading& reading) {
    return reading.Is(verb) && (reading.proclitics & kSa) != 0 &&
           std::any_of(std::begin(kImperfect), std::end(kImperfect),
                       [&](std::string_view sign) { return reading.entry->k2.starts_with(sign); });
  });
}

const Reading* WordInfo::FindAmong(ClassId id, uint8_t allowed) const {
  const Reading* best = nullptr;
  for (const Reading& reading : readings) {
    if ((reading.proclitics & ~(allowed | kAl)) != 0 || !reading.Is(id)) continue;
    if (best == nullptr || (reading.exact && !best->exact &&
                            std::popcount(reading.proclitics) <= std::popcount(best->proclitics))) {
      best = &reading;
      if (best->exact) return best;
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

// «ادارة», «إجتماع»: the hamza of a first alef is often left out, or written where none is.
bool SameFirstLetter(std::string_view written, std::string_view entry) {
  const auto is_alef = [](std::string_view letter) {
    return letter == "ا" || letter == "أ" || letter == "إ" || letter == "آ";
  };
  return written == entry || (is_alef(written) && is_alef(entry));
}

// «الذى», «فى»: many write alef maqsura for every final ya; and «الشعبيه», where the article shows
// that it is no pronoun.
bool SameLastLetter(std::string_view written, std::string_view entry, bool definite) {
  return written == entry || (written == "ى" && entry == "ي") ||
         (definite && written == "ه" && entry == "ة");
}

// A spelling that is careful enough where the letters as they stand are no word («على» is not
// «علي»).
void ReadCarelessSpelling(std::string_view k1, std::vector<Reading>& readings) {
  constexpr size_t kLetter = 2;  // bytes
  const bool known = std::any_of(readings.begin(), readings.end(),
                                 [](const Reading& reading) { return reading.exact; });
  if (known) return;
  for (Reading& reading : readings) {
    const std::string_view entry = reading.entry->k1;
    if (entry.size() < 2 * kLetter || k1.size() < entry.size()) continue;
    const std::string_view written = k1.substr(k1.size() - entry.size());
    const size_t last = entry.size() - kLetter;
    reading.exact =
        SameFirstLetter(written.substr(0, kLetter), entry.substr(0, kLetter)) &&
        written.substr(kLetter, last - kLetter) == entry.substr(kLetter, last - kLetter) &&
        SameLastLetter(written.substr(last), entry.substr(last), reading.definite());
  }
}

}  // namespace

WordInfo AnalyseWord(const Lexicon& lexicon, const Calendar& calendar, std::string_view k1,
                     std::pmr::memory_resource& memory) {
  WordInfo info;
  info.k1 = KeepText(k1, memory);
  const std::string k2 = FoldK2(k1);
  info.k2 = k2 == k1 ? info.k1 : KeepText(k2, memory);
  info.date_role = RoleInDate(info.k2, calendar);
  info.letters = static_cast<uint8_t>(std::min<size_t>(CountCodePoints(k1), 255));
  size_t at = 0;
  const char32_t first = k1.empty() ? 0 : DecodeUtf8(k1, at);
  info.arabic = first >= 0x600 && first < 0x700;
  Splitter splitter(info.k2, memory);
  std::span<Stem> stems = splitter.Split();
  if (!info.arabic || info.k2.size() > 60) stems = stems.first(1);
  std::vector<Reading> readings;
  readings.reserve(8);
  for (Stem& stem : stems) {
    info.abd = info.abd || stem.k2 == kAbd || stem.k2.starts_with(kAbdAl);
    const Lexicon::Word* known = lexicon.Look(stem.k2);
    if (known == nullptr) continue;
    stem.phrase = lexicon.Child(Lexicon::kRoot, known->in_phrases);
    if (stem.phrase != Lexicon::kNowhere) {
      stem.words_after = lexicon.WordsAfter(stem.phrase);
      info.words_after |= stem.words_after;
    }
    if (&stem == &stems[0]) info.phrase_word = known->in_phrases;
    if (&stem == &stems[0] + 1 && stem.proclitics == kAl) info.phrase_word_bare = known->in_phrases;
    for (const LexEntry* entry : known->entries) {
      // The careful spelling of what was split off is the same in both keys.
      const bool exact = info.k1.size() >= entry->k1.size() && info.k1.ends_with(entry->k1);
      // A noun with a pronoun, in construct or in the indefinite accusative takes no article; a
      // pronoun is told from ta marbuta by careful spelling only («مؤتمره», «مؤتمرة»).
      if ((stem.proclitics & kAl) != 0 &&
          (entry->construct || entry->possessed || entry->accusative))
        continue;
      if (entry->possessed && !exact && !SameEnding(info.k1, entry->k1)) continue;
      readings.emplace_back(entry, stem.proclitics, stem.letters, exact);
      info.any |= entry->classes;
      const auto letters = static_cast<uint8_t>(stem.proclitics & ~kAl);
      if (letters == 0) info.whole |= entry->classes;
      if ((letters & ~(kWa | kFa)) == 0) info.conjoined_classes |= entry->classes;
      info.future = info.future || (letters & kSa) != 0;
    }
  }
  ReadCarelessSpelling(info.k1, readings);
  for (const Reading& reading : readings) {
    if ((reading.proclitics & ~kAl) == 0 && reading.exact) info.exact |= reading.classes;
  }
  // Readings are asked for oftener.
  info.readings = Keep(std::span<const Reading>(readings), memory);
  info.stems = Keep(std::span<const Stem>(stems), memory);
  info.article = stems.size() > 1 && stems[1].proclitics == kAl;
  info.conjoined = IsConjoined(info);
  info.preposition = PrepositionOf(info);
  return info;
}

WordCache::WordCache(const Lexicon& lexicon, const Calendar& calendar, const StringIndex& literals)
    : lexicon_(&lexicon), calendar_(&calendar), literals_(&literals), slots_(kFirstSlots) {}

const WordInfo* WordCache::Lookup(std::string_view written, uint32_t hash) {
  const size_t mask = slots_.size() - 1;
  for (size_t at = hash & mask; slots_[at].word != nullptr; at = (at + 1) & mask) {
    if (slots_[at].Holds(written, hash)) return slots_[at].word;
  }
  return Add(written, hash);
}

const WordInfo* WordCache::Add(std::string_view written, uint32_t hash) {
  std::string k1;
  for (size_t at = 0; at < written.size();) {
    const char32_t c = FoldCodePointK1(DecodeUtf8(written, at));
    if (c != 0 && c != ' ') AppendUtf8(c, k1);  // «و ناقشت» is one word
  }
  Slot slot{hash, static_cast<uint32_t>(written.size()), nullptr, nullptr};
  if (k1 == written) {
    // Its text and lists come right behind it.
    void* place = memory_.allocate(sizeof(WordInfo), alignof(WordInfo));
    auto* word = new (place) WordInfo(AnalyseWord(*lexicon_, *calendar_, k1, memory_));
    word->literal = literals_->Find(word->k2);
    slot.word = word;
    slot.written = word->k1.data();
  } else {
    slot.word = Lookup(k1);
    slot.written = KeepText(written, memory_).data();
  }
  if (++used_ * 2 > slots_.size()) {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& kept : old) {
      if (kept.word != nullptr) Put(kept);
    }
  }
  Put(slot);
  return slot.word;
}

void WordCache::Put(const Slot& slot) {
  const size_t mask = slots_.size() - 1;
  size_t at = slot.hash & mask;
  while (slots_[at].word != nullptr) at = (at + 1) & mask;
  slots_[at] = slot;
}

void WordCache::Trim(size_t limit) {
  if (used_ <= limit) return;
  used_ = 0;
  slots_.assign(kFirstSlots, {});
  memory_.release();
}

}  // namespace amana::ingest

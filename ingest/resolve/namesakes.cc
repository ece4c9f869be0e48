// Parties of several countries share a name: «الشعب الديمقراطي», «الاتحاد الوطني». Which one is
// meant is told by what else the article names: its fuller name, else parties, places and
// adjectives of one country.
#include <algorithm>

#include "core/text/fold.h"
#include "ingest/resolve/resolver.h"

namespace amana::ingest {
namespace {

constexpr double kSureName = 2;     // a party that only one country has, by a name of its own
constexpr double kPlaceWeight = 1;  // a place, an adjective of nationality
constexpr double kSureShare = 0.6;  // of all that speaks for some country
constexpr double kLeastWeight = 2;  // less says nothing

std::string_view IdOf(const LexEntry& entry) {
  const std::string_view alias = entry.Get("alias_of");
  return alias.empty() ? entry.Get("id") : alias;
}

bool OfOneParty(const std::vector<const LexEntry*>& names) {
  return std::all_of(names.begin(), names.end(),
                     [&](const LexEntry* name) { return IdOf(*name) == IdOf(*names.front()); });
}

}  // namespace

// The parties that bear the very name of an entry, with or without «حزب», itself included.
std::vector<const LexEntry*> Resolver::Namesakes(const LexEntry& entry) const {
  static const std::string kHead = FoldK2("حزب") + " ";
  std::vector<const LexEntry*> parties;
  AddPartiesNamed(entry.k2, parties);
  if (entry.k2.starts_with(kHead)) {
    AddPartiesNamed(std::string_view(entry.k2).substr(kHead.size()), parties);
  } else {
    AddPartiesNamed(kHead + entry.k2, parties);
  }
  return parties;
}

void Resolver::AddPartiesNamed(std::string_view k2, std::vector<const LexEntry*>& parties) const {
  const Lexicon& lexicon = rules_.lexicon();
  std::span<const LexEntry* const> alike = lexicon.Find(k2);
  if (k2.find_first_of(" -") != std::string_view::npos) {
    Lexicon::Node node = Lexicon::kRoot;
    ForEachWord(k2, [&](std::string_view word) {
      if (node != Lexicon::kNowhere) node = lexicon.Child(node, lexicon.PhraseWord(word));
    });
    if (node == Lexicon::kNowhere) return;
    alike = lexicon.EntriesAt(node);
  }
  std::copy_if(alike.begin(), alike.end(), std::back_inserter(parties),
               [this](const LexEntry* one) { return one->Is(rules_.core().party); });
}

// The country that an article speaks of, «IQ»; empty where several do, or nothing tells.
std::string Resolver::CountryOfArticle() const {
  std::map<std::string_view, double> weight;
  double all = 0;
  const auto vote = [&](std::string_view country, double by) {
    if (country.empty()) return;
    weight[country] += by;
    all += by;
  };
  for (int index : org_order_) {
    const LexEntry* entry = m_.orgs[index].entry;
    if (entry == nullptr || !entry->Is(rules_.core().party) || entry->word > 1) continue;
    const auto alike = Namesakes(*entry);
    const std::string_view country = entry->Get("cc");
    const bool one = std::all_of(alike.begin(), alike.end(), [&](const LexEntry* other) {
      return other->Get("cc") == country;
    });
    if (one) vote(country, entry->word == 0 ? kSureName : kPlaceWeight);
  }
  for (int index : place_order_) {
    const LexEntry* entry = m_.places[index].entry;
    if (entry != nullptr && entry->word < 2) vote(entry->Get("cc"), kPlaceWeight);
  }
  for (uint32_t at = 0; at < doc_.tokens.size(); ++at) {
    const WordInfo* word = doc_.WordAt(at);
    if (word == nullptr || !word->Any(rules_.core().nationality)) continue;  // most: one look
    if (!word->Whole(rules_.core().nationality)) continue;
    vote(word->Find(rules_.core().nationality)->entry->Get("cc"), kPlaceWeight);
  }
  const auto most =
      std::max_element(weight.begin(), weight.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == weight.end() || most->second < kLeastWeight || most->second < kSureShare * all)
    return {};
  return std::string(most->first);
}

// Gives each party that shares its name with others the one that the article means. A name that is
// a common phrase as well («الميثاق الوطني») is of no other country than the article's.
void Resolver::TellNamesakesApart() {
  std::set<std::string_view> sure;  // parties named in a way that no other is
  bool doubtful = false;
  for (int index : org_order_) {
    const LexEntry* entry = m_.orgs[index].entry;
    if (entry == nullptr || !entry->Is(rules_.core().party)) continue;
    const auto alike = Namesakes(*entry);
    const bool one = OfOneParty(alike);
    if (one && entry->word == 0) sure.insert(IdOf(*entry));
    doubtful = doubtful || entry->word > 0 || !one;
  }
  if (!doubtful) return;
  const std::string country = CountryOfArticle();
  for (int index : org_order_) {
    OrgMention& mention = m_.orgs[index];
    if (mention.entry == nullptr || !mention.entry->Is(rules_.core().party)) continue;
    const auto alike = Namesakes(*mention.entry);
    const LexEntry* meant = nullptr;
    for (const LexEntry* one : alike) {
      if (sure.contains(IdOf(*one))) meant = one;
    }
    for (const LexEntry* one : alike) {
      if (meant == nullptr && !country.empty() && one->Get("cc") == country) meant = one;
    }
    if (meant != nullptr) {
      mention.entry = meant;
    } else if (!country.empty() && (!mention.head.empty() || mention.span.size() > 1) &&
               (mention.entry->word >= (mention.head.empty() ? 1 : 2) || !OfOneParty(alike)) &&
               mention.entry->Get("cc") != country) {
      mention.entry = nullptr;
    }
  }
}

}  // namespace amana::ingest

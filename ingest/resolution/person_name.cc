#include "ingest/resolution/person_name.h"

#include <algorithm>
#include <optional>

#include "core/text/fold.h"
#include "core/text/utf8.h"
#include "ingest/lexicon/lexicon.h"

namespace amana::ingest {
namespace {

constexpr std::string_view kArticle = "ال";
// In bytes: letters of folded Arabic are two bytes long.
constexpr size_t kLetter = 2;
constexpr size_t kShortestRest = 3 * kLetter;

std::string WithoutArticle(const std::string& word) {
  const bool has = word.starts_with(kArticle) && word.size() >= kArticle.size() + kShortestRest;
  return has ? word.substr(kArticle.size()) : word;
}

std::string Canonical(const std::string& word, const NameData& data) {
  const auto found = data.same_as.find(word);
  return found == data.same_as.end() ? word : found->second;
}

// The letters one by one, each as its group; no letter twice in a row.
std::string Loosen(const std::string& word, const NameData& data) {
  std::string out, last;
  for (size_t at = 0; at < word.size();) {
    const size_t from = at;
    DecodeUtf8(word, at);
    std::string letter = word.substr(from, at - from);
    if (const auto found = data.letters.find(letter); found != data.letters.end())
      letter = found->second;
    if (letter.empty()) continue;
    if (letter != last) out += letter;
    last = letter;
  }
  return out;
}

std::string WithoutVowels(const std::string& word) {
  std::string out;
  for (size_t at = 0; at < word.size();) {
    const size_t from = at;
    const char32_t c = DecodeUtf8(word, at);
    if (c != U'ا' && c != U'و' && c != U'ي' && c != U'ء') out += word.substr(from, at - from);
  }
  return out.empty() ? word : out;
}

// A particle glued to what it binds («بنعروس», «بوعيدة»).
std::pair<std::string, std::string> SplitParticle(const std::string& word, const NameData& data) {
  for (const auto& [written, particle] : data.glued) {
    if (word.starts_with(written) && word.size() >= written.size() + kShortestRest)
      return {particle, word.substr(written.size())};
  }
  return {"", word};
}

NamePart MakePart(const std::string& particle, const std::string& word, bool last,
                  const IdentityRules& rules) {
  const NameData& data = rules.data();
  NamePart part;
  part.word = particle + word;
  part.listed = rules.Listed(part.word) || rules.Listed(word);
  std::string own = particle, rest = Canonical(word, data);
  if (own.empty()) std::tie(own, rest) = SplitParticle(rest, data);
  rest = WithoutArticle(Canonical(rest, data));
  part.spelling = own + rest;
  const std::string stem = Loosen(rest, data);
  part.loose = own + stem;
  part.bare = stem;
  part.skeleton = WithoutVowels(stem);
  part.weight = rules.PartWeight(part.word, last);
  // «أبو عيدة» is in no list; it tells more than «عيدة», less than what no list knows at all.
  if (!particle.empty() && !rules.Listed(part.word))
    part.weight = std::max(rules.PartWeight(word, last), rules.Weight("part_given"));
  return part;
}

struct NameWord {
  std::string particle, word;
};

std::vector<NameWord> NameWords(std::string_view name, const NameData& data) {
  const std::vector<std::string> words = SplitWords(NameKey(name));
  std::vector<NameWord> tokens;
  for (size_t i = 0; i < words.size(); ++i) {
    const auto particle = data.particles.find(words[i]);
    if (particle != data.particles.end() && i + 1 < words.size()) {
      tokens.push_back({particle->second, words[++i]});
    } else if (data.tails.contains(words[i]) && !tokens.empty()) {
      tokens.back().word += words[i];
    } else {
      tokens.push_back({"", words[i]});
    }
  }
  while (tokens.size() > 2 && tokens.front().particle.empty() &&
         data.leads.contains(tokens.front().word)) {
    tokens.erase(tokens.begin());
  }
  return tokens;
}

enum class Likeness : uint8_t { kNone, kNear, kSpelled, kSame };

Likeness Compare(const NamePart& a, const NamePart& b) {
  if (a.word == b.word) return Likeness::kSame;
  if (a.spelling == b.spelling) return Likeness::kSpelled;
  // Two names that the lists know apart are two names, however alike.
  const bool two_names = a.listed && b.listed;
  if (a.loose == b.loose) return two_names ? Likeness::kNone : Likeness::kSpelled;
  if (two_names && a.bare != b.bare) return Likeness::kNone;
  if (a.bare == b.bare) return Likeness::kNear;
  return a.skeleton == b.skeleton ? Likeness::kNear : Likeness::kNone;
}

}  // namespace

PersonName::PersonName(std::string_view name, const IdentityRules& rules) {
  const std::vector<NameWord> tokens = NameWords(name, rules.data());
  for (const NameWord& token : tokens)
    parts_.push_back(MakePart(token.particle, token.word, &token == &tokens.back(), rules));
}

std::string PersonName::BlockKey() const {
  if (parts_.empty()) return "";
  return parts_.front().skeleton + " " + parts_.back().skeleton;
}

double PersonName::weight() const {
  double sum = 0;
  for (const NamePart& part : parts_) sum += part.weight;
  return sum;
}

double PersonName::EndsWeight() const {
  return parts_.size() < 2 ? weight() : parts_.front().weight + parts_.back().weight;
}

NameMatch CompareNames(const PersonName& a, const PersonName& b, const IdentityRules& rules) {
  const auto& longer = a.parts().size() >= b.parts().size() ? a.parts() : b.parts();
  const auto& shorter = a.parts().size() >= b.parts().size() ? b.parts() : a.parts();
  NameMatch match;
  if (shorter.size() < 2) return match;
  size_t at = 0;
  for (size_t i = 0; i < shorter.size(); ++i) {
    const bool last = i + 1 == shorter.size();
    if (last) at = longer.size() - 1;
    Likeness likeness = Likeness::kNone;
    // The last part answers to the last one only.
    for (const size_t end = longer.size() - (last ? 0 : 1); at < end; ++at) {
      likeness = Compare(shorter[i], longer[at]);
      if (likeness != Likeness::kNone || i == 0) break;
    }
    if (likeness == Likeness::kNone || at >= longer.size()) return match;
    const double weight = std::min(shorter[i].weight, longer[at].weight);
    const double share = likeness == Likeness::kSame      ? 1.0
                         : likeness == Likeness::kSpelled ? rules.Weight("spelled")
                                                          : rules.Weight("near");
    match.weight += weight * share;
    match.spelled += likeness == Likeness::kSpelled ? 1 : 0;
    match.near += likeness == Likeness::kNear ? 1 : 0;
    ++at;
  }
  match.missing = static_cast<int>(longer.size() - shorter.size());
  match.compatible = true;
  return match;
}

}  // namespace amana::ingest

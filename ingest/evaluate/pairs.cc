#include "ingest/evaluate/pairs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ingest/lexicon/tsv.h"
#include "ingest/resolution/form.h"
#include "ingest/resolution/resolve_block.h"

namespace amana::ingest {
namespace {

constexpr size_t kMentionFields = 7;

std::vector<std::string> Split(std::string_view text, char at) {
  std::vector<std::string> parts;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(at, begin), text.size());
    parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

PairMention ToMention(const std::vector<std::string>& fields) {
  PairMention mention;
  mention.name = fields[0];
  mention.post = fields[1];
  mention.party = fields[2];
  mention.country = fields[3];
  mention.territory = fields[4];
  mention.year = fields[5];
  if (!fields[6].empty()) mention.companions = Split(fields[6], ',');
  return mention;
}

Result<MentionPair> ToPair(const TsvLine& line) {
  if (line.fields.size() != 4 || (line.fields[0] != "same" && line.fields[0] != "diff"))
    return line.Error("same or diff, about and two mentions are expected");
  std::vector<std::string> a = Split(line.fields[2], '|'), b = Split(line.fields[3], '|');
  if (a.size() > kMentionFields || b.size() > kMentionFields)
    return line.Error("a mention has seven fields");
  a.resize(kMentionFields);
  b.resize(kMentionFields);
  for (size_t i = 0; i < kMentionFields; ++i) {
    if (b[i] == "=") b[i] = a[i];
  }
  MentionPair pair;
  pair.where = fmt::format("{}:{}", line.file, line.line);
  pair.about = line.fields[1];
  pair.same = line.fields[0] == "same";
  pair.a = ToMention(a);
  pair.b = ToMention(b);
  return pair;
}

// The little of an extraction that a mention tells.
class MentionArticle {
 public:
  explicit MentionArticle(const PairMention& mention) : mention_(mention) {}

  Extraction Build() {
    if (mention_.name.empty()) {
      Body();
    } else {
      Person();
    }
    if (mention_.party.empty() && !mention_.country.empty()) {
      // An article of the country that ties the person to none of its bodies.
      extraction_.entities[Add("Place", "", "—")].properties["country"] = mention_.country;
    }
    return std::move(extraction_);
  }

 private:
  uint32_t Add(std::string type, std::string kind, std::string name) {
    ExtractedEntity& entity = extraction_.entities.emplace_back();
    entity.type = std::move(type);
    entity.kind = std::move(kind);
    entity.name = std::move(name);
    return static_cast<uint32_t>(extraction_.entities.size()) - 1;
  }
  void Say(uint32_t subject, std::string predicate, uint32_t object) {
    ExtractedTriple& triple = extraction_.triples.emplace_back();
    triple.subject = subject;
    triple.predicate = std::move(predicate);
    triple.object = object;
  }
  uint32_t Root() {
    // «+» marks a body of the state.
    const bool state = mention_.party.starts_with('+');
    const uint32_t root =
        Add("Organization", state ? "Parliament" : "Party", mention_.party.substr(state ? 1 : 0));
    if (!mention_.country.empty())
      extraction_.entities[root].properties["country"] = mention_.country;
    return root;
  }
  void Cover(uint32_t subject) {
    if (!mention_.territory.empty()) Say(subject, "COVERS", Add("Place", "", mention_.territory));
  }

  void Body() {
    if (mention_.post.empty()) {
      Cover(Root());
      return;
    }
    const uint32_t organ = Add("Organization", "Secretariat", mention_.post);
    if (!mention_.party.empty()) Say(organ, "PART_OF", Root());
    Cover(organ);
  }
  void Person() {
    const uint32_t person = Add("Person", "", mention_.name);
    if (!mention_.post.empty()) {
      const uint32_t post = Add("Post", "", mention_.post);
      Say(person, "HOLDS", post);
      if (!mention_.party.empty()) Say(post, "POST_IN", Root());
      Cover(post);
    } else if (!mention_.party.empty()) {
      Say(person, "MEMBER_OF", Root());
    }
    if (mention_.companions.empty()) return;
    const uint32_t meeting = Add("Meeting", "", "");
    Say(meeting, "ATTENDED_BY", person);
    for (const std::string& other : mention_.companions)
      Say(meeting, "ATTENDED_BY", Add("Person", "", other));
  }

  const PairMention& mention_;
  Extraction extraction_;
};

PairCounts Sum(const std::map<std::string, PairCounts>& counts) {
  PairCounts sum;
  for (const auto& [about, n] : counts) {
    sum.apart += n.apart;
    sum.proposed += n.proposed;
    sum.merged += n.merged;
  }
  return sum;
}

void AppendRows(std::string& out, std::string_view kind,
                const std::map<std::string, PairCounts>& counts, const PairCounts& sum) {
  const auto row = [&](std::string_view about, const PairCounts& n) {
    out += fmt::format("| {} | {} | {} | {} | {} | {} |\n", kind, about, n.all(), n.merged,
                       n.proposed, n.apart);
  };
  for (const auto& [about, n] : counts) row(about, n);
  row("all", sum);
}

}  // namespace

Result<std::vector<MentionPair>> ReadPairs(const std::filesystem::path& file) {
  std::vector<MentionPair> pairs;
  AMANA_CHECK_OK(ReadTsv(file, [&pairs](const TsvLine& line) -> Result<void> {
    AMANA_TRY(MentionPair pair, ToPair(line));
    pairs.push_back(std::move(pair));
    return {};
  }));
  return pairs;
}

Extraction ExtractionOf(const PairMention& mention) { return MentionArticle(mention).Build(); }

PairVerdict JudgePair(const MentionPair& pair, const IdentityRules& rules) {
  const Form a = MakeForms(ExtractionOf(pair.a), "a", pair.a.year, rules).front();
  const Form b = MakeForms(ExtractionOf(pair.b), "b", pair.b.year, rules).front();
  if (a == b) return PairVerdict::kMerged;
  if (a.type != b.type || a.block != b.block) return PairVerdict::kApart;
  std::vector<Form> forms = {a, b};
  std::ranges::sort(forms, {}, &Form::Key);
  const BlockResolution resolution = ResolveBlock(forms, rules);
  if (resolution.groups[0] == resolution.groups[1]) return PairVerdict::kMerged;
  return resolution.proposals.empty() ? PairVerdict::kApart : PairVerdict::kProposed;
}

PairEvaluation EvaluatePairs(const std::vector<MentionPair>& pairs, const IdentityRules& rules) {
  PairEvaluation evaluation;
  for (const MentionPair& pair : pairs) {
    PairCounts& counts = (pair.same ? evaluation.same : evaluation.different)[pair.about];
    const PairVerdict verdict = JudgePair(pair, rules);
    switch (verdict) {
      case PairVerdict::kApart:
        ++counts.apart;
        break;
      case PairVerdict::kProposed:
        ++counts.proposed;
        break;
      case PairVerdict::kMerged:
        ++counts.merged;
        break;
    }
    const bool wrong =
        pair.same ? verdict != PairVerdict::kMerged : verdict == PairVerdict::kMerged;
    if (!wrong) continue;
    evaluation.errors.push_back(fmt::format(
        "{} {} {}: {} / {}{}", pair.where, pair.same ? "MISSED" : "WRONG", pair.about, pair.a.name,
        pair.b.name, verdict == PairVerdict::kProposed ? " (proposed)" : ""));
  }
  return evaluation;
}

PairCounts PairEvaluation::Same() const { return Sum(same); }
PairCounts PairEvaluation::Different() const { return Sum(different); }

std::string PairEvaluation::Table() const {
  std::string out =
      "| pairs | about | n | merged | proposed | apart |\n|---|---|---:|---:|---:|---:|\n";
  AppendRows(out, "same", same, Same());
  AppendRows(out, "different", different, Different());
  return out;
}

}  // namespace amana::ingest

// Proposals are not stored: they follow from the forms, so they can never be out of date, and no
// query meets a relation that nobody has judged.

#include "ingest/resolution/candidates.h"

#include <algorithm>
#include <map>

#include "ingest/lexicon/lexicon.h"
#include "ingest/resolution/match_key.h"

namespace amana::ingest {
namespace {

bool ShareContext(const Form& a, const Form& b) {
  return std::ranges::any_of(a.contexts, [&b](const std::string& context) {
    return std::ranges::binary_search(b.contexts, context);
  });
}

// Of two of one country, or where one does not tell; 0 where they differ.
bool CountriesDiffer(const Form& a, const Form& b) {
  return !a.country.empty() && !b.country.empty() && a.country != b.country;
}

double Clamp(double score) { return std::min(score, kMostProposed); }

double ScorePersons(const Form& a, const Form& b, const NameRarity& rarity,
                    std::vector<std::string>& reasons) {
  const auto left = PersonParts(a.name), right = PersonParts(b.name);
  double score = 0;
  if (left == right) {
    const size_t more = std::min<size_t>(left.size(), 4) - std::min<size_t>(left.size(), 2);
    score = 0.55 + 0.10 * static_cast<double>(more);
    reasons.push_back("the same name of " + std::to_string(left.size()) + " parts");
  } else if (LeavesOutMiddleParts(left, right) || LeavesOutMiddleParts(right, left)) {
    score = 0.52;
    reasons.push_back("one name leaves out middle parts of the other");
  } else {
    return 0;
  }
  if (rarity.IsRare(left) || rarity.IsRare(right)) {
    score += 0.10;
    reasons.push_back("a rare name");
  }
  if (!a.country.empty() && a.country == b.country) {
    score += 0.06;
    reasons.push_back("one country");
  }
  if (ShareContext(a, b)) {
    score += 0.20;
    reasons.push_back("a body in common");
  } else if (!a.contexts.empty() && !b.contexts.empty()) {
    score -= 0.10;
    reasons.push_back("bodies that differ");
  }
  return Clamp(score);
}

// The chain of one body within that of the other, or one chain and a country that one does not
// tell.
double ScoreBodies(const Form& a, const Form& b, std::vector<std::string>& reasons) {
  if (a.name != b.name || !a.scope.empty() || !b.scope.empty()) return 0;
  if (a.block == b.block) {
    reasons.push_back("the same chain of bodies; one country is not told");
    return 0.75;
  }
  const bool within =
      a.block.find(b.block) != std::string::npos || b.block.find(a.block) != std::string::npos;
  if (!within) return 0;
  reasons.push_back("the same name; one chain of larger bodies is part of the other");
  return a.country == b.country && !a.country.empty() ? 0.70 : 0.62;
}

// What one node is called and where, over all its forms.
struct Bearer {
  NodeId node;
  std::string id;
  std::vector<const Form*> forms;
};

std::vector<Bearer> BearersOf(const std::vector<const FormRecord*>& records,
                              const Snapshot& graph) {
  std::map<std::string, Bearer> by_id;
  for (const FormRecord* record : records) {
    Bearer& bearer = by_id[graph.PublicId(record->node)];
    bearer.node = record->node;
    bearer.forms.push_back(&record->form);
  }
  std::vector<Bearer> bearers;
  for (auto& [id, bearer] : by_id) {
    bearer.id = id;
    bearers.push_back(std::move(bearer));
  }
  return bearers;
}

// The best pair of forms speaks for the nodes; one pair from two countries against them.
SameAsProposal Compare(const Bearer& a, const Bearer& b, const NameRarity& rarity) {
  SameAsProposal best{a.node, b.node, a.forms.front()->type, 0, {}};
  for (const Form* left : a.forms) {
    for (const Form* right : b.forms) {
      std::vector<std::string> reasons;
      const double score = ScoreSame(*left, *right, rarity, reasons);
      if (CountriesDiffer(*left, *right)) return {a.node, b.node, best.type, 0, {}};
      if (score <= best.score) continue;
      best.score = score;
      best.reasons = std::move(reasons);
    }
  }
  return best;
}

}  // namespace

double ScoreSame(const Form& a, const Form& b, const NameRarity& rarity,
                 std::vector<std::string>& reasons) {
  if (a.type != b.type || CountriesDiffer(a, b)) return 0;
  if (a.type == "Person") return a.block == b.block ? ScorePersons(a, b, rarity, reasons) : 0;
  if (a.type == "Organization") return ScoreBodies(a, b, reasons);
  return 0;
}

std::vector<SameAsProposal> ProposeSame(std::span<const FormRecord> records,
                                        const NameRarity& rarity, const Snapshot& graph) {
  std::map<std::pair<std::string, std::string>, std::vector<const FormRecord*>> groups;
  for (const FormRecord& record : records) {
    const Form& form = record.form;
    if (!graph.HasNode(record.node)) continue;
    if (form.type == "Person") groups[{form.type, form.block}].push_back(&record);
    if (form.type == "Organization" && form.scope.empty()) {
      groups[{form.type, form.name}].push_back(&record);
    }
  }
  std::vector<SameAsProposal> proposals;
  for (const auto& [key, members] : groups) {
    const std::vector<Bearer> bearers = BearersOf(members, graph);
    for (size_t i = 0; i < bearers.size(); ++i) {
      for (size_t j = i + 1; j < bearers.size(); ++j) {
        SameAsProposal proposal = Compare(bearers[i], bearers[j], rarity);
        if (proposal.score >= kLeastProposed) proposals.push_back(std::move(proposal));
      }
    }
  }
  std::ranges::stable_sort(proposals, [&graph](const SameAsProposal& x, const SameAsProposal& y) {
    if (x.score != y.score) return x.score > y.score;
    return graph.PublicId(x.a) + graph.PublicId(x.b) < graph.PublicId(y.a) + graph.PublicId(y.b);
  });
  return proposals;
}

Result<std::vector<FormRecord>> ReadForms(const GraphStore& store) {
  std::vector<FormRecord> records;
  std::optional<Error> error;
  AMANA_CHECK_OK(store.ScanAux(kFormSpace, "", [&](std::string_view, std::string_view bytes) {
    auto record = DecodeFormRecord(bytes);
    if (!record) {
      error = std::move(record.error());
      return false;
    }
    records.push_back(std::move(*record));
    return true;
  }));
  if (error) return Fail(std::move(*error));
  return records;
}

}  // namespace amana::ingest

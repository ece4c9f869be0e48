#include "ingest/resolution/body_candidates.h"

#include <algorithm>
#include <map>

namespace amana::ingest {
namespace {

// Of two of one country, or where one does not tell; 0 where they differ.
bool CountriesDiffer(const Form& a, const Form& b) {
  return !a.country.empty() && !b.country.empty() && a.country != b.country;
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
BodyProposal Compare(const Bearer& a, const Bearer& b) {
  BodyProposal best{a.node, b.node, 0, {}};
  for (const Form* left : a.forms) {
    for (const Form* right : b.forms) {
      std::vector<std::string> reasons;
      const double score = ScoreBodies(*left, *right, reasons);
      if (CountriesDiffer(*left, *right)) return {a.node, b.node, 0, {}};
      if (score <= best.score) continue;
      best.score = score;
      best.reasons = std::move(reasons);
    }
  }
  return best;
}

}  // namespace

// The chain of one body within that of the other, or one chain and a country that one does not
// tell.
double ScoreBodies(const Form& a, const Form& b, std::vector<std::string>& reasons) {
  if (CountriesDiffer(a, b) || a.name != b.name || !a.scope.empty() || !b.scope.empty()) return 0;
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

std::vector<BodyProposal> ProposeBodies(std::span<const FormRecord> records,
                                        const Snapshot& graph) {
  std::map<std::string, std::vector<const FormRecord*>> groups;  // by name
  for (const FormRecord& record : records) {
    const Form& form = record.form;
    if (!graph.HasNode(record.node)) continue;
    if (form.type == "Organization" && form.scope.empty()) groups[form.name].push_back(&record);
  }
  std::vector<BodyProposal> proposals;
  for (const auto& [key, members] : groups) {
    const std::vector<Bearer> bearers = BearersOf(members, graph);
    for (size_t i = 0; i < bearers.size(); ++i) {
      for (size_t j = i + 1; j < bearers.size(); ++j) {
        BodyProposal proposal = Compare(bearers[i], bearers[j]);
        if (proposal.score > 0) proposals.push_back(std::move(proposal));
      }
    }
  }
  std::ranges::stable_sort(proposals, [&graph](const BodyProposal& x, const BodyProposal& y) {
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

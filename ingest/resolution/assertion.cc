#include "ingest/resolution/assertion.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "core/quote.h"
#include "ingest/resolution/date_bounds.h"

namespace amana::ingest {
namespace {

constexpr double kMostConfidence = 0.99;

double Credibility(const Assertion& assertion) {
  double best = 0;
  for (const ExtractedEvidence& evidence : assertion.evidence)
    best = std::max(best, evidence.confidence);
  return best;
}

std::string Since(const Assertion& assertion) {
  const auto found = assertion.properties.find("since");
  return found == assertion.properties.end() ? std::string() : found->second;
}

bool HasTerms(std::string_view type) { return type == "HOLDS" || type == "MEMBER_OF"; }

// The most exact beginnings, ascending: none of them could mean another.
std::vector<std::string> Beginnings(std::span<const Assertion> assertions) {
  std::set<std::string> all;
  for (const Assertion& assertion : assertions) {
    if (std::string since = Since(assertion); !since.empty()) all.insert(std::move(since));
  }
  std::vector<std::string> exact;
  for (auto it = all.begin(); it != all.end(); ++it) {
    // What extends it follows it at once.
    const auto next = std::next(it);
    if (next == all.end() || !next->starts_with(*it)) exact.push_back(*it);
  }
  return exact;
}

size_t TermOf(const Assertion& assertion, const std::vector<std::string>& beginnings) {
  const std::string since = Since(assertion);
  if (!since.empty()) {
    for (size_t i = 0; i < beginnings.size(); ++i) {
      if (beginnings[i].starts_with(since)) return i;
    }
  }
  if (assertion.published.empty()) return beginnings.size() - 1;
  size_t term = 0;
  for (size_t i = 0; i < beginnings.size(); ++i) {
    if (beginnings[i] <= assertion.published) term = i;
  }
  return term;
}

// Of the values stated, by how well and how late they are: the later article wins for what changes
// with time, the more credible statements together for what does not.
std::string Choose(const Term& term, const std::string& key) {
  const bool changes = key == "status" || key == "event";
  std::map<std::string, std::tuple<std::string, double>> votes;  // value -> latest, weight
  for (const Assertion* assertion : term.assertions) {
    const auto found = assertion->properties.find(key);
    if (found == assertion->properties.end()) continue;
    auto& [latest, weight] = votes[found->second];
    latest = std::max(latest, assertion->published);
    weight += std::round(Credibility(*assertion) * 1e4);  // whole numbers add up alike in any order
  }
  std::string best;
  std::tuple<std::string, double, size_t> best_rank;
  for (const auto& [value, vote] : votes) {
    const auto& [latest, weight] = vote;
    const std::tuple<std::string, double, size_t> rank{changes ? latest : "", weight, value.size()};
    if (best.empty() || rank > best_rank) best = value, best_rank = rank;
  }
  return best;
}

void AddStated(const Term& term, PropertyMap& out) {
  std::set<std::string> keys;
  for (const Assertion* assertion : term.assertions) {
    for (const auto& [key, value] : assertion->properties) keys.insert(key);
  }
  for (const std::string& key : keys) {
    // The most exact beginning of a term is the one that the others agree with.
    std::string value = Choose(term, key);
    if (key == "since") {
      for (const Assertion* assertion : term.assertions) {
        if (const std::string other = Since(*assertion); other.size() > value.size()) value = other;
      }
    }
    if (key == "since" || key == "until" || key == "date") {
      if (const auto bounds = BoundsOf(value)) {
        out.emplace_back(key + "From", Value(bounds->from));
        out.emplace_back(key + "To", Value(bounds->to));
      }
    }
    out.emplace_back(key, Value(value));
  }
}

void AddSeen(const Term& term, PropertyMap& out) {
  std::string first, last;
  for (const Assertion* assertion : term.assertions) {
    const std::string& published = assertion->published;
    if (published.empty()) continue;
    if (first.empty() || published < first) first = published;
    last = std::max(last, published);
  }
  if (first.empty()) return;
  out.emplace_back("first_seen", Value(first));
  out.emplace_back("last_seen", Value(last));
}

void AddEvidence(const Term& term, PropertyMap& out) {
  std::set<std::tuple<std::string, uint32_t, uint32_t>> spans;
  for (const Assertion* assertion : term.assertions) {
    for (const ExtractedEvidence& e : assertion->evidence)
      spans.emplace(assertion->article, e.begin, e.end);
  }
  std::vector<Value> ids;
  for (const auto& [article, begin, end] : spans) {
    EvidenceItem item;
    item.article = article;
    item.start = begin;
    item.end = end;
    ids.emplace_back(EvidenceId(item));
  }
  out.emplace_back("evidence", Value::List(std::move(ids)));
}

}  // namespace

std::vector<Term> SplitIntoTerms(std::string_view type, std::span<const Assertion> assertions) {
  std::vector<std::string> beginnings;
  if (HasTerms(type)) beginnings = Beginnings(assertions);
  std::vector<Term> terms(std::max<size_t>(1, beginnings.size()));
  for (const Assertion& assertion : assertions) {
    const size_t term = beginnings.empty() ? 0 : TermOf(assertion, beginnings);
    terms[term].assertions.push_back(&assertion);
  }
  std::erase_if(terms, [](const Term& term) { return term.assertions.empty(); });
  for (Term& term : terms)
    std::ranges::sort(term.assertions, {},
                      [](const Assertion* assertion) { return assertion->id; });
  return terms;
}

double Confidence(const Term& term) {
  std::map<std::string, double> by_content;
  for (const Assertion* assertion : term.assertions) {
    double& c = by_content[assertion->signature];
    c = std::max(c, Credibility(*assertion));
  }
  double doubt = 1;
  for (const auto& [content, c] : by_content) doubt *= 1 - c;
  return std::round(std::min(1 - doubt, kMostConfidence) * 1e4) / 1e4;
}

PropertyMap RelationProperties(const Term& term) {
  PropertyMap out;
  AddStated(term, out);
  out.emplace_back("confidence", Value(Confidence(term)));
  AddSeen(term, out);
  AddEvidence(term, out);
  return out;
}

}  // namespace amana::ingest

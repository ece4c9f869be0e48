#include "ingest/resolution/fact_update.h"

#include <algorithm>
#include <cmath>

namespace amana::ingest {
namespace {

// As the store keeps it.
double Rounded(double confidence) { return std::round(confidence * 1e4) / 1e4; }

using ByArticle = std::map<std::string, std::vector<EvidenceItem>>;

ByArticle EvidenceOf(const Term& term) {
  ByArticle out;
  for (const Assertion* assertion : term.assertions) {
    std::vector<EvidenceItem>& items = out[assertion->article];
    for (const ExtractedEvidence& e : assertion->evidence) {
      EvidenceItem item;
      item.article = assertion->article;
      item.start = e.begin;
      item.end = e.end;
      item.rule = e.rule;
      item.confidence = Rounded(e.confidence);
      items.push_back(std::move(item));
    }
  }
  for (auto& [article, items] : out) {
    std::ranges::sort(items, [](const EvidenceItem& a, const EvidenceItem& b) {
      return std::tie(a.start, a.end, a.rule, a.confidence) <
             std::tie(b.start, b.end, b.rule, b.confidence);
    });
    items.erase(std::ranges::unique(items).begin(), items.end());
  }
  return out;
}

}  // namespace

Result<void> UpdateRelation(Transaction& transaction, RelationshipId relation,
                            const PropertyMap& properties) {
  const Snapshot& graph = transaction.view();
  size_t same = 0, present = 0;
  for (const auto& [key, value] : properties) {
    const auto id = graph.keys().Find(key);
    if (id && Value::Identical(graph.RelationshipProperty(relation, *id), value)) ++same;
  }
  graph.ForEachRelationshipProperty(relation, [&present](KeyId, const Value&) { ++present; });
  if (same == properties.size() && same == present) return {};
  return transaction.ReplaceRelationshipProperties(relation, properties);
}

Result<void> FactUpdate::Replace(const std::string& article, const std::vector<FactKey>& before,
                                 const Facts& now) {
  for (const FactKey& key : before) {
    if (now.contains(key)) continue;
    AMANA_CHECK_OK(tx_.DeleteAux(kFactSpace, FactPrefix(key) + article));
    touched_.insert(key);
  }
  for (const auto& [key, assertions] : now) {
    const std::string row = FactPrefix(key) + article;
    const std::string bytes = EncodeAssertions(assertions);
    AMANA_TRY(const auto stored, tx_.GetAux(kFactSpace, row));
    // A fact said as before may still have lost its relation with the former nodes or to a person.
    if (stored == bytes && !Existing(key).empty()) continue;
    AMANA_CHECK_OK(tx_.PutAux(kFactSpace, row, bytes));
    touched_.insert(key);
  }
  return {};
}

Result<void> FactUpdate::Read(const FactKey& key, Fact& fact) const {
  const std::string prefix = FactPrefix(key);
  std::optional<Error> error;
  AMANA_CHECK_OK(tx_.ScanAux(kFactSpace, prefix, [&](std::string_view row, std::string_view value) {
    auto assertions = DecodeAssertions(row.substr(prefix.size()), value);
    if (!assertions) {
      error = assertions.error();
      return false;
    }
    for (Assertion& assertion : *assertions) fact.assertions.push_back(std::move(assertion));
    return true;
  }));
  if (error) return Fail(std::move(*error));
  // A person deleted an end: what articles say of it stays on record, for an undo.
  if (!tx_.view().HasNode(key.subject) || !tx_.view().HasNode(key.object)) return {};
  fact.terms = SplitIntoTerms(key.type, fact.assertions);
  std::erase_if(fact.terms, [this](const Term& term) { return IsRejected(term); });
  return {};
}

bool FactUpdate::IsRejected(const Term& term) const {
  return !rejected_.empty() &&
         std::ranges::any_of(term.assertions, [this](const Assertion* assertion) {
           return rejected_.contains(assertion->id);
         });
}

std::vector<RelationshipId> FactUpdate::Existing(const FactKey& key) const {
  std::vector<RelationshipId> out;
  const Snapshot& graph = tx_.view();
  const auto type = graph.types().Find(key.type);
  if (!type || !graph.HasNode(key.subject)) return out;
  const auto row = graph.Out(key.subject, *type);
  // Sorted by neighbour.
  const auto from = std::ranges::lower_bound(row, key.object, {}, [](const Neighbor& neighbor) {
    return static_cast<NodeId>(neighbor.node);
  });
  for (auto it = from; it != row.end() && static_cast<NodeId>(it->node) == key.object; ++it) {
    if (graph.RelationshipOrigin(it->relationship) == Origin::kDerived)
      out.push_back(it->relationship);
  }
  return out;
}

// First by id; then what bears the id of another assertion of the term; then whatever is left.
std::vector<RelationshipId> FactUpdate::Match(const FactKey& key, Fact& fact) const {
  std::vector<RelationshipId> left = Existing(key);
  fact.relations.assign(fact.terms.size(), RelationshipId());
  const auto take = [&](const auto& fits) {
    for (size_t i = 0; i < fact.terms.size(); ++i) {
      if (fact.relations[i].valid()) continue;
      const auto found = std::ranges::find_if(
          left, [&](RelationshipId r) { return fits(fact.terms[i], tx_.view().PublicId(r)); });
      if (found == left.end()) continue;
      fact.relations[i] = *found;
      left.erase(found);
    }
  };
  take([](const Term& term, const std::string& id) { return term.id() == id; });
  take([](const Term& term, const std::string& id) {
    return std::ranges::any_of(term.assertions,
                               [&id](const Assertion* assertion) { return assertion->id == id; });
  });
  take([](const Term&, const std::string&) { return true; });
  return left;
}

// A relation whose id is not free yet (another one is about to give it up) is made anew instead.
Result<void> FactUpdate::Rename(Fact& fact) {
  for (size_t i = 0; i < fact.terms.size(); ++i) {
    RelationshipId& relation = fact.relations[i];
    if (!relation.valid() || tx_.view().PublicId(relation) == fact.terms[i].id()) continue;
    if (tx_.view().FindRelationship(fact.terms[i].id())) {
      AMANA_CHECK_OK(tx_.DeleteRelationship(relation));
      ++removed_;
      relation = RelationshipId();
    } else {
      AMANA_CHECK_OK(tx_.SetPublicId(relation, fact.terms[i].id()));
    }
  }
  return {};
}

Result<void> FactUpdate::Write(const FactKey& key, Fact& fact) {
  for (size_t i = 0; i < fact.terms.size(); ++i) {
    const Term& term = fact.terms[i];
    const PropertyMap properties = RelationProperties(term);
    RelationshipId& relation = fact.relations[i];
    if (relation.valid()) {
      AMANA_CHECK_OK(UpdateRelation(tx_, relation, properties));
    } else {
      AMANA_TRY(relation,
                tx_.CreateRelationship(term.id(), key.subject, key.object, key.type, properties));
      ++added_;
    }
    AMANA_CHECK_OK(WriteEvidence(relation, term));
  }
  return {};
}

Result<void> FactUpdate::WriteEvidence(RelationshipId relation, const Term& term) {
  const ByArticle now = EvidenceOf(term);
  AMANA_TRY(const auto stored, tx_.Evidence(relation));
  ByArticle before;
  for (const EvidenceItem& item : stored) before[item.article].push_back(item);
  for (const auto& [article, items] : before) {
    if (!now.contains(article)) AMANA_CHECK_OK(tx_.PutEvidence(relation, article, {}));
  }
  for (const auto& [article, items] : now) {
    const auto found = before.find(article);
    if (found == before.end() || found->second != items)
      AMANA_CHECK_OK(tx_.PutEvidence(relation, article, items));
  }
  return {};
}

// Relations that go, go first, and renamed ones next: an id may pass from one to another.
Result<void> FactUpdate::Finish() {
  std::map<FactKey, Fact> facts;
  for (const FactKey& key : touched_) {
    Fact& fact = facts[key];
    AMANA_CHECK_OK(Read(key, fact));
    for (RelationshipId relation : Match(key, fact)) {
      AMANA_CHECK_OK(tx_.DeleteRelationship(relation));
      ++removed_;
    }
  }
  for (auto& [key, fact] : facts) AMANA_CHECK_OK(Rename(fact));
  for (auto& [key, fact] : facts) AMANA_CHECK_OK(Write(key, fact));
  touched_.clear();
  return {};
}

}  // namespace amana::ingest

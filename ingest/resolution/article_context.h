#pragma once

#include <string>
#include <vector>

#include "ingest/extraction.h"

namespace amana::ingest {

// What one article says of its bodies, posts, persons and meetings beyond their names: chains of
// larger bodies, territories, parties, countries. Read off the article's own relations.
class ArticleContext {
 public:
  // REQUIRES that `extraction` outlives this object.
  explicit ArticleContext(const Extraction& extraction);

  // A body under its full name: itself, its territory, and so on up to the largest body it is part
  // of. `anchored`: that one can be known again in another article (a party, say, and not «الأمانة»
  // of a party that the text never names).
  struct Body {
    std::string key;
    std::string root;     // key of the largest one; the body's own where it is part of none
    std::string country;  // its own, else of the bodies above it, else of the article
    bool anchored = false;
  };
  // REQUIRES that the entity is an organization.
  const Body& BodyOf(uint32_t organization) const { return bodies_[organization]; }

  // The entities that relations of this type lead to from here, in the order of the text.
  std::vector<uint32_t> Targets(uint32_t entity, std::string_view predicate) const;
  // The anchored bodies behind a person: the roots of what he holds posts in or is a member of;
  // where there is none, of what held the meetings that he chaired or attended. No duplicates.
  std::vector<const Body*> BodiesBehind(uint32_t person) const;
  // Folded names of the territories of a body or post, ascending, joined.
  std::string TerritoryKey(uint32_t entity) const;
  // The country that most of the article's bodies and places are of; empty where none leads.
  const std::string& country() const { return country_; }

 private:
  void FindCountry();
  void BuildBody(uint32_t entity, std::vector<uint8_t>& state);
  int ParentOf(uint32_t organization, const std::vector<uint8_t>& state) const;

  const Extraction& extraction_;
  std::vector<std::vector<uint32_t>> triples_from_;  // by subject, indexes of triples
  std::vector<std::vector<uint32_t>> triples_to_;    // by object
  std::vector<Body> bodies_;                         // by entity
  std::string country_;
};

// The name of a body as it is compared: without the word for its kind («حزب») where that leaves
// something.
std::string BodyNameKey(const ExtractedEntity& organization);

}  // namespace amana::ingest

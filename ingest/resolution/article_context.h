#pragma once

#include <string>
#include <vector>

#include "ingest/extraction.h"
#include "ingest/resolution/identity_rules.h"

namespace amana::ingest {

// What one article says of its bodies, posts, persons and meetings beyond their names: chains of
// larger bodies, territories, parties, countries. Read off the article's own relations.
class ArticleContext {
 public:
  // `published`: ISO 8601 or empty. REQUIRES that all outlive this object.
  ArticleContext(const Extraction& extraction, const IdentityRules& rules,
                 std::string_view published);

  // A body under its full name: itself, its territory, and so on up to the largest body it is part
  // of. `anchored`: that one can be known again in another article (a party, say, and not «الأمانة»
  // of a party that the text never names).
  struct Body {
    std::string key;
    std::string root;     // key of the largest one; the body's own where it is part of none
    bool party = false;   // whether that one is a party
    std::string country;  // its own, else of the bodies above it, else of the article
    bool anchored = false;
  };
  // REQUIRES that the entity is an organization.
  const Body& BodyOf(uint32_t organization) const { return bodies_[organization]; }

  // The name of a body as it is compared: of a party the one it goes by today, without «حزب».
  const std::string& NameOf(uint32_t organization) const { return names_[organization]; }

  // The entities that relations of this type lead to from here, in the order of the text.
  std::vector<uint32_t> Targets(uint32_t entity, std::string_view predicate) const;
  // The anchored bodies behind a person: the roots of what he holds posts in or is a member of;
  // where there is none, of what held the meetings that he chaired or attended. No duplicates.
  std::vector<const Body*> BodiesBehind(uint32_t person) const;
  // Roots of all anchored bodies of the article, ascending, as ContextKey.
  std::vector<std::string> RootsNamed() const;
  // Persons who chaired or attended a meeting with this one, without duplicates.
  std::vector<uint32_t> Companions(uint32_t person) const;
  // How a person's context is compared: parties may speak against each other, other bodies not.
  static std::string ContextKey(const Body& body);
  // Folded names of the territories of a body or post, ascending, joined.
  std::string TerritoryKey(uint32_t entity) const;
  // The country that most of the article's bodies and places are of; empty where none leads.
  const std::string& country() const { return country_; }

 private:
  std::string NameKeyOf(const ExtractedEntity& organization) const;
  void FindCountry();
  void BuildBody(uint32_t entity, std::vector<uint8_t>& state);
  int ParentOf(uint32_t organization, const std::vector<uint8_t>& state) const;

  const Extraction& extraction_;
  const IdentityRules& rules_;
  const std::string_view published_;
  std::vector<std::string> names_;                   // of bodies, by entity
  std::vector<std::vector<uint32_t>> triples_from_;  // by subject, indexes of triples
  std::vector<std::vector<uint32_t>> triples_to_;    // by object
  std::vector<Body> bodies_;                         // by entity
  std::string country_;
};

}  // namespace amana::ingest

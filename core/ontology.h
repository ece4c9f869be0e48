#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace amana {

// The vocabulary of the graph that articles give: one table for extractor, store, queries and
// exports. A label or a relation type has one English name, which is stored, and one Arabic alias,
// which queries accept too.
struct OntologyTerm {
  std::string_view name;
  std::string_view arabic;
};

std::span<const OntologyTerm> OntologyLabels();
std::span<const OntologyTerm> OntologyTypes();

// The stored name for `name`: the English one where it is an Arabic alias (compared in folded
// form), otherwise `name` itself. Names outside the ontology are legal and pass through.
std::string CanonicalLabel(std::string_view name);
std::string CanonicalType(std::string_view name);

// The Arabic alias of a stored name, for display.
std::optional<std::string_view> ArabicLabel(std::string_view name);
std::optional<std::string_view> ArabicType(std::string_view name);

}  // namespace amana

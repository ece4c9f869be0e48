#include "core/ontology.h"

#include <map>

#include "core/text/fold.h"

namespace amana {
namespace {

constexpr OntologyTerm kLabels[] = {
    {"Person", "شخص"},        {"Post", "منصب"},           {"Organization", "منظمة"},
    {"Party", "حزب"},         {"Secretariat", "أمانة"},   {"Committee", "لجنة"},
    {"Council", "مجلس"},      {"Bureau", "مكتب"},         {"Congress", "مؤتمر"},
    {"Government", "حكومة"},  {"Parliament", "برلمان"},   {"Coalition", "تحالف"},
    {"List", "قائمة"},        {"Union", "نقابة"},         {"Media", "إعلام"},
    {"Association", "جمعية"}, {"International", "دولية"}, {"Unit", "وحدة"},
    {"Meeting", "اجتماع"},    {"Place", "مكان"},          {"Topic", "موضوع"},
    {"Article", "مقال"},
};

constexpr OntologyTerm kTypes[] = {
    {"HOLDS", "يشغل"},       {"STOOD_FOR", "ترشح_ل"}, {"POST_IN", "منصب_في"},  {"COVERS", "يغطي"},
    {"PART_OF", "جزء_من"},   {"MEMBER_OF", "عضو_في"}, {"CHAIRED_BY", "ترأسه"}, {"HELD_BY", "عقدته"},
    {"ATTENDED_BY", "حضره"}, {"HELD_AT", "عقد_في"},   {"DISCUSSED", "ناقش"},   {"SUCCEEDED", "خلف"},
    {"SAID", "صرح"},         {"REPORTS", "ينقل"},     {"MENTIONS", "يذكر"},    {"SAME_AS", "نفسه"},
};

using Aliases = std::map<std::string, std::string_view, std::less<>>;

template <size_t N>
Aliases ByAlias(const OntologyTerm (&terms)[N]) {
  Aliases aliases;
  for (const OntologyTerm& term : terms) aliases.emplace(FoldK2(term.arabic), term.name);
  return aliases;
}

std::string Canonical(const Aliases& aliases, std::string_view name) {
  const auto found = aliases.find(FoldK2(name));
  return std::string(found == aliases.end() ? name : found->second);
}

std::optional<std::string_view> Arabic(std::span<const OntologyTerm> terms, std::string_view name) {
  for (const OntologyTerm& term : terms) {
    if (term.name == name) return term.arabic;
  }
  return std::nullopt;
}

}  // namespace

std::span<const OntologyTerm> OntologyLabels() { return kLabels; }
std::span<const OntologyTerm> OntologyTypes() { return kTypes; }

std::string CanonicalLabel(std::string_view name) {
  static const Aliases aliases = ByAlias(kLabels);
  return Canonical(aliases, name);
}

std::string CanonicalType(std::string_view name) {
  static const Aliases aliases = ByAlias(kTypes);
  return Canonical(aliases, name);
}

std::optional<std::string_view> ArabicLabel(std::string_view name) { return Arabic(kLabels, name); }
std::optional<std::string_view> ArabicType(std::string_view name) { return Arabic(kTypes, name); }

}  // namespace amana

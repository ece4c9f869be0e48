#pragma once

#include <boost/container/flat_map.hpp>
#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace amana::ingest {

// What is said of an entity or a relation: a few pairs, in the order of their keys.
using Properties = boost::container::flat_map<std::string, std::string>;

// What the extractor reads in one article: entities resolved within it, and the relations between
// them. A pure function of the article and the rule set; order of all lists is that of the text.
struct ExtractedEntity {
  std::string type;                  // Person, Post, Organization, Meeting, Place
  std::string kind;                  // second label of an organization; otherwise empty
  std::string name;                  // canonical display form
  std::vector<std::string> aliases;  // other forms of the text, without the name itself
  Properties properties;             // ontology.md: kind, date, status, honorifics …
  // First mention, in code points of the cleaned text, half-open; identity rests on it.
  uint32_t begin = 0, end = 0;
  uint32_t mentions = 1;
  // What resolution across articles compares besides the name: the chain of bodies above an
  // organization, the body of a post, the parties of a person; as folded names, nearest first.
  std::vector<std::string> context;
  bool unresolved = false;  // stands for something the text never names («الحزب»)

  bool operator==(const ExtractedEntity&) const = default;
};

// Where and why a relation was read.
struct ExtractedEvidence {
  uint32_t begin = 0, end = 0;  // the sentence, code points of the cleaned text
  std::string rule;
  double confidence = 0;  // 0..1

  bool operator==(const ExtractedEvidence&) const = default;
};

// Most relations are told once.
using EvidenceList = boost::container::small_vector<ExtractedEvidence, 1>;

struct ExtractedTriple {
  uint32_t subject = 0;  // index into Extraction::entities
  std::string predicate;
  uint32_t object = 0;    // index into Extraction::entities; unused where `date` is given
  std::string date;       // HELD_ON only: ISO 8601, possibly partial
  Properties properties;  // status, event, since, until, role …
  EvidenceList evidence;

  bool operator==(const ExtractedTriple&) const = default;
};

struct Extraction {
  std::string rules_version;  // RuleSet::version(), so that every fact names the rules it rests on
  std::vector<ExtractedEntity> entities;
  std::vector<ExtractedTriple> triples;

  bool operator==(const Extraction&) const = default;
};

}  // namespace amana::ingest

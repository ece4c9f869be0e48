#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/extraction.h"
#include "ingest/resolution/identity_rules.h"

namespace amana::ingest {

// All that resolution across articles looks at in an entity of one article. Entities with equal
// forms are one; which forms are one is for ResolveBlock to say. A form follows from its article
// alone, never from other articles or the graph.
struct Form {
  std::string type;   // Person, Post, Organization, Meeting, Place, Topic
  std::string block;  // only forms of one block may be one
  std::string name;   // folded; of a person: parts with a space between them
  // Ascending. Of a person: the parties or other largest bodies that the article ties him to. Of a
  // meeting: the bodies that held it.
  std::vector<std::string> contexts;
  // Ascending. Of a meeting: where it was held. Of a person whose name tells little: the
  // territories of his posts.
  std::vector<std::string> places;
  // Of a person, ascending. Titles of his posts, where his name tells very little or no party does.
  std::vector<std::string> posts;
  // Where no body is his: all bodies that the article names, and those who met with him.
  std::vector<std::string> nearby;
  std::vector<std::string> companions;
  std::string decade;   // of a person: when the article appeared («202»)
  std::string country;  // ISO 3166 code; empty where the article does not tell
  // Not empty where the text does not say enough to know the entity again elsewhere: the article's
  // content (so that reprints agree), and what tells its entities apart.
  std::string scope;

  // Equal for equal forms only.
  std::string Key() const;

  bool operator==(const Form&) const = default;
};

// The form of each entity. `signature`: the content of the article (ContentSignature); `published`:
// its date, ISO 8601, empty where it is not known.
std::vector<Form> MakeForms(const Extraction& extraction, std::string_view signature,
                            std::string_view published, const IdentityRules& rules);

}  // namespace amana::ingest

// Bodies and places that a text names, by cases: tests/cases/bodies_and_places.tsv; which body is
// part of which, and over what place: tests/cases/body_links.tsv; which a post is in:
// tests/cases/posts_in_bodies.tsv.
#include <gtest/gtest.h>

#include "core/text/utf8.h"
#include "ingest/extractor.h"
#include "tests/support/relations.h"
#include "tests/support/rules.h"
#include "tests/support/text_cases.h"

namespace amana::ingest {
namespace {

using test::Facts;

Extraction Read(const std::string& text) {
  static Extractor extractor(test::Rules());
  Article article;
  article.text = text;
  article.blocks = {{0, static_cast<uint32_t>(CountCodePoints(text)), BlockKind::kBody}};
  return extractor.Extract(article);
}

Facts ReadNames(const std::string& text) {
  Facts names;
  for (const ExtractedEntity& entity : Read(text).entities) {
    if (entity.type == "Place") names.insert("P " + entity.name);
    if (entity.type == "Organization") names.insert("O " + entity.name);
  }
  return names;
}

// What of the extraction joins bodies to bodies («X > Y») and to places («X @ Y»).
Facts ReadLinks(const std::string& text) {
  const Extraction extraction = Read(text);
  Facts links;
  for (const ExtractedTriple& triple : extraction.triples) {
    const ExtractedEntity& subject = extraction.entities[triple.subject];
    if (subject.type != "Organization") continue;
    const std::string& object = extraction.entities[triple.object].name;
    if (triple.predicate == "PART_OF") links.insert(subject.name + " > " + object);
    if (triple.predicate == "COVERS") links.insert(subject.name + " @ " + object);
  }
  return links;
}

TEST(BodiesAndPlaces, AreWhatPostsAreIn) {
  test::CheckTextCases("posts_in_bodies.tsv", 6, [](const std::string& text) {
    return test::RelationsIn(text, "POST_IN", " > ");
  });
}

TEST(BodiesAndPlaces, JoinBodiesToLargerOnes) {
  test::CheckTextCases("body_links.tsv", 6, ReadLinks);
}

TEST(BodiesAndPlaces, AreReadWhole) {
  test::CheckTextCases("bodies_and_places.tsv", 12, ReadNames);
}

}  // namespace
}  // namespace amana::ingest

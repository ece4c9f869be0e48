#pragma once

#include <cstdint>
#include <string>

#include "core/graph_store.h"

namespace amana::test {

// What the kill test writes and looks for: article N with a person pN, who MET a hub in
// relationship rN, with one piece of evidence, an aux record, and a text that is a function of N.

inline std::string KillArticleId(uint64_t number) { return "article-" + std::to_string(number); }
inline std::string KillPersonId(uint64_t number) { return "p" + std::to_string(number); }
inline std::string KillRelationshipId(uint64_t number) { return "m" + std::to_string(number); }

// Does not compress, so that every seventh batch is above a megabyte.
inline std::string KillText(uint64_t number) {
  std::string text(number % 7 == 6 ? 1'300'000 : 300, '\0');
  uint64_t state = number * 0x9E3779B97F4A7C15ull + 1;
  for (char& c : text) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    c = static_cast<char>(state >> 32);
  }
  return text;
}

inline Result<void> WriteKillArticle(GraphStore& store, uint64_t number) {
  AMANA_TRY(Transaction t, store.Begin(Writer::kIngest));
  const std::string labels[] = {"Person"};
  auto hub = t.view().FindNode("hub");
  if (!hub) {
    AMANA_TRY(hub, t.CreateNode("hub", labels, {}));
  }
  ArticleRecord article;
  article.id = KillArticleId(number);
  article.text = KillText(number);
  AMANA_CHECK_OK(t.PutArticle(article));
  auto person = t.view().FindNode(KillPersonId(number));
  if (!person) {
    const PropertyMap properties{{"name", Value("شخص")}};
    AMANA_TRY(person, t.CreateNode(KillPersonId(number), labels, properties));
  }
  auto met = t.view().FindRelationship(KillRelationshipId(number));
  if (!met) {
    AMANA_TRY(met, t.CreateRelationship(KillRelationshipId(number), *person, *hub, "MET", {}));
  }
  const EvidenceItem items[] = {{article.id, 1, 2, "rule", 0.5}};
  AMANA_CHECK_OK(t.PutEvidence(*met, article.id, items));
  AMANA_CHECK_OK(t.PutAux("kill", KillArticleId(number), "done"));
  AMANA_CHECK_OK(t.Commit());
  return {};
}

}  // namespace amana::test

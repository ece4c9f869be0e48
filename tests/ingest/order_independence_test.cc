// Whatever happened on the way, the graph is that of the articles and decisions that stand at the
// end: random small corpora are put, put again, changed, batched, retracted and objected to in a
// random order, and compared with the final corpus ingested in sorted order.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <set>
#include <sstream>

#include "ingest/assimilate.h"
#include "tests/ingest/graph_dump.h"
#include "tests/ingest/small_identity.h"
#include "tests/ingest/synthetic_article.h"

namespace amana::ingest {
namespace {

using test::DumpGraph;
using test::SyntheticArticle;

const IdentityRules& Identity() {
  static const IdentityRules identity =
      test::SmallIdentity({"محمد", "أحمد", "علي", "خليل"}, {"حسن"});
  return identity;
}

int Below(int bound) { return *rc::gen::inRange(0, bound); }

template <size_t N>
std::string OneOf(const char* const (&list)[N]) {
  return list[Below(N)];
}

constexpr const char* kNames[] = {"محمد خليل",      "محمد عثمان خليل",  "محمد سعيد خليل",
                                  "عبد العزيز علي", "عبدالعزيز على",    "محمد شهاوي قنديلي",
                                  "علي حسن",        "محمد شهاوى قنديلي"};
constexpr const char* kParties[] = {"حزب النور", "النور", "حزب الغد"};
constexpr const char* kCountries[] = {"", "EG", "MA"};
constexpr const char* kOrgans[] = {"أمانة الإعلام", "أمانة الاعلام", "أمانة الشباب"};
constexpr const char* kTitles[] = {"الأمين العام", "أمين عام", "أمين التنظيم"};
constexpr const char* kDates[] = {"", "2024-11", "2024-11-10", "2024-11-11"};
constexpr const char* kSince[] = {"", "2020", "2020-03", "2024-05-01"};
constexpr const char* kPlaces[] = {"القاهرة", "الجيزة"};

// An article of a few facts out of a small world, so that articles overlap in all ways.
SyntheticArticle RandomArticle(std::string id) {
  SyntheticArticle article(std::move(id));
  article.Published(OneOf(kDates));
  std::vector<uint32_t> bodies;
  for (int n = Below(3); n > 0; --n)
    bodies.push_back(article.Party(OneOf(kParties), OneOf(kCountries)));
  for (int n = Below(2); n > 0; --n) {
    const int above = bodies.empty() ? -1 : static_cast<int>(bodies.front());
    bodies.push_back(article.Body("Secretariat", OneOf(kOrgans), above));
  }
  std::vector<uint32_t> persons;
  for (int n = Below(3); n > 0; --n) {
    if (bodies.empty() || Below(3) == 0) {
      persons.push_back(article.Person(OneOf(kNames)));
      continue;
    }
    Properties properties;
    if (const std::string since = OneOf(kSince); !since.empty()) properties["since"] = since;
    persons.push_back(
        article.Holder(OneOf(kNames), OneOf(kTitles), bodies[Below(bodies.size())], properties));
  }
  for (int n = bodies.empty() ? 0 : Below(3); n > 0; --n) {
    const uint32_t meeting =
        article.Meeting(OneOf(kDates), {bodies[Below(static_cast<int>(bodies.size()))]});
    if (!persons.empty()) article.Say(meeting, "CHAIRED_BY", persons.front());
    if (Below(2) == 0) article.Say(meeting, "HELD_AT", article.Add("Place", "", OneOf(kPlaces)));
  }
  return article;
}

// A page with its own article and perhaps one that other pages may embed too.
ReadPage RandomPage(const std::string& id) {
  const SyntheticArticle own = RandomArticle(id);
  ReadPage page = {{own.article(), own.extraction(), "original of " + id}};
  if (Below(3) == 0) {
    const std::string embedded_id = "sha:" + std::to_string(Below(2));
    SyntheticArticle embedded = RandomArticle(embedded_id);
    embedded.Carrier(id);
    page.push_back({embedded.article(), embedded.extraction(), "original of " + id});
  }
  return page;
}

using Corpus = std::map<std::string, ReadPage>;

// Fails with the lines that only one of the two has.
void AssertSame(const std::string& now, const std::string& fresh) {
  const auto lines = [](const std::string& text) {
    std::set<std::string> out;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) out.insert(line);
    return out;
  };
  const auto a = lines(now), b = lines(fresh);
  for (const std::string& line : a) {
    if (!b.contains(line)) RC_LOG() << "only after the history: " << line << "\n";
  }
  for (const std::string& line : b) {
    if (!a.contains(line)) RC_LOG() << "only from scratch:      " << line << "\n";
  }
  const bool same = now == fresh;
  RC_ASSERT(same);
}

void Take(GraphStore& store, const std::string& id) {
  const auto outcome = Retract(store, id, Identity());
  if (!outcome) RC_FAIL(outcome.error().ToString());
}

void PutAll(GraphStore& store, const std::vector<ReadPage>& pages) {
  const auto outcome = AssimilatePages(store, pages, Identity());
  if (!outcome) RC_FAIL(outcome.error().ToString());
}

// The corpus in sorted order, one page at a time, under the decisions of `like`.
std::string FromScratch(const Corpus& corpus, const GraphStore& like) {
  auto store = GraphStore::InMemory();
  auto tx = store->Begin(Writer::kPerson).value();
  const std::vector<Decision> decisions = like.Decisions().value();
  for (const Decision& decision : decisions) RC_ASSERT(tx.AppendDecision(decision).has_value());
  RC_ASSERT(tx.Commit().has_value());
  for (const auto& [id, page] : corpus) PutAll(*store, {page});
  return DumpGraph(*store);
}

// A person deletes something that articles said.
void Object(GraphStore& store) {
  const auto graph = store.snapshot();
  auto tx = store.Begin(Writer::kPerson).value();
  if (Below(2) == 0) {
    if (graph->relationship_bound() == 0) return;
    const RelationshipId r(Below(static_cast<int>(graph->relationship_bound())));
    if (graph->HasRelationship(r)) RC_ASSERT(tx.DeleteRelationship(r).has_value());
  } else {
    if (graph->node_bound() == 0) return;
    const NodeId n(Below(static_cast<int>(graph->node_bound())));
    if (graph->HasNode(n)) RC_ASSERT(tx.DetachDeleteNode(n).has_value());
  }
  RC_ASSERT(tx.Commit().has_value());
}

void Play(GraphStore& store, Corpus& corpus, bool objections) {
  for (int steps = Below(14); steps > 0; --steps) {
    const int what = Below(objections ? 12 : 10);
    if (what < 7) {
      std::vector<ReadPage> batch;
      for (int n = 1 + Below(3); n > 0; --n) {
        const std::string id = "page-" + std::to_string(Below(5));
        const auto known = corpus.find(id);
        batch.push_back(known != corpus.end() && Below(3) == 0 ? known->second : RandomPage(id));
        corpus[id] = batch.back();
      }
      PutAll(store, batch);
    } else if (what < 10) {
      if (corpus.empty()) continue;
      const auto gone = std::next(corpus.begin(), Below(static_cast<int>(corpus.size())));
      Take(store, gone->first);
      corpus.erase(gone);
    } else {
      Object(store);
    }
  }
}

TEST(OrderIndependence, TheGraphIsThatOfTheArticlesThatStand) {
  EXPECT_TRUE(rc::check("any history gives the graph of its end", [] {
    auto store = GraphStore::InMemory();
    Corpus corpus;
    Play(*store, corpus, false);
    AssertSame(DumpGraph(*store), FromScratch(corpus, *store));
  }));
}

TEST(OrderIndependence, ObjectionsHoldInAnyHistory) {
  EXPECT_TRUE(rc::check("any history with deletions gives the graph of its end", [] {
    auto store = GraphStore::InMemory();
    Corpus corpus;
    Play(*store, corpus, true);
    // What was deleted and said again since is judged by the decisions alone.
    for (const auto& [id, page] : corpus) {
      Take(*store, id);
      PutAll(*store, {page});
    }
    AssertSame(DumpGraph(*store), FromScratch(corpus, *store));
  }));
}

TEST(OrderIndependence, NothingIsLeftWhenAllArticlesAreRetracted) {
  EXPECT_TRUE(rc::check("an emptied store is empty", [] {
    auto store = GraphStore::InMemory();
    Corpus corpus;
    Play(*store, corpus, false);
    for (const auto& [id, page] : corpus) Take(*store, id);
    RC_ASSERT(DumpGraph(*store).empty());
    auto tx = store->Begin(Writer::kIngest).value();
    for (const char* space : {"form", "member", "article", "fact", "variant", "carried"}) {
      RC_ASSERT(tx.ScanAux(space, "", [](std::string_view, std::string_view) {
                    RC_FAIL("a record is left");
                    return false;
                  }).has_value());
    }
  }));
}

}  // namespace
}  // namespace amana::ingest

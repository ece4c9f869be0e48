// Each short cut of the executor against a way of asking the same that does not take it, on random
// graphs, with everything in the base, in the delta, and in both.
#include <gtest/gtest.h>

#include <random>

#include "query/engine.h"
#include "query/render.h"

namespace amana::query {
namespace {

constexpr int kNodes = 60;
constexpr int kRelationships = 150;

class ShortCuts : public ::testing::TestWithParam<int> {
 protected:
  void SetUp() override {
    random_.seed(static_cast<uint32_t>(GetParam()));
    Grow();
    if (GetParam() % 3 > 0) {
      ASSERT_TRUE(store_->Fold());
    }
    if (GetParam() % 3 > 1) Change();
  }

  int Below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(random_); }

  void Must(const std::string& text) {
    const auto result = engine_.Run(text);
    ASSERT_TRUE(result) << text << "\n" << result.error().ToString();
  }

  void Grow() {
    const char* names[] = {
        "محمد علي", "محمد حسن", "علي حسن", "حسن", "", "a", "aaaaaaaaaaaaaaaaaaaaaab"};
    const char* numbers[] = {"1", "2", "1.0", "70000", "-1", "null", "date('2024-05-01')"};
    for (int i = 0; i < kNodes; ++i) {
      Must("CREATE (:" + std::string(Below(2) == 0 ? "A" : "B") + " {id: " + std::to_string(i) +
           ", name: '" + names[Below(7)] + "', k: " + std::to_string(Below(5)) +
           ", mixed: " + numbers[Below(7)] +
           ", nick: " + (Below(3) == 0 ? "null" : "'" + std::string(names[Below(7)]) + "'") +
           ", day: date('20" + std::to_string(10 + Below(9)) + "-01-02')})");
    }
    for (int i = 0; i < kRelationships; ++i) {
      Must("MATCH (a {id: " + std::to_string(Below(kNodes)) + "}), (b {id: " +
           std::to_string(Below(kNodes)) + "}) CREATE (a)-[:" + (Below(2) == 0 ? "R" : "S") +
           " {w: " + std::to_string(Below(4)) + "}]->(b)");
      // All of one type lead from one label to the other.
      Must("MATCH (a:A {id: " + std::to_string(Below(kNodes)) +
           "}), (b:B {id: " + std::to_string(Below(kNodes)) + "}) CREATE (a)-[:T]->(b)");
    }
  }

  void Change() {
    for (int i = 0; i < 10; ++i) {
      const std::string one = "MATCH (n {id: " + std::to_string(Below(kNodes)) + "}) ";
      Must(one +
           "SET n.name = 'محمد جديد', n.nick = 'حسن جديد', n.k = " + std::to_string(Below(5)));
      Must(one + "REMOVE n.k");
      Must(one + "OPTIONAL MATCH (n)-[r]->() DELETE r");
      Must(one + "SET n.k = 'text', n:B");
      if (GetParam() % 2 == 0) Must(one + "REMOVE n:A");
    }
  }

  std::string Answer(const std::string& text) {
    const auto result = engine_.Run(text, {{"x", Value("محمد")}});
    EXPECT_TRUE(result) << text << "\n" << result.error().ToString();
    if (!result) return "";
    std::string out;
    for (const auto& row : result->rows) {
      for (const Value& value : row) out += Render(value, *result->snapshot) + " | ";
      out += "\n";
    }
    return out;
  }
  void ExpectSame(const std::string& quick, const std::string& plain) {
    EXPECT_EQ(Answer(quick), Answer(plain)) << quick << "\n" << plain;
  }

  std::unique_ptr<GraphStore> store_ = GraphStore::InMemory();
  Engine engine_{*store_};
  std::mt19937 random_;
};

TEST_P(ShortCuts, EndsOfPaths) {
  for (const char* pattern :
       {"-[:R*1..3]->", "<-[:R|S*1..2]-", "-[:R*1..3]-", "-[:R*0..2]-", "-[:R|S*1..1]-",
        "-[:S*1..4]-", "-[:R*2..3]-", "-[:R*1..3 {w: 1}]-"}) {
    const std::string match = "MATCH (a:A)" + std::string(pattern) + "(b) ";
    ExpectSame(match + "RETURN a.id AS i, count(DISTINCT b) ORDER BY i",
               match +
                   "WITH a.id AS i, collect(b.id) AS all UNWIND all AS b "
                   "RETURN i, count(DISTINCT b) ORDER BY i");
  }
}

TEST_P(ShortCuts, LabelsOfNeighbours) {
  for (const char* step : {"-[:T]->", "<-[:T]-", "-[:T]-", "-[:R|T]->", "-->", "--"}) {
    for (const char* label : {"A", "B", "A:B"}) {
      const std::string both = "(b:" + std::string(label) + ") ";
      const std::string asked = label == std::string("A:B")
                                    ? "'A' IN labels(b) AND 'B' IN labels(b) "
                                    : "'" + std::string(label) + "' IN labels(b) ";
      const std::string rows = "RETURN a.id AS i, b.id AS j ORDER BY i, j";
      ExpectSame("MATCH (a) WITH a MATCH (a)" + std::string(step) + both + rows,
                 "MATCH (a) WITH a MATCH (a)" + std::string(step) + "(b) WHERE " + asked + rows);
    }
  }
}

TEST_P(ShortCuts, LabelsAtTheEndsOfPaths) {
  for (const char* step : {"-[:T*1..2]->", "<-[:T*1..2]-", "-[:T*1..3]-", "-[:R|T*0..2]->",
                           "-[:T*0..1]->", "-[:R*2..3]->", "-[*1..2]-"}) {
    for (const char* label : {"A", "B"}) {
      const std::string match = "MATCH (a) WITH a MATCH (a)" + std::string(step);
      const std::string in_b = "'" + std::string(label) + "' IN labels(b) ";
      ExpectSame(match + "(b:" + label + ") RETURN a.id AS i, count(DISTINCT b) AS c ORDER BY i",
                 match + "(b) WHERE " + in_b +
                     "WITH a.id AS i, collect(b.id) AS all UNWIND all AS b "
                     "RETURN i, count(DISTINCT b) AS c ORDER BY i");
      ExpectSame(match + "(b:" + label + ") RETURN a.id AS i, count(b) AS c ORDER BY i",
                 match + "(b) WHERE " + in_b + "RETURN a.id AS i, count(b) AS c ORDER BY i");
    }
  }
}

TEST_P(ShortCuts, RelationshipsOfNeighbours) {
  ExpectSame("MATCH (a)-[r:R]->(b) RETURN a.id AS i, b.id AS j, r.w AS w ORDER BY i, j, w",
             "MATCH (a)-[r]->(b) WHERE type(r) = 'R' "
             "RETURN a.id AS i, b.id AS j, r.w AS w ORDER BY i, j, w");
  ExpectSame("MATCH (a)-[r:S|T]-(b) RETURN a.id AS i, b.id AS j, type(r) AS t ORDER BY i, j, t",
             "MATCH (a)-[r]-(b) WHERE type(r) <> 'R' "
             "RETURN a.id AS i, b.id AS j, type(r) AS t ORDER BY i, j, t");
}

TEST_P(ShortCuts, EndsThatAreGiven) {
  const std::string match = "MATCH (a:A), (b) WHERE b.id < 20 MATCH (a)-[:R*1..3]-(b) ";
  ExpectSame(match + "RETURN a.id AS i, count(DISTINCT b) ORDER BY i",
             match +
                 "WITH a.id AS i, collect(b.id) AS all UNWIND all AS b "
                 "RETURN i, count(DISTINCT b) ORDER BY i");
}

TEST_P(ShortCuts, StringsAndPrefixes) {
  ExpectSame("MATCH (n:A) WHERE n.name STARTS WITH $x RETURN n.id ORDER BY n.id",
             "MATCH (n:A) WHERE left(n.name, size($x)) = $x RETURN n.id ORDER BY n.id");
  ExpectSame("MATCH (n) WHERE n.name CONTAINS 'حسن' RETURN n.id ORDER BY n.id",
             "MATCH (n) WHERE size(split(n.name, 'حسن')) > 1 RETURN n.id ORDER BY n.id");
  // Also where values lie side by side, in part of the rows, or are missing.
  for (const char* text : {"حسن", "aa", "bm", "نم", ""}) {
    const std::string t = "'" + std::string(text) + "'";
    ExpectSame("MATCH (n:B) WHERE n.nick CONTAINS " + t + " RETURN n.id ORDER BY n.id",
               "MATCH (n:B) WHERE [n.nick][0] CONTAINS " + t + " RETURN n.id ORDER BY n.id");
    ExpectSame("MATCH (n) WHERE n.nick STARTS WITH " + t + " RETURN n.id ORDER BY n.id",
               "MATCH (n) WHERE [n.nick][0] STARTS WITH " + t + " RETURN n.id ORDER BY n.id");
    ExpectSame(
        "MATCH (n) WHERE n.id < 20 AND n.nick ENDS WITH " + t + " RETURN n.id ORDER BY n.id",
        "MATCH (n) WHERE n.id < 20 AND [n.nick][0] ENDS WITH " + t + " RETURN n.id ORDER BY n.id");
  }
  ExpectSame("MATCH (n) WHERE n.name ENDS WITH 'b' RETURN n.id ORDER BY n.id",
             "MATCH (n) WHERE right(n.name, 1) = 'b' RETURN n.id ORDER BY n.id");
}

TEST_P(ShortCuts, Comparisons) {
  ExpectSame("MATCH (a)-[r]->(b) WHERE a.k < b.k AND r.w >= 2 AND a <> b RETURN count(*)",
             "MATCH (a)-[r]->(b) WHERE [a.k][0] < [b.k][0] AND [r.w][0] >= 2 AND [a][0] <> [b][0] "
             "RETURN count(*)");
  ExpectSame("MATCH (n) WHERE n.mixed = 1 RETURN n.id ORDER BY n.id",
             "MATCH (n) WHERE [n.mixed][0] = 1 RETURN n.id ORDER BY n.id");
}

TEST_P(ShortCuts, Groups) {
  for (const char* key : {"k", "mixed", "day", "name"}) {
    const std::string n(key);
    ExpectSame("MATCH (n) WITH n." + n +
                   " AS k, count(*) AS c, sum(n.id) AS s, min(n.k) AS l, "
                   "max(n.day) AS g RETURN k, c, s, l, g ORDER BY c, s",
               "MATCH (n) WITH [n." + n +
                   "][0] AS k, count([n][0]) AS c, sum([n.id][0]) AS s, "
                   "min([n.k][0]) AS l, max([n.day][0]) AS g RETURN k, c, s, l, g ORDER BY c, s");
    ExpectSame("MATCH (n)-->(m) WITH DISTINCT n." + n + " AS k, m.k AS l RETURN count(*)",
               "MATCH (n)-->(m) WITH n." + n + " AS k, m.k AS l, count(*) AS c RETURN count(*)");
  }
  ExpectSame("MATCH (n)-->(m) RETURN m.k AS k, count(*) AS c, count(DISTINCT n) AS d ORDER BY k",
             "MATCH (n)-->(m) RETURN [m.k][0] AS k, count([n][0]) AS c, "
             "count(DISTINCT [n][0]) AS d ORDER BY k");
  for (const char* key : {"k", "mixed", "day"}) {
    const std::string n(key);
    ExpectSame("MATCH (n)-->(m) RETURN count(DISTINCT m." + n + ")",
               "MATCH (n)-->(m) RETURN count(DISTINCT [m." + n + "][0])");
    ExpectSame("MATCH (n)-->(m) RETURN n.k AS k, count(DISTINCT m." + n + ") AS c ORDER BY k, c",
               "MATCH (n)-->(m) RETURN [n.k][0] AS k, count(DISTINCT [m." + n +
                   "][0]) AS c ORDER BY k, c");
  }
  ExpectSame("MATCH (n) RETURN n.day.year AS y, count(*) AS c ORDER BY y",
             "MATCH (n) RETURN toInteger(substring(toString(n.day), 0, 4)) AS y, count(*) AS c "
             "ORDER BY y");
  // Before and behind the years that are looked up in a table.
  for (const char* day : {"1799-12-31", "1800-01-01", "2199-12-31", "2200-01-01"}) {
    const std::string match = "MATCH (n) WITH n, date('" + std::string(day) + "') AS far RETURN ";
    ExpectSame(match + "far.year AS y, far.month AS m, far.day AS d, count(*) AS c",
               match + "[far][0].year AS y, [far][0].month AS m, [far][0].day AS d, count(*) AS c");
    ExpectSame(match + "far.year AS y, count(*) AS c",
               match + "toInteger(substring(toString(far), 0, 4)) AS y, count(*) AS c");
  }
}

TEST_P(ShortCuts, FirstRows) {
  ExpectSame(
      "MATCH (n)-->(m), (o) RETURN n.id AS i, o.id AS j, m.mixed AS k "
      "ORDER BY k DESC, i, j DESC SKIP 2 LIMIT 7",
      "MATCH (n)-->(m), (o) WITH n.id AS i, o.id AS j, m.mixed AS k "
      "ORDER BY k DESC, i, j DESC WITH collect([i, j, k])[2..9] AS rows "
      "UNWIND rows AS r RETURN r[0] AS i, r[1] AS j, r[2] AS k");
  for (const char* key : {"n.k", "n.mixed", "n.id * 1000003", "n.day", "n", "-n.id"}) {
    const std::string match = "MATCH (n)-->(m) WITH " + std::string(key) + " AS k, n.day AS d, ";
    ExpectSame(match + "count(*) AS c ORDER BY c DESC, k, d LIMIT 5 RETURN k, c, d",
               match +
                   "count([m][0]) AS c ORDER BY [c][0] DESC, [k][0], [d][0] "
                   "WITH collect([k, c, d])[0..5] AS rows "
                   "UNWIND rows AS r RETURN r[0] AS k, r[1] AS c, r[2] AS d");
  }
  ExpectSame("MATCH (n)-->(m) RETURN n, count(*) AS c ORDER BY c, n.id DESC LIMIT 1200",
             "MATCH (n)-->(m) RETURN n, count([m][0]) AS c ORDER BY [c][0], [n.id][0] DESC");
}

INSTANTIATE_TEST_SUITE_P(Seeds, ShortCuts, ::testing::Range(0, 12));

}  // namespace
}  // namespace amana::query

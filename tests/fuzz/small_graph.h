#pragma once

#include <cstdlib>
#include <memory>

#include "core/graph_store.h"
#include "query/engine.h"

namespace amana::test {

// A store in memory with a few nodes and relations, for targets that run statements.
inline std::unique_ptr<GraphStore> SmallGraph() {
  auto store = GraphStore::InMemory();
  const auto made = query::Engine(*store).Run(
      "CREATE (a:Person {name: 'سالم المرزوقي', n: 1}), (b:Person {name: 'ليلى', n: 2.5}), "
      "(o:Organization:Party {name: 'حزب الأمل'}), (m:Meeting {date: date('2024-05-01')}), "
      "(m)-[:CHAIRED_BY {confidence: 0.9}]->(a), (m)-[:ATTENDED_BY]->(b), (m)-[:HELD_BY]->(o), "
      "(a)-[:MEMBER_OF]->(o), (b)-[:MEMBER_OF]->(o)");
  if (!made) std::abort();
  return store;
}

// Limits that keep one input of a fuzzer short.
inline query::QueryOptions SmallLimits() {
  query::QueryOptions limits;
  limits.time_limit = std::chrono::milliseconds(200);
  limits.memory_limit_bytes = int64_t{32} << 20;
  limits.max_rows = 200;
  return limits;
}

}  // namespace amana::test

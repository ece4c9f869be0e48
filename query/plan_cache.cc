#include "query/plan_cache.h"

#include <utility>

#include "core/snapshot_state.h"

namespace amana::query {
namespace {

constexpr size_t kMaxTextBytes = 64 << 10;
constexpr uint64_t kSmall = 1024;  // up to so many elements no plan is bad

bool AboutTheSame(uint64_t then, uint64_t now) {
  return (then < kSmall && now < kSmall) || (now <= 2 * then && then <= 2 * now);
}

}  // namespace

bool PlanCache::Basis::StillHolds(const Snapshot& graph) const {
  return schema == graph.state().schema && AboutTheSame(nodes, graph.node_count()) &&
         AboutTheSame(relationships, graph.relationship_count());
}

PlanCache::Plan PlanCache::Find(std::string_view text, const Snapshot& graph) {
  const std::lock_guard lock(mutex_);
  const auto found = by_text_.find(text);
  if (found == by_text_.end()) return nullptr;
  const auto entry = found->second;
  if (!entry->basis.StillHolds(graph)) {
    by_text_.erase(found);
    entries_.erase(entry);
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, entry);
  return entry->plan;
}

void PlanCache::Put(std::string_view text, const Snapshot& graph, Plan plan) {
  if (text.size() > kMaxTextBytes) return;
  const std::lock_guard lock(mutex_);
  if (by_text_.contains(text)) return;  // another thread was faster
  entries_.push_front({std::string(text),
                       {graph.state().schema, graph.node_count(), graph.relationship_count()},
                       std::move(plan)});
  by_text_.emplace(entries_.front().text, entries_.begin());
  if (entries_.size() <= capacity_) return;
  by_text_.erase(entries_.back().text);
  entries_.pop_back();
}

}  // namespace amana::query

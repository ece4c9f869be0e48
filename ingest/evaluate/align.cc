// The alignment is a fixed point: entities are aligned given what their neighbours may stand for,
// which the alignment then narrows; eight rounds suffice, and bound the work where it swings.
#include "ingest/evaluate/align.h"

#include <algorithm>
#include <limits>

namespace amana::ingest {
namespace {

constexpr int kRounds = 8;

using Ids = std::vector<std::string>;
using Ranks = std::map<std::string, int>;  // gold id -> rank of the name match

class Aligner {
 public:
  Aligner(const Gold& gold, const Predictions& predictions, const NameMeasure& measure)
      : gold_(gold), predictions_(predictions), measure_(measure) {
    for (const auto& entity : gold.entities()) {
      if (entity.type == "Meeting") meetings_.push_back(entity.id);
    }
    for (const auto& entity : predictions.entities()) RankNames(entity);
    for (const auto& triple : predictions.triples()) {
      touching_[triple.subject].push_back({true, &triple.predicate, &triple.object});
      touching_[triple.object].push_back({false, &triple.predicate, &triple.subject});
    }
    current_ = candidates_;
  }

  Alignment Run() {
    Alignment best;
    for (int round = 0; round < kRounds; ++round) {
      Alignment next;
      for (std::string_view type : kScoredTypes) AlignType(type, next);
      bool settled = next.gold_of == best.gold_of;
      best = std::move(next);
      if (settled) break;
      for (const auto& entity : predictions_.entities()) {
        auto it = best.gold_of.find(entity.key);
        current_[entity.key] = it == best.gold_of.end() ? Ids{} : Ids{it->second};
      }
    }
    return best;
  }

 private:
  struct Touch {
    bool is_subject;
    const std::string* predicate;
    const EntityKey* other;
  };

  Ids Fitting(const std::string& type, const NameKeys& keys, Ranks& ranks) const {
    Ids found;
    for (const auto& entity : gold_.entities()) {
      if (entity.type != type) continue;
      if (auto rank = entity.NameRank(keys, measure_)) {
        found.push_back(entity.id);
        ranks[entity.id] = *rank;
      }
    }
    return found;
  }

  // True if every two of these entities share a name: aliases do not choose between different ones.
  bool OneName(const Ids& ids) const {
    auto keys = [&](const std::string& id) {
      NameKeys all;
      for (const auto& of_name : gold_.Find(id)->keys) all.insert(of_name.begin(), of_name.end());
      return all;
    };
    for (const auto& a : ids) {
      for (const auto& b : ids) {
        NameKeys of_a = keys(a), of_b = keys(b);
        if (std::none_of(of_a.begin(), of_a.end(), [&](const auto& k) { return of_b.contains(k); }))
          return false;
      }
    }
    return true;
  }

  void RankNames(const PredictedEntity& entity) {
    Ranks ranks;
    Ids found = Fitting(entity.key.first, entity.keys, ranks);
    if (found.empty()) {
      found = Fitting(entity.key.first, entity.alias_keys, ranks);
      if (!OneName(found)) {
        found.clear();
        ranks.clear();
      }
    }
    ranks_[entity.key] = std::move(ranks);
    candidates_[entity.key] = entity.key.first == "Meeting" ? meetings_ : found;
  }

  Ids Options(const EntityKey& key) const {
    if (key.first == "Date") return {key.second};
    auto it = current_.find(key);
    return it == current_.end() ? Ids{} : it->second;
  }

  // The gold triples at `id` that the triples at `key` could be; a required one weighs twice.
  int64_t Shared(const EntityKey& key, const std::string& id) const {
    auto it = touching_.find(key);
    if (it == touching_.end()) return 0;
    std::set<size_t> found;
    for (const Touch& touch : it->second) {
      for (const auto& other : Options(*touch.other)) {
        auto triple = gold_.TripleOf(touch.is_subject ? Combination{id, *touch.predicate, other}
                                                      : Combination{other, *touch.predicate, id});
        if (triple) found.insert(*triple);
      }
    }
    int64_t weight = 0;
    for (size_t i : found) weight += gold_.triples()[i].optional ? 1 : 2;
    return weight;
  }

  int64_t Weight(const EntityKey& key, const std::string& id) const {
    const Ranks& ranks = ranks_.at(key);
    auto rank = ranks.find(id);
    int64_t common = Shared(key, id);
    if (rank == ranks.end() && common == 0) return 0;
    int64_t by_name = rank == ranks.end() ? 1 : rank->second == 0 ? 3 : 2;
    return 1000 * common + (gold_.Find(id)->optional ? 0 : 4) + by_name;
  }

  void AlignType(std::string_view type, Alignment& out) const {
    std::vector<const EntityKey*> keys;
    for (const auto& entity : predictions_.entities()) {
      if (entity.key.first == type) keys.push_back(&entity.key);
    }
    std::map<std::string, std::vector<size_t>> rows_of;
    for (size_t i = 0; i < keys.size(); ++i) {
      for (const auto& id : candidates_.at(*keys[i])) rows_of[id].push_back(i);
    }
    std::vector<bool> seen(keys.size());
    for (size_t start = 0; start < keys.size(); ++start) {
      if (seen[start] || candidates_.at(*keys[start]).empty()) continue;
      std::vector<size_t> rows;
      Ids columns;
      Component(start, keys, rows_of, seen, rows, columns);
      AlignComponent(keys, rows, columns, type, out);
    }
  }

  // The connected part of the graph of candidates around `start`; rows ascend.
  void Component(size_t start, const std::vector<const EntityKey*>& keys,
                 const std::map<std::string, std::vector<size_t>>& rows_of, std::vector<bool>& seen,
                 std::vector<size_t>& rows, Ids& columns) const {
    std::vector<size_t> todo = {start};
    std::set<std::string> known;
    seen[start] = true;
    while (!todo.empty()) {
      size_t row = todo.back();
      todo.pop_back();
      rows.push_back(row);
      for (const auto& id : candidates_.at(*keys[row])) {
        if (!known.insert(id).second) continue;
        columns.push_back(id);
        for (size_t other : rows_of.at(id)) {
          if (seen[other]) continue;
          seen[other] = true;
          todo.push_back(other);
        }
      }
    }
    std::sort(rows.begin(), rows.end());
  }

  void AlignComponent(const std::vector<const EntityKey*>& keys, const std::vector<size_t>& rows,
                      const Ids& columns, std::string_view type, Alignment& out) const {
    std::vector<std::vector<int64_t>> table;
    for (size_t row : rows) {
      const Ids& allowed = candidates_.at(*keys[row]);
      std::vector<int64_t> weights;
      for (const auto& id : columns) {
        bool candidate = std::find(allowed.begin(), allowed.end(), id) != allowed.end();
        weights.push_back(candidate ? Weight(*keys[row], id) : 0);
      }
      table.push_back(std::move(weights));
    }
    auto chosen = Assign(table);
    for (size_t i = 0; i < rows.size(); ++i) {
      const EntityKey& key = *keys[rows[i]];
      if (auto it = chosen.find(i); it != chosen.end()) {
        out.gold_of[key] = columns[it->second];
        continue;
      }
      auto most = std::max_element(table[i].begin(), table[i].end());
      if (type != "Meeting" && most != table[i].end() && *most > 0) {
        out.gold_of[key] = columns[static_cast<size_t>(most - table[i].begin())];
        out.splits.insert(key);
      }
    }
  }

  const Gold& gold_;
  const Predictions& predictions_;
  const NameMeasure& measure_;
  Ids meetings_;
  std::map<EntityKey, Ranks> ranks_;
  std::map<EntityKey, Ids> candidates_, current_;
  std::map<EntityKey, std::vector<Touch>> touching_;
};

}  // namespace

std::map<size_t, size_t> Assign(const std::vector<std::vector<int64_t>>& weights) {
  std::map<size_t, size_t> out;
  if (weights.empty() || weights[0].empty()) return out;
  const size_t n = weights.size(), m = weights[0].size();
  if (n > m) {
    std::vector<std::vector<int64_t>> transposed(m, std::vector<int64_t>(n));
    for (size_t i = 0; i < n; ++i) {
      for (size_t j = 0; j < m; ++j) transposed[j][i] = weights[i][j];
    }
    for (auto [column, row] : Assign(transposed)) out[row] = column;
    return out;
  }
  constexpr int64_t kFar = std::numeric_limits<int64_t>::max() / 4;
  std::vector<int64_t> u(n + 1), v(m + 1);
  std::vector<size_t> match(m + 1), way(m + 1);  // column -> row, 0 for none; both from 1
  for (size_t i = 1; i <= n; ++i) {
    match[0] = i;
    size_t at = 0;
    std::vector<int64_t> least(m + 1, kFar);
    std::vector<bool> used(m + 1);
    do {
      used[at] = true;
      const size_t row = match[at];
      size_t next = 0;
      int64_t delta = kFar;
      for (size_t j = 1; j <= m; ++j) {
        if (used[j]) continue;
        int64_t cost = -weights[row - 1][j - 1] - u[row] - v[j];
        if (cost < least[j]) {
          least[j] = cost;
          way[j] = at;
        }
        if (least[j] < delta) {
          delta = least[j];
          next = j;
        }
      }
      for (size_t j = 0; j <= m; ++j) {
        if (used[j]) {
          u[match[j]] += delta;
          v[j] -= delta;
        } else {
          least[j] -= delta;
        }
      }
      at = next;
    } while (match[at] != 0);
    while (at != 0) {
      match[at] = match[way[at]];
      at = way[at];
    }
  }
  for (size_t j = 1; j <= m; ++j) {
    if (match[j] != 0 && weights[match[j] - 1][j - 1] > 0) out[match[j] - 1] = j - 1;
  }
  return out;
}

Alignment Align(const Gold& gold, const Predictions& predictions, const NameMeasure& measure) {
  return Aligner(gold, predictions, measure).Run();
}

}  // namespace amana::ingest

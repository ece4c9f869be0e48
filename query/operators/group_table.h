#pragma once

#include <utility>
#include <vector>

#include "query/evaluator.h"
#include "query/flat_map.h"
#include "query/number_map.h"
#include "query/vectorized.h"

namespace amana::query {

// Numbers rows by what some expressions give for them: rows with equivalent keys get the same
// number, numbers count up from 0 in order of first appearance. A single key is kept as a plain
// number as long as all were integers, dates, booleans or elements, of one type (or null); else
// keys are values in a hash table. Before that one lies a short cut that only ever answers as it
// does: where all keys are functions of one node or relationship, elements met before are not asked
// again.
class GroupTable {
 public:
  using KeyExprs = std::vector<std::pair<int, ExprPtr>>;  // slots are of no concern here

  GroupTable(ExecutionContext& context, const KeyExprs& keys);
  ~GroupTable();

  size_t size() const { return plain_ ? plain_keys_.size() : hashes_.size(); }
  // Makes `out` the column of the i-th keys of the groups from `begin` to `end`.
  void Keys(size_t begin, size_t end, size_t i, Column* out) const;
  void Clear();

  // The group of each row of the batch.
  void Find(const Batch& batch, Evaluator& evaluator, std::vector<uint32_t>* groups);
  // Makes the only group of a table without keys.
  void EnsureSingle();

 private:
  bool FindByElement(const Batch& batch, Evaluator& evaluator, std::vector<uint32_t>* groups);
  bool FindPlain(const Batch& batch, std::vector<uint32_t>* groups);
  uint32_t PlainGroup(uint32_t* group, int64_t key);
  void LeavePlain();
  void FindByValues(const Batch& batch, Selection rows, Evaluator& evaluator, uint32_t* groups);
  uint32_t FindKey(Value* key);
  void Grow();
  void ChargeForGroups();

  ExecutionContext& context_;
  const KeyExprs& key_exprs_;
  const size_t width_;
  std::vector<Value> keys_;       // width_ for each group
  std::vector<uint64_t> hashes_;  // of each group
  std::vector<uint32_t> table_;   // group + 1, by hash; 0 for free
  bool plain_ = false;
  std::vector<int64_t> plain_keys_;  // by group
  ValueType plain_type_ = ValueType::kNull;
  NumberMap plain_groups_;   // group + 1
  uint32_t null_group_ = 0;  // group + 1
  Numbers numbers_;          // of the batch at hand
  int element_slot_ = -1;    // on which alone all keys depend
  FlatMap<uint32_t, uint32_t> by_element_;
  bool of_nodes_ = false;
  size_t asked_ = 0;  // elements looked up, to see whether they repeat
  int64_t charged_ = 0;
};

}  // namespace amana::query

#pragma once

#include <utility>
#include <vector>

#include "query/evaluator.h"
#include "query/flat_map.h"

namespace amana::query {

// Numbers rows by what some expressions give for them: rows with equivalent keys get the same
// number, numbers count up from 0 in order of first appearance. Two short cuts lie before the
// table of keys, and only ever answer as it does: whole numbers are looked up as such, and where
// all keys are functions of one node or relationship, elements met before are not asked again.
class GroupTable {
 public:
  using Keys = std::vector<std::pair<int, ExprPtr>>;  // slots are of no concern here

  GroupTable(ExecutionContext& context, const Keys& keys);
  ~GroupTable();

  size_t size() const { return hashes_.size(); }
  const Value& key(size_t group, size_t i) const { return keys_[group * width_ + i]; }
  void Clear();

  // The group of each row of the batch.
  void Find(const Batch& batch, Evaluator& evaluator, std::vector<uint32_t>* groups);
  // Makes the only group of a table without keys.
  void EnsureSingle();

 private:
  bool FindByElement(const Batch& batch, Evaluator& evaluator, std::vector<uint32_t>* groups);
  bool FindByNumber(const Batch& batch, std::vector<uint32_t>* groups);
  void FindByValues(const Batch& batch, Selection rows, Evaluator& evaluator, uint32_t* groups);
  uint32_t FindKey(Value* key);
  void Grow();
  void ChargeForGroups();

  ExecutionContext& context_;
  const Keys& key_exprs_;
  const size_t width_;
  std::vector<Value> keys_;       // width_ for each group
  std::vector<uint64_t> hashes_;  // of each group
  std::vector<uint32_t> table_;   // group + 1, by hash; 0 for free
  FlatMap<int64_t, uint32_t> by_number_;
  std::vector<uint32_t> by_small_number_;  // group + 1, for numbers from 0 on
  ValueType number_type_ = ValueType::kNull;
  int element_slot_ = -1;  // on which alone all keys depend
  FlatMap<uint32_t, uint32_t> by_element_;
  bool of_nodes_ = false;
  size_t asked_ = 0;  // elements looked up, to see whether they repeat
  int64_t charged_ = 0;
};

}  // namespace amana::query

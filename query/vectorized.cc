#include "query/vectorized.h"

#include <algorithm>

#include "core/snapshot_state.h"
#include "core/text/substring.h"
#include "query/date_table.h"
#include "query/label_test.h"

namespace amana::query {
namespace {

bool IsPlain(ValueType type) {
  return type == ValueType::kInteger || type == ValueType::kDate || type == ValueType::kBoolean;
}

bool ToNumber(const Value& value, ValueType type, int64_t* out) {
  if (value.type() != type) return false;
  switch (type) {
    case ValueType::kInteger:
      *out = value.AsInteger();
      return true;
    case ValueType::kDate:
      *out = value.AsDate().days;
      return true;
    case ValueType::kBoolean:
      *out = value.AsBoolean() ? 1 : 0;
      return true;
    default:
      return false;
  }
}

bool Repeat(const Value& value, size_t rows, Numbers* out) {
  int64_t number = 0;
  if (!ToNumber(value, value.type(), &number)) return false;
  out->type = value.type();
  out->values.assign(rows, number);
  out->any_absent = false;
  return true;
}

// The ordinals of the chosen rows; a copy is made only where not all rows are chosen.
std::span<const uint32_t> Chosen(std::span<const uint32_t> ordinals, Selection rows,
                                 std::vector<uint32_t>* storage) {
  if (IsAllRows(rows, ordinals.size())) return ordinals;
  storage->clear();
  for (uint32_t row : rows) storage->push_back(ordinals[row]);
  return *storage;
}

// Elements of the delta answer for themselves, over what the base said.
template <typename FindDelta>
bool PatchFromDelta(std::span<const uint32_t> ordinals, KeyId key, FindDelta find, Numbers* out) {
  for (size_t i = 0; i < ordinals.size(); ++i) {
    const auto* element = find(ordinals[i]);
    if (element == nullptr) continue;
    const Value* value = FindProperty(element->properties, key);
    out->absent[i] = value == nullptr ? 1 : 0;
    if (value == nullptr) {
      out->any_absent = true;
    } else if (!ToNumber(*value, out->type, &out->values[i])) {
      return false;
    }
  }
  return true;
}

const amana::Column* BaseColumn(const Column& slot, KeyId key, const SnapshotState& state) {
  const auto& columns =
      slot.is_nodes() ? state.base->node_columns : state.base->relationship_columns;
  if (!key.valid() || key.value >= columns.size()) return nullptr;
  return &columns[key.value];
}

bool ReadProperty(const Expr& expr, const Batch& batch, Selection rows, ExecutionContext& context,
                  Numbers* out) {
  const Column& slot = batch.columns[expr.children[0]->slot];
  const KeyId key = context.key(expr.symbol);
  if (slot.is_constant() && slot.at(0).is_node() && key.valid()) {
    return Repeat(context.graph().NodeProperty(slot.at(0).AsNode(), key), rows.size(), out);
  }
  if (!slot.is_nodes() && !slot.is_relationships()) return false;
  const SnapshotState& state = context.graph().state();
  const amana::Column* column = BaseColumn(slot, key, state);
  if (column == nullptr || !IsPlain(column->type())) return false;
  std::vector<uint32_t> storage;
  const auto ordinals = Chosen(slot.ordinals(), rows, &storage);
  out->type = column->type();
  out->values.resize(rows.size());
  out->absent.resize(rows.size());
  out->any_absent = column->ReadNumbers(ordinals, out->values.data(), out->absent.data());
  if (slot.is_nodes()) {
    return state.nodes.empty() ||
           PatchFromDelta(
               ordinals, key, [&](uint32_t i) { return state.DeltaNode(i); }, out);
  }
  return state.relationships.empty() ||
         PatchFromDelta(
             ordinals, key, [&](uint32_t i) { return state.DeltaRelationship(i); }, out);
}

bool ReadSlot(const Column& column, Selection rows, Numbers* out) {
  if (column.is_constant()) return Repeat(column.at(0), rows.size(), out);
  if (!column.is_set() || column.is_nodes() || column.is_relationships()) return false;
  if (column.is_numbers()) {
    out->type = column.number_type();
    out->any_absent = false;
    const auto numbers = column.numbers();
    if (IsAllRows(rows, numbers.size())) {
      out->values.assign(numbers.begin(), numbers.end());
      return true;
    }
    out->values.resize(rows.size());
    for (size_t i = 0; i < rows.size(); ++i) out->values[i] = numbers[rows[i]];
    return true;
  }
  out->type = column.at(rows[0]).type();
  if (!IsPlain(out->type)) return false;
  out->values.resize(rows.size());
  out->any_absent = false;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (!ToNumber(column.at(rows[i]), out->type, &out->values[i])) return false;
  }
  return true;
}

bool ReadDatePart(const Expr& expr, const Batch& batch, Selection rows, ExecutionContext& context,
                  Numbers* out) {
  const bool year = expr.name == "year", month = expr.name == "month", day = expr.name == "day";
  if (!year && !month && !day) return false;
  if (!ReadNumbers(*expr.children[0], batch, rows, context, out)) return false;
  if (out->type != ValueType::kDate) return false;
  out->type = ValueType::kInteger;
  const DateTable& table = DateTable::Get();
  const auto replace = [&](auto part) {
    bool known = true;
    for (int64_t& value : out->values) {
      known &= table.Has(value);
      value = part(table.Nearest(value));
    }
    return known;  // or else the evaluator counts: far from today
  };
  if (year) return replace([](const DateParts& date) { return date.year; });
  if (month) return replace([](const DateParts& date) { return date.month; });
  return replace([](const DateParts& date) { return date.day; });
}

bool Holds(Op op, int64_t a, int64_t b) {
  switch (op) {
    case Op::kEqual:
      return a == b;
    case Op::kNotEqual:
      return a != b;
    case Op::kLess:
      return a < b;
    case Op::kLessEqual:
      return a <= b;
    case Op::kGreater:
      return a > b;
    default:
      return a >= b;
  }
}

using ChosenRows = std::optional<std::vector<uint32_t>>;

ChosenRows SelectNodes(const Expr& predicate, const Batch& batch, Selection rows) {
  const Expr& left = *predicate.children[0];
  const Expr& right = *predicate.children[1];
  const Op op = predicate.ops[0];
  if (left.kind != ExprKind::kSlot || right.kind != ExprKind::kSlot) return std::nullopt;
  if (op != Op::kEqual && op != Op::kNotEqual) return std::nullopt;
  const Column& a = batch.columns[left.slot];
  const Column& b = batch.columns[right.slot];
  std::vector<uint32_t> chosen(rows.size());
  size_t count = 0;
  bool all_nodes = true;
  const auto compare = [&](auto of_a, auto of_b) {
    for (uint32_t row : rows) {
      const uint32_t x = of_a(row), y = of_b(row);
      all_nodes = all_nodes && x != kNoOrdinal && y != kNoOrdinal;
      chosen[count] = row;
      count += (x == y) == (op == Op::kEqual) ? 1 : 0;
    }
  };
  const auto of = [](const Column& column) {
    return [&column](uint32_t row) { return NodeAt(column, row); };
  };
  if (a.is_nodes() && b.is_constant()) {
    compare([in = a.ordinals()](uint32_t row) { return in[row]; },
            [one = NodeAt(b, 0)](uint32_t) { return one; });
  } else {
    compare(of(a), of(b));
  }
  if (!all_nodes) return std::nullopt;
  chosen.resize(count);
  return chosen;
}

ChosenRows SelectNumbers(const Expr& predicate, const Batch& batch, Selection rows,
                         ExecutionContext& context) {
  Numbers a, b;
  if (!ReadNumbers(*predicate.children[0], batch, rows, context, &a)) return std::nullopt;
  if (!ReadNumbers(*predicate.children[1], batch, rows, context, &b)) return std::nullopt;
  if (a.type != b.type) return std::nullopt;
  std::vector<uint32_t> chosen(rows.size());
  size_t count = 0;
  const Op op = predicate.ops[0];
  for (size_t i = 0; i < rows.size(); ++i) {
    chosen[count] = rows[i];
    count += Holds(op, a.values[i], b.values[i]) && a.Has(i) && b.Has(i) ? 1 : 0;
  }
  chosen.resize(count);
  return chosen;
}

const Value* FixedValue(const Expr& expr, const ExecutionContext& context) {
  if (expr.kind == ExprKind::kConstant) return &expr.constant;
  if (expr.kind != ExprKind::kParameter) return nullptr;
  const auto found = context.parameters().find(expr.name);
  return found == context.parameters().end() ? nullptr : &found->second;
}

// STARTS WITH, ENDS WITH or CONTAINS one text.
class StringTest {
 public:
  StringTest(Op op, std::string_view text) : op_(op), text_(text), search_(text) {}

  bool operator()(std::string_view value) const {
    return op_ == Op::kStartsWith ? value.starts_with(text_)
           : op_ == Op::kEndsWith ? value.ends_with(text_)
                                  : search_.In(value);
  }
  // matches[row] becomes 1 for the strings of the run that pass.
  void TestRun(const StringRun& run, std::vector<uint8_t>* matches) const {
    if (op_ == Op::kContains && !text_.empty()) return SearchRun(run, matches);
    uint64_t begin = 0;
    for (size_t k = 0; k < run.ends.size(); begin = run.ends[k++]) {
      const bool passes = (*this)(run.text.substr(begin, run.ends[k] - begin));
      (*matches)[run.rows[k]] = passes ? 1 : 0;
    }
  }

 private:
  // Searches the whole run as one text, and sees into which string the places fall.
  void SearchRun(const StringRun& run, std::vector<uint8_t>* matches) const {
    size_t k = 0;
    size_t at = search_.Find(run.text, 0);
    while (at != std::string_view::npos) {
      while (run.ends[k] <= at) ++k;
      const bool within = at + text_.size() <= run.ends[k];
      if (within) (*matches)[run.rows[k]] = 1;
      at = search_.Find(run.text, within ? run.ends[k] : at + 1);
    }
  }

  const Op op_;
  const std::string_view text_;
  const SubstringSearch search_;
};

ChosenRows SelectStrings(const Expr& predicate, const Batch& batch, Selection rows,
                         ExecutionContext& context) {
  const Expr& left = *predicate.children[0];
  const Value* wanted = FixedValue(*predicate.children[1], context);
  if (wanted == nullptr || !wanted->is_string()) return std::nullopt;
  if (left.kind != ExprKind::kProperty || left.children[0]->kind != ExprKind::kSlot) {
    return std::nullopt;
  }
  const Column& slot = batch.columns[left.children[0]->slot];
  if (!slot.is_nodes()) return std::nullopt;
  const SnapshotState& state = context.graph().state();
  const KeyId key = context.key(left.symbol);
  const amana::Column* column = BaseColumn(slot, key, state);
  if (column == nullptr || column->type() != ValueType::kString) return std::nullopt;
  const StringTest test(predicate.op, wanted->AsString());
  std::vector<uint32_t> storage;
  const auto nodes = Chosen(slot.ordinals(), rows, &storage);
  std::vector<uint8_t> matches(rows.size(), 0);
  StringRun run;
  if (column->ReadStrings(nodes, &run)) {
    test.TestRun(run, &matches);
  } else {
    for (size_t i = 0; i < nodes.size(); ++i) {
      const auto value = column->GetString(nodes[i]);
      matches[i] = value && test(*value) ? 1 : 0;
    }
  }
  for (size_t i = 0; i < nodes.size() && !state.nodes.empty(); ++i) {
    const NodeState* delta = state.DeltaNode(nodes[i]);
    if (delta == nullptr) continue;
    const Value* value = FindProperty(delta->properties, key);
    matches[i] = value != nullptr && value->is_string() && test(value->AsString()) ? 1 : 0;
  }
  std::vector<uint32_t> chosen(rows.size());
  size_t count = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    chosen[count] = rows[i];
    count += matches[i];
  }
  chosen.resize(count);
  return chosen;
}

}  // namespace

Value Numbers::ValueOf(ValueType type, int64_t number) {
  if (type == ValueType::kNode) return Value(NodeId(static_cast<uint64_t>(number)));
  if (type == ValueType::kRelationship) return Value(RelationshipId(static_cast<uint64_t>(number)));
  return NumberValue(type, number);
}

Value Numbers::At(size_t i) const { return Has(i) ? ValueOf(type, values[i]) : Value(); }

bool ReadPlain(const Expr& expr, const Batch& batch, Selection rows, ExecutionContext& context,
               Numbers* out) {
  if (expr.kind == ExprKind::kSlot) {
    const Column& column = batch.columns[expr.slot];
    if (column.is_nodes() || column.is_relationships()) {
      out->type = column.is_nodes() ? ValueType::kNode : ValueType::kRelationship;
      out->any_absent = false;
      out->values.resize(rows.size());
      for (size_t i = 0; i < rows.size(); ++i) out->values[i] = column.ordinals()[rows[i]];
      return !rows.empty();
    }
  }
  return ReadNumbers(expr, batch, rows, context, out);
}

bool ReadNumbers(const Expr& expr, const Batch& batch, Selection rows, ExecutionContext& context,
                 Numbers* out) {
  // In a transaction elements may be gone, which is an error that the evaluator knows.
  if (rows.empty() || context.transaction() != nullptr) return false;
  switch (expr.kind) {
    case ExprKind::kConstant:
    case ExprKind::kParameter: {
      const Value* value = FixedValue(expr, context);
      return value != nullptr && Repeat(*value, rows.size(), out);
    }
    case ExprKind::kSlot:
      return ReadSlot(batch.columns[expr.slot], rows, out);
    case ExprKind::kProperty:
      if (expr.children[0]->kind == ExprKind::kSlot) {
        const Column& column = batch.columns[expr.children[0]->slot];
        const bool element = column.is_nodes() || column.is_relationships() ||
                             (column.is_constant() && column.at(0).is_node());
        if (element) return ReadProperty(expr, batch, rows, context, out);
      }
      return ReadDatePart(expr, batch, rows, context, out);
    default:
      return false;
  }
}

std::optional<std::vector<uint32_t>> SelectVectorized(const Expr& predicate, const Batch& batch,
                                                      Selection rows, Evaluator& evaluator) {
  ExecutionContext& context = evaluator.context();
  if (rows.empty() || context.transaction() != nullptr) return std::nullopt;
  switch (predicate.kind) {
    case ExprKind::kCompare: {
      if (predicate.ops.size() != 1) return std::nullopt;
      auto chosen = SelectNodes(predicate, batch, rows);
      return chosen ? chosen : SelectNumbers(predicate, batch, rows, context);
    }
    case ExprKind::kStringMatch:
      return SelectStrings(predicate, batch, rows, context);
    case ExprKind::kHasLabels: {
      const Expr& what = *predicate.children[0];
      if (what.kind != ExprKind::kSlot || !batch.columns[what.slot].is_nodes()) return std::nullopt;
      const LabelTest test(context, predicate.symbols);
      const auto nodes = batch.columns[what.slot].ordinals();
      std::vector<uint32_t> chosen(rows.size());
      size_t count = 0;
      for (uint32_t row : rows) {
        chosen[count] = row;
        count += test(nodes[row]) ? 1 : 0;
      }
      chosen.resize(count);
      return chosen;
    }
    case ExprKind::kIsNotNull: {
      const Expr& what = *predicate.children[0];
      if (what.kind != ExprKind::kSlot) return std::nullopt;
      const Column& column = batch.columns[what.slot];
      if (!column.is_nodes() && !column.is_relationships()) return std::nullopt;
      return std::vector<uint32_t>(rows.begin(), rows.end());
    }
    default:
      return std::nullopt;
  }
}

}  // namespace amana::query

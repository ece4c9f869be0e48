// Indexes and constraints, created and dropped within a transaction.

#include <fmt/format.h>

#include "core/schema.h"
#include "core/transaction_state.h"

namespace amana {
namespace {

constexpr std::string_view kSpace = "schema";

}  // namespace

Result<void> Transaction::CreateSchemaItem(const SchemaItem& item) {
  TransactionState& t = *state_;
  if (t.state->schema && t.state->schema->contains(item.name)) {
    return Fail(ErrorCode::kAlreadyExists,
                fmt::format("an index or constraint `{}` exists already", item.name));
  }
  AddSchemaItem(*t.state, item);
  if (item.kind == SchemaKind::kUnique) {
    if (auto unique = CheckUnique(*t.state, item); !unique) {
      RemoveSchemaItem(*t.state, item.name);
      return unique;
    }
  }
  t.schema_changed = true;
  ++(item.kind == SchemaKind::kUnique ? t.counters.constraints_added : t.counters.indexes_added);
  return PutAux(kSpace, item.name, EncodeSchemaItem(item));
}

Result<void> Transaction::DropSchemaItem(std::string_view name, SchemaKind kind) {
  TransactionState& t = *state_;
  const auto* schema = t.state->schema.get();
  const auto found = schema == nullptr ? Schema::const_iterator() : schema->find(name);
  if (schema == nullptr || found == schema->end() || found->second.kind != kind) {
    return Fail(ErrorCode::kNotFound,
                fmt::format("there is no {} `{}`",
                            kind == SchemaKind::kUnique ? "constraint" : "index", name));
  }
  RemoveSchemaItem(*t.state, name);
  t.schema_changed = true;
  ++(kind == SchemaKind::kUnique ? t.counters.constraints_removed : t.counters.indexes_removed);
  return DeleteAux(kSpace, name);
}

Result<void> Transaction::CheckConstraints() const {
  return CheckUnique(*state_->state, state_->nodes);
}

}  // namespace amana

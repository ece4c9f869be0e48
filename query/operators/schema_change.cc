#include "query/operators/schema_change.h"

#include <fmt/format.h>

namespace amana::query {
namespace {

class SchemaChange : public Operator {
 public:
  SchemaChange(ExecutionContext& context, const SchemaCommand& command)
      : context_(context), command_(command) {}

  void Reset() override {}

  bool Next(Batch*) override {
    Transaction& transaction = *context_.transaction();
    const SchemaItem& item = command_.item;
    Result<void> done;
    if (command_.drop) {
      done = transaction.DropSchemaItem(item.name, item.kind);
    } else if (!(command_.tolerant && HasAlike())) {
      done = transaction.CreateSchemaItem(item);
    }
    if (!done && !(command_.tolerant && Tolerable(done.error().code))) {
      throw QueryAborted{std::move(done).error()};
    }
    return false;
  }

 private:
  static bool Tolerable(ErrorCode code) {
    return code == ErrorCode::kAlreadyExists || code == ErrorCode::kNotFound;
  }

  // The same index under another name.
  bool HasAlike() const {
    for (const auto& [name, other] : context_.graph().schema()) {
      SchemaItem renamed = other;
      renamed.name = command_.item.name;
      if (renamed == command_.item) return true;
    }
    return false;
  }

  ExecutionContext& context_;
  const SchemaCommand& command_;
};

}  // namespace

std::string SchemaChangePlan::Describe() const {
  const bool unique = command.item.kind == SchemaKind::kUnique;
  std::string out = fmt::format("{}{} {}", command.drop ? "Drop" : "Create",
                                unique ? "Constraint" : "Index", command.item.name);
  if (!command.drop) out += fmt::format(" (:{} {{{}}})", command.item.label, command.item.key);
  return out;
}

OperatorPtr SchemaChangePlan::Open(ExecutionContext& context) const {
  return std::make_unique<SchemaChange>(context, command);
}

}  // namespace amana::query

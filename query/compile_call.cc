// CALL of procedures.

#include <fmt/format.h>

#include <algorithm>

#include "query/compiler.h"
#include "query/operators/filter.h"
#include "query/operators/procedure_call.h"

namespace amana::query {
namespace {

bool Takes(const ProcedureParameter& parameter, const StaticType& type) {
  const bool widened = parameter.type == kFloatMask && type.MayBe(kIntegerMask);
  return widened || type.MayBe(parameter.type);
}

}  // namespace

// The arguments as written; standing alone without parentheses a call takes them from parameters of
// the query by name.
Result<void> Compiler::BindArguments(const CallClause& call, const ProcedureDef& procedure,
                                     Span span, std::vector<ExprPtr>* out) {
  if (!call.explicit_arguments) {
    if (!only_clause_) {
      return Bad(span, "InvalidArgumentPassingMode",
                 "Within a query a procedure needs its arguments in parentheses");
    }
    for (const ProcedureParameter& parameter : procedure.parameters) {
      auto expr = NewExpr(ExprKind::kParameter, span);
      expr->name = parameter.name;
      parameters_.insert(parameter.name);
      out->push_back(std::move(expr));
    }
    return {};
  }
  if (call.arguments.size() > procedure.parameters.size() ||
      call.arguments.size() < procedure.required()) {
    return Bad(span, "InvalidNumberOfArguments", "Expected " + procedure.Signature());
  }
  for (size_t i = 0; i < procedure.parameters.size(); ++i) {
    if (i >= call.arguments.size()) {
      out->push_back(NewExpr(ExprKind::kConstant, span, {kNullMask}));
      continue;
    }
    AMANA_TRY(ExprPtr bound, Bind(*call.arguments[i]));
    if (!Takes(procedure.parameters[i], bound->type)) {
      return BadType(call.arguments[i]->span, "Expected " + procedure.parameters[i].shown);
    }
    out->push_back(std::move(bound));
  }
  return {};
}

// CALL name(arguments) YIELD fields. Standing alone it may leave out YIELD, and returns all fields.
Result<void> Compiler::CompileCall(const CallClause& call, Span span) {
  auto procedure = procedures_.Find(call.procedure);
  if (procedure == nullptr) procedure = BuiltInProcedures().Find(call.procedure);
  if (procedure == nullptr) {
    return Fail(ErrorAt(text_, span, ErrorCode::kSemantic, "ProcedureError:ProcedureNotFound",
                        fmt::format("There is no procedure `{}`", call.procedure)));
  }
  const bool alone = only_clause_ && nesting_ == 0;
  if (call.yield_all && !alone && !call.shows) {
    return Bad(span, "UnexpectedSyntax", "YIELD * can only stand in a call of its own");
  }
  auto node = std::make_unique<ProcedureCallPlan>();
  node->procedure = procedure;
  AMANA_CHECK_OK(BindArguments(call, *procedure, span, &node->arguments));
  node->slots.assign(procedure->fields.size(), -1);
  auto yield = [&](size_t field, const Name& name) -> Result<void> {
    if (scope_.contains(name.text)) {
      return Bad(name.span, "VariableAlreadyBound",
                 fmt::format("Variable `{}` already declared", name.text));
    }
    if (node->slots[field] < 0) node->slots[field] = NewSlot();
    scope_[name.text] = {node->slots[field], {}};
    if (!alone) return {};
    columns_.push_back(name.text);
    outputs_.push_back(node->slots[field]);
    returned_ = true;
    return {};
  };
  if ((alone && !call.has_yield) || call.yield_all) {
    for (size_t f = 0; f < procedure->fields.size(); ++f) {
      AMANA_CHECK_OK(yield(f, Name{procedure->fields[f].name, false, span}));
    }
  }
  for (const YieldItem& item : call.yields) {
    auto found = std::find_if(procedure->fields.begin(), procedure->fields.end(),
                              [&](const auto& field) { return field.name == item.field; });
    if (found == procedure->fields.end()) {
      return Bad(item.variable.span, "UndefinedVariable",
                 fmt::format("`{}` has no result `{}`", procedure->name, item.field));
    }
    AMANA_CHECK_OK(yield(static_cast<size_t>(found - procedure->fields.begin()), item.variable));
  }
  Push(std::move(node));
  if (call.where) {
    auto filter = std::make_unique<FilterPlan>();
    AMANA_TRY(ExprPtr where, BindPredicate(*call.where));
    filter->shown = Describe(*where, text_);
    filter->predicates.push_back(std::move(where));
    Push(std::move(filter));
  }
  return {};
}

}  // namespace amana::query

// Clauses that write: CREATE, MERGE, SET, REMOVE, DELETE, FOREACH.

#include <fmt/format.h>

#include "query/compiler.h"
#include "query/operators/argument.h"
#include "query/operators/project.h"

namespace amana::query {

Result<ExprPtr> Compiler::BindCreateProperties(const ExpressionPtr& properties, bool merge) {
  if (!properties) return ExprPtr();
  if (merge && properties->kind == ExpressionKind::kParameter) {
    return Bad(properties->span, "InvalidParameterUse",
               "A parameter cannot stand for all properties of a MERGE");
  }
  return Bind(*properties);
}

// The slot of a node of CREATE: bound before, or to be made.
Result<int> Compiler::BindCreateNode(const NodePattern& node, bool alone, CreateTemplate* out) {
  if (node.variable) {
    auto found = scope_.find(node.variable->text);
    if (found != scope_.end()) {
      if (alone || !node.labels.empty() || node.properties) {
        return Bad(node.variable->span, "VariableAlreadyBound",
                   fmt::format("Variable `{}` already declared", node.variable->text));
      }
      if (!found->second.type.MayBe(kNodeMask)) {
        return Bad(node.variable->span, "VariableTypeConflict",
                   fmt::format("`{}` is not a node", node.variable->text));
      }
      return found->second.slot;
    }
  }
  NodeTemplate made;
  AMANA_TRY(made.properties, BindCreateProperties(node.properties, false));
  for (const Name& label : node.labels) made.labels.push_back(CanonicalLabelOf(label));
  made.slot = NewSlot();
  int slot = made.slot;
  if (node.variable) scope_[node.variable->text] = {slot, {kNodeMask}};
  out->nodes.push_back(std::move(made));
  return slot;
}

Result<CreateTemplate> Compiler::BindCreate(const std::vector<const PatternPart*>& parts,
                                            std::vector<std::pair<int, ExprPtr>>* paths) {
  CreateTemplate out;
  for (const PatternPart* part : parts) {
    if (part->kind != PathKind::kAll) {
      return Bad(part->span, "UnexpectedSyntax", "A shortest path cannot be created");
    }
    auto path = NewExpr(ExprKind::kPath, part->span, {kPathMask});
    bool alone = part->relationships.empty();
    AMANA_TRY(int from, BindCreateNode(part->nodes[0], alone, &out));
    path->children.push_back(SlotExpr(from, "", {}));
    for (size_t i = 0; i < part->relationships.size(); ++i) {
      const RelationshipPattern& r = part->relationships[i];
      if (r.variable && scope_.contains(r.variable->text)) {
        return Bad(r.variable->span, "VariableAlreadyBound",
                   fmt::format("Variable `{}` already declared", r.variable->text));
      }
      if (r.range) {
        return Bad(r.span, "CreatingVarLength", "A variable-length pattern cannot be created");
      }
      if (r.types.size() != 1) {
        return Bad(r.span, "NoSingleRelationshipType",
                   "A relationship is created with exactly one type");
      }
      if (r.direction == Direction::kBoth) {
        return Bad(r.span, "RequiresDirectedRelationship",
                   "A relationship is created with a direction");
      }
      RelationshipTemplate made;
      AMANA_TRY(int to, BindCreateNode(part->nodes[i + 1], false, &out));
      AMANA_TRY(made.properties, BindCreateProperties(r.properties, false));
      made.type = CanonicalTypeOf(r.types[0]);
      made.slot = NewSlot();
      made.from = r.direction == Direction::kIn ? to : from;
      made.to = r.direction == Direction::kIn ? from : to;
      if (r.variable) scope_[r.variable->text] = {made.slot, {kRelationshipMask}};
      path->children.push_back(SlotExpr(made.slot, "", {}));
      path->children.push_back(SlotExpr(to, "", {}));
      out.relationships.push_back(std::move(made));
      from = to;
    }
    if (!part->variable) continue;
    if (scope_.contains(part->variable->text)) {
      return Bad(part->variable->span, "VariableAlreadyBound",
                 fmt::format("Variable `{}` already declared", part->variable->text));
    }
    int slot = NewSlot();
    scope_[part->variable->text] = {slot, {kPathMask}};
    paths->emplace_back(slot, std::move(path));
  }
  return out;
}

Result<void> Compiler::CompileCreate(const CreateClause& create) {
  std::vector<const PatternPart*> parts;
  for (const PatternPart& part : create.pattern.parts) parts.push_back(&part);
  auto project = std::make_unique<ProjectPlan>();
  auto node = std::make_unique<CreatePlan>();
  AMANA_TRY(node->what, BindCreate(parts, &project->items));
  node->shown = fmt::format("{} node(s), {} relationship(s)", node->what.nodes.size(),
                            node->what.relationships.size());
  Push(std::move(node));
  if (!project->items.empty()) Push(std::move(project));
  return {};
}

// What MERGE makes where the pattern is not found, into the slots that the search would fill.
Result<CreateTemplate> Compiler::BindMergeTemplate(const PatternPart& part,
                                                   const QueryGraph& graph) {
  CreateTemplate out;
  std::set<int> made = graph.bound;
  auto slot_of = [&](size_t i) {
    if (part.relationships.empty()) return graph.nodes[0].slot;
    return graph.nodes[i == 0 ? graph.relationships[0].from : graph.relationships[i - 1].to].slot;
  };
  for (size_t i = 0; i < part.nodes.size(); ++i) {
    const NodePattern& node = part.nodes[i];
    int slot = slot_of(i);
    bool bound = graph.bound.contains(slot);
    if (bound && (part.relationships.empty() || !node.labels.empty() || node.properties)) {
      return Bad(node.span, "VariableAlreadyBound", "A bound node is merged as it is");
    }
    if (!made.insert(slot).second) continue;
    NodeTemplate item;
    item.slot = slot;
    AMANA_TRY(item.properties, BindCreateProperties(node.properties, true));
    for (const Name& label : node.labels) item.labels.push_back(CanonicalLabelOf(label));
    out.nodes.push_back(std::move(item));
  }
  for (size_t i = 0; i < part.relationships.size(); ++i) {
    const RelationshipPattern& r = part.relationships[i];
    if (r.types.size() != 1) {
      return Bad(r.span, "NoSingleRelationshipType",
                 "A relationship is merged with exactly one type");
    }
    RelationshipTemplate item;
    AMANA_TRY(item.properties, BindCreateProperties(r.properties, true));
    item.type = CanonicalTypeOf(r.types[0]);
    item.slot = graph.relationships[i].slot;
    item.from = slot_of(r.direction == Direction::kIn ? i + 1 : i);
    item.to = slot_of(r.direction == Direction::kIn ? i : i + 1);
    out.relationships.push_back(std::move(item));
  }
  return out;
}

// MERGE looks for the pattern like MATCH, and makes it like CREATE.
Result<void> Compiler::CompileMerge(const MergeClause& merge) {
  if (merge.part.kind != PathKind::kAll) {
    return Bad(merge.part.span, "UnexpectedSyntax", "A shortest path cannot be merged");
  }
  AMANA_TRY(QueryGraph graph, BindPattern({&merge.part}, true, true));
  auto node = std::make_unique<MergePlan>();
  AMANA_TRY(node->what, BindMergeTemplate(merge.part, graph));
  node->argument = arguments_++;
  node->shown = graph.relationships.empty() ? graph.nodes[0].shown : graph.relationships[0].shown;
  auto paths = std::make_unique<ProjectPlan>();
  paths->items = std::move(graph.paths);
  graph.paths.clear();
  auto argument = std::make_unique<ArgumentPlan>();
  argument->number = node->argument;
  argument->estimated_rows = 1;
  PlanPtr match = PlanMatch(std::move(graph), std::move(argument), statistics_, symbols_);
  AMANA_TRY(node->on_create, BindSetItems(merge.on_create, false));
  AMANA_TRY(node->on_match, BindSetItems(merge.on_match, false));
  MergePlan* raw = Push(std::move(node));
  raw->children.push_back(std::move(match));
  if (!paths->items.empty()) Push(std::move(paths));
  return {};
}

Result<std::vector<SetAction>> Compiler::BindSetItems(const std::vector<SetItem>& items,
                                                      bool remove) {
  std::vector<SetAction> out;
  for (const SetItem& item : items) {
    SetAction action;
    AMANA_TRY(action.target, Bind(*item.target));
    if (!action.target->type.MayBe(kNodeMask | kRelationshipMask)) {
      return BadType(item.span, "Only nodes and relationships can be changed");
    }
    switch (item.kind) {
      case SetItem::Kind::kProperty:
        action.kind = SetAction::Kind::kProperty;
        action.key = item.key;
        break;
      case SetItem::Kind::kReplace:
        action.kind = SetAction::Kind::kReplace;
        break;
      case SetItem::Kind::kMerge:
        action.kind = SetAction::Kind::kMerge;
        break;
      case SetItem::Kind::kLabels:
        action.kind = remove ? SetAction::Kind::kRemoveLabels : SetAction::Kind::kAddLabels;
        for (const Name& label : item.labels) action.labels.push_back(CanonicalLabelOf(label));
        break;
    }
    if (item.value) {
      AMANA_TRY(action.value, Bind(*item.value));
    }
    out.push_back(std::move(action));
  }
  return out;
}

Result<void> Compiler::CompileSet(const std::vector<SetItem>& items, bool remove) {
  auto node = std::make_unique<SetPlan>();
  AMANA_TRY(node->actions, BindSetItems(items, remove));
  Push(std::move(node));
  return {};
}

Result<void> Compiler::CompileDelete(const DeleteClause& clause) {
  auto node = std::make_unique<DeletePlan>();
  node->detach = clause.detach;
  for (const auto& target : clause.targets) {
    if (target->kind == ExpressionKind::kHasLabels) {
      return Bad(target->span, "InvalidDelete", "DELETE takes elements, not labels");
    }
    AMANA_TRY(ExprPtr bound, Bind(*target));
    if (!bound->type.MayBe(kNodeMask | kRelationshipMask | kPathMask)) {
      return BadType(target->span, "DELETE takes nodes, relationships and paths");
    }
    node->targets.push_back(std::move(bound));
  }
  Push(std::move(node));
  return {};
}

Result<void> Compiler::CompileForeach(const ForeachClause& foreach) {
  auto node = std::make_unique<ForeachPlan>();
  AMANA_TRY(node->list, Bind(*foreach.list));
  if (!node->list->type.MayBe(kListMask)) return BadType(foreach.list->span, "Expected a LIST");
  Scope outer = scope_;
  node->slot = NewSlot();
  node->argument = arguments_++;
  scope_[foreach.variable.text] = {node->slot, {node->list->type.element, kAnyType}};
  PlanPtr outer_plan = std::move(plan_);
  auto argument = std::make_unique<ArgumentPlan>();
  argument->number = node->argument;
  plan_ = std::move(argument);
  for (const Clause& clause : foreach.body) {
    bool writes = !std::holds_alternative<MatchClause>(clause.body) &&
                  !std::holds_alternative<UnwindClause>(clause.body) &&
                  !std::holds_alternative<LoadCsvClause>(clause.body) &&
                  !std::holds_alternative<ProjectionClause>(clause.body) &&
                  !std::holds_alternative<CallClause>(clause.body);
    if (!writes) {
      return Bad(clause.span, "InvalidClauseComposition", "FOREACH holds only writing clauses");
    }
    AMANA_CHECK_OK(CompileClause(clause));
  }
  PlanPtr body = std::move(plan_);
  plan_ = std::move(outer_plan);
  scope_ = std::move(outer);
  ForeachPlan* raw = Push(std::move(node));
  raw->children.push_back(std::move(body));
  return {};
}

}  // namespace amana::query

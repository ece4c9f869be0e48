// Patterns: from syntax to a QueryGraph, with new variables in the scope.

#include <fmt/format.h>

#include "core/ontology.h"
#include "query/compiler.h"

namespace amana::query {

std::string Compiler::CanonicalLabelOf(const Name& name) const {
  return name.quoted ? name.text : CanonicalLabel(name.text);
}

std::string Compiler::CanonicalTypeOf(const Name& name) const {
  return name.quoted ? name.text : CanonicalType(name.text);
}

void Compiler::SplitConjunction(ExprPtr expr, std::vector<ExprPtr>* out) {
  if (expr->kind != ExprKind::kAnd) {
    out->push_back(std::move(expr));
    return;
  }
  for (ExprPtr& child : expr->children) SplitConjunction(std::move(child), out);
}

Result<void> Compiler::AddPredicate(const Expression& where, QueryGraph* graph) {
  AMANA_TRY(ExprPtr predicate, BindPredicate(where));
  SplitConjunction(std::move(predicate), &graph->predicates);
  return {};
}

std::vector<const PatternPart*> Compiler::PartsOf(const Pattern& pattern) {
  std::vector<const PatternPart*> parts;
  for (const PatternPart& part : pattern.parts) parts.push_back(&part);
  return parts;
}

Result<QueryGraph> Compiler::BindPattern(const std::vector<const PatternPart*>& parts,
                                         bool new_variables, bool merge) {
  QueryGraph graph;
  for (const auto& [name, binding] : scope_) graph.bound.insert(binding.slot);
  std::set<std::string> own;  // relationship variables of this pattern
  // Predicates of a part may use variables of a later one.
  std::vector<std::pair<const NodePattern*, size_t>> nodes;
  std::vector<std::pair<const RelationshipPattern*, size_t>> relationships;
  for (const PatternPart* each : parts) {
    const PatternPart& part = *each;
    std::vector<size_t> indexes;
    for (const NodePattern& node : part.nodes) {
      size_t i = indexes.size();
      if (i > 0) {
        // Keep the order of writing for error messages: relationship, then node.
        const RelationshipPattern& r = part.relationships[i - 1];
        if (r.variable && !own.contains(r.variable->text)) {
          auto found = scope_.find(r.variable->text);
          TypeMask expected = r.range ? kListMask : kRelationshipMask;
          if (found != scope_.end() && !found->second.type.MayBe(expected)) {
            return Bad(r.variable->span, "VariableTypeConflict",
                       fmt::format("`{}` is not a relationship", r.variable->text));
          }
        }
      }
      AMANA_TRY(size_t index, BindNode(node, new_variables, merge, &graph));
      indexes.push_back(index);
      nodes.emplace_back(&node, index);
      if (i > 0) {
        AMANA_CHECK_OK(BindRelationship(part.relationships[i - 1], indexes[i - 1], index, part.kind,
                                        new_variables, merge, &graph, &own));
        relationships.emplace_back(&part.relationships[i - 1], graph.relationships.size() - 1);
      }
    }
    if (!part.variable) continue;
    if (scope_.contains(part.variable->text)) {
      return Bad(part.variable->span, "VariableAlreadyBound",
                 fmt::format("Variable `{}` already declared", part.variable->text));
    }
    auto path = NewExpr(ExprKind::kPath, part.span, {kPathMask});
    path->children.push_back(SlotExpr(graph.nodes[indexes[0]].slot, "", {}));
    size_t first = graph.relationships.size() - part.relationships.size();
    for (size_t i = 0; i < part.relationships.size(); ++i) {
      path->children.push_back(SlotExpr(graph.relationships[first + i].slot, "", {}));
      path->children.push_back(SlotExpr(graph.nodes[indexes[i + 1]].slot, "", {}));
    }
    int slot = NewSlot();
    scope_[part.variable->text] = {slot, {kPathMask}};
    graph.paths.emplace_back(slot, std::move(path));
  }
  for (const auto& [node, index] : nodes) {
    int slot = graph.nodes[index].slot;
    AMANA_CHECK_OK(BindPatternProperties(node->properties, slot, graph.nodes[index].shown, merge,
                                         &graph, nullptr));
    if (node->where) AMANA_CHECK_OK(AddPredicate(*node->where, &graph));
  }
  for (const auto& [r, index] : relationships) {
    GraphRelationship& target = graph.relationships[index];
    bool inside = target.variable_length || target.kind != PathKind::kAll;
    std::vector<std::pair<uint32_t, ExprPtr>> properties;
    AMANA_CHECK_OK(BindPatternProperties(r->properties, target.slot,
                                         r->variable ? r->variable->text : "", merge, &graph,
                                         inside ? &properties : nullptr));
    graph.relationships[index].properties = std::move(properties);
    if (r->where) AMANA_CHECK_OK(AddPredicate(*r->where, &graph));
  }
  return graph;
}

Result<size_t> Compiler::BindNode(const NodePattern& node, bool new_variables, bool merge,
                                  QueryGraph* graph) {
  (void)merge;
  GraphNode out;
  if (node.variable) {
    const std::string& name = node.variable->text;
    auto found = scope_.find(name);
    if (found != scope_.end()) {
      if (!found->second.type.MayBe(kNodeMask)) {
        return Bad(node.variable->span, "VariableTypeConflict",
                   fmt::format("`{}` is not a node", name));
      }
      touched_.insert(found->second.slot);
      out.slot = found->second.slot;
    } else if (!new_variables) {
      return Bad(node.variable->span, "UndefinedVariable",
                 fmt::format("Variable `{}` not defined", name));
    } else {
      out.slot = NewSlot();
      scope_[name] = {out.slot, {kNodeMask}};
    }
    out.shown = name;
  } else {
    out.slot = NewSlot();
  }
  out.shown = "(" + out.shown;
  for (const Name& label : node.labels) {
    std::string canonical = CanonicalLabelOf(label);
    out.labels.push_back(symbols_.Label(canonical));
    out.shown += ":" + canonical;
  }
  out.shown += ")";
  for (size_t i = 0; i < graph->nodes.size(); ++i) {
    if (graph->nodes[i].slot != out.slot) continue;
    graph->nodes[i].labels.insert(graph->nodes[i].labels.end(), out.labels.begin(),
                                  out.labels.end());
    return i;
  }
  graph->nodes.push_back(std::move(out));
  return graph->nodes.size() - 1;
}

Result<void> Compiler::BindRelationship(const RelationshipPattern& pattern, size_t from, size_t to,
                                        PathKind kind, bool new_variables, bool merge,
                                        QueryGraph* graph, std::set<std::string>* own) {
  GraphRelationship out;
  out.from = from;
  out.to = to;
  out.kind = kind;
  out.direction = pattern.direction;
  out.variable_length = pattern.range.has_value();
  if (merge && out.variable_length) {
    return Bad(pattern.span, "CreatingVarLength", "A variable-length pattern cannot be merged");
  }
  if (pattern.range) {
    out.min = pattern.range->min.value_or(1);
    out.max = pattern.range->max.value_or(UINT64_MAX);
  } else {
    out.max = 1;
  }
  if (pattern.variable) {
    const std::string& name = pattern.variable->text;
    auto found = scope_.find(name);
    if (own->contains(name)) {
      return Bad(pattern.variable->span, "RelationshipUniquenessViolation",
                 fmt::format("Relationship `{}` occurs twice in one pattern", name));
    }
    if (found != scope_.end()) {
      TypeMask expected = out.variable_length ? kListMask : kRelationshipMask;
      if (!found->second.type.MayBe(expected)) {
        return Bad(pattern.variable->span, "VariableTypeConflict",
                   fmt::format("`{}` is not a relationship", name));
      }
      touched_.insert(found->second.slot);
      if (merge) {
        return Bad(pattern.variable->span, "VariableAlreadyBound",
                   fmt::format("Variable `{}` already declared", name));
      }
      out.slot = found->second.slot;
    } else if (!new_variables) {
      return Bad(pattern.variable->span, "UndefinedVariable",
                 fmt::format("Variable `{}` not defined", name));
    } else {
      out.slot = NewSlot();
      StaticType type = out.variable_length ? StaticType{kListMask, kRelationshipMask}
                                            : StaticType{kRelationshipMask};
      scope_[name] = {out.slot, type};
    }
    own->insert(name);
    out.shown = name;
  } else {
    out.slot = NewSlot();
  }
  for (const Name& type : pattern.types) {
    std::string canonical = CanonicalTypeOf(type);
    out.shown += (out.types.empty() ? ":" : "|") + canonical;
    out.types.push_back(symbols_.Type(canonical));
  }
  if (out.variable_length) out.shown += "*";
  out.shown = graph->nodes[from].shown + (out.direction == Direction::kIn ? "<-[" : "-[") +
              out.shown + (out.direction == Direction::kOut ? "]->" : "]-") +
              graph->nodes[to].shown;
  graph->relationships.push_back(std::move(out));
  return {};
}

// {key: value} in a pattern: equalities.
Result<void> Compiler::BindPatternProperties(const ExpressionPtr& properties, int slot,
                                             const std::string& name, bool merge, QueryGraph* graph,
                                             std::vector<std::pair<uint32_t, ExprPtr>>* into) {
  (void)merge;
  if (!properties) return {};
  if (properties->kind == ExpressionKind::kParameter) {
    return Bad(properties->span, "InvalidParameterUse",
               "A parameter cannot stand for all properties of a pattern");
  }
  for (size_t i = 0; i < properties->children.size(); ++i) {
    AMANA_TRY(ExprPtr value, Bind(*properties->children[i]));
    uint32_t key = symbols_.Key(properties->names[i].text);
    if (into != nullptr) {
      into->emplace_back(key, std::move(value));
      continue;
    }
    auto property = NewExpr(ExprKind::kProperty, properties->span);
    property->symbol = key;
    property->name = properties->names[i].text;
    std::string shown = name;
    if (!shown.empty() && shown.front() == '(') {
      shown = shown.substr(1, shown.find_first_of(":)") - 1);
    }
    property->children.push_back(SlotExpr(slot, shown, {}));
    auto equal = NewExpr(ExprKind::kCompare, properties->span, {kBooleanMask});
    equal->ops.push_back(Op::kEqual);
    equal->children.push_back(std::move(property));
    equal->children.push_back(std::move(value));
    graph->predicates.push_back(std::move(equal));
  }
  return {};
}

}  // namespace amana::query

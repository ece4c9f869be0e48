#include "query/profile.h"

#include <fmt/format.h>

#include <algorithm>

namespace amana::query {
namespace {

class Measured : public Operator {
 public:
  Measured(OperatorPtr running, Profile::Entry* entry)
      : running_(std::move(running)), entry_(entry) {}

  bool Next(Batch* out) override {
    const auto start = std::chrono::steady_clock::now();
    const bool more = running_->Next(out);
    entry_->time += std::chrono::steady_clock::now() - start;
    if (!more) return false;
    entry_->rows += out->rows;
    ++entry_->batches;
    return true;
  }
  void Reset() override { running_->Reset(); }

 private:
  OperatorPtr running_;
  Profile::Entry* entry_;  // stays where it is while others are added
};

struct Counts {
  uint64_t rows = 0;
  double milliseconds = 0;
};

// Of the operator alone. Subqueries in expressions count with the operator that asks them.
Counts CountsOf(const PlanNode& node, const Profile& profile) {
  const auto entry = [&](const PlanNode& of) {
    const auto found = profile.entries.find(&of);
    return found == profile.entries.end() ? Profile::Entry() : found->second;
  };
  const Profile::Entry own = entry(node);
  auto time = own.time;
  for (const PlanPtr& child : node.children) time -= entry(*child).time;
  return {own.rows, std::max(0.0, std::chrono::duration<double, std::milli>(time).count())};
}

void AddText(const PlanNode& node, const Profile* profile, int depth, std::string* out) {
  out->append(static_cast<size_t>(depth) * 2, ' ');
  out->append(fmt::format("{}  ({:.0f} rows", node.Describe(), node.estimated_rows));
  if (profile != nullptr) {
    const Counts counts = CountsOf(node, *profile);
    out->append(fmt::format(" expected, {} found, {:.3f} ms", counts.rows, counts.milliseconds));
  }
  out->append(")\n");
  for (const Expr* expr : node.expressions()) {
    if (!expr->subplan) continue;
    out->append(static_cast<size_t>(depth) * 2 + 2, ' ');
    out->append("subquery:\n");
    AddText(*expr->subplan->plan, profile, depth + 2, out);
  }
  for (const PlanPtr& child : node.children) AddText(*child, profile, depth + 1, out);
}

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

void AddJson(const PlanNode& node, const Profile* profile, std::string* out) {
  const std::string text = node.Describe();
  const size_t space = std::min(text.find(' '), text.size());
  out->append("{\"operator\":" + Quoted(text.substr(0, space)));
  if (space < text.size()) out->append(",\"details\":" + Quoted(text.substr(space + 1)));
  out->append(fmt::format(",\"estimatedRows\":{:.0f}", node.estimated_rows));
  if (profile != nullptr) {
    const Counts counts = CountsOf(node, *profile);
    out->append(
        fmt::format(",\"rows\":{},\"milliseconds\":{:.3f}", counts.rows, counts.milliseconds));
  }
  const auto add_all = [&](const char* name, const auto& plans) {
    if (plans.empty()) return;
    out->append(fmt::format(",\"{}\":[", name));
    for (size_t i = 0; i < plans.size(); ++i) {
      if (i > 0) out->append(",");
      AddJson(*plans[i], profile, out);
    }
    out->append("]");
  };
  std::vector<const PlanNode*> subqueries;
  for (const Expr* expr : node.expressions()) {
    if (expr->subplan) subqueries.push_back(expr->subplan->plan.get());
  }
  add_all("subqueries", subqueries);
  add_all("children", node.children);
  out->append("}");
}

}  // namespace

OperatorPtr Profiled(const PlanNode& node, OperatorPtr running, Profile* profile) {
  return std::make_unique<Measured>(std::move(running), &profile->entries[&node]);
}

OperatorPtr PlanNode::Start(ExecutionContext& context) const {
  OperatorPtr running = Open(context);
  if (context.profile == nullptr) return running;
  return Profiled(*this, std::move(running), context.profile);
}

std::string Explain(const PlanNode& plan, const Profile* profile) {
  std::string out;
  AddText(plan, profile, 0, &out);
  return out;
}

std::string ExplainJson(const PlanNode& plan, const Profile* profile) {
  std::string out;
  AddJson(plan, profile, &out);
  return out;
}

}  // namespace amana::query

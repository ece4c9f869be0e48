#include "ingest/resolution/rejections.h"

namespace amana::ingest {

std::set<std::string> RejectedIds(std::span<const Decision> decisions) {
  std::set<std::string> undone;
  // An undo may itself be undone: the last word counts, so go backwards.
  for (auto it = decisions.rbegin(); it != decisions.rend(); ++it) {
    if (it->kind == DecisionKind::kUndo && !it->anchors.empty() &&
        !undone.contains(std::to_string(it->number))) {
      undone.insert(it->anchors.front());
    }
  }
  std::set<std::string> rejected;
  for (const Decision& decision : decisions) {
    if (decision.kind == DecisionKind::kReject && !decision.anchors.empty() &&
        !undone.contains(std::to_string(decision.number))) {
      rejected.insert(decision.anchors.front());
    }
  }
  return rejected;
}

}  // namespace amana::ingest

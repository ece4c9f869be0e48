#include "query/execution.h"

#include <algorithm>

#include "query/plan.h"

namespace amana::query {

void Abort(ErrorCode code, std::string detail, std::string message) {
  Error error(code, std::move(message));
  error.detail = std::move(detail);
  throw QueryAborted{std::move(error)};
}

uint32_t SymbolTable::Intern(std::vector<std::string>* names, const std::string& name) {
  auto found = std::find(names->begin(), names->end(), name);
  if (found == names->end()) found = names->insert(found, name);
  return static_cast<uint32_t>(found - names->begin());
}

ExecutionContext::ExecutionContext(std::shared_ptr<const Snapshot> snapshot,
                                   const SymbolTable& symbols, const Parameters& parameters,
                                   ExecutionLimits limits)
    : snapshot_(std::move(snapshot)),
      graph_(snapshot_.get()),
      symbols_(symbols),
      parameters_(parameters),
      limits_(limits),
      heap_bytes_before_(Value::ThreadHeapBytes()) {
  Refresh();
}

ExecutionContext::~ExecutionContext() = default;

void ExecutionContext::UseTransaction(Transaction* transaction) {
  transaction_ = transaction;
  graph_ = &transaction->view();
  Refresh();
}

void ExecutionContext::Refresh() {
  auto resolve = [](const auto& dictionary, const std::vector<std::string>& names, auto* ids) {
    ids->resize(names.size());
    for (size_t i = 0; i < names.size(); ++i) {
      if ((*ids)[i].valid()) continue;
      if (auto id = dictionary.Find(names[i])) (*ids)[i] = *id;
    }
  };
  resolve(graph_->labels(), symbols_.labels, &labels_);
  resolve(graph_->types(), symbols_.types, &types_);
  resolve(graph_->keys(), symbols_.keys, &keys_);
}

void ExecutionContext::Cancelled() const {
  Abort(ErrorCode::kCancelled, "", "The query was cancelled");
}

void ExecutionContext::OutOfMemory() const {
  Abort(ErrorCode::kResourceExhausted, "", "The query needs more memory than its limit allows");
}

void ExecutionContext::TimedOut() const {
  Abort(ErrorCode::kTimeout, "", "The query ran out of time");
}

}  // namespace amana::query

#include "core/record_reader.h"

#include <span>

namespace amana {

Result<std::optional<std::string>> RecordReader::Get(const KvKey& key) const {
  if (pending_ != nullptr) {
    if (const auto found = pending_->find(key); found != pending_->end()) return found->second;
  }
  AMANA_TRY(auto values, snapshot_->MultiGet(std::span(&key, 1)));
  return std::move(values[0]);
}

// Merges the stored keys with the pending ones, which win.
Result<void> RecordReader::Scan(const KvRange& range, const Visitor& visit) const {
  static const PendingWrites kNothing;
  const PendingWrites& pending = pending_ == nullptr ? kNothing : *pending_;
  auto next = pending.lower_bound(KvKey{range.token, range.begin});
  const auto in_range = [&] {
    return next != pending.end() && next->first.token == range.token &&
           (range.end.empty() || next->first.bytes < range.end);
  };
  bool go_on = true;
  const auto visit_pending = [&] {
    if (next->second) go_on = visit(next->first.bytes, *next->second);
    ++next;
  };
  AMANA_CHECK_OK(snapshot_->MultiScan(std::span(&range, 1),
                                      [&](size_t, std::string_view key, std::string_view value) {
                                        while (go_on && in_range() && next->first.bytes < key)
                                          visit_pending();
                                        if (!go_on) return false;
                                        if (in_range() && next->first.bytes == key) {
                                          visit_pending();
                                        } else {
                                          go_on = visit(key, value);
                                        }
                                        return go_on;
                                      }));
  while (go_on && in_range()) visit_pending();
  return {};
}

}  // namespace amana

#include "core/kv_store.h"

namespace amana {

KvRange PrefixRange(uint64_t token, std::string_view prefix) {
  KvRange range{token, std::string(prefix), std::string(prefix)};
  // The next key after all that start with the prefix; none where it is all 0xFF.
  while (!range.end.empty() && static_cast<unsigned char>(range.end.back()) == 0xFF) {
    range.end.pop_back();
  }
  if (!range.end.empty()) range.end.back() = static_cast<char>(range.end.back() + 1);
  return range;
}

uint64_t KvBatch::size_bytes() const {
  uint64_t bytes = 0;
  for (const KvWrite& write : writes) {
    bytes += 16 + write.key.bytes.size() + (write.value ? write.value->size() : 0);
  }
  return bytes;
}

Result<KvReceipt> KvStore::Commit(const KvBatch& batch, uint64_t expected_epoch) {
  AMANA_TRY(const KvReceipt receipt, Write(batch, expected_epoch));
  AMANA_CHECK_OK(Sync(receipt.epoch));
  return receipt;
}

}  // namespace amana

#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "core/kv_store.h"

namespace amana {

// Opening for reading beside a writer may find a file gone that the manifest still named: then a
// newer manifest is there to read, so trying again soon helps. The pause doubles each time.
struct ReadRetry {
  int attempts = 8;  // at least one
  std::chrono::milliseconds first_pause{2};
  std::chrono::milliseconds longest_pause{100};
};

enum class RocksMode : uint8_t { kReadOnly, kReadWrite, kReadWriteOrCreate };

// The store contract on RocksDB, in a directory of its own:
//   records/      the database
//   acknowledged  the last acknowledged commit (core/ack_file.h)
//   server.json   left there by a server while it holds the store: {"url": "http://…"}
// Errors: kNotFound (no store there), kBusy (another process writes; names the server's URL),
// kCorruption (damage, with what to do), kIo.
Result<std::unique_ptr<KvStore>> OpenRocksStore(const std::string& directory, RocksMode mode,
                                                const ReadRetry& retry = {});

}  // namespace amana

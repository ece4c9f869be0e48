#pragma once

#include <memory>
#include <string>

#include "core/kv_store.h"

namespace amana {

enum class RocksMode : uint8_t { kReadOnly, kReadWrite, kReadWriteOrCreate };

// The store contract on RocksDB, in a directory of its own:
//   records/      the database
//   acknowledged  the last acknowledged commit (core/ack_file.h)
//   server.json   left there by a server while it holds the store: {"url": "http://…"}
// Errors: kNotFound (no store there), kBusy (another process writes; names the server's URL),
// kCorruption (damage, with what to do), kIo.
Result<std::unique_ptr<KvStore>> OpenRocksStore(const std::string& directory, RocksMode mode);

}  // namespace amana

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace amana {

// The primitive encodings of everything stored. Writers append to a string; the reader never reads
// past its end and remembers that it was asked to, so decoders check ok() once, at their end.

// Big-endian, so that bytes sort as the numbers do.
void PutFixed32(std::string& out, uint32_t value);
void PutFixed64(std::string& out, uint64_t value);
// LEB128: seven bits a byte, low ones first, at most ten bytes.
void PutVarint(std::string& out, uint64_t value);
// Small magnitudes of either sign become small varints.
void PutSignedVarint(std::string& out, int64_t value);
// The length as a varint, then the bytes.
void PutString(std::string& out, std::string_view value);
// The number of items, then each: of strings, and of pairs of strings (a map, or a list of pairs).
template <typename Strings>
void PutStrings(std::string& out, const Strings& strings) {
  PutVarint(out, strings.size());
  for (const std::string& item : strings) PutString(out, item);
}
template <typename Pairs>
void PutPairs(std::string& out, const Pairs& pairs) {
  PutVarint(out, pairs.size());
  for (const auto& [key, value] : pairs) {
    PutString(out, key);
    PutString(out, value);
  }
}

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  // Zero or empty after a failure.
  uint8_t Byte();
  uint32_t Fixed32();
  uint64_t Fixed64();
  uint64_t Varint();
  int64_t SignedVarint();
  std::string_view String();  // a view of the reader's bytes
  std::string_view Rest();    // all that is left
  std::vector<std::string> Strings();
  std::vector<std::pair<std::string, std::string>> Pairs();
  // A count of items to come, each at least `item_bytes` long: fails where they cannot be there, so
  // that damaged bytes never make a decoder reserve much memory.
  uint64_t Count(uint64_t item_bytes = 1);

  void Invalidate() { ok_ = false; }
  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }
  // Everything was read, and nothing was missing.
  bool complete() const { return ok_ && rest_.empty(); }

 private:
  bool Need(uint64_t bytes);
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace amana

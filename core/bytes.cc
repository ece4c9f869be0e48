#include "core/bytes.h"

namespace amana {

void PutFixed32(std::string& out, uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift));
}

void PutFixed64(std::string& out, uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift));
}

void PutVarint(std::string& out, uint64_t value) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<char>(value | 0x80));
  out.push_back(static_cast<char>(value));
}

void PutSignedVarint(std::string& out, int64_t value) {
  PutVarint(out, static_cast<uint64_t>(value) << 1 ^ static_cast<uint64_t>(value >> 63));
}

void PutString(std::string& out, std::string_view value) {
  PutVarint(out, value.size());
  out.append(value);
}

bool ByteReader::Need(uint64_t bytes) {
  if (ok_ && bytes <= rest_.size()) return true;
  ok_ = false;
  rest_ = {};
  return false;
}

uint8_t ByteReader::Byte() {
  if (!Need(1)) return 0;
  const auto byte = static_cast<uint8_t>(rest_.front());
  rest_.remove_prefix(1);
  return byte;
}

uint32_t ByteReader::Fixed32() {
  uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | Byte();
  return value;
}

uint64_t ByteReader::Fixed64() {
  uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value = value << 8 | Byte();
  return value;
}

uint64_t ByteReader::Varint() {
  uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const uint8_t byte = Byte();
    if (shift == 63 && byte > 1) break;  // more than 64 bits
    value |= static_cast<uint64_t>(byte & 0x7F) << shift;
    if ((byte & 0x80) == 0) return ok_ ? value : 0;
  }
  ok_ = false;
  return 0;
}

int64_t ByteReader::SignedVarint() {
  const uint64_t folded = Varint();
  return static_cast<int64_t>(folded >> 1) ^ -static_cast<int64_t>(folded & 1);
}

std::string_view ByteReader::String() {
  const uint64_t size = Varint();
  if (!Need(size)) return {};
  const std::string_view value = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return value;
}

std::string_view ByteReader::Rest() {
  const std::string_view all = ok_ ? rest_ : std::string_view();
  rest_ = {};
  return all;
}

std::vector<std::string> ByteReader::Strings() {
  std::vector<std::string> strings(Count());
  for (std::string& item : strings) item = String();
  return strings;
}

std::vector<std::pair<std::string, std::string>> ByteReader::Pairs() {
  std::vector<std::pair<std::string, std::string>> pairs(Count(2));
  for (auto& [key, value] : pairs) {
    key = String();
    value = String();
  }
  return pairs;
}

uint64_t ByteReader::Count(uint64_t item_bytes) {
  const uint64_t count = Varint();
  if (count > rest_.size() / item_bytes) {
    ok_ = false;
    return 0;
  }
  return count;
}

}  // namespace amana

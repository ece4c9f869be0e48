#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace amana::ingest {

// What a lexicon file says of an entry besides its classes: a few short pairs, kept as one text
// («g=f;word=2;»), which is near at hand where most entries have one pair or none.
class Attributes {
 public:
  Attributes() = default;
  Attributes(std::initializer_list<std::pair<std::string_view, std::string_view>> pairs) {
    for (const auto& [key, value] : pairs) Set(key, value);
  }

  // The value, or "" where the key is absent, which mostly the bits tell.
  [[gnu::always_inline]] std::string_view Get(std::string_view key) const {
    return (bits_ & Bit(key)) == 0 ? std::string_view() : Search(key);
  }

  // REQUIRES: no '=' in the key, no ';' in either.
  void Set(std::string_view key, std::string_view value) {
    Erase(key);
    bits_ |= Bit(key);
    text_.append(key).append("=").append(value).append(";");
  }

  void Erase(std::string_view key) {
    for (size_t at = 0; at < text_.size();) {
      const size_t end = text_.find(';', at) + 1;
      if (text_.compare(at, key.size(), key) == 0 && text_[at + key.size()] == '=') {
        text_.erase(at, end - at);
        return;
      }
      at = end;
    }
  }

 private:
  static constexpr uint64_t Bit(std::string_view key) {
    return uint64_t{1} << ((key.front() + 5U * key.back() + 11U * key.size()) % 64);
  }

  // Letter by letter: for texts this short a call of find() costs more than what it finds.
  std::string_view Search(std::string_view key) const {
    const char* at = text_.data();
    const char* const end = at + text_.size();
    while (at < end) {
      size_t same = 0;
      while (same < key.size() && at[same] == key[same])
        ++same;  // ends at '=' or ';' at the latest
      const char* close = at + same;
      while (*close != ';') ++close;
      if (same == key.size() && at[same] == '=') {
        return {at + same + 1, static_cast<size_t>(close - at) - same - 1};
      }
      at = close + 1;
    }
    return {};
  }

  uint64_t bits_ = 0;  // of all keys that are there, and perhaps of some that were
  std::string text_;
};

}  // namespace amana::ingest

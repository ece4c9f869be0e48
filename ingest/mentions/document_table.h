#pragma once

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <memory_resource>
#include <string_view>

#include "ingest/lexicon/string_index.h"
#include "ingest/text/kept_text.h"

namespace amana::ingest {

// What the first reading of an article may teach the second.
enum class Topic : uint8_t {
  kPerson,    // NameKey of a full name
  kLastPart,  // NameKey of a last part; the value is the full name
  kOpening,   // K2 of the first word of a full name
  kOrg,       // folded name of «ملتقى سبأ» and the like
  kCountry,   // that most of its places are in
};

// Texts by topic, each with another one as its value. All of it lies in memory that is given back
// at once.
class DocumentTable {
 public:
  explicit DocumentTable(std::pmr::memory_resource& memory)
      : memory_(&memory),
        maps_{Map(&memory), Map(&memory), Map(&memory), Map(&memory), Map(&memory)} {}

  // A later value takes the place of an earlier one.
  void Learn(Topic topic, std::string_view key, std::string_view value = {}) {
    Map& map = maps_[static_cast<size_t>(topic)];
    auto known = map.find(key);
    if (known == map.end()) known = map.emplace(Keep(key), std::string_view()).first;
    if (!value.empty()) known->second = Keep(value);
  }

  // The value of a key; null where it was never learned.
  const std::string_view* Find(Topic topic, std::string_view key) const {
    const Map& map = maps_[static_cast<size_t>(topic)];
    const auto known = map.find(key);
    return known == map.end() ? nullptr : &known->second;
  }

 private:
  std::string_view Keep(std::string_view text) { return KeepText(text, *memory_); }

  using Map = boost::unordered_flat_map<
      std::string_view, std::string_view, TextHash, std::equal_to<>,
      std::pmr::polymorphic_allocator<std::pair<const std::string_view, std::string_view>>>;

  std::pmr::memory_resource* memory_;
  std::array<Map, 5> maps_;  // by topic
};

}  // namespace amana::ingest

#pragma once

#include <cstdint>

namespace amana::ingest {

// What a word may be to a date.
struct DateRole {
  static constexpr uint8_t kLongest = 6;  // words of one entry of the calendar

  uint8_t words = 0;      // of the longest entry that begins with it; 0: none does
  bool decisive = false;  // without such a word, or a number, there is no date
  uint8_t readings = 0;   // bit i: the calendar knows the i-th way to split letters off
};

// Roles of what is no word.
constexpr DateRole kNumberInDate{DateRole::kLongest, true, 0};
constexpr DateRole kMarkInDate{1, false, 0};

}  // namespace amana::ingest

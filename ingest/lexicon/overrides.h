#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "ingest/lexicon/lexicon.h"

namespace amana::ingest {

// What a user's pack says anew: a line of it stands in place of the lines of earlier packs that
// have the same form, under careful folding, and a class in common; a line with the class «-» only
// takes them away, whatever their classes.
class Overrides {
 public:
  // `line`: an entry before inflection; one without classes takes away.
  void Add(const LexEntry& line);
  // Whether the line of an earlier pack gives way.
  bool Cover(const LexEntry& line) const;
  bool empty() const { return classes_.empty(); }

 private:
  std::unordered_map<std::string, ClassSet> classes_;  // by K1 of the form
};

}  // namespace amana::ingest

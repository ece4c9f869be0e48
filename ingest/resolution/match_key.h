#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace amana::ingest {

// The key under which names of bodies, posts and places are compared: NameKey of core/text/fold.h
// with the article taken off each word («الأمانة العامة» = «أمانة عامة»).
std::string MatchKey(std::string_view name);

// The same for a party, without the word for its kind («حزب») where that leaves something.
std::string PartyNameKey(std::string_view name);

// The parts of a person's name, folded; «عبد العزيز» and «عبدالعزيز» are one part.
std::vector<std::string> PersonParts(std::string_view name);

}  // namespace amana::ingest

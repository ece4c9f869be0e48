#pragma once

#include <string>
#include <string_view>

namespace amana::test {

// The TCK's notation of a value in one spelling: keys and labels sorted, numbers as we print them;
// on request the items of lists sorted, too. What is no such notation comes back with an "!" before
// it, so that it equals nothing.
std::string Canonical(std::string_view text, bool sort_lists);

}  // namespace amana::test

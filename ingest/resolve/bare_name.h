#pragma once

#include <string>

namespace amana::ingest {

// The words of a K2-folded name without the article, alone or behind a joined ل: the key under
// which definite and indefinite forms of one name meet.
std::string BareName(std::string folded);

}  // namespace amana::ingest

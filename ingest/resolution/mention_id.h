#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace amana::ingest {

// Public ids are hashes of where a thing is first said, 20 hexadecimal digits, so that the same
// corpus gives the same ids on every machine. An entity bears the smallest id among its mentions, a
// relation the smallest among its assertions. Hashes compare in no order of articles: whatever the
// order of ingestion, the smallest one of n changes about ln n times.

// An entity as one article names it: by its first mention, in code points of the cleaned text.
// `nth`, from 0, tells apart entities of one type and span («الأمناء الإقليميون: …» names several
// posts), here and below.
std::string MentionId(std::string_view article, uint32_t begin, uint32_t end, std::string_view type,
                      uint32_t nth);

// A relation as one article states it.
std::string AssertionId(std::string_view article, std::string_view predicate,
                        std::string_view subject_mention, std::string_view object_mention,
                        uint32_t nth);

// The node of an article.
std::string ArticleNodeId(std::string_view article);

}  // namespace amana::ingest

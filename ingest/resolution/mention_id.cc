#include "ingest/resolution/mention_id.h"

#include <fmt/format.h>
#include <xxhash.h>

namespace amana::ingest {
namespace {

std::string Id(const std::string& key) {
  const XXH128_hash_t hash = XXH3_128bits(key.data(), key.size());
  return fmt::format("{:016x}{:04x}", hash.high64, hash.low64 & 0xFFFF);
}

}  // namespace

std::string MentionId(std::string_view article, uint32_t begin, uint32_t end, std::string_view type,
                      uint32_t nth) {
  return Id(fmt::format("mention\n{}\n{}\n{}\n{}\n{}", article, begin, end, type, nth));
}

std::string AssertionId(std::string_view article, std::string_view predicate,
                        std::string_view subject_mention, std::string_view object_mention,
                        uint32_t nth) {
  return Id(fmt::format("assertion\n{}\n{}\n{}\n{}\n{}", article, predicate, subject_mention,
                        object_mention, nth));
}

std::string ArticleNodeId(std::string_view article) {
  return Id(fmt::format("article\n{}", article));
}

}  // namespace amana::ingest

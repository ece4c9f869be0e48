#include "core/text/substring.h"

#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace amana {

size_t SubstringSearch::Find(std::string_view text, size_t from) const {
  const size_t n = needle_.size();
#ifdef __SSE2__
  if (n >= 2) {
    // The second byte of a letter says more than its first.
    const __m128i second = _mm_set1_epi8(needle_[1]);
    const __m128i last = _mm_set1_epi8(needle_[n - 1]);
    size_t at = from;
    for (; at + n + 15 <= text.size(); at += 16) {
      const char* here = text.data() + at;
      const __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(here + 1));
      const __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(here + n - 1));
      auto hits = static_cast<unsigned>(
          _mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(a, second), _mm_cmpeq_epi8(b, last))));
      for (; hits != 0; hits &= hits - 1) {
        const auto place = static_cast<size_t>(std::countr_zero(hits));
        if (std::memcmp(here + place, needle_.data(), n) == 0) return at + place;
      }
    }
    for (; at + n <= text.size(); ++at) {
      const char* here = text.data() + at;
      if (here[1] == needle_[1] && std::memcmp(here, needle_.data(), n) == 0) return at;
    }
    return std::string_view::npos;
  }
#endif
  return text.find(needle_, from);
}

}  // namespace amana

#include "ingest/article.h"

namespace amana::ingest {

bool PrefersVariant(const Article& a, const Article& b) {
  if (a.text.size() != b.text.size()) return a.text.size() > b.text.size();
  return a.content_hash < b.content_hash;
}

std::string_view BlockKindName(BlockKind kind) {
  switch (kind) {
    case BlockKind::kTitle:
      return "title";
    case BlockKind::kDateline:
      return "dateline";
    case BlockKind::kBody:
      return "body";
    case BlockKind::kHeadline:
      return "headline";
  }
  return "body";
}

}  // namespace amana::ingest

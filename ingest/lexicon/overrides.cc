#include "ingest/lexicon/overrides.h"

#include "core/text/fold.h"

namespace amana::ingest {

void Overrides::Add(const LexEntry& line) {
  ClassSet& classes = classes_[FoldK1(line.form)];
  if (line.classes.none()) {
    classes.set();
  } else {
    classes |= line.classes;
  }
}

bool Overrides::Cover(const LexEntry& line) const {
  const auto found = classes_.find(FoldK1(line.form));
  return found != classes_.end() && (found->second & line.classes).any();
}

}  // namespace amana::ingest

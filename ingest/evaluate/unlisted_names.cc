#include "ingest/evaluate/unlisted_names.h"

#include <memory>
#include <set>

#include "core/text/fold.h"

namespace amana::ingest {

LexiconFilter WithoutNamesOf(std::span<const Gold> gold) {
  auto parts = std::make_shared<std::set<std::string>>();
  for (const Gold& file : gold) {
    for (const GoldEntity& entity : file.entities()) {
      if (entity.type != "Person") continue;
      for (const std::string& name : entity.names) {
        for (std::string& word : SplitWords(FoldK2(name))) parts->insert(std::move(word));
      }
    }
  }
  return [parts](const ClassTable& classes, LexEntry& entry) {
    const std::vector<std::string> words = SplitWords(FoldK2(entry.form));
    for (const std::string& word : words) {
      if (!parts->contains(word)) return true;
    }
    for (const char* name : {"given", "surname", "nisba"}) {
      if (const auto id = classes.Find(name)) entry.classes.reset(*id);
    }
    return entry.classes.any();
  };
}

}  // namespace amana::ingest

#include "ingest/lexicon/paradigm.h"

#include <algorithm>
#include <optional>

#include "core/text/fold.h"
#include "ingest/lexicon/tsv.h"

namespace amana::ingest {
namespace {

std::vector<std::string> Split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  size_t from = 0;
  while (from <= text.size()) {
    const size_t to = std::min(text.find(separator, from), text.size());
    if (to > from) parts.emplace_back(text.substr(from, to - from));
    from = to + 1;
  }
  return parts;
}

// False for a feature that does not exist.
bool SetFeature(std::string_view feature, LexEntry& entry) {
  if (feature == "m")
    entry.gender = Gender::kMasculine;
  else if (feature == "f")
    entry.gender = Gender::kFeminine;
  else if (feature == "sg")
    entry.number = Number::kSingular;
  else if (feature == "du")
    entry.number = Number::kDual;
  else if (feature == "pl")
    entry.number = Number::kPlural;
  else if (feature == "acc")
    entry.accusative = true;
  else if (feature == "poss")
    entry.possessed = true;
  else if (feature == "cons")
    entry.construct = true;
  else if (feature == "past" || feature == "pres")
    entry.attributes.Set("tense", feature);
  else
    return false;
  return true;
}

std::vector<std::string> Bases(const LexEntry& lemma, std::string_view base) {
  if (base == "lemma") return {lemma.form};
  return Split(lemma.Get(base), ',');
}

}  // namespace

std::optional<std::string> ApplyOperation(std::string_view base, std::string_view operation) {
  std::string form(base);
  if (operation == "=") return form;
  if (const size_t colon = operation.find(':'); colon != std::string_view::npos) {
    const std::string_view change = operation.substr(0, colon);
    const size_t arrow = change.find('>');
    if (arrow == std::string_view::npos) return std::nullopt;
    const std::string_view from = change.substr(0, arrow);
    if (!form.starts_with(from)) return std::nullopt;
    form.replace(0, from.size(), change.substr(arrow + 1));
    operation.remove_prefix(colon + 1);
  }
  if (operation.starts_with('-')) {
    operation.remove_prefix(1);
    const size_t plus = std::min(operation.find('+'), operation.size());
    const std::string_view suffix = operation.substr(0, plus);
    if (!form.ends_with(suffix)) return std::nullopt;
    form.resize(form.size() - suffix.size());
    operation.remove_prefix(plus);
  }
  if (operation.starts_with('+')) form += operation.substr(1);
  return form;
}

Result<void> Paradigms::Load(const std::filesystem::path& file) {
  return ReadTsv(file, [this](const TsvLine& line) -> Result<void> {
    if (line.fields.size() != 4) return line.Error("a paradigm line has four columns");
    ParadigmSlot slot{line.fields[1], line.fields[2], Split(line.fields[3], ' ')};
    LexEntry probe;
    for (const std::string& feature : Split(slot.features, '.')) {
      if (!SetFeature(feature, probe)) return line.Error("unknown feature '" + feature + "'");
    }
    paradigms_[line.fields[0]].push_back(std::move(slot));
    return {};
  });
}

Result<std::vector<LexEntry>> Paradigms::Expand(const LexEntry& lemma) const {
  const std::string_view name = lemma.Get("par");
  if (name.empty()) return std::vector<LexEntry>{lemma};
  const auto found = paradigms_.find(name);
  if (found == paradigms_.end()) {
    return Fail(ErrorCode::kInvalidArgument, "unknown paradigm '" + std::string(name) + "'");
  }
  std::vector<LexEntry> forms;
  std::vector<std::string> seen;
  for (const ParadigmSlot& slot : found->second) {
    for (const std::string& base : Bases(lemma, slot.base)) {
      for (const std::string& operation : slot.operations) {
        const std::optional<std::string> form = ApplyOperation(base, operation);
        if (!form) continue;
        // The same letters may fill several slots; the first slot that has them wins.
        const std::string key = FoldK1(*form);
        if (std::find(seen.begin(), seen.end(), key) != seen.end()) continue;
        seen.push_back(key);
        LexEntry entry = lemma;
        entry.lemma = lemma.lemma.empty() ? lemma.form : lemma.lemma;
        entry.form = *form;
        for (const std::string& feature : Split(slot.features, '.')) SetFeature(feature, entry);
        if (!forms.empty()) entry.attributes.Erase("id");  // an id names one entry
        forms.push_back(std::move(entry));
      }
    }
  }
  return forms;
}

}  // namespace amana::ingest

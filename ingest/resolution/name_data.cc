#include "ingest/resolution/name_data.h"

#include <algorithm>
#include <charconv>

#include "core/text/fold.h"
#include "ingest/lexicon/tsv.h"

namespace amana::ingest {
namespace {

constexpr std::string_view kNothing = "-";

// A final hamza goes from words; here it is a letter like others.
std::string FoldCharacter(const std::string& letter) {
  const std::string folded = FoldK2(letter);
  return folded.empty() ? letter : folded;
}

Result<void> AddWeight(const TsvLine& line, NameData& data) {
  double value = 0;
  const std::string& text = line.fields[2];
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    return line.Error("not a number: " + text);
  data.weights[line.fields[0]] = value;
  return {};
}

Result<void> AddLine(const TsvLine& line, NameData& data) {
  if (line.fields.size() < 2 || line.fields[0].empty())
    return line.Error("FORM, KIND and VALUE are expected");
  const std::string& kind = line.fields[1];
  const bool has_value = line.fields.size() == 3 && !line.fields[2].empty();
  const std::string form = WordKey(line.fields[0]);
  if (kind == "tail") {
    data.tails.insert(form);
  } else if (kind == "lead") {
    data.leads.insert(form);
  } else if (kind == "common") {
    data.common_last.insert(form);
  } else if (!has_value) {
    return line.Error("a value is missing, or the kind is unknown: " + kind);
  } else if (kind == "weight") {
    return AddWeight(line, data);
  } else if (kind == "particle") {
    data.particles[form] = WordKey(line.fields[2]);
  } else if (kind == "glued") {
    data.glued[form] = WordKey(line.fields[2]);
  } else if (kind == "same_as") {
    data.same_as[form] = WordKey(line.fields[2]);
  } else if (kind == "letter") {
    // Letters that no word holds after folding do no harm.
    data.letters[FoldCharacter(line.fields[0])] =
        line.fields[2] == kNothing ? "" : FoldCharacter(line.fields[2]);
  } else {
    return line.Error("unknown kind: " + kind);
  }
  return {};
}

}  // namespace

std::string WordKey(std::string_view form) {
  std::string key = NameKey(form);
  std::erase(key, ' ');
  return key;
}

Result<void> NameData::Load(const std::filesystem::path& file) {
  return ReadTsv(file, [this](const TsvLine& line) { return AddLine(line, *this); });
}

}  // namespace amana::ingest

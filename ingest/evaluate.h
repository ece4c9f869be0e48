#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "ingest/evaluate/file_score.h"

namespace amana::ingest {

// How well extraction agrees with what people annotated (docs/evaluation.md). Equal, number by
// number, to the project's reference measure.
struct Evaluation {
  std::vector<FileScore> files;                  // in order of the gold files
  std::vector<std::string> without_predictions;  // gold ids that count as missed for that reason

  std::map<std::string, Counts> Relations() const;
  std::map<std::string, Counts> Entities() const;
  std::map<std::string, Counts> Properties() const;
  Counts Micro() const;  // over all relation types
  Counts EntityMicro() const;
  int64_t Ignored() const;

  std::string Table(bool by_file) const;  // for people: three tables, plain text
  std::string Json() const;               // one object, indented, keys sorted
  std::string Errors() const;             // what was missed and what was spurious, file by file
};

// The prediction lines for a gold id; nullopt where there are none.
using PredictionSource = std::function<Result<std::optional<std::string>>(const std::string& id)>;

// The gold files of a folder (*.json, sorted) or the one file. Errors: kIo, kSyntax, kNotFound
// where there are none.
Result<std::vector<Gold>> ReadGold(const std::filesystem::path& folder_or_file,
                                   const NameMeasure& measure);

// Predictions from FOLDER/<gold id>.jsonl.
PredictionSource PredictionsIn(std::filesystem::path folder);

Result<Evaluation> Evaluate(const std::vector<Gold>& gold, const PredictionSource& source,
                            const NameMeasure& measure);

}  // namespace amana::ingest

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

  // What the rows of the tables stand for.
  enum class By : uint8_t { kRelation, kFile, kCountry, kLayout };
  std::string Table(By by) const;  // for people: three tables, plain text
  std::string Json() const;        // one object, indented, keys sorted
  // What was missed and what was spurious, file by file, each with its sentence where that is
  // known.
  std::string Errors() const;
  // Looks up the sentences that are not known yet in the texts, by gold id.
  void FindSentences(const std::map<std::string, std::string>& texts);
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

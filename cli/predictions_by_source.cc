#include "cli/predictions_by_source.h"

#include <filesystem>
#include <sstream>

#include "ingest/predictions.h"

namespace amana::cli {

std::string PredictionLines(const Page& page, const std::vector<ingest::Extraction>& extractions) {
  std::ostringstream lines;
  for (size_t i = 0; i < extractions.size(); ++i) {
    ingest::WritePredictions(page.articles[i], extractions[i], lines);
  }
  return std::move(lines).str();
}

std::string PredictionsBySource::NameOf(const ingest::SourceDocument& document) {
  return document.path == "-" ? "stdin" : std::filesystem::path(document.path).stem().string();
}

Result<void> PredictionsBySource::Add(const ingest::SourceDocument& document,
                                      const std::string& lines) {
  const std::string stem = NameOf(document);
  auto [it, fresh] = path_of_.emplace(stem, document.path);
  if (!fresh && it->second != document.path) {
    return Fail(ErrorCode::kInvalidArgument,
                it->second + " and " + document.path + " would be written to one file");
  }
  lines_[stem] += lines;
  return {};
}

}  // namespace amana::cli

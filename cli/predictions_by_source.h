#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/article_source.h"
#include "ingest/extraction.h"

namespace amana::cli {

// The prediction lines of a page, those of articles embedded in it included.
std::string PredictionLines(const Page& page, const std::vector<ingest::Extraction>& extractions);

// Prediction lines gathered under the name of their source file without its ending, as gold files
// are named; records of one file come together.
class PredictionsBySource {
 public:
  // The name under which the lines of a document are gathered.
  static std::string NameOf(const ingest::SourceDocument& document);
  // kInvalidArgument where two sources have one name.
  Result<void> Add(const ingest::SourceDocument& document, const std::string& lines);

  const std::map<std::string, std::string>& lines() const { return lines_; }

 private:
  std::map<std::string, std::string> lines_;
  std::map<std::string, std::string> path_of_;
};

}  // namespace amana::cli

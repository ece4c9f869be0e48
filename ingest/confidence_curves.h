#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "ingest/extraction.h"
#include "ingest/lexicon/string_index.h"

namespace amana::ingest {

// From what rules claim of a relation to how often such relations are right
// (rules/confidence/*.tsv: TYPE<TAB>CLAIMED<TAB>RIGHT, rising; «*» for types without a curve).
// Between two knots it is a straight line, beyond the last ones it stays. Claims stand where there
// is no curve.
class ConfidenceCurves {
 public:
  // Adds a file; a curve replaces that of an earlier file.
  Result<void> Load(const std::filesystem::path& file);

  double Of(std::string_view type, double claimed) const;
  void Apply(Extraction& extraction) const;

 private:
  struct Knot {
    double claimed = 0, right = 0;
  };

  const std::vector<Knot>* CurveOf(std::string_view type) const;  // null: claims stay as they are
  static double On(const std::vector<Knot>& curve, double claimed);

  StringIndex types_;
  std::vector<std::vector<Knot>> curves_;  // by number of the type
};

}  // namespace amana::ingest

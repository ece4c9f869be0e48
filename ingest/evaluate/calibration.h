#pragma once

#include <map>
#include <string>
#include <vector>

#include "ingest/evaluate/file_score.h"

namespace amana::ingest {

// What confidence is worth: how often relations are right that say they are so likely, and what
// precision and recall remain when less likely ones are left out. Markdown, three tables: ten
// bins, relation types, thresholds.
std::string CalibrationTables(const std::vector<FileScore>& files);

// Knots of a rising step function from confidence to the share that is right, one for each relation
// type with enough judgments and one for all others («*»), as rules/confidence/*.tsv holds them:
// made by pooling neighbours that are out of order, each pool drawn towards the share of its type.
std::string FitConfidence(const std::vector<FileScore>& files);

}  // namespace amana::ingest

#pragma once

#include <string>

#include "core/result.h"

namespace amana::bench {

// Loads the CSV files of the generated graph of parties into a new store at `db`.
Result<void> LoadParties(const std::string& data, const std::string& db);

}  // namespace amana::bench

#pragma once

#include <filesystem>
#include <vector>

#include "cli/command.h"

namespace amana::cli {

// The program's own rule pack: AMANA_RULES, else share/amana/rules beside the program's folder,
// else the source tree that it was built from. kNotFound.
Result<std::filesystem::path> RulesFolder();

// That pack, then the user's (--rules).
Result<std::vector<std::filesystem::path>> RulePacks(const Context& context);

}  // namespace amana::cli

#include "cli/rules_folder.h"

#include <cstdlib>

namespace amana::cli {

namespace fs = std::filesystem;

Result<fs::path> RulesFolder() {
  std::error_code error;
  if (const char* named = std::getenv("AMANA_RULES")) {
    if (fs::is_directory(named, error)) return fs::path(named);
    return Fail(ErrorCode::kNotFound, std::string("AMANA_RULES names no folder: ") + named);
  }
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path installed = program.parent_path().parent_path() / "share/amana/rules";
  if (fs::is_directory(installed, error)) return installed;
  if (fs::is_directory(AMANA_SOURCE_RULES, error)) return fs::path(AMANA_SOURCE_RULES);
  return Fail(ErrorCode::kNotFound, "the rules are not where they were installed",
              "name their folder in the variable AMANA_RULES");
}

Result<std::vector<fs::path>> RulePacks(const Context& context) {
  AMANA_TRY(fs::path own, RulesFolder());
  std::vector<fs::path> packs = {own};
  for (const auto& folder : context.rules) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) {
      return Fail(ErrorCode::kNotFound, "there is no rule pack " + folder);
    }
    if (!fs::equivalent(folder, own, error)) packs.push_back(folder);
  }
  return packs;
}

}  // namespace amana::cli

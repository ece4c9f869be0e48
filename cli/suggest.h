#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace amana::cli {

// The candidate that a slip of the keyboard turns into `word`: nearest by edits (insert, delete,
// replace, swap neighbours; code points), at most a third of the word; nullopt where none is near.
std::optional<std::string> Nearest(std::string_view word, std::span<const std::string> candidates);

}  // namespace amana::cli

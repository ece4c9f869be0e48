#pragma once

#include <string_view>

namespace amana::server {

// A file of server/page, compiled into the program.
struct PageAsset {
  std::string_view name;
  std::string_view media_type;
  std::string_view content;
};

// nullptr where there is no such file.
const PageAsset* FindPageAsset(std::string_view name);

}  // namespace amana::server

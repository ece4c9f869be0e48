#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace amana::test {

// An input of a fuzz corpus. What is no text stands in a file NAME.hex, as pairs of hexadecimal
// digits with any white space between; `xxd -r -p` makes the bytes of it that libFuzzer reads.
inline std::string ReadSeed(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  if (path.extension() != ".hex") return bytes.str();
  std::string out, digits;
  while (bytes >> digits) {
    for (size_t i = 0; i + 1 < digits.size(); i += 2) {
      out.push_back(static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16)));
    }
  }
  return out;
}

}  // namespace amana::test

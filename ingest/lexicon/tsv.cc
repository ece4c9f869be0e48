#include "ingest/lexicon/tsv.h"

#include <algorithm>
#include <fstream>

#include "core/text/utf8.h"

namespace amana::ingest {

std::string_view FaultOfLine(std::string_view line) {
  if (!IsValidUtf8(line)) return "not well-formed UTF-8";
  for (size_t at = 0; at < line.size();) {
    const char32_t c = DecodeUtf8(line, at);
    if (c == 0xFEFF) return "byte-order mark";
    if (c == 0x61C || (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
        (c >= 0x2066 && c <= 0x2069)) {
      return "bidi control character";
    }
  }
  if (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) {
    return "white space at the end of the line";
  }
  return {};
}

void TsvLine::Split(std::string_view text) {
  fields.clear();
  while (true) {
    const size_t tab = std::min(text.find('\t'), text.size());
    fields.emplace_back(text.substr(0, tab));
    if (tab == text.size()) return;
    text.remove_prefix(tab + 1);
  }
}

tl::unexpected<amana::Error> TsvLine::Error(std::string message) const {
  amana::Error error(ErrorCode::kInvalidArgument, std::move(message));
  error.position = SourcePosition{file, line, 0, 0};
  return Fail(std::move(error));
}

Result<void> ReadTsv(const std::filesystem::path& file, const TsvSink& each) {
  std::ifstream in(file);
  if (!in) return Fail(ErrorCode::kIo, "cannot read " + file.string());
  return ReadTsvText(file.string(), in, each);
}

Result<void> ReadTsvText(const std::string& file, std::istream& in, const TsvSink& each) {
  TsvLine line;
  line.file = file;
  for (std::string text; std::getline(in, text);) {
    ++line.line;
    if (const std::string_view fault = FaultOfLine(text); !fault.empty()) {
      return line.Error(std::string(fault));
    }
    if (text.empty() || text.front() == '#') continue;
    line.Split(text);
    AMANA_CHECK_OK(each(line));
  }
  return {};
}

}  // namespace amana::ingest

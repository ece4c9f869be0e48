#include "ingest/lexicon/tsv.h"

#include <fstream>

#include "core/text/utf8.h"

namespace amana::ingest {
namespace {

std::string_view Fault(std::string_view line) {
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

std::vector<std::string> SplitTabs(const std::string& line) {
  std::vector<std::string> fields;
  size_t from = 0;
  while (true) {
    const size_t to = line.find('\t', from);
    fields.push_back(line.substr(from, to == std::string::npos ? to : to - from));
    if (to == std::string::npos) return fields;
    from = to + 1;
  }
}

}  // namespace

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
    if (const std::string_view fault = Fault(text); !fault.empty()) {
      return line.Error(std::string(fault));
    }
    if (text.empty() || text.front() == '#') continue;
    line.fields = SplitTabs(text);
    AMANA_CHECK_OK(each(line));
  }
  return {};
}

}  // namespace amana::ingest

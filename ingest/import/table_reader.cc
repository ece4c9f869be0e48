#include "ingest/import/table_reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace amana::ingest {
namespace {

constexpr size_t kChunk = 1 << 20;
constexpr size_t kMaxRecord = size_t{256} << 20;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

Result<TableReader> TableReader::Open(const std::string& path, Form form) {
  TableReader reader;
  reader.form_ = form;
  reader.path_ = path;
  reader.file_.reset(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
  if (reader.file_ == nullptr) {
    return Fail(ErrorCode::kIo, fmt::format("cannot read {}: {}", path, std::strerror(errno)));
  }
  AMANA_CHECK_OK(reader.Fill());
  if (reader.buffer_.starts_with(kByteOrderMark)) reader.begin_ = kByteOrderMark.size();
  return reader;
}

// Reads more behind what is there; false at the end of the file.
Result<bool> TableReader::Fill() {
  if (at_end_) return false;
  buffer_.erase(0, begin_);
  begin_ = 0;
  const size_t held = buffer_.size();
  if (held > kMaxRecord) {
    return Fail(ErrorCode::kSyntax, fmt::format("{}:{}: the record never ends", path_, next_line_),
                "is a quote missing?");
  }
  buffer_.resize(held + std::max(kChunk, held));
  const size_t got = std::fread(buffer_.data() + held, 1, buffer_.size() - held, file_.get());
  buffer_.resize(held + got);
  if (got > 0) return true;
  if (std::ferror(file_.get()) != 0) {
    return Fail(ErrorCode::kIo, fmt::format("cannot read {}: {}", path_, std::strerror(errno)));
  }
  at_end_ = true;
  return false;
}

// Where the record that starts at begin_ ends, counted from begin_; counts lines on the way.
Result<size_t> TableReader::FindEnd(bool* quoted) {
  size_t at = 0;
  bool within = false;
  *quoted = false;
  for (;;) {
    const std::string_view rest = std::string_view(buffer_).substr(begin_);
    if (!within && !*quoted) {
      // Most records have no quotes: two fast searches.
      const size_t end = rest.find('\n', at);
      const size_t quote =
          form_ == Form::kLines ? std::string_view::npos : rest.substr(0, end).find('"', at);
      if (quote == std::string_view::npos && end != std::string_view::npos) return end;
      if (quote == std::string_view::npos) {
        at = rest.size();
      } else {
        at = quote;
        *quoted = true;
      }
    }
    for (; *quoted && at < rest.size(); ++at) {
      if (rest[at] == '"') within = !within;
      if (rest[at] != '\n') continue;
      if (!within) return at;
      ++next_line_;
    }
    AMANA_TRY(const bool more, Fill());
    if (more) continue;
    if (!within) return buffer_.size() - begin_;
    return Fail(ErrorCode::kSyntax,
                fmt::format("{}:{}: a quote is not closed", path_, record_line_));
  }
}

Result<bool> TableReader::Next() {
  for (;;) {
    record_line_ = next_line_;
    bool quoted = false;
    AMANA_TRY(const size_t size, FindEnd(&quoted));
    if (size == 0 && begin_ >= buffer_.size()) return false;
    raw_ = std::string_view(buffer_).substr(begin_, size);
    begin_ = std::min(begin_ + size + 1, buffer_.size());
    ++next_line_;
    if (raw_.ends_with('\r')) raw_.remove_suffix(1);
    if (raw_.empty()) continue;
    fields_.clear();
    if (form_ == Form::kLines) return true;
    if (quoted) {
      AMANA_CHECK_OK(SplitQuoted());
    } else {
      SplitPlain();
    }
    return true;
  }
}

void TableReader::SplitPlain() {
  for (size_t at = 0;;) {
    const size_t comma = raw_.find(',', at);
    if (comma == std::string_view::npos) {
      fields_.push_back(raw_.substr(at));
      return;
    }
    fields_.push_back(raw_.substr(at, comma - at));
    at = comma + 1;
  }
}

Result<void> TableReader::SplitQuoted() {
  unquoted_.assign(1, "");
  bool within = false;
  for (size_t at = 0; at < raw_.size(); ++at) {
    const char c = raw_[at];
    if (c == '"' && within && at + 1 < raw_.size() && raw_[at + 1] == '"') {
      unquoted_.back() += '"';
      ++at;
    } else if (c == '"') {
      within = !within;
    } else if (c == ',' && !within) {
      unquoted_.emplace_back();
    } else {
      unquoted_.back() += c;
    }
  }
  fields_.assign(unquoted_.begin(), unquoted_.end());
  return {};
}

}  // namespace amana::ingest

#include "ingest/import/table_reader.h"

#include <algorithm>

namespace amana::ingest {

// Where the record at the front ends; counts lines on the way.
size_t TableReader::FindEnd(bool* quoted, bool* closed) {
  // Most records have no quotes: two fast searches.
  const size_t end = std::min(rest_.find('\n'), rest_.size());
  const size_t quote =
      form_ == RecordForm::kLine ? std::string_view::npos : rest_.substr(0, end).find('"');
  *quoted = quote != std::string_view::npos;
  *closed = true;
  if (!*quoted) return end;
  bool within = false;
  for (size_t at = quote; at < rest_.size(); ++at) {
    if (rest_[at] == '"') within = !within;
    if (rest_[at] != '\n') continue;
    if (!within) return at;
    ++next_line_;
  }
  *closed = !within;
  return rest_.size();
}

Result<bool> TableReader::Next() {
  while (!rest_.empty()) {
    record_line_ = next_line_;
    bool quoted = false, closed = false;
    const size_t size = FindEnd(&quoted, &closed);
    raw_ = rest_.substr(0, size);
    rest_.remove_prefix(std::min(size + 1, rest_.size()));
    ++next_line_;
    if (!closed) return Fail(ErrorCode::kSyntax, "a quote is not closed");
    if (raw_.ends_with('\r')) raw_.remove_suffix(1);
    if (raw_.empty()) continue;
    fields_.clear();
    if (form_ == RecordForm::kLine) return true;
    if (quoted) {
      SplitQuoted();
    } else {
      SplitPlain();
    }
    return true;
  }
  return false;
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

void TableReader::SplitQuoted() {
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
}

}  // namespace amana::ingest

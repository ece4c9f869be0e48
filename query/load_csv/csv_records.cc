#include "query/load_csv/csv_records.h"

#include <fmt/format.h>

#include "core/text/utf8.h"

namespace amana::query {

void CsvRecords::Bad(const char* what) const {
  Abort(ErrorCode::kInvalidArgument, "ExternalResourceFailed:InvalidCsv",
        fmt::format("{} (line {} of the file)", what, line_));
}

int CsvRecords::Peek() {
  if (at_ == end_) {
    auto got = file_.Read(buffer_.data(), buffer_.size());
    if (!got) throw QueryAborted{got.error()};
    at_ = 0;
    end_ = *got;
    if (end_ == 0) return -1;
    context_.Check();
  }
  return static_cast<unsigned char>(buffer_[at_]);
}

int CsvRecords::Take() {
  const int c = Peek();
  if (c < 0) return c;
  ++at_;
  if (c == '\n') ++line_;
  if (++record_bytes_ % (1 << 20) == 0) context_.Reserve(static_cast<int64_t>(2 * record_bytes_));
  return c;
}

// One field, up to the separator or the line's end, which stay.
void CsvRecords::ReadField(std::string* field) {
  if (Peek() != '"') {
    for (int c = Peek(); c >= 0 && c != separator_ && c != '\n' && c != '\r'; c = Peek()) {
      field->push_back(static_cast<char>(Take()));
    }
    return;
  }
  Take();
  for (;;) {
    const int c = Take();
    if (c < 0) Bad("A quote is not closed");
    if (c == '"') {
      if (Peek() != '"') break;
      Take();
    }
    field->push_back(static_cast<char>(c));
  }
  const int next = Peek();
  if (next >= 0 && next != separator_ && next != '\n' && next != '\r') {
    Bad("Something stands behind a closing quote");
  }
}

bool CsvRecords::Next(std::vector<std::string>* fields) {
  fields->clear();
  record_bytes_ = 0;
  if (Peek() < 0) return false;
  for (bool more = true; more;) {
    std::string& field = fields->emplace_back();
    ReadField(&field);
    if (!started_ && field.starts_with("\xEF\xBB\xBF")) field.erase(0, 3);
    started_ = true;
    if (!IsValidUtf8(field)) Bad("The text is not UTF-8");
    more = Peek() == separator_;
    if (more) Take();
  }
  if (Peek() == '\r') Take();
  if (Peek() == '\n') Take();
  return true;
}

}  // namespace amana::query

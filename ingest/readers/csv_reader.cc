// Records may span lines: lines are collected until the quotes balance, then split at once.
#include <algorithm>
#include <optional>

#include "ingest/readers/decode.h"
#include "ingest/readers/line_source.h"
#include "ingest/readers/record_readers.h"

namespace amana::ingest {
namespace {

std::vector<std::string> SplitRecord(std::string_view record, char separator) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (size_t i = 0; i < record.size(); ++i) {
    const char c = record[i];
    if (quoted && c == '"' && i + 1 < record.size() && record[i + 1] == '"') {
      fields.back() += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == separator && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

char GuessSeparator(std::string_view header) {
  for (const char c : {',', '\t', ';'}) {
    if (header.find(c) != std::string_view::npos) return c;
  }
  return ',';
}

class CsvStream {
 public:
  CsvStream(std::FILE* file, size_t max_bytes) : lines_(file, max_bytes), max_bytes_(max_bytes) {}

  // The next record's bytes; kTooLong and kError as LineSource.
  LineSource::Status Next(std::string& record) {
    record.clear();
    first_line_ = 0;
    size_t quotes = 0;
    std::string line;
    for (;;) {
      const LineSource::Status status = lines_.Next(line);
      if (status == LineSource::Status::kEnd && first_line_ > 0) return LineSource::Status::kLine;
      if (status != LineSource::Status::kLine) return status;
      if (first_line_ == 0) first_line_ = lines_.line_number();
      quotes += std::count(line.begin(), line.end(), '"');
      if (record.size() + line.size() > max_bytes_) return LineSource::Status::kTooLong;
      record += line;
      if (quotes % 2 == 0) break;
      record += '\n';
    }
    if (!record.empty() && record.back() == '\r') record.pop_back();
    return LineSource::Status::kLine;
  }
  uint64_t record_line() const { return first_line_ > 0 ? first_line_ : lines_.line_number(); }

 private:
  LineSource lines_;
  size_t max_bytes_;
  uint64_t first_line_ = 0;
};

class Columns {
 public:
  explicit Columns(std::vector<std::string> names) : names_(std::move(names)) {}
  size_t size() const { return names_.size(); }
  bool Has(const std::string& name) const { return Find(name) < names_.size(); }
  std::string Get(const std::vector<std::string>& fields, const std::string& name) const {
    const size_t at = Find(name);
    return at < fields.size() ? fields[at] : std::string();
  }

 private:
  size_t Find(const std::string& name) const {
    return std::find(names_.begin(), names_.end(), name) - names_.begin();
  }
  std::vector<std::string> names_;
};

Result<SourceDocument> ParseRecord(const std::string& record, char separator,
                                   const Columns& columns, const FieldNames& names) {
  AMANA_TRY(const DecodedText decoded, DecodeText(record));
  const std::vector<std::string> fields = SplitRecord(decoded.text, separator);
  if (fields.size() > columns.size()) {
    return Fail(ErrorCode::kSyntax, "the record has more fields than the header");
  }
  SourceDocument document;
  document.encoding = decoded.encoding;
  document.id = columns.Get(fields, names.id);
  document.url = columns.Get(fields, names.url);
  document.title = columns.Get(fields, names.title);
  document.text = columns.Get(fields, names.text);
  document.published = columns.Get(fields, names.published);
  document.source = columns.Get(fields, names.source);
  document.author = columns.Get(fields, names.author);
  document.language = columns.Get(fields, names.language);
  if (std::string tags = columns.Get(fields, names.tags); !tags.empty()) {
    document.tags.push_back(std::move(tags));
  }
  if (document.text.empty() && document.title.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "the record has neither text nor title");
  }
  return document;
}

}  // namespace

bool ReadCsv(std::FILE* file, const std::string& path, const ReadOptions& options,
             const DocumentSink& on_document, const FailureSink& on_failure) {
  CsvStream stream(file, options.max_document_bytes);
  std::string record;
  std::optional<Columns> columns;
  char separator = ',';
  for (;;) {
    const LineSource::Status status = stream.Next(record);
    if (status == LineSource::Status::kEnd) return true;
    const uint64_t line = stream.record_line();
    if (status == LineSource::Status::kError) {
      return on_failure({path, line, Error(ErrorCode::kIo, "the file could not be read on")});
    }
    if (status == LineSource::Status::kTooLong) {
      if (!on_failure({path, line, Error(ErrorCode::kResourceExhausted, "the record is too long")}))
        return false;
      continue;
    }
    if (record.empty()) continue;
    if (!columns) {
      auto header = DecodeText(record);
      if (!header) return on_failure({path, line, header.error()});
      separator = GuessSeparator(header->text);
      columns.emplace(SplitRecord(header->text, separator));
      if (!columns->Has(options.fields.text) && !columns->Has(options.fields.title)) {
        return on_failure({path, line,
                           Error(ErrorCode::kInvalidArgument,
                                 "the header names neither \"" + options.fields.text + "\" nor \"" +
                                     options.fields.title + "\"",
                                 "name the columns of your file")});
      }
      continue;
    }
    auto document = ParseRecord(record, separator, *columns, options.fields);
    if (!document) {
      if (!on_failure({path, line, document.error()})) return false;
      continue;
    }
    document->path = path;
    document->record = line;
    document->bytes = std::move(record);
    FinishRecord(*document);
    if (!on_document(std::move(*document))) return false;
  }
}

}  // namespace amana::ingest

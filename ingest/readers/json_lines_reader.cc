#include <nlohmann/json.hpp>

#include "ingest/readers/decode.h"
#include "ingest/readers/html_reader.h"
#include "ingest/readers/line_source.h"
#include "ingest/readers/record_readers.h"

namespace amana::ingest {
namespace {

using Json = nlohmann::json;

std::string FieldText(const Json& object, const std::string& name) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return {};
  if (found->is_string()) return found->get<std::string>();
  if (found->is_number() || found->is_boolean()) return found->dump();
  return {};
}

std::vector<std::string> FieldTags(const Json& object, const std::string& name) {
  std::vector<std::string> out;
  const auto found = object.find(name);
  if (found == object.end()) return out;
  if (found->is_string() && !found->get_ref<const std::string&>().empty()) {
    out.push_back(found->get<std::string>());
  } else if (found->is_array()) {
    for (const Json& tag : *found) {
      if (tag.is_string()) out.push_back(tag.get<std::string>());
    }
  }
  return out;
}

Result<SourceDocument> ParseRecord(const std::string& line, const FieldNames& fields) {
  AMANA_TRY(const DecodedText decoded, DecodeText(line));
  const Json object = Json::parse(decoded.text, nullptr, /*allow_exceptions=*/false);
  if (object.is_discarded()) return Fail(ErrorCode::kSyntax, "the line is not valid JSON");
  if (!object.is_object()) return Fail(ErrorCode::kType, "the line is not a JSON object");
  SourceDocument document;
  document.encoding = decoded.encoding;
  document.id = FieldText(object, fields.id);
  document.url = FieldText(object, fields.url);
  document.title = FieldText(object, fields.title);
  document.text = FieldText(object, fields.text);
  document.published = FieldText(object, fields.published);
  document.source = FieldText(object, fields.source);
  document.author = FieldText(object, fields.author);
  document.language = FieldText(object, fields.language);
  document.tags = FieldTags(object, fields.tags);
  if (document.text.empty() && document.title.empty()) {
    return Fail(ErrorCode::kInvalidArgument,
                "the record has neither \"" + fields.text + "\" nor \"" + fields.title + "\"",
                "name the fields of your file");
  }
  return document;
}

}  // namespace

void FinishRecord(SourceDocument& document) {
  if (LooksLikeHtml(document.text)) {
    SourceDocument html;
    ReadHtml(document.text, html);
    document.text = std::move(html.text);
    if (document.title.empty()) document.title = std::move(html.title);
  }
  document.text = ComposeLetters(std::move(document.text));
  document.title = ComposeLetters(std::move(document.title));
}

bool ReadJsonLines(std::FILE* file, std::string ahead, const std::string& path,
                   const ReadOptions& options, const DocumentSink& on_document,
                   const FailureSink& on_failure) {
  LineSource lines(file, options.max_document_bytes, std::move(ahead));
  std::string line;
  for (;;) {
    const LineSource::Status status = lines.Next(line);
    if (status == LineSource::Status::kEnd) return true;
    const uint64_t number = lines.line_number();
    if (status == LineSource::Status::kError) {
      return on_failure({path, number, Error(ErrorCode::kIo, "the file could not be read on")});
    }
    if (status == LineSource::Status::kTooLong) {
      if (!on_failure({path, number, Error(ErrorCode::kResourceExhausted, "the line is too long")}))
        return false;
      continue;
    }
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    auto document = ParseRecord(line, options.fields);
    if (!document) {
      if (!on_failure({path, number, document.error()})) return false;
      continue;
    }
    document->path = path;
    document->record = number;
    document->bytes = std::move(line);
    line = {};
    FinishRecord(*document);
    if (!on_document(std::move(*document))) return false;
  }
}

}  // namespace amana::ingest

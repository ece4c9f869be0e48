#pragma once

#include <cstdint>
#include <cstdio>
#include <functional>
#include <span>
#include <string>

#include "core/result.h"
#include "ingest/article.h"

namespace amana::ingest {

enum class InputFormat : uint8_t { kAuto, kText, kHtml, kJsonLines, kCsv };

// Which field of a JSON object, or column of a CSV file, holds what. Columns are found by the name
// in the file's first line.
struct FieldNames {
  std::string id = "id";
  std::string url = "url";
  std::string title = "title";
  std::string text = "text";
  std::string published = "published";
  std::string source = "source";
  std::string author = "author";
  std::string language = "language";
  std::string tags = "tags";
};

struct ReadOptions {
  InputFormat format = InputFormat::kAuto;  // kAuto: by file name, then by the first bytes
  FieldNames fields;
  size_t max_document_bytes = size_t{64} << 20;  // of a file that is one document, or of a record
  std::FILE* standard_input = stdin;             // what "-" reads
};

// An input that gave no document.
struct ReadFailure {
  std::string path;
  uint64_t record = 0;  // as in SourceDocument
  Error error;
};

struct ReadSummary {
  uint64_t documents = 0;
  uint64_t failures = 0;
  bool stopped = false;  // a callback asked to stop
};

// Callbacks return false to stop reading.
using DocumentSink = std::function<bool(SourceDocument&&)>;
using FailureSink = std::function<bool(ReadFailure&&)>;

// Reads files, directories (recursively, sorted by name; hidden files and files of other kinds than
// .txt .text .html .htm .xhtml .jsonl .ndjson .csv .tsv are passed over) and "-" for standard
// input, in the order given. An input that cannot be read goes to `on_failure` and the rest goes
// on. Record files are read as a stream: memory is bounded by one record.
ReadSummary ReadInputs(std::span<const std::string> paths, const ReadOptions& options,
                       const DocumentSink& on_document, const FailureSink& on_failure);

// One document from bytes in memory, as ReadInputs makes it from a file of that path; for servers
// and tests. kAuto may not choose a record format here.
Result<SourceDocument> ReadDocument(std::string path, std::string bytes,
                                    const ReadOptions& options = {});

}  // namespace amana::ingest

#pragma once

#include <cstdio>
#include <string>

#include "ingest/readers/read_inputs.h"

namespace amana::ingest {

// Both read a stream of records to its end, or until a callback returns false, which makes them
// return false. Each record that is no document is reported with its line, and the next is tried.

// JSON Lines: an object a line, empty lines passed over. A text field may hold HTML. Fields may be
// strings or numbers, tags also a list of strings. `ahead` holds bytes already taken from `file`.
bool ReadJsonLines(std::FILE* file, std::string ahead, const std::string& path,
                   const ReadOptions& options, const DocumentSink& on_document,
                   const FailureSink& on_failure);

// RFC 4180, with a header line; separated by commas, or by tabs or semicolons if the header has
// those instead.
bool ReadCsv(std::FILE* file, const std::string& path, const ReadOptions& options,
             const DocumentSink& on_document, const FailureSink& on_failure);

// Shared by both: turns the text field into clean lines if it holds HTML, and composes letters.
void FinishRecord(SourceDocument& document);

}  // namespace amana::ingest

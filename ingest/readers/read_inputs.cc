#include "ingest/readers/read_inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>

#include "ingest/readers/decode.h"
#include "ingest/readers/html_reader.h"
#include "ingest/readers/record_readers.h"

namespace amana::ingest {
namespace {

namespace fs = std::filesystem;

constexpr size_t kBlock = 64 * 1024;

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

std::string Extension(const std::string& path) {
  std::string out = fs::path(path).extension().string();
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::optional<InputFormat> FormatOfName(const std::string& path) {
  const std::string extension = Extension(path);
  const auto is = [&](std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), extension) != list.end();
  };
  if (is({".txt", ".text"})) return InputFormat::kText;
  if (is({".html", ".htm", ".xhtml"})) return InputFormat::kHtml;
  if (is({".jsonl", ".ndjson"})) return InputFormat::kJsonLines;
  if (is({".csv", ".tsv"})) return InputFormat::kCsv;
  return std::nullopt;
}

InputFormat FormatOfBytes(std::string_view bytes) {
  const size_t first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos) return InputFormat::kText;
  if (bytes.substr(first, 2) == "{\"") return InputFormat::kJsonLines;
  const std::string_view head = bytes.substr(first, 16);
  return head.starts_with("<!DOCTYPE") || head.starts_with("<!doctype") ||
                 head.starts_with("<html") || head.starts_with("<HTML")
             ? InputFormat::kHtml
             : InputFormat::kText;
}

class InputReader {
 public:
  InputReader(const ReadOptions& options, const DocumentSink& on_document,
              const FailureSink& on_failure)
      : options_(options) {
    on_document_ = [this, &on_document](SourceDocument&& document) {
      ++summary_.documents;
      return on_document(std::move(document));
    };
    on_failure_ = [this, &on_failure](ReadFailure&& failure) {
      ++summary_.failures;
      return on_failure(std::move(failure));
    };
  }

  // False: a callback asked to stop.
  bool ReadPath(const std::string& path) {
    if (path == "-") return ReadStream(options_.standard_input, path);
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status)) return ReadDirectory(path);
    if (!fs::exists(status)) return FailWith(path, ErrorCode::kNotFound, "no such file");
    if (!fs::is_regular_file(status) && !fs::is_fifo(status)) {
      return FailWith(path, ErrorCode::kInvalidArgument, "neither a file nor a directory");
    }
    return ReadFile(path);
  }

  ReadSummary& summary() { return summary_; }

 private:
  bool FailWith(const std::string& path, ErrorCode code, std::string message) {
    return on_failure_({path, 0, Error(code, std::move(message))});
  }

  bool ReadDirectory(const std::string& path) {
    std::error_code error;
    std::vector<fs::path> entries;
    for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error)) {
      entries.push_back(it->path());
    }
    if (error) return FailWith(path, ErrorCode::kIo, error.message());
    std::sort(entries.begin(), entries.end());
    for (const fs::path& entry : entries) {
      if (entry.filename().string().starts_with('.')) continue;
      if (fs::is_symlink(entry, error) && fs::is_directory(entry, error)) continue;  // may loop
      if (fs::is_directory(entry, error)) {
        if (!ReadDirectory(entry.string())) return false;
      } else if (FormatOfName(entry.string()) && !ReadFile(entry.string())) {
        return false;
      }
    }
    return true;
  }

  bool ReadFile(const std::string& path) {
    const File file(std::fopen(path.c_str(), "rb"));
    if (!file) return FailWith(path, ErrorCode::kIo, std::strerror(errno));
    return ReadStream(file.get(), path);
  }

  bool ReadStream(std::FILE* file, const std::string& path) {
    InputFormat format = options_.format;
    if (format == InputFormat::kAuto) format = FormatOfName(path).value_or(InputFormat::kAuto);
    if (format == InputFormat::kCsv) {
      return ReadCsv(file, path, options_, on_document_, on_failure_);
    }
    std::string bytes;
    if (format == InputFormat::kAuto) {  // the first block decides, and is read on from
      bytes.resize(kBlock);
      bytes.resize(std::fread(bytes.data(), 1, kBlock, file));
      format = FormatOfBytes(bytes);
    }
    if (format == InputFormat::kJsonLines) {
      return ReadJsonLines(file, std::move(bytes), path, options_, on_document_, on_failure_);
    }
    if (!Slurp(file, path, bytes)) return !stop_;
    return EmitDocument(path, std::move(bytes));
  }

  // Appends the rest of the stream; false after a failure has been reported.
  bool Slurp(std::FILE* file, const std::string& path, std::string& bytes) {
    std::array<char, kBlock> block;
    size_t got;
    while ((got = std::fread(block.data(), 1, block.size(), file)) > 0) {
      bytes.append(block.data(), got);
      if (bytes.size() > options_.max_document_bytes) {
        stop_ = !FailWith(path, ErrorCode::kResourceExhausted,
                          fmt::format("more than {} bytes", options_.max_document_bytes));
        return false;
      }
    }
    if (std::ferror(file) != 0) {
      stop_ = !FailWith(path, ErrorCode::kIo, "the file could not be read");
      return false;
    }
    return true;
  }

  bool EmitDocument(const std::string& path, std::string bytes) {
    auto document = ReadDocument(path, std::move(bytes), options_);
    if (!document) return on_failure_({path, 0, document.error()});
    return on_document_(std::move(*document));
  }

  const ReadOptions& options_;
  DocumentSink on_document_;
  FailureSink on_failure_;
  ReadSummary summary_;
  bool stop_ = false;
};

}  // namespace

Result<SourceDocument> ReadDocument(std::string path, std::string bytes,
                                    const ReadOptions& options) {
  AMANA_TRY(DecodedText decoded, DecodeText(bytes));
  if (decoded.text.find_first_not_of(" \t\n") == std::string::npos) {
    return Fail(ErrorCode::kInvalidArgument, "the text is empty");
  }
  SourceDocument document;
  document.path = std::move(path);
  document.encoding = std::move(decoded.encoding);
  if (decoded.bad > 0) {
    document.warnings.push_back(
        fmt::format("{} malformed {} sequences were replaced", decoded.bad, document.encoding));
  }
  InputFormat format = options.format;
  if (format == InputFormat::kAuto) {
    format = FormatOfName(document.path).value_or(FormatOfBytes(decoded.text));
  }
  if (format == InputFormat::kHtml) {
    ReadHtml(decoded.text, document);
    if (document.text.empty() && document.title.empty()) {
      return Fail(ErrorCode::kInvalidArgument, "the page holds no text");
    }
  } else {
    document.text = std::move(decoded.text);
  }
  document.text = ComposeLetters(std::move(document.text));
  document.title = ComposeLetters(std::move(document.title));
  document.bytes = std::move(bytes);
  return document;
}

ReadSummary ReadInputs(std::span<const std::string> paths, const ReadOptions& options,
                       const DocumentSink& on_document, const FailureSink& on_failure) {
  InputReader reader(options, on_document, on_failure);
  for (const std::string& path : paths) {
    if (reader.ReadPath(path)) continue;
    reader.summary().stopped = true;
    break;
  }
  return reader.summary();
}

}  // namespace amana::ingest

// A block begins where a record does, outside of quotes. So the count of the quotes in it tells
// whether its end lies between quotes, and from there the last end of a record is found backwards.

#include "ingest/import/record_blocks.h"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace amana::ingest {
namespace {

constexpr size_t kBlockBytes = 1 << 19;
constexpr size_t kMaxRecord = size_t{256} << 20;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

Result<RecordBlocks> RecordBlocks::Open(const std::string& path, RecordForm form) {
  RecordBlocks blocks;
  blocks.path_ = path;
  blocks.form_ = form;
  blocks.file_.reset(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
  if (blocks.file_ == nullptr) {
    return Fail(ErrorCode::kIo, fmt::format("cannot read {}: {}", path, std::strerror(errno)));
  }
  AMANA_CHECK_OK(blocks.Fill(&blocks.rest_));
  if (blocks.rest_.starts_with(kByteOrderMark)) blocks.rest_.erase(0, kByteOrderMark.size());
  return blocks;
}

Result<bool> RecordBlocks::Next(RecordBlock* block) {
  block->line = next_line_;
  block->text = std::exchange(rest_, {});
  size_t end = LastEnd(block->text);
  while (end == 0 && !at_end_) {
    AMANA_CHECK_OK(Fill(&block->text));
    end = LastEnd(block->text);
  }
  if (at_end_) end = block->text.size();
  rest_ = block->text.substr(end);
  block->text.resize(end);
  next_line_ += static_cast<uint64_t>(std::ranges::count(block->text, '\n'));
  return end > 0;
}

// Reads more behind what is there.
Result<void> RecordBlocks::Fill(std::string* text) {
  const size_t held = text->size();
  if (held > kMaxRecord) {
    return Fail(ErrorCode::kSyntax, fmt::format("{}:{}: the record never ends", path_, next_line_),
                "is a quote missing?");
  }
  text->resize(held + std::max(kBlockBytes, held));
  const size_t got = std::fread(text->data() + held, 1, text->size() - held, file_.get());
  text->resize(held + got);
  if (got > 0) return {};
  if (std::ferror(file_.get()) != 0) {
    return Fail(ErrorCode::kIo, fmt::format("cannot read {}: {}", path_, std::strerror(errno)));
  }
  at_end_ = true;
  return {};
}

// Behind the last line end that ends a record; 0 for none.
size_t RecordBlocks::LastEnd(std::string_view text) const {
  if (form_ == RecordForm::kLine) return text.rfind('\n') + 1;
  bool within = std::ranges::count(text, '"') % 2 != 0;
  for (size_t at = text.size(); at > 0; --at) {
    if (text[at - 1] == '"') within = !within;
    if (text[at - 1] == '\n' && !within) return at;
  }
  return 0;
}

}  // namespace amana::ingest

#include "ingest/readers/line_source.h"

namespace amana::ingest {

bool LineSource::Fill() {
  constexpr size_t kBlock = 256 * 1024;
  buffer_.resize(kBlock);
  const size_t got = std::fread(buffer_.data(), 1, kBlock, file_);
  buffer_.resize(got);
  at_ = 0;
  if (got == 0 && std::ferror(file_) != 0) failed_ = true;
  return got > 0;
}

LineSource::Status LineSource::Next(std::string& line) {
  line.clear();
  bool too_long = false;
  bool any = false;
  for (;;) {
    if (at_ == buffer_.size() && !Fill()) {
      if (failed_) return Status::kError;
      if (!any) return Status::kEnd;
      break;
    }
    any = true;
    const size_t end = buffer_.find('\n', at_);
    const size_t stop = end == std::string::npos ? buffer_.size() : end;
    if (line.size() + (stop - at_) > max_bytes_) {
      too_long = true;
      line.clear();
    }
    if (!too_long) line.append(buffer_, at_, stop - at_);
    at_ = stop;
    if (end != std::string::npos) {
      ++at_;
      break;
    }
  }
  ++line_number_;
  return too_long ? Status::kTooLong : Status::kLine;
}

}  // namespace amana::ingest

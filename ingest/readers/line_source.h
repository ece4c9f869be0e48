#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>

namespace amana::ingest {

// Lines of a stream, read in blocks. Does not own the stream.
class LineSource {
 public:
  enum class Status { kLine, kTooLong, kEnd, kError };

  // A line longer than `max_bytes` is skipped to its end and reported as kTooLong. `ahead` holds
  // bytes already taken from the stream, to be read first.
  LineSource(std::FILE* file, size_t max_bytes, std::string ahead = {})
      : file_(file), max_bytes_(max_bytes), buffer_(std::move(ahead)) {}

  // The next line, without its line feed.
  Status Next(std::string& line);
  uint64_t line_number() const { return line_number_; }  // of the last line, from 1

 private:
  bool Fill();

  std::FILE* file_;
  size_t max_bytes_;
  std::string buffer_;
  size_t at_ = 0;
  uint64_t line_number_ = 0;
  bool failed_ = false;
};

}  // namespace amana::ingest

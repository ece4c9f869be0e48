#include "core/segment_file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <functional>
#include <future>
#include <thread>
#include <type_traits>
#include <vector>

#include "core/verified_mark.h"

namespace amana {
namespace {

constexpr uint64_t kMagic = 0x6765736E616D6101;  // also tells the order of bytes
constexpr uint64_t kVersion = 3;
constexpr size_t kAlignment = 64;

struct Header {
  uint64_t magic = kMagic;
  uint64_t version = kVersion;
  uint64_t epoch = 0;
  uint64_t digest = 0;
  uint64_t numbers = 0;   // how many follow the header
  uint64_t arrays = 0;    // how many places follow the numbers
  uint64_t checksum = 0;  // of numbers and places
  uint64_t reserved = 0;
};
static_assert(sizeof(Header) == kAlignment);

struct Place {
  uint64_t offset = 0;
  uint64_t bytes = 0;
  uint64_t checksum = 0;
};

size_t Aligned(size_t at) { return (at + kAlignment - 1) / kAlignment * kAlignment; }

// Base segments tell archives what they consist of, in an order of their own.
class Collector {
 public:
  template <typename T>
  void Number(T& number) {
    numbers.push_back(static_cast<uint64_t>(number));
  }
  template <typename T>
  void Array(FlatArray<T>& array) {
    static_assert(std::is_trivially_copyable_v<T>);
    arrays.emplace_back(reinterpret_cast<const char*>(array.data()), array.size() * sizeof(T));
  }

  std::vector<uint64_t> numbers;
  std::vector<std::string_view> arrays;
};

class Mapping {
 public:
  Mapping(const char* data, size_t size) : data_(data), size_(size) {}
  ~Mapping() { munmap(const_cast<char*>(data_), size_); }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_;
  size_t size_;
};

class Distributor {
 public:
  Distributor(std::shared_ptr<const Mapping> owner, std::vector<uint64_t> numbers,
              std::vector<Place> places)
      : owner_(std::move(owner)), numbers_(std::move(numbers)), places_(std::move(places)) {}

  template <typename T>
  void Number(T& number) {
    if (next_number_ == numbers_.size()) {
      ok_ = false;
      return;
    }
    number = static_cast<T>(numbers_[next_number_++]);
  }
  template <typename T>
  void Array(FlatArray<T>& array) {
    if (next_place_ == places_.size()) {
      ok_ = false;
      return;
    }
    const Place& place = places_[next_place_++];
    ok_ = ok_ && place.bytes % sizeof(T) == 0;
    const auto* items = reinterpret_cast<const T*>(owner_->bytes().data() + place.offset);
    array = FlatArray<T>(std::span<const T>(items, place.bytes / sizeof(T)), owner_);
  }
  bool complete() const {
    return ok_ && next_number_ == numbers_.size() && next_place_ == places_.size();
  }

 private:
  std::shared_ptr<const Mapping> owner_;
  std::vector<uint64_t> numbers_;
  std::vector<Place> places_;
  size_t next_number_ = 0;
  size_t next_place_ = 0;
  bool ok_ = true;
};

tl::unexpected<Error> SystemError(std::string_view doing, const std::string& path) {
  return Fail(ErrorCode::kIo, fmt::format("cannot {} {}: {}", doing, path, std::strerror(errno)));
}

tl::unexpected<Error> Damaged(const std::string& path) {
  return Fail(ErrorCode::kCorruption, path + " is damaged", "it is built again from the records");
}

struct FileCloser {
  void operator()(FILE* file) const { std::fclose(file); }
};

template <typename T>
std::string_view BytesOf(const std::vector<T>& items) {
  return {reinterpret_cast<const char*>(items.data()), items.size() * sizeof(T)};
}

uint64_t ChecksumOf(const std::vector<uint64_t>& numbers, const std::vector<Place>& places) {
  const auto a = BytesOf(numbers), b = BytesOf(places);
  return XXH3_64bits(a.data(), a.size()) ^ XXH3_64bits_withSeed(b.data(), b.size(), 1);
}

// Whether every array has its checksum. Reading a large file once is most of what opening it takes,
// and one processor alone does not read as fast as memory gives: all share the work, the largest
// arrays first.
bool AreSound(std::string_view bytes, std::vector<Place> places) {
  std::ranges::sort(places, std::greater(), &Place::bytes);
  std::atomic<size_t> next = 0;
  std::atomic<bool> sound = true;
  const auto work = [&] {
    for (size_t at = next++; at < places.size() && sound; at = next++) {
      const Place& place = places[at];
      if (XXH3_64bits(bytes.data() + place.offset, place.bytes) != place.checksum) sound = false;
    }
  };
  constexpr size_t kWorthAThread = size_t{1} << 20, kMostThreads = 8;
  const size_t wanted = std::min<size_t>(bytes.size() / kWorthAThread, kMostThreads);
  std::vector<std::future<void>> others;
  for (size_t i = 1; i < std::min<size_t>(wanted, std::thread::hardware_concurrency()); ++i) {
    others.push_back(std::async(work));
  }
  work();
  others.clear();  // waits for them
  return sound;
}

class Descriptor {
 public:
  explicit Descriptor(const std::string& path) : file_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~Descriptor() {
    if (file_ >= 0) close(file_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return file_; }

 private:
  int file_;
};

Result<std::shared_ptr<const Mapping>> MapFile(const Descriptor& file, const std::string& path) {
  if (file.get() < 0) {
    if (errno == ENOENT) return Fail(ErrorCode::kNotFound, "there is no " + path);
    return SystemError("open", path);
  }
  struct stat status {};
  if (fstat(file.get(), &status) != 0 || status.st_size < static_cast<off_t>(sizeof(Header))) {
    return Damaged(path);
  }
  const auto size = static_cast<size_t>(status.st_size);
  void* data = mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
  if (data == MAP_FAILED) return SystemError("map", path);
  return std::make_shared<const Mapping>(static_cast<const char*>(data), size);
}

}  // namespace

Result<void> WriteSegment(const std::string& path, const BaseSegment& base, SegmentState state) {
  Collector parts;
  const_cast<BaseSegment&>(base).Archive(parts);  // a collector changes nothing
  Header header;
  header.epoch = state.epoch;
  header.digest = state.digest;
  header.numbers = parts.numbers.size();
  header.arrays = parts.arrays.size();
  std::vector<Place> places;
  size_t at = Aligned(sizeof(Header) + parts.numbers.size() * sizeof(uint64_t) +
                      parts.arrays.size() * sizeof(Place));
  for (std::string_view array : parts.arrays) {
    places.push_back({at, array.size(), XXH3_64bits(array.data(), array.size())});
    at = Aligned(at + array.size());
  }
  header.checksum = ChecksumOf(parts.numbers, places);

  const std::string unfinished = path + ".new";
  std::unique_ptr<FILE, FileCloser> file(std::fopen(unfinished.c_str(), "wb"));
  if (!file) return SystemError("write", unfinished);
  size_t written = 0;
  const auto put = [&](std::string_view bytes) {
    written += bytes.size();
    return bytes.empty() || std::fwrite(bytes.data(), bytes.size(), 1, file.get()) == 1;
  };
  const auto pad = [&](size_t offset) { return put(std::string(offset - written, '\0')); };
  bool ok = put({reinterpret_cast<const char*>(&header), sizeof(header)}) &&
            put(BytesOf(parts.numbers)) && put(BytesOf(places));
  for (size_t i = 0; i < places.size() && ok; ++i) {
    ok = pad(places[i].offset) && put(parts.arrays[i]);
  }
  ok = ok && std::fflush(file.get()) == 0;
  if (!ok || std::rename(unfinished.c_str(), path.c_str()) != 0) {
    auto failure = SystemError("write", path);
    std::remove(unfinished.c_str());
    return failure;
  }
  return {};
}

Result<MappedSegment> MapSegment(const std::string& path) {
  const Descriptor file(path);
  AMANA_TRY(const std::shared_ptr<const Mapping> mapping, MapFile(file, path));
  const std::string_view bytes = mapping->bytes();
  Header header;
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (header.magic != kMagic || header.version != kVersion) {
    return Fail(ErrorCode::kUnsupported, path + " is not of this program");
  }
  const uint64_t room = bytes.size() - sizeof(Header);
  if (header.numbers > room / sizeof(uint64_t) || header.arrays > room / sizeof(Place) ||
      header.numbers * sizeof(uint64_t) + header.arrays * sizeof(Place) > room) {
    return Damaged(path);
  }
  std::vector<uint64_t> numbers(header.numbers);
  std::vector<Place> places(header.arrays);
  const char* at = bytes.data() + sizeof(Header);
  std::memcpy(numbers.data(), at, numbers.size() * sizeof(uint64_t));
  std::memcpy(places.data(), at + numbers.size() * sizeof(uint64_t), places.size() * sizeof(Place));
  if (ChecksumOf(numbers, places) != header.checksum) return Damaged(path);
  for (const Place& place : places) {
    if (place.offset > bytes.size() || place.bytes > bytes.size() - place.offset) {
      return Damaged(path);
    }
  }
  const VerifiedMark verified(file.get(), path);
  if (!verified.holds()) {
    if (!AreSound(bytes, places)) return Damaged(path);
    verified.Set();
  }
  auto base = std::make_shared<BaseSegment>();
  Distributor parts(mapping, std::move(numbers), std::move(places));
  base->Archive(parts);
  if (!parts.complete()) return Damaged(path);
  return MappedSegment{std::move(base), {header.epoch, header.digest}};
}

}  // namespace amana

#include "bench/peer_protocol.h"

#include <fmt/core.h>
#include <openssl/evp.h>
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>

namespace amana::bench {
namespace {

constexpr size_t kMaxRuns = 2000;
constexpr double kLeastSeconds = 0.3;

double FromEnvironment(const char* name, double otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atof(text);
}

std::string Canonical(const PeerProtocol::Rows& rows) {
  std::string out;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (i > 0) out += '\n';
    for (size_t c = 0; c < rows[i].size(); ++c) out += (c > 0 ? "|" : "") + rows[i][c];
  }
  return out;
}

class Checksum {
 public:
  Checksum() : context_(EVP_MD_CTX_new()) { EVP_DigestInit_ex(context_, EVP_md5(), nullptr); }
  ~Checksum() { EVP_MD_CTX_free(context_); }
  Checksum(const Checksum&) = delete;
  Checksum& operator=(const Checksum&) = delete;

  void Add(const std::string& text) { EVP_DigestUpdate(context_, text.data(), text.size()); }
  // The first eight digits.
  std::string Finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_DigestFinal_ex(context_, digest.data(), &size);
    return fmt::format("{:02x}{:02x}{:02x}{:02x}", digest[0], digest[1], digest[2], digest[3]);
  }

 private:
  EVP_MD_CTX* context_;
};

double Digits(double value) { return std::atof(fmt::format("{:.4g}", value).c_str()); }

uint64_t PeakBytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<uint64_t>(usage.ru_maxrss) * 1024;
}

void Emit(const nlohmann::ordered_json& line) {
  fmt::print("{}\n", line.dump());
  std::fflush(stdout);
}

}  // namespace

double Now() {
  static const bool of_processor = FromEnvironment("CPU", 0) != 0;
  timespec now{};
  clock_gettime(of_processor ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

PeerProtocol::PeerProtocol(std::string peer, std::string version, nlohmann::json parameters)
    : peer_(std::move(peer)),
      version_(std::move(version)),
      parameters_(std::move(parameters)),
      min_runs_(static_cast<size_t>(FromEnvironment("RUNS", 20))),
      cap_seconds_(FromEnvironment("CAP_S", 15)),
      limit_seconds_(FromEnvironment("LIMIT_S", 60)) {
  if (const char* only = std::getenv("QUERIES")) only_ = fmt::format(",{},", only);
}

nlohmann::ordered_json PeerProtocol::Line(const std::string& name) const {
  nlohmann::ordered_json line;
  line["peer"] = peer_;
  line["version"] = version_;
  line["size"] = parameters_.at("size");
  line["q"] = name;
  return line;
}

void PeerProtocol::ReportLoad(double seconds, uint64_t disk_bytes) const {
  auto line = Line("LOAD");
  line["s"] = Digits(seconds);
  line["edges"] = parameters_.at("edges");
  line["disk"] = disk_bytes;
  line["rss"] = PeakBytes();
  Emit(line);
}

void PeerProtocol::ReportMemory() const {
  auto line = Line("RSS");
  line["rss"] = PeakBytes();
  Emit(line);
}

void PeerProtocol::Measure(const std::string& name, const Query& query) const {
  if (!only_.empty() && only_.find("," + name + ",") == std::string::npos) return;
  auto line = Line(name);
  const auto given = parameters_.value(name, nlohmann::json::array({0}));
  Checksum answers;
  size_t rows = 0;
  std::vector<double> warm, times;
  std::map<size_t, double> best;
  const auto timed = [&](size_t i) {
    const double start = Now();
    const Rows found = query(given[i]);
    const double took = (Now() - start) * 1000;
    return std::pair(took, found);
  };
  try {
    const double begin = Now();
    for (size_t i = 0; i < given.size() && Now() - begin < limit_seconds_; ++i) {
      const auto [took, found] = timed(i);
      warm.push_back(took);
      rows += found.size();
      answers.Add(Canonical(found) + "\n\n");
    }
    const double each = (Now() - begin) / static_cast<double>(warm.size());
    const double start = Now();
    while ((times.size() < min_runs_ || Now() - start < kLeastSeconds) && times.size() < kMaxRuns) {
      const size_t i = times.size() % given.size();
      times.push_back(timed(i).first);
      const auto [at, fresh] = best.try_emplace(i, times.back());
      if (!fresh) at->second = std::min(at->second, times.back());
      if ((Now() - start > cap_seconds_ && times.size() >= 3) || each > limit_seconds_ / 2) break;
    }
  } catch (const std::exception& failure) {
    line["error"] = failure.what();
    Emit(line);
    return;
  }
  // Slow queries: parameters that were not run again count with their first run.
  for (size_t i = times.size(); i < warm.size(); ++i) {
    times.push_back(warm[i]);
    best[i] = warm[i];
  }
  std::sort(times.begin(), times.end());
  std::vector<double> bests;
  for (const auto& [i, time] : best) bests.push_back(time);
  std::sort(bests.begin(), bests.end());
  line["ms"] = Digits(times[times.size() / 2]);
  line["best"] = Digits(bests[bests.size() / 2]);
  line["min"] = Digits(times.front());
  line["p95"] = Digits(times[times.size() * 95 / 100]);
  line["runs"] = times.size();
  line["rows"] = rows;
  line["check"] =
      answers.Finish() + (warm.size() < given.size() ? fmt::format("~{}", warm.size()) : "");
  Emit(line);
}

}  // namespace amana::bench

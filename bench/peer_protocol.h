#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace amana::bench {

// The protocol that measurements beside other databases share: one JSON line on standard output for
// each figure, times as medians and as the median over parameters of each one's fastest run,
// answers as checksums. RUNS, CAP_S, LIMIT_S and QUERIES come from the environment.
class PeerProtocol {
 public:
  using Rows = std::vector<std::vector<std::string>>;
  using Query = std::function<Rows(const nlohmann::json& parameter)>;

  // `parameters`: what stands in params.json beside the data.
  PeerProtocol(std::string peer, std::string version, nlohmann::json parameters);

  const nlohmann::json& parameters() const { return parameters_; }
  void ReportLoad(double seconds, uint64_t disk_bytes) const;
  // Runs a query over all its parameters and reports it.
  void Measure(const std::string& name, const Query& query) const;
  void ReportMemory() const;

 private:
  nlohmann::ordered_json Line(const std::string& name) const;

  std::string peer_;
  std::string version_;
  nlohmann::json parameters_;
  size_t min_runs_;
  double cap_seconds_;
  double limit_seconds_;
  std::string only_;
};

// Seconds; with CPU=1 in the environment those of the processor, for measuring on a busy machine.
double Now();

}  // namespace amana::bench

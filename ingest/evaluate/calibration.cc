#include "ingest/evaluate/calibration.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace amana::ingest {
namespace {

constexpr size_t kBins = 10;
constexpr size_t kEnough = 60;  // judgments for a curve of its own
constexpr double kPrior = 20;   // judgments that the share of the whole type stands for
constexpr double kThresholds[] = {0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95};

struct Bin {
  double confidence = 0, correct = 0, n = 0;

  void Add(const Judgment& judgment) {
    confidence += judgment.confidence;
    correct += judgment.correct ? 1 : 0;
    ++n;
  }
  double Said() const { return n > 0 ? confidence / n : 0; }
  double Right() const { return n > 0 ? correct / n : 0; }
};

std::vector<Judgment> All(const std::vector<FileScore>& files) {
  std::vector<Judgment> all;
  for (const FileScore& file : files)
    all.insert(all.end(), file.judgments.begin(), file.judgments.end());
  return all;
}

std::string Reliability(const std::vector<Judgment>& all) {
  std::vector<Bin> bins(kBins);
  double brier = 0;
  for (const Judgment& judgment : all) {
    const auto at = static_cast<size_t>(judgment.confidence * kBins);
    bins[std::min(at, kBins - 1)].Add(judgment);
    const double off = judgment.confidence - (judgment.correct ? 1 : 0);
    brier += off * off;
  }
  std::string out = "| confidence | n | said | right |\n|---|---:|---:|---:|\n";
  double error = 0;
  for (size_t i = 0; i < kBins; ++i) {
    const Bin& bin = bins[i];
    if (bin.n == 0) continue;
    out += fmt::format("| {:.1f}-{:.1f} | {:.0f} | {:.3f} | {:.3f} |\n", i / 10.0, (i + 1) / 10.0,
                       bin.n, bin.Said(), bin.Right());
    error += bin.n * std::abs(bin.Said() - bin.Right());
  }
  const double n = std::max<double>(static_cast<double>(all.size()), 1);
  return out +
         fmt::format("\nExpected calibration error {:.3f}, Brier score {:.3f}, {} relations.\n",
                     error / n, brier / n, all.size());
}

std::string ByType(const std::vector<Judgment>& all) {
  std::map<std::string, Bin> types;
  for (const Judgment& judgment : all) types[judgment.predicate].Add(judgment);
  std::string out = "| relation | n | said | right |\n|---|---:|---:|---:|\n";
  for (const auto& [type, bin] : types)
    out += fmt::format("| {} | {:.0f} | {:.3f} | {:.3f} |\n", type, bin.n, bin.Said(), bin.Right());
  return out;
}

std::string Curve(const std::vector<FileScore>& files, const std::vector<Judgment>& all) {
  Counts whole;
  for (const FileScore& file : files) whole += file.Micro();
  std::string out =
      "| least confidence | predicted | precision | recall | F1 |\n|---:|---:|---:|---:|---:|\n";
  for (const double least : kThresholds) {
    Counts counts;
    counts.gold = whole.gold;
    for (const Judgment& judgment : all) {
      if (judgment.confidence < least) continue;
      ++counts.predicted;
      counts.correct += judgment.correct ? 1 : 0;
    }
    out += fmt::format("| {:.2f} | {} | {:.3f} | {:.3f} | {:.3f} |\n", least, counts.predicted,
                       counts.Precision(), counts.Recall(), counts.F1());
  }
  return out;
}

// Pools neighbours until the shares rise with the confidence.
std::vector<Bin> Pool(std::vector<Judgment> judgments, double share) {
  std::ranges::sort(judgments, {}, &Judgment::confidence);
  std::vector<Bin> pools;
  for (size_t i = 0; i < judgments.size();) {
    Bin bin;
    const double confidence = judgments[i].confidence;
    for (; i < judgments.size() && judgments[i].confidence == confidence; ++i)
      bin.Add(judgments[i]);
    bin.correct += kPrior * share;
    bin.confidence += kPrior * confidence;
    bin.n += kPrior;
    pools.push_back(bin);
    while (pools.size() > 1 && pools.back().Right() <= pools[pools.size() - 2].Right()) {
      Bin& before = pools[pools.size() - 2];
      before.confidence += pools.back().confidence;
      before.correct += pools.back().correct;
      before.n += pools.back().n;
      pools.pop_back();
    }
  }
  return pools;
}

std::string Knots(const std::string& type, const std::vector<Judgment>& judgments) {
  Bin whole;
  for (const Judgment& judgment : judgments) whole.Add(judgment);
  // Nothing is ever certain: one more of each kind.
  const double share = (whole.correct + 1) / (whole.n + 2);
  std::string out;
  for (const Bin& pool : Pool(judgments, share))
    out += fmt::format("{}\t{:.4f}\t{:.4f}\n", type, pool.Said(), pool.Right());
  return out;
}

}  // namespace

std::string CalibrationTables(const std::vector<FileScore>& files) {
  const std::vector<Judgment> all = All(files);
  return Reliability(all) + "\n" + ByType(all) + "\n" + Curve(files, all);
}

std::string FitConfidence(const std::vector<FileScore>& files) {
  std::map<std::string, std::vector<Judgment>> types;
  for (Judgment& judgment : All(files)) types[judgment.predicate].push_back(std::move(judgment));
  std::string out;
  std::vector<Judgment> others;
  for (const auto& [type, judgments] : types) {
    others.insert(others.end(), judgments.begin(), judgments.end());
    if (judgments.size() >= kEnough) out += Knots(type, judgments);
  }
  return out + Knots("*", others);
}

}  // namespace amana::ingest

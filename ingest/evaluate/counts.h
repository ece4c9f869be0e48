#pragma once

#include <cstdint>

namespace amana::ingest {

// Gold, predicted and correct, and what follows from them. All measures lie in 0..1.
struct Counts {
  int64_t gold = 0, predicted = 0, correct = 0;

  Counts& operator+=(const Counts& other) {
    gold += other.gold;
    predicted += other.predicted;
    correct += other.correct;
    return *this;
  }
  bool operator==(const Counts&) const = default;

  // Nothing predicted is precise only where there was nothing to predict.
  double Precision() const { return predicted ? Ratio(correct, predicted) : gold ? 0.0 : 1.0; }
  double Recall() const { return gold ? Ratio(correct, gold) : 1.0; }
  double F1() const { return gold + predicted ? Ratio(2 * correct, gold + predicted) : 1.0; }

 private:
  static double Ratio(int64_t part, int64_t whole) {
    return static_cast<double>(part) / static_cast<double>(whole);
  }
};

}  // namespace amana::ingest

#include "ingest/confidence_curves.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "ingest/lexicon/tsv.h"

namespace amana::ingest {
namespace {

bool ReadNumber(const std::string& text, double& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value >= 0 && value <= 1;
}

}  // namespace

Result<void> ConfidenceCurves::Load(const std::filesystem::path& file) {
  std::map<std::string, std::vector<Knot>> curves;
  AMANA_CHECK_OK(ReadTsv(file, [&curves](const TsvLine& line) -> Result<void> {
    Knot knot;
    if (line.fields.size() != 3 || !ReadNumber(line.fields[1], knot.claimed) ||
        !ReadNumber(line.fields[2], knot.right))
      return line.Error("TYPE, CLAIMED and RIGHT are expected, the last two between 0 and 1");
    auto& curve = curves[line.fields[0]];
    if (!curve.empty() && (knot.claimed <= curve.back().claimed || knot.right < curve.back().right))
      return line.Error("the knots of a curve must rise");
    curve.push_back(knot);
    return {};
  }));
  for (auto& [type, curve] : curves) {
    const uint32_t number = types_.Add(type);
    if (number == curves_.size()) curves_.emplace_back();
    curves_[number] = std::move(curve);
  }
  return {};
}

const std::vector<ConfidenceCurves::Knot>* ConfidenceCurves::CurveOf(std::string_view type) const {
  uint32_t number = types_.Find(type);
  if (number == StringIndex::kNone) number = types_.Find("*");
  return number == StringIndex::kNone ? nullptr : &curves_[number];
}

double ConfidenceCurves::Of(std::string_view type, double claimed) const {
  const std::vector<Knot>* curve = CurveOf(type);
  return curve == nullptr ? claimed : On(*curve, claimed);
}

double ConfidenceCurves::On(const std::vector<Knot>& curve, double claimed) {
  const auto above = std::ranges::lower_bound(curve, claimed, {}, &Knot::claimed);
  if (above == curve.begin()) return curve.front().right;
  if (above == curve.end()) return curve.back().right;
  const Knot& below = *std::prev(above);
  const double share = (claimed - below.claimed) / (above->claimed - below.claimed);
  return below.right + share * (above->right - below.right);
}

void ConfidenceCurves::Apply(Extraction& extraction) const {
  std::string_view last;  // relations of one type often follow each other
  const std::vector<Knot>* curve = CurveOf(last);
  for (ExtractedTriple& triple : extraction.triples) {
    const std::string_view type =
        triple.date.empty() ? std::string_view(triple.predicate) : "HELD_ON";
    if (type != last) curve = CurveOf(last = type);
    if (curve == nullptr) continue;
    for (ExtractedEvidence& evidence : triple.evidence)
      evidence.confidence = On(*curve, evidence.confidence);
  }
}

}  // namespace amana::ingest

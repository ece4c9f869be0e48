#include "ingest/evaluate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace amana::ingest {
namespace {

namespace fs = std::filesystem;
using Rows = std::vector<std::pair<std::string, Counts>>;

template <typename Part>
std::map<std::string, Counts> SumOf(const std::vector<FileScore>& files, Part part) {
  std::map<std::string, Counts> sum;
  for (const auto& file : files) {
    for (const auto& [label, counts] : file.*part) sum[label] += counts;
  }
  return sum;
}

Counts Total(const Rows& rows) {
  Counts total;
  for (const auto& [label, counts] : rows) total += counts;
  return total;
}

// The rows that `order` names, then the others by name.
template <typename Order>
Rows Ordered(std::map<std::string, Counts> counts, const Order& order) {
  Rows rows;
  for (const auto& label : order) {
    if (auto node = counts.extract(std::string(label)))
      rows.emplace_back(node.key(), node.mapped());
  }
  rows.insert(rows.end(), counts.begin(), counts.end());
  return rows;
}

std::string TableOf(const std::string& heading, const Rows& rows) {
  size_t width = heading.size();
  for (const auto& [label, counts] : rows) width = std::max(width, label.size());
  width = std::max(width, std::string_view("micro-average").size());
  const std::string head = fmt::format("{:<{}}  {:>6} {:>6} {:>6}  {:>6} {:>6} {:>6}", heading,
                                       width, "gold", "pred", "corr", "P", "R", "F1");
  const std::string rule(head.size(), '-');
  auto line = [&](const std::string& label, const Counts& c) {
    return fmt::format("{:<{}}  {:>6} {:>6} {:>6}  {:>6.3f} {:>6.3f} {:>6.3f}\n", label, width,
                       c.gold, c.predicted, c.correct, c.Precision(), c.Recall(), c.F1());
  };
  std::string out = head + "\n" + rule + "\n";
  for (const auto& [label, counts] : rows) out += line(label, counts);
  return out + rule + "\n" + line("micro-average", Total(rows));
}

nlohmann::json AsJson(const Counts& c) {
  auto rounded = [](double x) { return std::stod(fmt::format("{:.4f}", x)); };
  return {{"gold", c.gold},
          {"predicted", c.predicted},
          {"correct", c.correct},
          {"precision", rounded(c.Precision())},
          {"recall", rounded(c.Recall())},
          {"f1", rounded(c.F1())}};
}

nlohmann::json AsJson(const std::map<std::string, Counts>& rows) {
  nlohmann::json out = nlohmann::json::object();
  for (const auto& [label, counts] : rows) out[label] = AsJson(counts);
  return out;
}

Result<std::string> ReadWhole(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Fail(ErrorCode::kIo, "cannot read " + file.string());
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return std::move(bytes).str();
}

}  // namespace

std::map<std::string, Counts> Evaluation::Relations() const {
  return SumOf(files, &FileScore::relations);
}
std::map<std::string, Counts> Evaluation::Entities() const {
  return SumOf(files, &FileScore::entities);
}
std::map<std::string, Counts> Evaluation::Properties() const {
  return SumOf(files, &FileScore::properties);
}

Counts Evaluation::Micro() const {
  Counts total;
  for (const auto& file : files) total += file.Micro();
  return total;
}

Counts Evaluation::EntityMicro() const {
  Counts total;
  for (const auto& file : files) total += file.EntityMicro();
  return total;
}

int64_t Evaluation::Ignored() const {
  int64_t sum = 0;
  for (const auto& file : files) sum += file.ignored;
  return sum;
}

std::string Evaluation::Table(By by) const {
  Rows relations = Ordered(Relations(), kScoredPredicates);
  Rows entities = Ordered(Entities(), kScoredTypes);
  std::string heading = "relation", entity_heading = "entity type";
  if (by != By::kRelation) {
    heading = by == By::kFile ? "file" : by == By::kCountry ? "country" : "layout";
    entity_heading = "entities by " + heading;
    std::map<std::string, std::pair<Counts, Counts>> groups;
    for (const auto& file : files) {
      const std::string& group = by == By::kFile      ? file.id
                                 : by == By::kCountry ? file.country
                                                      : file.layout;
      auto& [of_relations, of_entities] = groups[group.empty() ? "not said" : group];
      of_relations += file.Micro();
      of_entities += file.EntityMicro();
    }
    relations.clear();
    entities.clear();
    for (const auto& [group, counts] : groups) {
      relations.emplace_back(group, counts.first);
      entities.emplace_back(group, counts.second);
    }
  }
  return TableOf(heading, relations) +
         fmt::format("{} file(s); {} predicted triple(s) ignored as optional\n\n", files.size(),
                     Ignored()) +
         TableOf(entity_heading, entities) + "\n" +
         TableOf("property", Ordered(Properties(), kScoredProperties));
}

std::string Evaluation::Json() const {
  nlohmann::json by_file = nlohmann::json::object();
  for (const auto& file : files) {
    by_file[file.id] = {{"micro", AsJson(file.Micro())},
                        {"entities_micro", AsJson(file.EntityMicro())},
                        {"relations", AsJson(file.relations)}};
    if (!file.country.empty()) by_file[file.id]["country"] = file.country;
    if (!file.layout.empty()) by_file[file.id]["layout"] = file.layout;
  }
  nlohmann::json out = {{"relations", AsJson(Relations())},
                        {"micro", AsJson(Micro())},
                        {"entities", AsJson(Entities())},
                        {"entities_micro", AsJson(EntityMicro())},
                        {"properties", AsJson(Properties())},
                        {"ignored", Ignored()},
                        {"files", by_file}};
  return out.dump(2) + "\n";
}

std::string Evaluation::Errors() const {
  std::string out;
  for (const auto& file : files) {
    out +=
        fmt::format("## {}: {} lines, F1 {:.3f}\n", file.id, file.errors.size(), file.Micro().F1());
    for (const auto& error : file.errors) {
      out += error.line + "\n";
      if (!error.sentence.empty()) out += "          «" + error.sentence + "»\n";
    }
    out += "\n";
  }
  return out;
}

void Evaluation::FindSentences(const std::map<std::string, std::string>& texts) {
  for (auto& file : files) {
    const auto text = texts.find(file.id);
    if (text == texts.end()) continue;
    for (auto& error : file.errors) {
      if (error.sentence.empty()) error.sentence = FindSentence(text->second, error.ends);
    }
  }
}

Result<std::vector<Gold>> ReadGold(const fs::path& folder_or_file, const NameMeasure& measure) {
  std::vector<fs::path> paths;
  std::error_code error;
  if (fs::is_directory(folder_or_file, error)) {
    for (const auto& entry : fs::directory_iterator(folder_or_file, error)) {
      if (entry.path().extension() == ".json") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
  } else {
    paths.push_back(folder_or_file);
  }
  if (paths.empty()) {
    return Fail(ErrorCode::kNotFound, "no gold files in " + folder_or_file.string(),
                "gold files end in .json (docs/evaluation.md)");
  }
  std::vector<Gold> gold;
  for (const auto& path : paths) {
    AMANA_TRY(gold.emplace_back(), Gold::Read(path, measure));
    for (size_t i = 0; i + 1 < gold.size(); ++i) {
      if (gold[i].id() == gold.back().id()) {
        return Fail(ErrorCode::kInvalidArgument, "gold id used twice: " + gold[i].id());
      }
    }
  }
  return gold;
}

PredictionSource PredictionsIn(fs::path folder) {
  return [folder = std::move(folder)](const std::string& id) -> Result<std::optional<std::string>> {
    const fs::path file = folder / (id + ".jsonl");
    if (!fs::exists(file)) return std::nullopt;
    AMANA_TRY(std::string bytes, ReadWhole(file));
    return bytes;
  };
}

Result<Evaluation> Evaluate(const std::vector<Gold>& gold, const PredictionSource& source,
                            const NameMeasure& measure) {
  Evaluation evaluation;
  for (const Gold& file : gold) {
    AMANA_TRY(std::optional<std::string> lines, source(file.id()));
    if (!lines) evaluation.without_predictions.push_back(file.id());
    AMANA_TRY(Predictions predictions,
              Predictions::Parse(lines.value_or(""), file.id() + ".jsonl", measure));
    evaluation.files.push_back(Score(file, predictions, measure));
  }
  return evaluation;
}

}  // namespace amana::ingest

#include "tests/query/gherkin.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace amana::test {
namespace {

namespace fs = std::filesystem;

std::string Trim(const std::string& text) {
  size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::vector<std::string> Cells(const std::string& line) {
  std::vector<std::string> cells;
  std::string cell;
  for (size_t i = 1; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size()) {
      char next = line[++i];
      if (next == 'n') {
        cell.push_back('\n');
      } else {
        if (next != '|' && next != '\\') cell.push_back('\\');
        cell.push_back(next);
      }
    } else if (line[i] == '|') {
      cells.push_back(Trim(cell));
      cell.clear();
    } else {
      cell.push_back(line[i]);
    }
  }
  return cells;
}

std::string Replaced(std::string text, const std::vector<std::string>& names,
                     const std::vector<std::string>& values) {
  for (size_t i = 0; i < names.size() && i < values.size(); ++i) {
    std::string mark = "<" + names[i] + ">";
    for (size_t at = text.find(mark); at != std::string::npos;
         at = text.find(mark, at + values[i].size())) {
      text.replace(at, mark.size(), values[i]);
    }
  }
  return text;
}

class FeatureReader {
 public:
  FeatureReader(const fs::path& file, std::string feature, std::vector<Scenario>* out)
      : feature_(std::move(feature)), out_(out) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) lines_.push_back(line);
  }

  void Run() {
    for (; at_ < lines_.size(); ++at_) Line(Trim(lines_[at_]));
    Close();
  }

 private:
  void Line(const std::string& line) {
    if (line.empty() || line[0] == '#' || line.rfind("Feature:", 0) == 0) return;
    if (line[0] == '@') {
      std::istringstream words(line);
      for (std::string tag; words >> tag;) pending_tags_.push_back(tag);
    } else if (line.rfind("Background:", 0) == 0) {
      Close();
      steps_ = &background_;
    } else if (line.rfind("Scenario", 0) == 0) {
      Close();
      current_ = Scenario{feature_, Trim(line.substr(line.find(':') + 1)), pending_tags_, {}};
      pending_tags_.clear();
      open_ = true;
      steps_ = &current_.steps;
    } else if (line.rfind("Examples:", 0) == 0) {
      examples_.emplace_back();
      in_examples_ = true;
    } else if (line[0] == '|') {
      auto& table = in_examples_ ? examples_.back() : steps_->back().table;
      table.push_back(Cells(line));
    } else if (line.rfind("\"\"\"", 0) == 0) {
      steps_->back().doc = DocString();
    } else if (steps_ != nullptr) {
      size_t space = line.find(' ');
      steps_->push_back(Step{Trim(line.substr(space + 1)), "", {}});
    }
  }

  std::string DocString() {
    size_t indent = lines_[at_].find('"');
    std::string doc;
    for (++at_; at_ < lines_.size() && Trim(lines_[at_]) != "\"\"\""; ++at_) {
      const std::string& line = lines_[at_];
      if (!doc.empty()) doc += "\n";
      doc += line.size() > indent ? line.substr(std::min(indent, line.find_first_not_of(" \t")))
                                  : Trim(line);
    }
    return doc;
  }

  void Close() {
    if (open_) {
      std::vector<Step> steps = background_;
      steps.insert(steps.end(), current_.steps.begin(), current_.steps.end());
      current_.steps = std::move(steps);
      if (examples_.empty()) {
        out_->push_back(current_);
      } else {
        Expand();
      }
    }
    open_ = false;
    examples_.clear();
    in_examples_ = false;
  }

  void Expand() {
    int number = 0;
    for (const auto& table : examples_) {
      for (size_t row = 1; row < table.size(); ++row) {
        Scenario scenario = current_;
        scenario.name += " #" + std::to_string(++number);
        for (Step& step : scenario.steps) {
          step.text = Replaced(step.text, table[0], table[row]);
          step.doc = Replaced(step.doc, table[0], table[row]);
          for (auto& cells : step.table) {
            for (std::string& cell : cells) cell = Replaced(cell, table[0], table[row]);
          }
        }
        out_->push_back(std::move(scenario));
      }
    }
  }

  std::string feature_;
  std::vector<Scenario>* out_;
  std::vector<std::string> lines_;
  size_t at_ = 0;
  std::vector<Step> background_;
  std::vector<Step>* steps_ = nullptr;
  Scenario current_;
  bool open_ = false;
  bool in_examples_ = false;
  std::vector<std::vector<std::vector<std::string>>> examples_;
  std::vector<std::string> pending_tags_;
};

}  // namespace

std::vector<Scenario> ReadFeatures(const fs::path& root) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.path().extension() == ".feature") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<Scenario> scenarios;
  for (const fs::path& file : files) {
    std::string feature = fs::relative(file, root).replace_extension().string();
    FeatureReader(file, feature, &scenarios).Run();
  }
  return scenarios;
}

}  // namespace amana::test

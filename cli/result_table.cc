#include "cli/result_table.h"

#include <algorithm>

#include "cli/suggest.h"
#include "cli/text_width.h"
#include "server/export/csv_field.h"
#include "server/json/json_writer.h"

namespace amana::cli {
namespace {

constexpr std::string_view kIsolate = "\u2068", kPopIsolate = "\u2069";
constexpr size_t kNarrowest = 8;  // a column is not squeezed below this

std::string Isolated(const std::string& text) {
  return std::string(kIsolate) + text + std::string(kPopIsolate);
}

class TableWriter {
 public:
  TableWriter(const ResultTable& table, const Terminal& terminal, BidiMode bidi)
      : table_(table), bidi_(bidi) {
    for (const auto& column : table.columns) widths_.push_back(DisplayWidth(column));
    for (const auto& row : table.rows) {
      texts_.emplace_back();
      for (size_t i = 0; i < row.size(); ++i) {
        texts_.back().push_back(Printable(row[i].text));
        widths_[i] = std::max(widths_[i], DisplayWidth(texts_.back().back()));
      }
    }
    if (terminal.stdout_is_terminal) Squeeze(terminal.columns);
  }

  std::string Write() {
    if (widths_.empty()) return {};
    std::string out = Rule();
    out += Line([&](size_t i) { return Pad(table_.columns[i], widths_[i], false); }) + Rule();
    for (size_t r = 0; r < texts_.size(); ++r) {
      out +=
          Line([&](size_t i) { return Pad(texts_[r][i], widths_[i], table_.rows[r][i].number); });
    }
    return out + (texts_.empty() ? "" : Rule());
  }

 private:
  // Takes columns from the widest until the line fits.
  void Squeeze(size_t columns) {
    auto total = [&] {
      size_t sum = 1;
      for (size_t width : widths_) sum += width + 3;
      return sum;
    };
    while (total() > columns) {
      auto widest = std::max_element(widths_.begin(), widths_.end());
      if (*widest <= kNarrowest) return;
      --*widest;
    }
  }

  std::string Rule() const {
    std::string out = "+";
    for (size_t width : widths_) out += std::string(width + 2, '-') + "+";
    return out + "\n";
  }

  template <typename CellText>
  std::string Line(CellText text) const {
    std::string out = "|";
    for (size_t i = 0; i < widths_.size(); ++i) out += " " + text(i) + " |";
    return out + "\n";
  }

  std::string Pad(const std::string& text, size_t width, bool right) const {
    std::string fitted = FitWidth(text, width);
    std::string space(width - DisplayWidth(fitted), ' ');
    if (bidi_ == BidiMode::kIsolate) fitted = Isolated(fitted);
    return right ? space + fitted : fitted + space;
  }

  const ResultTable& table_;
  BidiMode bidi_;
  std::vector<size_t> widths_;
  std::vector<std::vector<std::string>> texts_;
};

// Header and rows with a separator; `field` gives a cell's text.
template <typename Field>
std::string Separated(const ResultTable& table, char separator, Field field,
                      std::string (*header)(std::string_view)) {
  std::string out;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0) out += separator;
    out += header(table.columns[i]);
  }
  out += '\n';
  for (const auto& row : table.rows) {
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += separator;
      out += field(row[i]);
    }
    out += '\n';
  }
  return out;
}

std::string JsonObject(const ResultTable& table, const std::vector<Cell>& row) {
  server::JsonWriter json;
  json.BeginObject();
  for (size_t i = 0; i < row.size(); ++i) json.Key(table.columns[i]).Raw(row[i].json);
  json.EndObject();
  return json.Take();
}

std::string Json(const ResultTable& table) {
  std::string out = "[";
  for (size_t i = 0; i < table.rows.size(); ++i) {
    out += (i ? ",\n " : "\n ") + JsonObject(table, table.rows[i]);
  }
  return out + (table.rows.empty() ? "]\n" : "\n]\n");
}

std::string JsonLines(const ResultTable& table) {
  std::string out;
  for (const auto& row : table.rows) out += JsonObject(table, row) + "\n";
  return out;
}

std::string MarkdownField(std::string_view text) {
  std::string out;
  for (char c : Printable(text)) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

std::string Markdown(const ResultTable& table) {
  std::string out = "|", rule = "|";
  for (const auto& column : table.columns) {
    out += " " + MarkdownField(column) + " |";
    rule += " --- |";
  }
  out += "\n" + rule + "\n";
  for (const auto& row : table.rows) {
    out += "|";
    for (const auto& cell : row) out += " " + MarkdownField(cell.text) + " |";
    out += "\n";
  }
  return out;
}

std::string List(const ResultTable& table, BidiMode bidi) {
  std::string out;
  for (const auto& row : table.rows) {
    if (!out.empty()) out += "\n";
    for (size_t i = 0; i < row.size(); ++i) {
      // Strings without quotes; null, lists and elements as the query language writes them.
      const Cell& cell = row[i];
      const bool is_string = !cell.bare.empty() && cell.bare != cell.json;
      std::string text = Printable(is_string ? cell.bare : cell.text);
      if (bidi == BidiMode::kIsolate) text = Isolated(text);
      out += table.columns[i] + ": " + text + "\n";
    }
  }
  return out;
}

}  // namespace

const std::vector<std::string>& TableFormatNames() {
  static const std::vector<std::string> names = {"table", "plain", "json",     "jsonl",
                                                 "csv",   "tsv",   "markdown", "list"};
  return names;
}

Result<TableFormat> ChooseFormat(const std::string& name, const Terminal& terminal) {
  if (name == "auto") {
    return terminal.stdout_is_terminal ? TableFormat::kTable : TableFormat::kPlain;
  }
  const auto& names = TableFormatNames();
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<TableFormat>(i);
  }
  auto near = Nearest(name, names);
  return Fail(ErrorCode::kInvalidArgument, "unknown format: " + name,
              near ? "did you mean " + *near + "?"
                   : "table, plain, json, jsonl, csv, tsv, markdown or list");
}

std::string Render(const ResultTable& table, TableFormat format, const Terminal& terminal,
                   BidiMode bidi) {
  switch (format) {
    case TableFormat::kTable:
      return TableWriter(table, terminal, bidi).Write();
    case TableFormat::kPlain:
      return Separated(
          table, '\t', [](const Cell& c) { return Printable(c.text); }, Printable);
    case TableFormat::kJson:
      return Json(table);
    case TableFormat::kJsonLines:
      return JsonLines(table);
    case TableFormat::kCsv:
      return Separated(
          table, ',', [](const Cell& c) { return server::CsvField(c.bare); }, server::CsvField);
    case TableFormat::kTsv:
      return Separated(
          table, '\t', [](const Cell& c) { return Printable(c.bare); }, Printable);
    case TableFormat::kMarkdown:
      return Markdown(table);
    case TableFormat::kList:
      return List(table, bidi);
  }
  return {};
}

}  // namespace amana::cli

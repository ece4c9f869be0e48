#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal.h"
#include "core/result.h"

namespace amana::cli {

// kList: a line for each cell, a blank line between rows; for long texts.
enum class TableFormat { kTable, kPlain, kJson, kJsonLines, kCsv, kTsv, kMarkdown, kList };

// The names that --format takes, in the order of TableFormat, without "auto".
const std::vector<std::string>& TableFormatNames();

// "auto" is a table on a terminal and plain text in a pipe. kInvalidArgument with a suggestion.
Result<TableFormat> ChooseFormat(const std::string& name, const Terminal& terminal);

// One cell in the forms that formats need.
struct Cell {
  std::string text;     // for people, as the query language writes it
  std::string bare;     // for CSV and TSV: a string without its quotes, null empty
  std::string json;     // a JSON value
  bool number = false;  // aligned to the right
};

// Columns and rows. Rows hold as many cells as there are columns.
struct ResultTable {
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;
};

// The whole document in the format, an empty but valid one where there are no rows.
std::string Render(const ResultTable& table, TableFormat format, const Terminal& terminal,
                   BidiMode bidi);

}  // namespace amana::cli

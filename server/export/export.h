#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph_store.h"

namespace amana::server {

enum class ExportFormat : uint8_t {
  kJsonLines,  // articles, nodes and relationships, one object a line; the whole content
  kCsv,        // a line for each relationship with its ends, articles and first sentence
  kCytoscape,  // one document for Cytoscape.js
};

// In the order of ExportFormat, as --format takes them.
const std::vector<std::string>& ExportFormatNames();

// Receives the export piece by piece; false ends it early, which is no error.
using ExportSink = std::function<bool(std::string_view)>;

// Writes the store's present state. The same content gives the same bytes, in whatever order it
// came to be: elements are sorted by public id, names by name, and no time stands in it.
// `articles`: the articles' nodes and relations too, in kCsv and kCytoscape; kJsonLines has all.
// Relations whose confidence is below `min_confidence` are left out.
Result<void> Export(const GraphStore& store, ExportFormat format, bool articles,
                    double min_confidence, const ExportSink& sink);

}  // namespace amana::server

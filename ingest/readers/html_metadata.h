#pragma once

#include <string_view>

#include "ingest/article.h"
#include "ingest/readers/html_scanner.h"

namespace amana::ingest {

// Takes what a <meta>, <link>, <time> or <html> tag says about the article. The first tag to name
// a field wins, but a publication time in <time> gives way to one in <meta>.
void ReadHtmlMetadata(const HtmlToken& token, const std::vector<HtmlAttribute>& attributes,
                      SourceDocument& document);

// The same from a JSON-LD script (schema.org Article and its kinds); broken JSON says nothing.
// Fills only what is still empty.
void ReadJsonLd(std::string_view json, SourceDocument& document);

}  // namespace amana::ingest

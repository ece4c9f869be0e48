#pragma once

#include <string_view>

#include "ingest/article.h"

namespace amana::ingest {

// Fills `document` (title, text, metadata) from an HTML page already decoded to UTF-8. Text is what
// a person reads in the main part of the page: block elements become lines; scripts, menus,
// sidebars, footers, forms and comments are left out. One pass, no tree, no recursion.
void ReadHtml(std::string_view page, SourceDocument& document);

// True for text that begins like an HTML page or holds block markup, as in a record's text field.
bool LooksLikeHtml(std::string_view text);

}  // namespace amana::ingest

#include "ingest/readers/html_reader.h"

#include <algorithm>
#include <string>

#include "ingest/readers/html_metadata.h"
#include "ingest/readers/html_outline.h"
#include "ingest/readers/html_scanner.h"

namespace amana::ingest {
namespace {

std::string Trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\n\r");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\n\r") - first + 1));
}

// "Headline - Site" and "Headline | Site" without the site.
std::string WithoutSiteName(std::string_view title) {
  for (const std::string_view separator : {" | ", " – ", " - ", " — "}) {
    const size_t at = title.rfind(separator);
    if (at != std::string_view::npos && at > title.size() / 2) return Trimmed(title.substr(0, at));
  }
  return Trimmed(title);
}

// The page's own heading where the metadata agrees with it, since it is what stands in the text;
// a heading that the metadata does not know is often the site's name.
std::string ChooseTitle(const std::string& heading, const std::string& meta_title,
                        const std::string& title_element) {
  const std::string& known = meta_title.empty() ? title_element : meta_title;
  if (known.empty()) return heading;
  if (!heading.empty() && (known.find(heading) != std::string::npos || meta_title.empty())) {
    return heading;
  }
  return WithoutSiteName(known);
}

// A bare <time> may as well be the clock in the page's header.
bool IsPublicationTime(const std::vector<HtmlAttribute>& attributes) {
  if (FindHtmlAttribute(attributes, "itemprop") == "datePublished") return true;
  const std::string_view classes = FindHtmlAttribute(attributes, "class");
  for (const std::string_view word : {"published", "entry-date", "post-date", "article-date"}) {
    if (classes.find(word) != std::string_view::npos) return true;
  }
  return std::any_of(attributes.begin(), attributes.end(),
                     [](const HtmlAttribute& a) { return a.name == "pubdate"; });
}

}  // namespace

void ReadHtml(std::string_view page, SourceDocument& document) {
  HtmlScanner scanner(page);
  HtmlOutline outline;
  std::string title_element;
  std::string time_published;
  while (auto token = scanner.Next()) {
    if (token->kind == HtmlToken::Kind::kText) {
      outline.Text(token->text);
      continue;
    }
    if (token->kind == HtmlToken::Kind::kEnd) {
      outline.EndTag(token->name);
      continue;
    }
    const auto attributes = ParseHtmlAttributes(token->attributes);
    outline.StartTag(*token, attributes);
    ReadHtmlMetadata(*token, attributes, document);
    if (token->name == "title" && title_element.empty()) {
      title_element = Trimmed(DecodeHtmlEntities(token->raw_text));
    } else if (token->name == "script" &&
               FindHtmlAttribute(attributes, "type") == "application/ld+json") {
      ReadJsonLd(token->raw_text, document);
    } else if (token->name == "time" && time_published.empty() && IsPublicationTime(attributes)) {
      time_published = FindHtmlAttribute(attributes, "datetime");
    }
  }
  outline.Finish();
  document.title = ChooseTitle(outline.first_heading(), document.title, title_element);
  if (document.published.empty()) document.published = time_published;
  document.text = outline.MainText(document.title);
}

bool LooksLikeHtml(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\n\r");
  if (first == std::string_view::npos) return false;
  std::string head(text.substr(first, 1024));
  std::transform(head.begin(), head.end(), head.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (head.starts_with("<!doctype html") || head.starts_with("<html")) return true;
  for (const std::string_view tag : {"<p>", "<p ", "<div", "<br>", "<br/>", "<br />", "<body"}) {
    if (head.find(tag) != std::string::npos) return true;
  }
  return false;
}

}  // namespace amana::ingest

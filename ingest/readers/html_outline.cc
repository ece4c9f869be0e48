// Only block elements are kept on the stack of open elements: they alone can open a dropped part or
// a candidate for the main part. The stack is short by limit, so that hostile nesting costs
// nothing.
#include "ingest/readers/html_outline.h"

#include <algorithm>
#include <array>

namespace amana::ingest {
namespace {

constexpr size_t kMaxDepth = 128;

using NameList = std::initializer_list<std::string_view>;

bool Among(std::string_view name, NameList list) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool BreaksLine(std::string_view name) {
  return Among(
      name,
      {"address", "article", "aside", "blockquote", "body",   "br",         "caption", "dd",
       "div",     "dl",      "dt",    "fieldset",   "figure", "figcaption", "footer",  "form",
       "h1",      "h2",      "h3",    "h4",         "h5",     "h6",         "head",    "header",
       "hr",      "html",    "li",    "main",       "nav",    "ol",         "p",       "pre",
       "section", "select",  "table", "tbody",      "td",     "tfoot",      "th",      "thead",
       "title",   "tr",      "ul",    "option",     "button", "details",    "summary"});
}

// Elements worth a place on the stack.
bool IsStacked(std::string_view name) {
  return Among(
      name, {"article",    "aside",  "body",  "button", "details", "div",      "fieldset", "figure",
             "figcaption", "footer", "form",  "head",   "header",  "main",     "nav",      "ol",
             "section",    "select", "table", "ul",     "svg",     "template", "object",   "li"});
}

bool IsDroppedElement(std::string_view name) {
  return Among(name, {"aside", "button", "footer", "form", "head", "nav", "select", "svg",
                      "template", "object", "figcaption"});
}

// Words of class and id attributes, by the naming of the common publishing systems.
constexpr std::array<std::string_view, 30> kDroppedParts = {
    "ad",         "ads",          "advert",    "breadcrumb", "breadcrumbs", "comment",
    "comments",   "comment-list", "cookie",    "copyright",  "footer",      "hidden",
    "login",      "menu",         "nav",       "navbar",     "navigation",  "newsletter",
    "pagination", "popup",        "rating",    "respond",    "share",       "sharing",
    "sidebar",    "social",       "subscribe", "toolbar",    "widget",      "comments-area"};
constexpr std::array<std::string_view, 12> kMainParts = {
    "entry-content", "article-body",   "article-content", "post-content",
    "articlebody",   "news-content",   "story-body",      "td-post-content",
    "article__body", "single-content", "post-body",       "entry_content"};

template <size_t N>
bool AnyWordAmong(std::string_view words, const std::array<std::string_view, N>& list) {
  size_t at = 0;
  while (at < words.size()) {
    const size_t end = std::min(words.find(' ', at), words.size());
    std::string word(words.substr(at, end - at));
    std::transform(word.begin(), word.end(), word.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (std::find(list.begin(), list.end(), word) != list.end()) return true;
    at = end + 1;
  }
  return false;
}

// 0 for no candidate; the higher, the surer.
int MainRank(std::string_view name, const std::vector<HtmlAttribute>& attributes) {
  if (FindHtmlAttribute(attributes, "itemprop") == "articleBody") return 3;
  if (AnyWordAmong(FindHtmlAttribute(attributes, "class"), kMainParts) ||
      AnyWordAmong(FindHtmlAttribute(attributes, "id"), kMainParts)) {
    return 3;
  }
  if (name == "article") return 2;
  if (name == "main" || FindHtmlAttribute(attributes, "role") == "main") return 1;
  return 0;
}

void AppendFolded(std::string& line, std::string_view text) {
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
      if (!line.empty() && line.back() != ' ') line += ' ';
    } else {
      line += c;
    }
  }
}

}  // namespace

void HtmlOutline::StartTag(const HtmlToken& token, const std::vector<HtmlAttribute>& attributes) {
  if (BreaksLine(token.name)) EndLine();
  if (token.name == "a") links_ = 1;  // links do not nest
  if (token.name == "h1" && first_heading_.empty()) in_heading_ = true;
  if (!IsStacked(token.name)) return;
  if (token.name == "li") {  // an open <li> ends where the next begins
    for (size_t i = open_.size(); i-- > 0;) {
      if (open_[i].name == "ul" || open_[i].name == "ol") break;
      if (open_[i].name == "li") {
        PopTo(i);
        break;
      }
    }
  }
  const int rank = MainRank(token.name, attributes);
  const bool page_header = token.name == "header" && container_ < 0;
  const bool dropped = rank == 0 && token.name != "body" &&
                       (IsDroppedElement(token.name) || page_header ||
                        AnyWordAmong(FindHtmlAttribute(attributes, "class"), kDroppedParts) ||
                        AnyWordAmong(FindHtmlAttribute(attributes, "id"), kDroppedParts));
  Push(token, dropped, rank);
}

void HtmlOutline::Push(const HtmlToken& token, bool dropped, int rank) {
  if (open_.size() >= kMaxDepth) return;
  Element element{token.name, dropped, -1};
  dropping_ += dropped;
  if (rank > 0 && dropping_ == 0) {
    element.container = static_cast<int>(containers_.size());
    containers_.push_back({container_, rank, 0});
    container_ = element.container;
  }
  open_.push_back(std::move(element));
}

void HtmlOutline::PopTo(size_t depth) {
  while (open_.size() > depth) {
    const Element& element = open_.back();
    dropping_ -= element.dropped;
    if (element.container >= 0) container_ = containers_[element.container].parent;
    open_.pop_back();
  }
}

void HtmlOutline::EndTag(std::string_view name) {
  if (BreaksLine(name)) EndLine();
  if (name == "a") links_ = 0;
  if (name == "h1") in_heading_ = false;
  if (!IsStacked(name)) return;
  for (size_t i = open_.size(); i-- > 0;) {
    if (open_[i].name == name) {
      PopTo(i);
      return;
    }
  }
}

void HtmlOutline::Text(std::string_view raw) {
  // A heading is the title even in a page header, which is otherwise dropped.
  if (dropping_ > 0 && !in_heading_) return;
  const size_t before = line_.size();
  AppendFolded(line_, DecodeHtmlEntities(raw));
  if (links_ > 0) link_bytes_ += line_.size() - before;
}

void HtmlOutline::EndLine() {
  while (!line_.empty() && line_.back() == ' ') line_.pop_back();
  if (!line_.empty()) {
    const bool heading = in_heading_ && first_heading_.empty();
    if (heading) first_heading_ = line_;
    if (dropping_ == 0) {
      const bool link_only = link_bytes_ * 10 >= line_.size() * 9;
      for (int c = container_; c >= 0; c = containers_[c].parent) {
        if (!link_only) containers_[c].text_bytes += line_.size();
      }
      lines_.push_back({line_, container_, link_only});
    }
  }
  line_.clear();
  link_bytes_ = 0;
}

// The surest candidate that holds a good part of the page's text; among equals, the longest.
int HtmlOutline::ChooseContainer() const {
  size_t total = 0;
  for (const Line& line : lines_) total += line.link_only ? 0 : line.text.size();
  int best = -1;
  for (int i = 0; i < static_cast<int>(containers_.size()); ++i) {
    const Container& c = containers_[i];
    if (c.text_bytes * 4 < total || c.text_bytes == 0) continue;
    if (best < 0 || c.rank > containers_[best].rank ||
        (c.rank == containers_[best].rank && c.text_bytes > containers_[best].text_bytes)) {
      best = i;
    }
  }
  return best;
}

bool HtmlOutline::IsWithin(int container, int ancestor) const {
  while (container >= 0 && container != ancestor) container = containers_[container].parent;
  return container == ancestor;
}

std::string HtmlOutline::MainText(std::string_view title) const {
  const int main = ChooseContainer();
  std::string out;
  for (const Line& line : lines_) {
    if (main >= 0 ? !IsWithin(line.container, main) : line.link_only) continue;
    if (line.text == title) continue;
    out += line.text;
    out += '\n';
  }
  return out;
}

}  // namespace amana::ingest

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/readers/html_scanner.h"

namespace amana::ingest {

// The visible lines of a page with what is known about each, and the choice of the main part.
class HtmlOutline {
 public:
  // To be called for every tag and text of the page, in order.
  void StartTag(const HtmlToken& token, const std::vector<HtmlAttribute>& attributes);
  void EndTag(std::string_view name);
  void Text(std::string_view raw);
  void Finish() { EndLine(); }

  // The lines of the main part. `title` is left out where it stands as a line of its own.
  std::string MainText(std::string_view title) const;
  const std::string& first_heading() const { return first_heading_; }

 private:
  struct Element {
    std::string name;
    bool dropped = false;  // this element opened a dropped part
    int container = -1;    // the candidate main part it opened
  };
  struct Container {  // a candidate main part
    int parent = -1;
    int rank = 0;  // how sure its markup is that it is the article
    size_t text_bytes = 0;
  };
  struct Line {
    std::string text;
    int container = -1;
    bool link_only = false;
  };

  void EndLine();
  void Push(const HtmlToken& token, bool dropped, int rank);
  void PopTo(size_t depth);
  int ChooseContainer() const;
  bool IsWithin(int container, int ancestor) const;

  std::vector<Element> open_;
  std::vector<Container> containers_;
  std::vector<Line> lines_;
  std::string line_;
  std::string first_heading_;
  size_t link_bytes_ = 0;  // of the current line
  int container_ = -1;     // innermost open candidate
  int dropping_ = 0;       // open dropped elements
  int links_ = 0;          // open <a>
  bool in_heading_ = false;
};

}  // namespace amana::ingest

#include "tests/query/canonical.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <vector>

#include "query/render.h"

namespace amana::test {
namespace {

class Reader {
 public:
  Reader(std::string_view text, bool sort_lists) : text_(text), sort_lists_(sort_lists) {}

  std::string Run() {
    std::string out = ReadValue();
    Blank();
    return failed_ || at_ != text_.size() ? "!" + std::string(text_) : out;
  }

 private:
  void Blank() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool Accept(std::string_view symbol) {
    Blank();
    if (text_.substr(at_, symbol.size()) != symbol) return false;
    at_ += symbol.size();
    return true;
  }
  void Expect(std::string_view symbol) {
    if (!Accept(symbol)) failed_ = true;
  }
  char Peek() {
    Blank();
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  std::string Until(std::string_view ends) {
    Blank();
    size_t begin = at_;
    while (at_ < text_.size() && ends.find(text_[at_]) == std::string_view::npos) ++at_;
    std::string word(text_.substr(begin, at_ - begin));
    while (!word.empty() && word.back() == ' ') word.pop_back();
    return word;
  }

  std::string ReadValue() {
    if (failed_) return "";
    switch (Peek()) {
      case '(':
        return Node();
      case '[':
        return text_.substr(at_ + 1, 1) == ":" ? Relationship() : List();
      case '<':
        return Path();
      case '{':
        return Map();
      case '\'':
        return String();
      case '\0':
        failed_ = true;
        return "";
      default:
        return Scalar();
    }
  }

  std::string Scalar() {
    std::string word = Until(",]})");
    if (word.empty()) failed_ = true;
    if (word.find_first_of(".eE") != std::string::npos || word == "NaN" || word == "Infinity") {
      char* end = nullptr;
      double value = std::strtod(word.c_str(), &end);
      if (*end == '\0') return query::FloatText(value);
    }
    return word;
  }

  std::string String() {
    std::string out = "'";
    for (++at_; at_ < text_.size() && text_[at_] != '\''; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        out += '\\';
        ++at_;
      }
      out += text_[at_];
    }
    if (at_ >= text_.size()) failed_ = true;
    ++at_;
    return out + "'";
  }

  std::string List() {
    Expect("[");
    std::vector<std::string> items;
    while (!failed_ && Peek() != ']') {
      items.push_back(ReadValue());
      if (!Accept(",")) break;
    }
    Expect("]");
    if (sort_lists_) std::sort(items.begin(), items.end());
    std::string out = "[";
    for (const std::string& item : items) out += item + ", ";
    return out + "]";
  }

  std::string Map() {
    Expect("{");
    std::map<std::string, std::string> items;
    while (!failed_ && Peek() != '}') {
      std::string key = Until(":");
      Expect(":");
      items[key] = ReadValue();
      if (!Accept(",")) break;
    }
    Expect("}");
    std::string out = "{";
    for (const auto& [key, value] : items) out += key + ": " + value + ", ";
    return out + "}";
  }

  std::string Labels() {
    std::vector<std::string> labels;
    while (Accept(":")) labels.push_back(Until(":{)] "));
    std::sort(labels.begin(), labels.end());
    std::string out;
    for (const std::string& label : labels) out += ":" + label;
    return out;
  }

  std::string Node() {
    Expect("(");
    std::string out = "(" + Labels();
    if (Peek() == '{') out += " " + Map();
    Expect(")");
    return out + ")";
  }

  std::string Relationship() {
    Expect("[");
    std::string out = "[" + Labels();
    if (Peek() == '{') out += " " + Map();
    Expect("]");
    return out + "]";
  }

  std::string Path() {
    Expect("<");
    std::string out = "<" + Node();
    while (!failed_ && Peek() != '>') {
      bool left = Accept("<");
      Expect("-");
      std::string relationship = Relationship();
      Expect("-");
      if (!left) Expect(">");
      out += (left ? "<-" : "-") + relationship + (left ? "-" : "->") + Node();
    }
    Expect(">");
    return out + ">";
  }

  std::string_view text_;
  bool sort_lists_;
  size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace

std::string Canonical(std::string_view text, bool sort_lists) {
  return Reader(text, sort_lists).Run();
}

}  // namespace amana::test

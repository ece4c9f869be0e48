#include "ingest/readers/html_metadata.h"

#include <nlohmann/json.hpp>

namespace amana::ingest {
namespace {

void SetOnce(std::string& field, std::string_view value) {
  if (field.empty()) field = value;
}

void ReadMeta(std::string_view key, std::string_view value, SourceDocument& document) {
  if (key == "og:title" || key == "twitter:title") {
    SetOnce(document.title, value);
  } else if (key == "article:published_time" || key == "datePublished" || key == "pubdate" ||
             key == "publish-date" || key == "dc.date" || key == "DC.date.issued" ||
             key == "date" || key == "parsely-pub-date" || key == "sailthru.date") {
    SetOnce(document.published, value);
  } else if (key == "author" || key == "article:author" || key == "dc.creator") {
    // Some systems put the author's profile address here.
    if (!value.starts_with("http")) SetOnce(document.author, value);
  } else if (key == "og:url") {
    SetOnce(document.url, value);
  } else if (key == "og:site_name") {
    SetOnce(document.source, value);
  } else if (key == "keywords" || key == "news_keywords" || key == "article:tag") {
    if (!value.empty()) document.tags.emplace_back(value);
  }
}

using Json = nlohmann::json;

std::string_view StringAt(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string()) return {};
  return found->get_ref<const std::string&>();
}

// schema.org allows an object, a string or a list of them wherever a thing is named.
std::string_view NameAt(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) return {};
  const Json* value = &*found;
  if (value->is_array() && !value->empty()) value = &value->front();
  if (value->is_string()) return value->get_ref<const std::string&>();
  return value->is_object() ? StringAt(*value, "name") : std::string_view();
}

bool IsArticle(const Json& object) {
  const auto found = object.find("@type");
  if (found == object.end()) return false;
  const Json& type = found->is_array() && !found->empty() ? found->front() : *found;
  if (!type.is_string()) return false;
  const std::string_view name = type.get_ref<const std::string&>();
  return name.ends_with("Article") || name == "BlogPosting" || name == "WebPage";
}

void ReadArticleObject(const Json& object, SourceDocument& document) {
  if (!object.is_object() || !IsArticle(object)) return;
  SetOnce(document.published, StringAt(object, "datePublished"));
  SetOnce(document.title, StringAt(object, "headline"));
  SetOnce(document.author, NameAt(object, "author"));
  SetOnce(document.source, NameAt(object, "publisher"));
}

}  // namespace

void ReadHtmlMetadata(const HtmlToken& token, const std::vector<HtmlAttribute>& attributes,
                      SourceDocument& document) {
  if (token.name == "meta") {
    const std::string_view content = FindHtmlAttribute(attributes, "content");
    for (const char* key : {"property", "name", "itemprop"}) {
      const std::string_view name = FindHtmlAttribute(attributes, key);
      if (!name.empty() && !content.empty()) return ReadMeta(name, content, document);
    }
  } else if (token.name == "link" && FindHtmlAttribute(attributes, "rel") == "canonical") {
    SetOnce(document.url, FindHtmlAttribute(attributes, "href"));
  } else if (token.name == "html") {
    SetOnce(document.language, FindHtmlAttribute(attributes, "lang").substr(0, 2));
  }
}

void ReadJsonLd(std::string_view json, SourceDocument& document) {
  const Json parsed = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (parsed.is_discarded()) return;
  if (parsed.is_array()) {
    for (const Json& item : parsed) ReadArticleObject(item, document);
    return;
  }
  ReadArticleObject(parsed, document);
  if (parsed.is_object() && parsed.contains("@graph") && parsed["@graph"].is_array()) {
    for (const Json& item : parsed["@graph"]) ReadArticleObject(item, document);
  }
}

}  // namespace amana::ingest

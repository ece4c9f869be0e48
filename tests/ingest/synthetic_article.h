#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ingest/article.h"
#include "ingest/extraction.h"
#include "ingest/extraction_codec.h"

namespace amana::ingest::test {

// Builds what an extractor could have read in an article, without text or rules.
class SyntheticArticle {
 public:
  explicit SyntheticArticle(std::string id) {
    article_.id = std::move(id);
    extraction_.rules_version = "rules-1";
  }

  SyntheticArticle& Published(std::string date) {
    article_.published = std::move(date);
    return *this;
  }
  SyntheticArticle& Carrier(std::string page) {
    article_.carrier = std::move(page);
    return *this;
  }

  uint32_t Add(std::string type, std::string kind, std::string name, Properties properties = {}) {
    ExtractedEntity entity;
    entity.type = std::move(type);
    entity.kind = std::move(kind);
    entity.name = std::move(name);
    entity.properties = std::move(properties);
    entity.begin = static_cast<uint32_t>(10 * extraction_.entities.size());
    entity.end = entity.begin + 5;
    extraction_.entities.push_back(std::move(entity));
    return static_cast<uint32_t>(extraction_.entities.size()) - 1;
  }
  uint32_t Person(std::string name) { return Add("Person", "", std::move(name)); }
  uint32_t Party(std::string name, std::string country = "") {
    Properties properties;
    if (!country.empty()) properties["country"] = country;
    return Add("Organization", "Party", std::move(name), properties);
  }
  uint32_t Body(std::string kind, std::string name, int parent = -1) {
    const uint32_t body = Add("Organization", std::move(kind), std::move(name));
    if (parent >= 0) Say(body, "PART_OF", static_cast<uint32_t>(parent));
    return body;
  }
  uint32_t Post(std::string title, int body = -1) {
    const uint32_t post = Add("Post", "", std::move(title));
    if (body >= 0) Say(post, "POST_IN", static_cast<uint32_t>(body));
    return post;
  }
  uint32_t Meeting(std::string date, std::vector<uint32_t> holders, std::string kind = "meeting") {
    Properties properties = {{"kind", std::move(kind)}, {"status", "held"}};
    if (!date.empty()) properties["date"] = date;
    const uint32_t meeting = Add("Meeting", "", "اجتماع", properties);
    for (uint32_t holder : holders) Say(meeting, "HELD_BY", holder);
    return meeting;
  }

  SyntheticArticle& Say(uint32_t subject, std::string predicate, uint32_t object,
                        Properties properties = {}, double confidence = 0.9) {
    ExtractedTriple triple;
    triple.subject = subject;
    triple.predicate = std::move(predicate);
    triple.object = object;
    triple.properties = std::move(properties);
    const auto line = static_cast<uint32_t>(20 * extraction_.triples.size());
    triple.evidence.push_back({line, line + 19, "test.rule", confidence});
    extraction_.triples.push_back(std::move(triple));
    return *this;
  }

  // A holder of a post, in a party.
  uint32_t Holder(std::string name, std::string title, uint32_t body, Properties properties = {}) {
    const uint32_t person = Person(std::move(name));
    Say(person, "HOLDS", Post(std::move(title), static_cast<int>(body)), std::move(properties));
    return person;
  }

  const Extraction& extraction() const { return extraction_; }
  // The article, with a text of its own long enough for all spans, and a hash of all of it.
  Article article() const;

 private:
  Article article_;
  Extraction extraction_;
};

inline Article SyntheticArticle::article() const {
  Article article = article_;
  article.title = "عنوان " + article.id;
  article.text = article.title + "\n";
  while (article.text.size() < 400) article.text += "نص المقال " + article.id + " ";
  uint32_t code_points = 0;
  for (char c : article.text) code_points += (static_cast<uint8_t>(c) & 0xC0) != 0x80 ? 1 : 0;
  article.blocks = {{0, code_points, BlockKind::kBody}};
  const std::string all = article.published + "|" + article.text + EncodeExtraction(extraction_);
  article.content_hash = std::to_string(std::hash<std::string>()(all));
  return article;
}

}  // namespace amana::ingest::test

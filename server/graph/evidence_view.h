#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/graph_store.h"
#include "core/quote.h"
#include "server/json/json_writer.h"

namespace amana::server {

// A piece of evidence with the sentence that it points to.
struct EvidenceView {
  EvidenceItem item;
  std::string url, source, title, published;  // of the article
  Quote quote;
};

// Looks evidence up and keeps the last articles read, for many relations come from one. Used by one
// thread. REQUIRES that the store lives.
class EvidenceReader {
 public:
  explicit EvidenceReader(const GraphStore& store) : store_(store) {}

  // By article and start. An article that is gone leaves its quote empty.
  Result<std::vector<EvidenceView>> Read(RelationshipId relationship);

 private:
  const GraphStore& store_;
  std::map<std::string, ArticleRecord> articles_;
};

// {"id","article","url","published","start","end","exact","prefix","suffix","rule","confidence"}
void WriteEvidence(JsonWriter& json, const EvidenceView& evidence);

}  // namespace amana::server

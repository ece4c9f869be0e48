#include "ingest/predictions.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <nlohmann/json.hpp>

#include "core/text/utf8.h"

namespace amana::ingest {
namespace {

using Json = nlohmann::ordered_json;

// An entity is known by its article and first mention.
std::string EntityId(const Article& article, const ExtractedEntity& entity) {
  const std::string key =
      fmt::format("{}\n{}\n{}\n{}", article.id, entity.begin, entity.end, entity.type);
  return fmt::format("{:016x}", XXH3_64bits(key.data(), key.size()));
}

Json EntityJson(const Article& article, const ExtractedEntity& entity) {
  Json labels = Json::array({entity.type});
  if (!entity.kind.empty()) labels.push_back(entity.kind);
  Json json = {{"id", EntityId(article, entity)},
               {"type", entity.type},
               {"labels", labels},
               {"name", entity.name},
               {"aliases", entity.aliases}};
  if (!entity.properties.empty()) json["properties"] = entity.properties;
  return json;
}

Json EvidenceJson(const Article& article, const ExtractedEvidence& evidence) {
  return {{"article", article.id},
          {"start", evidence.begin},
          {"end", evidence.end},
          {"text", std::string(SliceCodePoints(article.text, evidence.begin, evidence.end))},
          {"rule", evidence.rule},
          {"confidence", std::round(evidence.confidence * 1000) / 1000}};
}

// A sentence that a relation rests on, where the mention is in one; otherwise its paragraph.
ExtractedEvidence MentionEvidence(const Article& article, const Extraction& extraction,
                                  const ExtractedEntity& entity) {
  const auto holds = [&entity](const auto& range) {
    return range.begin <= entity.begin && range.end >= entity.end;
  };
  ExtractedEvidence evidence{entity.begin, entity.end, "mention", 1};
  for (const Block& block : article.blocks) {
    if (holds(block)) evidence.begin = block.begin, evidence.end = block.end;
  }
  for (const ExtractedTriple& triple : extraction.triples) {
    for (const ExtractedEvidence& e : triple.evidence) {
      if (holds(e)) evidence.begin = e.begin, evidence.end = e.end;
    }
  }
  return evidence;
}

Json ArticleJson(const Article& article) {
  return {{"id", article.id},
          {"type", "Article"},
          {"labels", Json::array({"Article"})},
          {"name", article.title.empty() ? article.id : article.title}};
}

void WriteMention(const Article& article, const Extraction& extraction,
                  const ExtractedEntity& entity, std::ostream& out) {
  Json line;
  line["subject"] = ArticleJson(article);
  line["predicate"] = entity.type == "Meeting" ? "REPORTS" : "MENTIONS";
  line["object"] = EntityJson(article, entity);
  line["properties"] = {{"count", entity.mentions}};
  line["evidence"] =
      Json::array({EvidenceJson(article, MentionEvidence(article, extraction, entity))});
  out << line.dump() << '\n';
}

}  // namespace

void WritePredictions(const Article& article, const Extraction& extraction, std::ostream& out) {
  for (const ExtractedTriple& triple : extraction.triples) {
    Json line;
    line["subject"] = EntityJson(article, extraction.entities[triple.subject]);
    line["predicate"] = triple.predicate;
    if (triple.date.empty()) {
      line["object"] = EntityJson(article, extraction.entities[triple.object]);
    } else {
      line["object"] = {{"type", "Date"}, {"name", triple.date}};
    }
    line["properties"] = triple.properties;
    line["evidence"] = Json::array();
    for (const ExtractedEvidence& evidence : triple.evidence) {
      line["evidence"].push_back(EvidenceJson(article, evidence));
    }
    out << line.dump() << '\n';
  }
  for (const ExtractedEntity& entity : extraction.entities)
    WriteMention(article, extraction, entity, out);
}

}  // namespace amana::ingest

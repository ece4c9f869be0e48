#include "ingest/extraction_codec.h"

#include <bit>

#include "core/bytes.h"

namespace amana::ingest {
namespace {

constexpr uint8_t kVersion = 1;

void PutMap(std::string& out, const std::map<std::string, std::string>& map) {
  PutVarint(out, map.size());
  for (const auto& [key, value] : map) {
    PutString(out, key);
    PutString(out, value);
  }
}

std::map<std::string, std::string> GetMap(ByteReader& in) {
  std::map<std::string, std::string> map;
  for (uint64_t n = in.Count(2); n > 0; --n) {
    std::string key(in.String());
    map.emplace(std::move(key), in.String());
  }
  return map;
}

void PutStrings(std::string& out, const std::vector<std::string>& list) {
  PutVarint(out, list.size());
  for (const std::string& item : list) PutString(out, item);
}

std::vector<std::string> GetStrings(ByteReader& in) {
  std::vector<std::string> list(in.Count());
  for (std::string& item : list) item = in.String();
  return list;
}

void PutEntity(std::string& out, const ExtractedEntity& entity) {
  PutString(out, entity.type);
  PutString(out, entity.kind);
  PutString(out, entity.name);
  PutStrings(out, entity.aliases);
  PutMap(out, entity.properties);
  PutVarint(out, entity.begin);
  PutVarint(out, entity.end);
  PutVarint(out, entity.mentions);
  PutStrings(out, entity.context);
  PutVarint(out, entity.unresolved ? 1 : 0);
}

ExtractedEntity GetEntity(ByteReader& in) {
  ExtractedEntity entity;
  entity.type = in.String();
  entity.kind = in.String();
  entity.name = in.String();
  entity.aliases = GetStrings(in);
  entity.properties = GetMap(in);
  entity.begin = static_cast<uint32_t>(in.Varint());
  entity.end = static_cast<uint32_t>(in.Varint());
  entity.mentions = static_cast<uint32_t>(in.Varint());
  entity.context = GetStrings(in);
  entity.unresolved = in.Varint() != 0;
  return entity;
}

void PutTriple(std::string& out, const ExtractedTriple& triple) {
  PutVarint(out, triple.subject);
  PutString(out, triple.predicate);
  PutVarint(out, triple.object);
  PutString(out, triple.date);
  PutMap(out, triple.properties);
  PutVarint(out, triple.evidence.size());
  for (const ExtractedEvidence& evidence : triple.evidence) {
    PutVarint(out, evidence.begin);
    PutVarint(out, evidence.end);
    PutString(out, evidence.rule);
    PutFixed64(out, std::bit_cast<uint64_t>(evidence.confidence));
  }
}

ExtractedTriple GetTriple(ByteReader& in) {
  ExtractedTriple triple;
  triple.subject = static_cast<uint32_t>(in.Varint());
  triple.predicate = in.String();
  triple.object = static_cast<uint32_t>(in.Varint());
  triple.date = in.String();
  triple.properties = GetMap(in);
  triple.evidence.resize(in.Count(11));
  for (ExtractedEvidence& evidence : triple.evidence) {
    evidence.begin = static_cast<uint32_t>(in.Varint());
    evidence.end = static_cast<uint32_t>(in.Varint());
    evidence.rule = in.String();
    evidence.confidence = std::bit_cast<double>(in.Fixed64());
  }
  return triple;
}

}  // namespace

std::string EncodeExtraction(const Extraction& extraction) {
  std::string out(1, static_cast<char>(kVersion));
  PutString(out, extraction.rules_version);
  PutVarint(out, extraction.entities.size());
  for (const ExtractedEntity& entity : extraction.entities) PutEntity(out, entity);
  PutVarint(out, extraction.triples.size());
  for (const ExtractedTriple& triple : extraction.triples) PutTriple(out, triple);
  return out;
}

Result<Extraction> DecodeExtraction(std::string_view bytes) {
  ByteReader in(bytes);
  const uint8_t version = in.Byte();
  if (in.ok() && version > kVersion) {
    return Fail(ErrorCode::kUnsupported, "the extraction was stored by a later version of amana");
  }
  Extraction extraction;
  extraction.rules_version = in.String();
  for (uint64_t n = in.Count(10); n > 0; --n) extraction.entities.push_back(GetEntity(in));
  for (uint64_t n = in.Count(6); n > 0; --n) extraction.triples.push_back(GetTriple(in));
  const size_t entities = extraction.entities.size();
  for (const ExtractedTriple& triple : extraction.triples) {
    if (triple.subject >= entities || triple.object >= entities) in.Invalidate();
  }
  if (!in.complete() || version != kVersion) {
    return Fail(ErrorCode::kCorruption, "a stored extraction is damaged");
  }
  return extraction;
}

std::string EncodeEntity(const ExtractedEntity& entity) {
  std::string out;
  PutEntity(out, entity);
  return out;
}

Result<ExtractedEntity> DecodeEntity(std::string_view bytes) {
  ByteReader in(bytes);
  ExtractedEntity entity = GetEntity(in);
  if (!in.complete()) return Fail(ErrorCode::kCorruption, "a stored entity is damaged");
  return entity;
}

}  // namespace amana::ingest

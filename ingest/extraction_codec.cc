#include "ingest/extraction_codec.h"

#include <bit>
#include <iterator>

namespace amana::ingest {
namespace {

constexpr uint8_t kVersion = 1;

Properties GetMap(ByteReader& in) {
  auto pairs = in.Pairs();
  return {std::make_move_iterator(pairs.begin()), std::make_move_iterator(pairs.end())};
}

void PutEntity(std::string& out, const ExtractedEntity& entity) {
  PutString(out, entity.type);
  PutString(out, entity.kind);
  PutString(out, entity.name);
  PutStrings(out, entity.aliases);
  PutPairs(out, entity.properties);
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
  entity.aliases = in.Strings();
  entity.properties = GetMap(in);
  entity.begin = static_cast<uint32_t>(in.Varint());
  entity.end = static_cast<uint32_t>(in.Varint());
  entity.mentions = static_cast<uint32_t>(in.Varint());
  entity.context = in.Strings();
  entity.unresolved = in.Varint() != 0;
  return entity;
}

void PutTriple(std::string& out, const ExtractedTriple& triple) {
  PutVarint(out, triple.subject);
  PutString(out, triple.predicate);
  PutVarint(out, triple.object);
  PutString(out, triple.date);
  PutPairs(out, triple.properties);
  PutEvidence(out, triple.evidence);
}

ExtractedTriple GetTriple(ByteReader& in) {
  ExtractedTriple triple;
  triple.subject = static_cast<uint32_t>(in.Varint());
  triple.predicate = in.String();
  triple.object = static_cast<uint32_t>(in.Varint());
  triple.date = in.String();
  triple.properties = GetMap(in);
  triple.evidence = GetEvidence(in);
  return triple;
}

}  // namespace

void PutEvidence(std::string& out, const EvidenceList& evidence) {
  PutVarint(out, evidence.size());
  for (const ExtractedEvidence& item : evidence) {
    PutVarint(out, item.begin);
    PutVarint(out, item.end);
    PutString(out, item.rule);
    PutFixed64(out, std::bit_cast<uint64_t>(item.confidence));
  }
}

EvidenceList GetEvidence(ByteReader& in) {
  EvidenceList evidence(in.Count(11));
  for (ExtractedEvidence& item : evidence) {
    item.begin = static_cast<uint32_t>(in.Varint());
    item.end = static_cast<uint32_t>(in.Varint());
    item.rule = in.String();
    item.confidence = std::bit_cast<double>(in.Fixed64());
  }
  return evidence;
}

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

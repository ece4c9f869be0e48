#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"
#include "ingest/extraction.h"

namespace amana::ingest {

// How an extraction looks in the store. The first byte is the version of the encoding.
std::string EncodeExtraction(const Extraction& extraction);

// kCorruption for bytes that EncodeExtraction never wrote; kUnsupported for a later version.
Result<Extraction> DecodeExtraction(std::string_view bytes);

// One entity alone, without a version.
std::string EncodeEntity(const ExtractedEntity& entity);
Result<ExtractedEntity> DecodeEntity(std::string_view bytes);

// A list of pieces of evidence, as a field of a longer record.
void PutEvidence(std::string& out, const EvidenceList& evidence);
EvidenceList GetEvidence(ByteReader& in);

}  // namespace amana::ingest

#pragma once

#include <string>

#include "core/bytes.h"
#include "core/value.h"

namespace amana {

// How property values look on disk and in columns (docs/storage-format.md, "Values").

// Whether a value may be a property: a boolean, number, string or temporal value, or a list of such
// values that are not lists. Null, maps, nodes, relationships and paths may not.
bool IsStorable(const Value& value);

// REQUIRES IsStorable(value).
void EncodeValue(std::string& out, const Value& value);

// Null, and in.ok() false, for bytes that EncodeValue never wrote.
Value DecodeValue(ByteReader& in);

// As EncodeValue, but a null may stand there, too: for records that say "removed".
void EncodeValueOrNull(std::string& out, const Value& value);
Value DecodeValueOrNull(ByteReader& in);

}  // namespace amana

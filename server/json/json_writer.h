#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace amana::server {

// Writes compact JSON (RFC 8259) into a string, commas included. REQUIRES calls in an order that
// makes a document: in an object each value follows its Key. Strings are UTF-8 and stay so; only
// what JSON demands is escaped.
class JsonWriter {
 public:
  JsonWriter& BeginObject() { return Open('{'); }
  JsonWriter& EndObject() { return Close('}'); }
  JsonWriter& BeginArray() { return Open('['); }
  JsonWriter& EndArray() { return Close(']'); }
  JsonWriter& Key(std::string_view key);

  JsonWriter& String(std::string_view text);
  JsonWriter& Integer(int64_t value);
  JsonWriter& Unsigned(uint64_t value);
  // NaN and the infinities, which JSON lacks, become the strings "NaN", "Infinity", "-Infinity".
  // A whole number keeps its point: 1.0.
  JsonWriter& Float(double value);
  JsonWriter& Boolean(bool value);
  JsonWriter& Null();
  // A JSON value that is already text.
  JsonWriter& Raw(std::string_view json);

  // Key and value in one.
  JsonWriter& Field(std::string_view key, std::string_view text) { return Key(key).String(text); }

  size_t size_bytes() const { return out_.size(); }
  std::string Take() { return std::move(out_); }

 private:
  JsonWriter& Open(char bracket);
  JsonWriter& Close(char bracket);
  void Separate();

  std::string out_;
  bool comma_ = false;  // a value stands before at this level
};

// The shortest decimal that reads back as the same number, with a point or an exponent.
std::string FloatText(double value);

// A float as Java and JavaScript clients of the typed form expect: decimal in [1e-3, 1e7), else
// with an exponent ("3.2E9").
std::string TypedFloatText(double value);

}  // namespace amana::server

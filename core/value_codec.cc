#include "core/value_codec.h"

#include <bit>
#include <utility>
#include <vector>

namespace amana {
namespace {

bool IsScalar(const Value& value) {
  switch (value.type()) {
    case ValueType::kNull:
    case ValueType::kList:
    case ValueType::kMap:
    case ValueType::kNode:
    case ValueType::kRelationship:
    case ValueType::kPath:
      return false;
    default:
      return true;
  }
}

Value DecodeDateTime(ByteReader& in) {
  DateTime v;
  v.seconds = in.SignedVarint();
  v.nanos = static_cast<int32_t>(in.Varint());
  v.offset = static_cast<int32_t>(in.SignedVarint());
  v.zone = in.String();
  return Value(std::move(v));
}

Value DecodeDuration(ByteReader& in) {
  Duration v;
  v.months = in.SignedVarint();
  v.days = in.SignedVarint();
  v.seconds = in.SignedVarint();
  v.nanos = static_cast<int32_t>(in.SignedVarint());
  return Value(v);
}

Value DecodeScalar(ValueType type, ByteReader& in) {
  switch (type) {
    case ValueType::kBoolean:
      return Value(in.Byte() != 0);
    case ValueType::kInteger:
      return Value(in.SignedVarint());
    case ValueType::kFloat:
      return Value(std::bit_cast<double>(in.Fixed64()));
    case ValueType::kString:
      return Value(in.String());
    case ValueType::kDate:
      return Value(Date{in.SignedVarint()});
    case ValueType::kLocalTime:
      return Value(LocalTime{static_cast<int64_t>(in.Varint())});
    case ValueType::kTime: {
      const auto nanos = static_cast<int64_t>(in.Varint());
      return Value(Time{nanos, static_cast<int32_t>(in.SignedVarint())});
    }
    case ValueType::kLocalDateTime: {
      const int64_t seconds = in.SignedVarint();
      return Value(LocalDateTime{seconds, static_cast<int32_t>(in.Varint())});
    }
    case ValueType::kDateTime:
      return DecodeDateTime(in);
    case ValueType::kDuration:
      return DecodeDuration(in);
    default:
      in.Invalidate();
      return Value();
  }
}

// Lists are flat, so that no bytes make the decoder nest.
Value DecodeList(ByteReader& in) {
  const uint64_t count = in.Count();
  std::vector<Value> items;
  items.reserve(count);
  for (uint64_t i = 0; i < count && in.ok(); ++i) {
    items.push_back(DecodeScalar(static_cast<ValueType>(in.Byte()), in));
  }
  return in.ok() ? Value::List(std::move(items)) : Value();
}

}  // namespace

bool IsStorable(const Value& value) {
  if (!value.is_list()) return IsScalar(value);
  for (const Value& item : value.AsList()) {
    if (!IsScalar(item)) return false;
  }
  return true;
}

void EncodeValue(std::string& out, const Value& value) {
  out.push_back(static_cast<char>(value.type()));
  switch (value.type()) {
    case ValueType::kBoolean:
      out.push_back(value.AsBoolean() ? 1 : 0);
      break;
    case ValueType::kInteger:
      PutSignedVarint(out, value.AsInteger());
      break;
    case ValueType::kFloat:
      PutFixed64(out, std::bit_cast<uint64_t>(value.AsFloat()));
      break;
    case ValueType::kString:
      PutString(out, value.AsString());
      break;
    case ValueType::kList:
      PutVarint(out, value.AsList().size());
      for (const Value& item : value.AsList()) EncodeValue(out, item);
      break;
    case ValueType::kDate:
      PutSignedVarint(out, value.AsDate().days);
      break;
    case ValueType::kLocalTime:
      PutVarint(out, static_cast<uint64_t>(value.AsLocalTime().nanos));
      break;
    case ValueType::kTime:
      PutVarint(out, static_cast<uint64_t>(value.AsTime().nanos));
      PutSignedVarint(out, value.AsTime().offset);
      break;
    case ValueType::kLocalDateTime:
      PutSignedVarint(out, value.AsLocalDateTime().seconds);
      PutVarint(out, static_cast<uint64_t>(value.AsLocalDateTime().nanos));
      break;
    case ValueType::kDateTime:
      PutSignedVarint(out, value.AsDateTime().seconds);
      PutVarint(out, static_cast<uint64_t>(value.AsDateTime().nanos));
      PutSignedVarint(out, value.AsDateTime().offset);
      PutString(out, value.AsDateTime().zone);
      break;
    case ValueType::kDuration:
      PutSignedVarint(out, value.AsDuration().months);
      PutSignedVarint(out, value.AsDuration().days);
      PutSignedVarint(out, value.AsDuration().seconds);
      PutSignedVarint(out, value.AsDuration().nanos);
      break;
    default:
      break;
  }
}

Value DecodeValue(ByteReader& in) {
  const auto type = static_cast<ValueType>(in.Byte());
  Value value = type == ValueType::kList ? DecodeList(in) : DecodeScalar(type, in);
  return in.ok() ? value : Value();
}

void EncodeValueOrNull(std::string& out, const Value& value) {
  out.push_back(value.is_null() ? 0 : 1);
  if (!value.is_null()) EncodeValue(out, value);
}

Value DecodeValueOrNull(ByteReader& in) { return in.Byte() == 0 ? Value() : DecodeValue(in); }

}  // namespace amana

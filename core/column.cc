#include "core/column.h"

#include <bit>
#include <cstring>
#include <utility>

#include "core/bytes.h"
#include "core/value_codec.h"

namespace amana {
namespace {

bool IsNumeric(ValueType type) {
  return type == ValueType::kBoolean || type == ValueType::kInteger || type == ValueType::kFloat ||
         type == ValueType::kDate;
}

uint64_t ToBits(const Value& value) {
  switch (value.type()) {
    case ValueType::kBoolean:
      return value.AsBoolean() ? 1 : 0;
    case ValueType::kFloat:
      return std::bit_cast<uint64_t>(value.AsFloat());
    case ValueType::kDate:
      return static_cast<uint64_t>(value.AsDate().days);
    default:
      return static_cast<uint64_t>(value.AsInteger());
  }
}

Value FromBits(ValueType type, uint64_t bits) {
  switch (type) {
    case ValueType::kBoolean:
      return Value(bits != 0);
    case ValueType::kFloat:
      return Value(std::bit_cast<double>(bits));
    case ValueType::kDate:
      return Value(Date{static_cast<int64_t>(bits)});
    default:
      return Value(static_cast<int64_t>(bits));
  }
}

// As they come from a scan.
bool AreConsecutive(std::span<const uint32_t> ordinals) {
  if (ordinals.empty() || ordinals.back() - ordinals.front() != ordinals.size() - 1) return false;
  uint32_t differences = 0;
  for (size_t i = 0; i < ordinals.size(); ++i) {
    differences |= ordinals[i] - ordinals[0] - static_cast<uint32_t>(i);
  }
  return differences == 0;
}

// Simple types have columns of their own; all others share the encoded form.
ValueType ColumnType(const Value& value) {
  return IsNumeric(value.type()) || value.is_string() ? value.type() : ValueType::kNull;
}

}  // namespace

size_t Column::IndexAmongGaps(uint32_t ordinal) const {
  const uint32_t at = ordinal - first_;
  const uint64_t below = present_[at / 64] & ((uint64_t{1} << (at % 64)) - 1);
  return rank_[at / 64] + static_cast<size_t>(std::popcount(below));
}

std::string_view Column::Bytes(size_t index) const {
  if (index == 0) return {bytes_.data(), ends_[0]};
  const auto [begin, end] = ends_.Two(index - 1);
  return {bytes_.data() + begin, end - begin};
}

Value Column::Get(uint32_t ordinal) const {
  if (!Has(ordinal)) return Value();
  const size_t index = Index(ordinal);
  if (IsNumeric(type_)) return FromBits(type_, numbers_[index]);
  if (type_ == ValueType::kString) return Value(Bytes(index));
  ByteReader in(Bytes(index));
  return DecodeValue(in);
}

std::optional<std::string_view> Column::GetString(uint32_t ordinal) const {
  if (!Has(ordinal)) return std::nullopt;
  if (type_ == ValueType::kString) return Bytes(Index(ordinal));
  if (type_ != ValueType::kNull) return std::nullopt;
  ByteReader in(Bytes(Index(ordinal)));
  if (static_cast<ValueType>(in.Byte()) != ValueType::kString) return std::nullopt;
  return in.String();
}

bool Column::ReadNumbers(std::span<const uint32_t> ordinals, int64_t* values,
                         uint8_t* absent) const {
  bool any_absent = false;
  if (dense_ && AreConsecutive(ordinals) && ordinals.front() >= first_ &&
      ordinals.back() < bound()) {
    std::memset(absent, 0, ordinals.size());
    numbers_.Read(ordinals.front() - first_, std::span(values, ordinals.size()));
    return false;
  }
  if (dense_) {
    for (size_t i = 0; i < ordinals.size(); ++i) {
      const uint32_t at = ordinals[i] - first_;
      const bool has = at < span_;  // also where the difference wrapped around
      absent[i] = has ? 0 : 1;
      any_absent |= !has;
      values[i] = has ? static_cast<int64_t>(numbers_[at]) : 0;
    }
    return any_absent;
  }
  for (size_t i = 0; i < ordinals.size(); ++i) {
    const bool has = Has(ordinals[i]);
    absent[i] = has ? 0 : 1;
    any_absent |= !has;
    values[i] = has ? static_cast<int64_t>(numbers_[Index(ordinals[i])]) : 0;
  }
  return any_absent;
}

bool Column::ReadStrings(std::span<const uint32_t> ordinals, StringRun* out) const {
  if (type_ != ValueType::kString || !AreConsecutive(ordinals)) return false;
  out->rows.resize(ordinals.size());
  size_t count = 0;
  for (size_t i = 0; i < ordinals.size(); ++i) {
    out->rows[count] = static_cast<uint32_t>(i);
    count += Has(ordinals[i]) ? 1 : 0;
  }
  out->rows.resize(count);
  out->ends.resize(count);
  out->text = {};
  if (count == 0) return true;
  const size_t index = Index(ordinals[out->rows.front()]);
  const uint64_t begin = index == 0 ? 0 : ends_[index - 1];
  ends_.Read(index, std::span(out->ends));
  for (uint64_t& end : out->ends) end -= begin;
  out->text = {bytes_.data() + begin, out->ends.back()};
  return true;
}

void ColumnBuilder::Add(uint32_t ordinal, const Value& value) {
  const ValueType type = ColumnType(value);
  if (!any_) {
    any_ = true;
    column_.type_ = type;
    column_.first_ = ordinal;
  } else if (type != column_.type_ && column_.type_ != ValueType::kNull) {
    SwitchToEncoded();
  }
  const uint32_t at = ordinal - column_.first_;
  for (; present_.size() <= at / 64; present_.push_back(0)) rank_.push_back(count_);
  present_[at / 64] |= uint64_t{1} << (at % 64);
  if (IsNumeric(column_.type_)) {
    numbers_.push_back(ToBits(value));
  } else if (column_.type_ == ValueType::kString) {
    AddBytes(value.AsString());
  } else {
    std::string encoded;
    EncodeValue(encoded, value);
    AddBytes(encoded);
  }
  last_ = ordinal;
  ++count_;
}

void ColumnBuilder::AddBytes(std::string_view bytes) {
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  ends_.push_back(bytes_.size());
}

void ColumnBuilder::SwitchToEncoded() {
  Column so_far;
  so_far.type_ = std::exchange(column_.type_, ValueType::kNull);
  so_far.bytes_ = std::exchange(bytes_, {});
  so_far.ends_ = std::exchange(ends_, {});
  const std::vector<uint64_t> numbers = std::exchange(numbers_, {});
  for (uint32_t i = 0; i < count_; ++i) {
    std::string encoded;
    EncodeValue(encoded, IsNumeric(so_far.type_) ? FromBits(so_far.type_, numbers[i])
                                                 : Value(so_far.Bytes(i)));
    AddBytes(encoded);
  }
}

Column ColumnBuilder::Build() && {
  column_.span_ = any_ ? last_ - column_.first_ + 1 : 0;
  column_.dense_ = count_ == column_.span_;
  column_.present_ = std::move(present_);
  column_.rank_ = std::move(rank_);
  column_.numbers_ = PackedNumbers(std::span<const uint64_t>(numbers_));
  column_.bytes_ = std::move(bytes_);
  column_.ends_ = ends_;
  return std::move(column_);
}

}  // namespace amana

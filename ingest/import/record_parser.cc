#include "ingest/import/record_parser.h"

#include <fmt/core.h>

#include <algorithm>

#include "ingest/import/json_record.h"
#include "ingest/import/table_reader.h"

namespace amana::ingest {

using Role = ImportColumn::Role;

std::vector<std::string_view> SplitNames(std::string_view text, char between) {
  std::vector<std::string_view> names;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find(between, at), text.size());
    if (end > at) names.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return names;
}

void RecordParser::SetColumns(std::vector<ImportColumn> columns, std::vector<KeyId> keys) {
  columns_ = std::move(columns);
  keys_ = std::move(keys);
  spaces_.clear();
  for (const ImportColumn& column : columns_) {
    spaces_.push_back(Space(column.space));
    if (column.role == Role::kId) id_space_ = column.space;
  }
}

ParsedBlock RecordParser::Parse(RecordBlock block, RecordForm form) const {
  ParsedBlock parsed;
  parsed.block = std::make_unique<const RecordBlock>(std::move(block));
  parsed.records.reserve(static_cast<size_t>(std::ranges::count(parsed.block->text, '\n')) + 1);
  TableReader reader(parsed.block->text, parsed.block->line, form);
  for (;;) {
    auto more = reader.Next();
    if (!more) {
      parsed.broken = std::move(more).error();
      parsed.broken->position = SourcePosition{{}, static_cast<uint32_t>(reader.line()), 1, 0};
    }
    if (!more || !*more) return parsed;
    ImportRecord& record = parsed.records.emplace_back();
    record.raw = reader.raw();
    record.line = reader.line();
    auto read =
        form == RecordForm::kLine ? FromJson(&record) : FromFields(reader.fields(), &record);
    if (!read) record.wrong = std::make_unique<Error>(std::move(read).error());
    std::ranges::sort(record.properties, {}, [](const auto& p) { return p.first; });
  }
}

Result<void> RecordParser::FromFields(const std::vector<std::string_view>& fields,
                                      ImportRecord* record) const {
  if (fields.size() != columns_.size()) {
    return Fail(ErrorCode::kSyntax,
                fmt::format("{} fields where the header has {}", fields.size(), columns_.size()));
  }
  record->properties.reserve(fields.size());
  for (size_t i = 0; i < fields.size(); ++i) {
    const ImportColumn& column = columns_[i];
    switch (column.role) {
      case Role::kId:
        record->id = fields[i];
        break;
      case Role::kStart: {
        AMANA_TRY(record->source, End(spaces_[i], column.space, fields[i]));
        break;
      }
      case Role::kEnd: {
        AMANA_TRY(record->target, End(spaces_[i], column.space, fields[i]));
        break;
      }
      case Role::kLabels:
        for (std::string_view label : SplitNames(fields[i], ';')) {
          record->labels.emplace_back(label);
        }
        break;
      case Role::kType:
        record->type = fields[i];
        break;
      default:
        break;
    }
    if (!keys_[i].valid()) continue;
    AMANA_TRY(Value value, ParseImportValue(fields[i], column));
    if (!value.is_null()) record->properties.emplace_back(keys_[i], std::move(value));
  }
  return {};
}

Result<void> RecordParser::FromJson(ImportRecord* record) const {
  AMANA_TRY(JsonRecord json, ParseJsonRecord(record->raw, what_));
  if (what_ == ImportOf::kRelations) {
    AMANA_TRY(record->source, End(Space({}), {}, json.from));
    AMANA_TRY(record->target, End(Space({}), {}, json.to));
  }
  record->id = std::move(json.id);
  record->type = std::move(json.type);
  record->labels = std::move(json.labels);
  record->named_properties = std::move(json.properties);
  return {};
}

const IdMap* RecordParser::Space(std::string_view name) const {
  const auto found = ids_.find(name);
  return found == ids_.end() ? nullptr : &found->second;
}

Result<NodeId> RecordParser::End(const IdMap* ids, std::string_view space,
                                 std::string_view id) const {
  const auto found = ids == nullptr ? std::nullopt : ids->Find(id);
  if (found) return NodeId(*found);
  return Fail(ErrorCode::kNotFound, fmt::format("no node has the id {}{}", id,
                                                space.empty() ? "" : " in " + std::string(space)));
}

}  // namespace amana::ingest

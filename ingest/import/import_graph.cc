#include "ingest/import/import_graph.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <memory>

#include "core/bulk_loader.h"
#include "ingest/import/header.h"
#include "ingest/import/id_map.h"
#include "ingest/import/json_record.h"
#include "ingest/import/table_reader.h"

namespace amana::ingest {
namespace {

using Role = ImportColumn::Role;
constexpr uint64_t kProgressEvery = 1 << 14;

std::vector<std::string_view> SplitNames(std::string_view text, char between) {
  std::vector<std::string_view> names;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find(between, at), text.size());
    if (end > at) names.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return names;
}

bool IsJsonLines(std::string_view path) {
  return path.ends_with(".jsonl") || path.ends_with(".ndjson");
}

// A record of either form, before it is known whether it can be taken.
struct Row {
  std::string id, id_space;
  std::string from, from_space, to, to_space;
  std::vector<std::string> labels;
  std::string type;
  PropertyList properties;
  void Clear() {
    for (std::string* text : {&id, &id_space, &from, &from_space, &to, &to_space, &type}) {
      text->clear();
    }
    labels.clear();
    properties.clear();
  }
};

class Importer {
 public:
  Importer(BulkLoader& loader, const ImportOptions& options) : loader_(loader), options_(options) {}

  Result<ImportReport> Run() {
    for (const ImportFiles& files : options_.nodes) {
      AMANA_CHECK_OK(Read(files, ImportOf::kNodes));
    }
    for (const ImportFiles& files : options_.relations) {
      AMANA_CHECK_OK(Read(files, ImportOf::kRelations));
    }
    return report_;
  }

 private:
  Result<void> Read(const ImportFiles& files, ImportOf what) {
    what_ = what;
    columns_.clear();
    keys_.clear();
    names_ = files.name;
    default_labels_.clear();
    for (std::string_view label : SplitNames(files.name, ':')) default_labels_.emplace_back(label);
    if (!files.header.empty()) AMANA_CHECK_OK(TakeHeader(SplitNames(files.header, ',')));
    for (size_t i = 0; i < files.paths.size(); ++i) {
      const bool json = IsJsonLines(files.paths[i]);
      AMANA_CHECK_OK(ReadFile(files.paths[i], json, i == 0 && !json, !files.header.empty()));
    }
    return {};
  }

  Result<void> ReadFile(const std::string& path, bool json, bool has_header, bool header_given) {
    AMANA_TRY(TableReader reader, TableReader::Open(path, json ? TableReader::Form::kLines
                                                               : TableReader::Form::kFields));
    if (has_header) {
      AMANA_TRY(const bool any, reader.Next());
      if (!any) return {};
      if (!header_given) {
        if (auto header = TakeHeader(reader.fields()); !header) {
          return Fail(At(reader, std::move(header).error()));
        }
      }
    }
    for (;;) {
      AMANA_TRY(const bool any, reader.Next());
      if (!any) return {};
      auto taken = Take(reader, json);
      if (!taken) {
        Error why = At(reader, std::move(taken).error());
        // What the store refuses is no fault of the record.
        const bool fatal = why.code == ErrorCode::kIo || why.code == ErrorCode::kResourceExhausted;
        if (fatal || !options_.skip_bad) return Fail(std::move(why));
        ++report_.rejected;
        if (options_.reject) options_.reject(reader.raw(), why);
      }
      if (++records_ % kProgressEvery == 0 && options_.progress) options_.progress(kProgressEvery);
    }
  }

  static Error At(const TableReader& reader, Error error) {
    error.position = SourcePosition{reader.path(), static_cast<uint32_t>(reader.line()), 1, 0};
    return error;
  }

  Result<void> TakeHeader(const std::vector<std::string_view>& fields) {
    AMANA_TRY(columns_, ParseImportHeader(fields, what_));
    for (const ImportColumn& column : columns_) {
      const bool kept =
          !column.name.empty() && (column.role == Role::kProperty || column.role == Role::kId);
      keys_.push_back(kept ? loader_.Key(column.name) : KeyId());
    }
    return {};
  }

  Result<void> Take(const TableReader& reader, bool json) {
    row_.Clear();
    if (json) {
      AMANA_CHECK_OK(FromJson(reader.raw()));
    } else {
      AMANA_CHECK_OK(FromFields(reader.fields()));
    }
    std::ranges::sort(row_.properties, {}, [](const auto& p) { return p.first; });
    return what_ == ImportOf::kNodes ? AddNode() : AddRelation();
  }

  Result<void> FromFields(const std::vector<std::string_view>& fields) {
    if (fields.size() != columns_.size()) {
      return Fail(ErrorCode::kSyntax,
                  fmt::format("{} fields where the header has {}", fields.size(), columns_.size()));
    }
    for (size_t i = 0; i < fields.size(); ++i) {
      const ImportColumn& column = columns_[i];
      switch (column.role) {
        case Role::kId:
          row_.id = fields[i];
          row_.id_space = column.space;
          break;
        case Role::kStart:
          row_.from = fields[i];
          row_.from_space = column.space;
          break;
        case Role::kEnd:
          row_.to = fields[i];
          row_.to_space = column.space;
          break;
        case Role::kLabels:
          for (std::string_view label : SplitNames(fields[i], ';')) row_.labels.emplace_back(label);
          break;
        case Role::kType:
          row_.type = fields[i];
          break;
        default:
          break;
      }
      if (!keys_[i].valid()) continue;
      AMANA_TRY(Value value, ParseImportValue(fields[i], column));
      if (!value.is_null()) row_.properties.emplace_back(keys_[i], std::move(value));
    }
    return {};
  }

  Result<void> FromJson(std::string_view line) {
    AMANA_TRY(JsonRecord record, ParseJsonRecord(line, what_));
    row_.id = std::move(record.id);
    row_.from = std::move(record.from);
    row_.to = std::move(record.to);
    row_.type = std::move(record.type);
    row_.labels = std::move(record.labels);
    for (auto& [name, value] : record.properties) {
      const KeyId key = loader_.Key(name);
      std::erase_if(row_.properties, [key](const auto& p) { return p.first == key; });
      row_.properties.emplace_back(key, std::move(value));
    }
    return {};
  }

  Result<void> AddNode() {
    if (!row_.id.empty() && ids_[row_.id_space].Find(row_.id)) {
      return Fail(ErrorCode::kAlreadyExists, fmt::format("the id {} occurs twice", row_.id));
    }
    node_.labels.clear();
    for (const std::string& label : default_labels_) node_.labels.push_back(loader_.Label(label));
    for (const std::string& label : row_.labels) node_.labels.push_back(loader_.Label(label));
    std::ranges::sort(node_.labels);
    node_.labels.erase(std::unique(node_.labels.begin(), node_.labels.end()), node_.labels.end());
    node_.properties = std::move(row_.properties);
    AMANA_TRY(const NodeId id, loader_.AddNode(node_));
    if (!row_.id.empty()) ids_[row_.id_space].Insert(row_.id, static_cast<uint32_t>(id.value));
    ++report_.nodes;
    return {};
  }

  Result<NodeId> End(const std::string& space, const std::string& id) const {
    const auto ids = ids_.find(space);
    const auto found = ids == ids_.end() ? std::nullopt : ids->second.Find(id);
    if (found) return NodeId(*found);
    return Fail(ErrorCode::kNotFound,
                fmt::format("no node has the id {}{}", id, space.empty() ? "" : " in " + space));
  }

  Result<void> AddRelation() {
    const std::string& type = row_.type.empty() ? names_ : row_.type;
    if (type.empty()) return Fail(ErrorCode::kSyntax, "the relation has no type");
    AMANA_TRY(relation_.source, End(row_.from_space, row_.from));
    AMANA_TRY(relation_.target, End(row_.to_space, row_.to));
    relation_.type = loader_.Type(type);
    relation_.properties = std::move(row_.properties);
    AMANA_CHECK_OK(loader_.AddRelationship(relation_));
    ++report_.relations;
    return {};
  }

  BulkLoader& loader_;
  const ImportOptions& options_;
  ImportOf what_ = ImportOf::kNodes;
  std::string names_;
  std::vector<std::string> default_labels_;
  std::vector<ImportColumn> columns_;
  std::vector<KeyId> keys_;  // by column; invalid where it is no property
  std::map<std::string, IdMap, std::less<>> ids_;
  Row row_;
  NodeState node_;
  RelationshipState relation_;
  uint64_t records_ = 0;
  ImportReport report_;
};

}  // namespace

Result<ImportReport> ImportGraph(GraphStore& store, const ImportOptions& options) {
  AMANA_TRY(const auto loader, BulkLoader::Begin(store));
  AMANA_TRY(const ImportReport report, Importer(*loader, options).Run());
  AMANA_CHECK_OK(loader->Finish());
  return report;
}

}  // namespace amana::ingest

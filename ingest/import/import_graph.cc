// Files are cut into blocks, blocks parsed on all threads, and what comes of them is added to the
// graph on one thread in the order of the records: nodes get the same numbers, and the first error
// is the same one, whatever the number of threads.

#include "ingest/import/import_graph.h"

#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "core/bulk_loader.h"
#include "ingest/import/header.h"
#include "ingest/import/id_map.h"
#include "ingest/import/ordered_work.h"
#include "ingest/import/record_blocks.h"
#include "ingest/import/record_parser.h"
#include "ingest/import/table_reader.h"

namespace amana::ingest {
namespace {

using Role = ImportColumn::Role;

bool IsJsonLines(std::string_view path) {
  return path.ends_with(".jsonl") || path.ends_with(".ndjson");
}

Error At(const std::string& path, uint64_t line, Error error) {
  error.position = SourcePosition{path, static_cast<uint32_t>(line), 1, 0};
  return error;
}

// Adds the records of one list of files.
class ListImporter {
 public:
  ListImporter(BulkLoader& loader, const ImportOptions& options, const ImportFiles& files,
               ImportOf what, IdSpaces& ids, ImportReport& report)
      : loader_(loader),
        options_(options),
        files_(files),
        what_(what),
        ids_(ids),
        parser_(what, ids),
        report_(report) {}

  Result<void> Run() {
    const bool header_given = !files_.header.empty();
    if (header_given) AMANA_CHECK_OK(TakeHeader(SplitNames(files_.header, ',')));
    bool first = true;
    for (const std::string& path : files_.paths) {
      const RecordForm form = IsJsonLines(path) ? RecordForm::kLine : RecordForm::kFields;
      AMANA_TRY(RecordBlocks blocks, RecordBlocks::Open(path, form));
      RecordBlock begin;
      if (first && form == RecordForm::kFields) {
        AMANA_TRY(begin, PassHeader(blocks, header_given));
      }
      first = false;
      AMANA_CHECK_OK(ReadRecords(blocks, std::move(begin)));
    }
    return {};
  }

 private:
  // What the first block holds behind the header.
  Result<RecordBlock> PassHeader(RecordBlocks& blocks, bool header_given) {
    RecordBlock block;
    AMANA_TRY(bool any, blocks.Next(&block));
    TableReader reader(block.text, block.line, RecordForm::kFields);
    auto taken = [&]() -> Result<void> {
      AMANA_TRY(any, reader.Next());
      return any && !header_given ? TakeHeader(reader.fields()) : Result<void>();
    }();
    if (!taken) return Fail(At(blocks.path(), reader.line(), std::move(taken).error()));
    return RecordBlock{std::string(reader.rest()), reader.next_line()};
  }

  Result<void> TakeHeader(const std::vector<std::string_view>& fields) {
    AMANA_TRY(std::vector<ImportColumn> columns, ParseImportHeader(fields, what_));
    std::vector<KeyId> keys;
    for (const ImportColumn& column : columns) {
      const bool kept =
          !column.name.empty() && (column.role == Role::kProperty || column.role == Role::kId);
      keys.push_back(kept ? loader_.Key(column.name) : KeyId());
    }
    parser_.SetColumns(std::move(columns), std::move(keys));
    return {};
  }

  Result<void> ReadRecords(RecordBlocks& blocks, RecordBlock begin) {
    const auto next = [&](RecordBlock* block) -> Result<bool> {
      *block = std::exchange(begin, {});
      return block->text.empty() ? blocks.Next(block) : true;
    };
    const auto parse = [&](RecordBlock block) {
      return parser_.Parse(std::move(block), blocks.form());
    };
    IdMap& ids = ids_[blocks.form() == RecordForm::kLine ? std::string() : parser_.id_space()];
    const auto take = [&](ParsedBlock parsed) {
      return Take(std::move(parsed), blocks.path(), ids);
    };
    return WorkInOrder<RecordBlock, ParsedBlock>(options_.threads, next, parse, take);
  }

  Result<void> Take(ParsedBlock parsed, const std::string& path, IdMap& ids) {
    for (ImportRecord& record : parsed.records) {
      auto added = Add(record, ids);
      if (added) continue;
      Error why = At(path, record.line, std::move(added).error());
      // What the store refuses is no fault of the record.
      const bool fatal = why.code == ErrorCode::kIo || why.code == ErrorCode::kResourceExhausted;
      if (fatal || !options_.skip_bad) return Fail(std::move(why));
      ++report_.rejected;
      if (options_.reject) options_.reject(record.raw, why);
    }
    if (options_.progress) options_.progress(parsed.records.size());
    if (!parsed.broken) return {};
    const uint64_t line = parsed.broken->position->line;
    return Fail(At(path, line, std::move(*parsed.broken)));
  }

  Result<void> Add(ImportRecord& record, IdMap& ids) {
    if (record.wrong) return Fail(std::move(*record.wrong));
    for (auto& [name, value] : record.named_properties) {
      SetProperty(record.properties, loader_.Key(name), value);
    }
    return what_ == ImportOf::kNodes ? AddNode(record, ids) : AddRelation(record);
  }

  Result<void> AddNode(ImportRecord& record, IdMap& ids) {
    if (!record.id.empty() && ids.Find(record.id)) {
      return Fail(ErrorCode::kAlreadyExists, fmt::format("the id {} occurs twice", record.id));
    }
    if (list_labels_.empty()) list_labels_ = Labels(SplitNames(files_.name, ':'), {});
    node_.labels = record.labels.empty() ? list_labels_ : Labels(record.labels, list_labels_);
    node_.properties = std::move(record.properties);
    AMANA_TRY(const NodeId id, loader_.AddNode(node_));
    if (!record.id.empty()) ids.Insert(record.id, static_cast<uint32_t>(id.value));
    ++report_.nodes;
    return {};
  }

  // Those of the names and the others, ascending.
  template <typename Names>
  std::vector<LabelId> Labels(const Names& names, std::vector<LabelId> labels) {
    for (const auto& name : names) labels.push_back(loader_.Label(name));
    std::ranges::sort(labels);
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
    return labels;
  }

  Result<void> AddRelation(ImportRecord& record) {
    const std::string& type = record.type.empty() ? files_.name : record.type;
    if (type.empty()) return Fail(ErrorCode::kSyntax, "the relation has no type");
    relation_.source = record.source;
    relation_.target = record.target;
    relation_.type = loader_.Type(type);
    relation_.properties = std::move(record.properties);
    AMANA_CHECK_OK(loader_.AddRelationship(relation_));
    ++report_.relations;
    return {};
  }

  BulkLoader& loader_;
  const ImportOptions& options_;
  const ImportFiles& files_;
  const ImportOf what_;
  IdSpaces& ids_;
  RecordParser parser_;
  std::vector<LabelId> list_labels_;  // of all nodes of the list
  NodeState node_;
  RelationshipState relation_;
  ImportReport& report_;
};

}  // namespace

Result<ImportReport> ImportGraph(GraphStore& store, const ImportOptions& options) {
  AMANA_TRY(const auto loader, BulkLoader::Begin(store));
  IdSpaces ids;
  ImportReport report;
  for (const ImportFiles& files : options.nodes) {
    AMANA_CHECK_OK(ListImporter(*loader, options, files, ImportOf::kNodes, ids, report).Run());
  }
  for (const ImportFiles& files : options.relations) {
    AMANA_CHECK_OK(ListImporter(*loader, options, files, ImportOf::kRelations, ids, report).Run());
  }
  AMANA_CHECK_OK(loader->Finish());
  return report;
}

}  // namespace amana::ingest

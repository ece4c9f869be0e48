#include "bench/party_loader.h"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <vector>

#include "core/graph_store.h"

namespace amana::bench {
namespace {

constexpr size_t kCommitEvery = 200'000;  // elements

// The generated files have no quotes.
std::vector<std::string> Fields(const std::string& line) {
  std::vector<std::string> fields(1);
  for (const char c : line) {
    if (c == ',') {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

Value DateValue(const std::string& text) {
  const std::chrono::sys_days day = std::chrono::year(std::atoi(text.substr(0, 4).c_str())) /
                                    std::atoi(text.substr(5, 2).c_str()) /
                                    std::atoi(text.substr(8, 2).c_str());
  return Value(Date{day.time_since_epoch().count()});
}

Value ToValue(const std::string& column, const std::string& text) {
  if (column == "id") return Value(int64_t{std::atoll(text.c_str())});
  return column == "date" || column == "since" ? DateValue(text) : Value(text);
}

class Loader {
 public:
  Loader(GraphStore& store, const std::string& data) : store_(store), data_(data) {}

  Result<void> LoadNodes(const std::string& label) {
    std::vector<NodeId>& ids = nodes_[label];
    ids.resize(1);  // the files count from 1
    const std::string labels[] = {label};
    return ForEachLine(label, [&](const auto& columns, const auto& fields) -> Result<void> {
      AMANA_TRY(const NodeId id, transaction_->CreateNode(labels, Properties(columns, fields, 0)));
      ids.push_back(id);
      return {};
    });
  }

  Result<void> LoadRelationships(const std::string& type, const std::string& from,
                                 const std::string& to) {
    const std::vector<NodeId>&sources = nodes_[from], &targets = nodes_[to];
    return ForEachLine(type, [&](const auto& columns, const auto& fields) -> Result<void> {
      const NodeId source = sources.at(std::strtoull(fields[0].c_str(), nullptr, 10));
      const NodeId target = targets.at(std::strtoull(fields[1].c_str(), nullptr, 10));
      const PropertyMap properties = Properties(columns, fields, 2);
      AMANA_CHECK_OK(transaction_->CreateRelationship(source, target, type, properties));
      return {};
    });
  }

  Result<void> Commit() {
    if (!transaction_) return {};
    AMANA_CHECK_OK(transaction_->Commit());
    transaction_.reset();
    return {};
  }

 private:
  static PropertyMap Properties(const std::vector<std::string>& columns,
                                const std::vector<std::string>& fields, size_t first) {
    PropertyMap properties;
    for (size_t i = first; i < columns.size(); ++i) {
      properties.emplace_back(columns[i], ToValue(columns[i], fields[i]));
    }
    return properties;
  }

  template <typename Visit>
  Result<void> ForEachLine(const std::string& name, Visit visit) {
    std::ifstream file(data_ + "/" + name + ".csv");
    std::string line;
    if (!std::getline(file, line)) return Fail(ErrorCode::kIo, "cannot read " + name + ".csv");
    const auto columns = Fields(line);
    while (std::getline(file, line)) {
      if (++elements_ % kCommitEvery == 0) AMANA_CHECK_OK(Commit());
      if (!transaction_) {
        AMANA_TRY(Transaction next, store_.Begin(Writer::kPerson));
        transaction_.emplace(std::move(next));
      }
      AMANA_CHECK_OK(visit(columns, Fields(line)));
    }
    return {};
  }

  GraphStore& store_;
  const std::string data_;
  std::map<std::string, std::vector<NodeId>> nodes_;
  std::optional<Transaction> transaction_;
  size_t elements_ = 0;
};

}  // namespace

Result<void> LoadParties(const std::string& data, const std::string& db) {
  AMANA_TRY(auto store, GraphStore::Open(db, OpenMode::kReadWriteOrCreate));
  Loader loader(*store, data);
  for (const char* label : {"Person", "Post", "Organization", "Meeting", "Article"}) {
    AMANA_CHECK_OK(loader.LoadNodes(label));
  }
  constexpr const char* kTypes[][3] = {{"HOLDS", "Person", "Post"},
                                       {"IN", "Post", "Organization"},
                                       {"PART_OF", "Organization", "Organization"},
                                       {"CHAIRED_BY", "Meeting", "Person"},
                                       {"HELD_BY", "Meeting", "Organization"},
                                       {"ATTENDED_BY", "Meeting", "Person"},
                                       {"REPORTS", "Article", "Meeting"}};
  for (const auto& [type, from, to] : kTypes) {
    AMANA_CHECK_OK(loader.LoadRelationships(type, from, to));
  }
  return loader.Commit();
}

}  // namespace amana::bench

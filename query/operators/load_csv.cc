#include "query/operators/load_csv.h"

#include <optional>

#include "query/evaluator.h"
#include "query/load_csv/csv_records.h"
#include "query/operations.h"
#include "query/operators/expansion.h"

namespace amana::query {
namespace {

class LoadCsv : public Expansion {
 public:
  LoadCsv(ExecutionContext& context, OperatorPtr input, const LoadCsvPlan& plan)
      : Expansion(context, std::move(input), plan), plan_(plan), evaluator_(context) {}

 protected:
  void BeginRow(uint32_t row) override {
    records_.reset();
    names_.clear();
    const Value from = evaluator_.EvaluateRow(*plan_.from, input(), row);
    if (from.is_null()) return;
    if (!from.is_string()) AbortType("InvalidArgumentType", "LOAD CSV takes a STRING");
    auto file = ConfinedFile::Open(context_.import_directory, from.AsString());
    if (!file) throw QueryAborted{file.error()};
    records_.emplace(context_, std::move(*file), plan_.separator);
    if (!plan_.headers) return;
    std::vector<std::string> names;
    if (records_->Next(&names)) {
      for (const std::string& name : names) names_.emplace_back(name);
    }
  }

  bool Fill() override {
    while (records_) {
      if (full()) return false;
      if (!records_->Next(&fields_)) break;
      values_.push_back(plan_.headers ? AsMap() : AsList());
      Add();
    }
    return true;
  }

  void Emit(Batch* out) override {
    out->columns[plan_.slot].values() = std::move(values_);
    values_.clear();
  }

 private:
  Value AsList() const {
    std::vector<Value> items(fields_.begin(), fields_.end());
    return Value::List(std::move(items));
  }
  // What the record lacks, or leaves empty, is null.
  Value AsMap() const {
    std::vector<MapEntry> entries;
    for (size_t i = 0; i < names_.size(); ++i) {
      const bool given = i < fields_.size() && !fields_[i].empty();
      entries.emplace_back(names_[i], given ? Value(fields_[i]) : Value());
    }
    return Value::MapOf(std::move(entries));
  }

  const LoadCsvPlan& plan_;
  Evaluator evaluator_;
  std::optional<CsvRecords> records_;
  std::vector<Value> names_;
  std::vector<std::string> fields_;
  std::vector<Value> values_;
};

}  // namespace

OperatorPtr LoadCsvPlan::Open(ExecutionContext& context) const {
  return std::make_unique<LoadCsv>(context, OpenChild(*this, context), *this);
}

}  // namespace amana::query

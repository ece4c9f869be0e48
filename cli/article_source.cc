#include "cli/article_source.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "cli/interrupt.h"
#include "cli/rules_folder.h"

namespace amana::cli {
namespace {

constexpr size_t kBatchPages = 256;
constexpr size_t kBatchBytes = size_t{16} << 20;

// YYYY, YYYY-MM or YYYY-MM-DD.
bool IsPartialDate(const std::string& text) {
  static constexpr std::string_view kShape = "dddd-dd-dd";
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == 'd' ? !digit : text[i] != '-') return false;
  }
  auto part = [&](size_t at) { return text.size() > at ? std::stoi(text.substr(at, 2)) : 1; };
  return part(5) >= 1 && part(5) <= 12 && part(8) >= 1 && part(8) <= 31;
}

Result<ingest::ReadOptions> ReadOptionsOf(const InputOptions& given) {
  ingest::ReadOptions options;
  static const std::map<std::string, ingest::InputFormat> formats = {
      {"auto", ingest::InputFormat::kAuto}, {"text", ingest::InputFormat::kText},
      {"html", ingest::InputFormat::kHtml}, {"jsonl", ingest::InputFormat::kJsonLines},
      {"csv", ingest::InputFormat::kCsv},
  };
  options.format = formats.at(given.format);  // CLI11 checked it
  ingest::FieldNames& names = options.fields;
  const std::map<std::string, std::string*> fields = {
      {"id", &names.id},         {"url", &names.url},           {"title", &names.title},
      {"text", &names.text},     {"source", &names.source},     {"published", &names.published},
      {"author", &names.author}, {"language", &names.language}, {"tags", &names.tags}};
  for (const auto& field : given.fields) {
    const size_t equals = field.find('=');
    auto found = fields.find(field.substr(0, equals));
    if (equals == std::string::npos || found == fields.end()) {
      return Fail(ErrorCode::kInvalidArgument, "not a field: " + field,
                  "write for example --field title=headline; fields are id, url, title, text, "
                  "published, source, author, language, tags");
    }
    *found->second = field.substr(equals + 1);
  }
  return options;
}

// Takes out articles in other languages, and says so; returns how many.
uint64_t SetAside(Page* page, const ingest::LanguageRules& languages, Progress& progress) {
  return std::erase_if(page->articles, [&](const ingest::Article& article) {
    const std::string why = languages.WhyNotArabic(article.text);
    if (why.empty()) return false;
    progress.Note("amana: set aside: " + article.id + ": not in Arabic, but " + why);
    return true;
  });
}

}  // namespace

void AddInputOptions(CLI::App& command, InputOptions& options) {
  command.add_option("files", options.paths, "Files, folders, or - for standard input")
      ->required()
      ->type_name("FILE");
  command
      .add_option("--published", options.published,
                  "Day of publication of all of them: 2024-11-10, 2024-11 or 2024")
      ->type_name("DATE");
  command.add_option("--input-format", options.format, "Format of the files")
      ->check(CLI::IsMember({"auto", "text", "html", "jsonl", "csv"}))
      ->capture_default_str();
  command.add_option("--field", options.fields, "A field of JSON Lines or CSV by its own name")
      ->type_name("FIELD=NAME")
      ->take_all();
}

void AddMinConfidence(CLI::App& command, InputOptions& options) {
  command
      .add_option("--min-confidence", options.min_confidence,
                  "Leave out relations that are less sure: fewer, and more often right")
      ->check(CLI::Range(0.0, 1.0))
      ->type_name("0..1");
}

uint64_t ExpectedPages(const InputOptions& options) {
  namespace fs = std::filesystem;
  uint64_t pages = 0;
  bool records = false;
  auto count = [&](const fs::path& file) {
    const std::string kind = file.extension();
    records = records || kind == ".jsonl" || kind == ".ndjson" || kind == ".csv" || kind == ".tsv";
    if (file.filename().string().front() != '.') ++pages;
  };
  for (const auto& path : options.paths) {
    std::error_code error;
    if (path == "-") return 0;
    if (!fs::is_directory(path, error)) {
      count(path);
      continue;
    }
    for (fs::recursive_directory_iterator it(path, error), end; it != end; it.increment(error)) {
      if (error) return 0;
      if (it->is_regular_file(error)) count(it->path());
    }
  }
  return records || options.format == "jsonl" || options.format == "csv" ? 0 : pages;
}

Result<Knowledge> LoadKnowledge(const Context& context) {
  AMANA_TRY(auto packs, RulePacks(context));
  return Knowledge::Load(packs);
}

namespace {

std::string PublishedOf(const InputOptions& options, const Page& page) {
  const bool of_each = options.published.empty() && options.published_of != nullptr;
  return of_each ? options.published_of(page.document) : options.published;
}

}  // namespace

Result<PagesRead> ReadPages(const InputOptions& options, const Knowledge& knowledge,
                            Progress& progress, const BatchSink& sink) {
  AMANA_TRY(ingest::ReadOptions read_options, ReadOptionsOf(options));
  if (!options.published.empty() && !IsPartialDate(options.published)) {
    return Fail(ErrorCode::kInvalidArgument, "not a date: " + options.published,
                "write --published 2024-11-10, 2024-11 or 2024");
  }
  std::vector<Page> batch;
  size_t batch_bytes = 0;
  Result<bool> outcome = true;
  auto flush = [&] {
    if (batch.empty()) return true;
    outcome = sink(std::exchange(batch, {}));
    batch_bytes = 0;
    return outcome && *outcome;
  };
  uint64_t set_aside = 0;
  const auto summary = ingest::ReadInputs(
      options.paths, read_options,
      [&](ingest::SourceDocument&& document) {
        for (const auto& warning : document.warnings) {
          progress.Note("amana: warning: " + document.path + ": " + warning);
        }
        Page page{std::move(document), {}};
        page.articles =
            ingest::SegmentPage(page.document, knowledge.page, {PublishedOf(options, page)});
        set_aside += SetAside(&page, knowledge.languages, progress);
        batch_bytes += page.document.text.size();
        batch.push_back(std::move(page));
        if (Interrupted()) return false;
        return batch.size() < kBatchPages && batch_bytes < kBatchBytes ? true : flush();
      },
      [&](ingest::ReadFailure&& failure) {
        const std::string at =
            failure.record ? failure.path + ":" + std::to_string(failure.record) : failure.path;
        progress.Note("amana: error: " + at + ": " + failure.error.ToString());
        progress.Step(true);
        return !Interrupted();
      });
  if (outcome && !Interrupted()) flush();
  if (!outcome) return Fail(std::move(outcome).error());
  return PagesRead{summary, set_aside};
}

}  // namespace amana::cli

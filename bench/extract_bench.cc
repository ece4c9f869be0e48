// How fast is extraction, measured against what every reader of Arabic text must do at least: ICU's
// compatibility normalization and word boundaries over the same text, in the same run, on one core.
//
//   extract_bench [--mb N] [--seed N] [--samples DIR] [--max-ratio R]
//
// With --max-ratio the exit status is 1 where extraction takes more than R times as long. The
// digest is of all that was read: a change that only makes extraction faster leaves it alone.
#include <fmt/format.h>
#include <sys/resource.h>
#include <time.h>
#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <xxhash.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "bench/generated_news.h"
#include "ingest/extraction_codec.h"
#include "ingest/extractor.h"

namespace amana::bench {
namespace {

using ingest::Article;

// CPU time of this thread: a busy machine does not change it much.
double Seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// The yardstick: NFKC, then every word boundary.
class IcuPass {
 public:
  IcuPass() {
    UErrorCode status = U_ZERO_ERROR;
    nfkc_ = icu::Normalizer2::getNFKCInstance(status);
    words_.reset(icu::BreakIterator::createWordInstance(icu::Locale("ar"), status));
  }
  bool ready() const { return nfkc_ != nullptr && words_ != nullptr; }

  // The number of boundaries.
  size_t Read(const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString normal = nfkc_->normalize(
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size()))),
        status);
    words_->setText(normal);
    size_t boundaries = 0;
    while (words_->next() != icu::BreakIterator::DONE) ++boundaries;
    return boundaries;
  }

 private:
  const icu::Normalizer2* nfkc_ = nullptr;
  std::unique_ptr<icu::BreakIterator> words_;
};

struct Options {
  double megabytes = 50;
  uint32_t seed = 1;
  std::string samples = AMANA_SOURCE_DIR "/samples/articles";
  double max_ratio = 0;
};

template <typename T>
bool ReadNumber(std::string_view text, T& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

std::optional<Options> ReadOptions(int argc, char** argv) {
  Options options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i], value = argv[i + 1];
    if (name == "--samples") {
      options.samples = value;
    } else if (!(name == "--mb" && ReadNumber(value, options.megabytes)) &&
               !(name == "--seed" && ReadNumber(value, options.seed)) &&
               !(name == "--max-ratio" && ReadNumber(value, options.max_ratio))) {
      return std::nullopt;
    }
  }
  if (argc % 2 == 0) return std::nullopt;
  return options;
}

struct Totals {
  size_t bytes = 0, articles = 0, boundaries = 0, triples = 0;
  uint64_t digest = 0;
  double icu = 0, extraction = 0;
  std::vector<double> per_kb;  // seconds of extraction for each kB, one for each article
};

void Digest(const ingest::Extraction& extraction, Totals& totals) {
  const std::string encoded = ingest::EncodeExtraction(extraction);
  totals.digest = XXH3_64bits_withSeed(encoded.data(), encoded.size(), totals.digest);
  totals.triples += extraction.triples.size();
}

// Articles come in small lots, so that neither pass finds all of its text in the caches, and both
// run in the same weather.
void MeasureLot(const std::vector<Article>& lot, IcuPass& icu, ingest::Extractor& extractor,
                Totals& totals) {
  double start = Seconds();
  for (const Article& article : lot) totals.boundaries += icu.Read(article.text);
  totals.icu += Seconds() - start;
  std::vector<std::optional<ingest::Extraction>> read(lot.size());
  for (size_t i = 0; i < lot.size(); ++i) {
    start = Seconds();
    read[i] = extractor.Extract(lot[i]);
    const double took = Seconds() - start;
    totals.extraction += took;
    totals.per_kb.push_back(took * 1024 / static_cast<double>(lot[i].text.size()));
    totals.bytes += lot[i].text.size();
  }
  for (const auto& extraction : read) Digest(*extraction, totals);
  start = Seconds();
  read.clear();  // to give the result back is part of the work
  totals.extraction += Seconds() - start;
  totals.articles += lot.size();
}

void Report(Totals& totals) {
  const double mb = static_cast<double>(totals.bytes) / (1 << 20);
  std::sort(totals.per_kb.begin(), totals.per_kb.end());
  const double median = totals.per_kb[totals.per_kb.size() / 2] * 1e6;
  const double slowest = totals.per_kb.back() * 1e6;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("text          {:.1f} MB in {} articles, {} relations read, digest {:016x}\n", mb,
             totals.articles, totals.triples, totals.digest);
  fmt::print("icu           {:.2f} MB/s ({} boundaries)\n", mb / totals.icu, totals.boundaries);
  fmt::print("extraction    {:.2f} MB/s\n", mb / totals.extraction);
  fmt::print("ratio         {:.2f}\n", totals.extraction / totals.icu);
  fmt::print("per kB        median {:.0f} us, slowest article {:.0f} us ({:.1f} x)\n", median,
             slowest, slowest / median);
  fmt::print("peak memory   {:.0f} MB\n", static_cast<double>(usage.ru_maxrss) / 1024);
}

int Run(const Options& options) {
  const std::filesystem::path pack = AMANA_SOURCE_DIR "/rules";
  const double start = Seconds();
  const auto rules = ingest::RuleSet::Load({&pack, 1});
  if (!rules) {
    fmt::print(stderr, "{}\n", rules.error().ToString());
    return 2;
  }
  fmt::print("rules         {:.3f} s to load, {} entries, {} rules\n", Seconds() - start,
             (*rules)->lexicon().size(), (*rules)->rules().size());
  auto news = GeneratedNews::Load(options.samples, *rules, options.seed);
  IcuPass icu;
  if (!news || !icu.ready()) {
    fmt::print(stderr, "{}\n", news ? "ICU has no Arabic word rules" : news.error().ToString());
    return 2;
  }
  ingest::Extractor extractor(*rules);
  Totals totals;
  const auto wanted = static_cast<size_t>(options.megabytes * (1 << 20));
  while (totals.bytes < wanted) {
    std::vector<Article> lot;
    for (int i = 0; i < 32; ++i) lot.push_back(news->Next());
    MeasureLot(lot, icu, extractor, totals);
  }
  Report(totals);
  const bool slow = options.max_ratio > 0 && totals.extraction > options.max_ratio * totals.icu;
  return slow ? 1 : 0;
}

}  // namespace
}  // namespace amana::bench

int main(int argc, char** argv) {
  const auto options = amana::bench::ReadOptions(argc, argv);
  if (!options) {
    fmt::print(stderr,
               "usage: extract_bench [--mb N] [--seed N] [--samples DIR] [--max-ratio R]\n");
    return 2;
  }
  return amana::bench::Run(*options);
}

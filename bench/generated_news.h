#pragma once

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "core/result.h"
#include "ingest/article.h"
#include "ingest/rule_set.h"

namespace amana::bench {

// Makes any amount of news in the genre of the samples that no cache has seen: sentences of all
// samples shuffled into articles of 3 to 8 kB, every person in them renamed to a random name of the
// lexicon, and one word in fifty respelled. The same seed gives the same text.
class GeneratedNews {
 public:
  // Reads the pages under `samples`. An error where they cannot be read.
  static Result<GeneratedNews> Load(const std::string& samples,
                                    std::shared_ptr<const ingest::RuleSet> rules, uint32_t seed);

  ingest::Article Next();

 private:
  // A sentence cut at the names in it: text, name, text, … text. `names[i]` says which person of
  // the sentence's own article stands behind `texts[i]`.
  struct Template {
    std::vector<std::string> texts;
    std::vector<int> names;
  };

  GeneratedNews(std::shared_ptr<const ingest::RuleSet> rules, uint32_t seed);
  void AddPage(const ingest::Article& article, const std::vector<std::string>& people);
  std::string Name();
  std::string Sentence();
  void Respell(std::string& sentence);
  size_t Below(size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random_); }

  std::shared_ptr<const ingest::RuleSet> rules_;
  std::mt19937 random_;
  std::vector<const ingest::LexEntry*> given_, surnames_;
  std::vector<Template> titles_, sentences_;
  std::vector<std::string> cast_;  // the names of the article at hand, by person
  size_t people_ = 0;
  uint64_t made_ = 0;
};

}  // namespace amana::bench

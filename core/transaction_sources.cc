// Sources, decisions and the records of other layers: pending writes beside the graph's changes.

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "core/bytes.h"
#include "core/key_layout.h"
#include "core/record_codec.h"
#include "core/source_records.h"
#include "core/transaction.h"
#include "core/transaction_state.h"

namespace amana {
namespace {

tl::unexpected<Error> NoArticle(std::string_view id) {
  return Fail(ErrorCode::kNotFound, fmt::format("there is no article {}", id));
}

Result<ArticleNumber> Number(const TransactionState& t, std::string_view article) {
  AMANA_TRY(const auto number, FindArticle(t.reader(), article));
  if (!number) return NoArticle(article);
  return *number;
}

void PutPart(TransactionState& t, ArticleNumber article, ArticlePart part, std::string_view text) {
  auto& value = t.pending[keys::Article(article, part)];
  value.reset();
  if (!text.empty()) value = Compress(text);
}

// The article's relationships, to change.
Result<std::set<uint64_t>*> Evidenced(TransactionState& t, ArticleNumber article) {
  const auto found = t.evidenced.find(article.value);
  if (found != t.evidenced.end()) return &found->second;
  AMANA_TRY(const auto stored, ReadEvidenced(t.reader(), article));
  std::set<uint64_t>& set = t.evidenced[article.value];
  for (const RelationshipId r : stored) set.insert(r.value);
  return &set;
}

std::string UtcNow() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(now - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

}  // namespace

Result<void> Transaction::PutArticle(const ArticleRecord& article) {
  TransactionState& t = *state_;
  if (article.id.empty()) return Fail(ErrorCode::kInvalidArgument, "an article needs an id");
  AMANA_TRY(auto number, FindArticle(t.reader(), article.id));
  if (!number) {
    number = ArticleNumber(t.store.next_article.fetch_add(1));
    std::string value;
    PutVarint(value, number->value);
    t.pending[keys::ArticleId(article.id)] = std::move(value);
    ++t.articles;
  }
  t.pending[keys::Article(*number, ArticlePart::kMeta)] = EncodeArticleMeta(article);
  PutPart(t, *number, ArticlePart::kText, article.text);
  PutPart(t, *number, ArticlePart::kOriginal, article.original);
  PutPart(t, *number, ArticlePart::kExtraction, article.extraction);
  return {};
}

Result<void> Transaction::DeleteArticle(std::string_view id) {
  TransactionState& t = *state_;
  AMANA_TRY(const ArticleNumber number, Number(t, id));
  AMANA_TRY(const std::set<uint64_t>* evidenced, Evidenced(t, number));
  for (const uint64_t r : *evidenced) {
    t.pending[keys::Evidence(RelationshipId(r), number)] = std::nullopt;
  }
  t.evidenced[number.value].clear();
  for (const ArticlePart part :
       {ArticlePart::kMeta, ArticlePart::kText, ArticlePart::kOriginal, ArticlePart::kExtraction}) {
    t.pending[keys::Article(number, part)] = std::nullopt;
  }
  t.pending[keys::ArticleId(id)] = std::nullopt;
  --t.articles;
  return {};
}

Result<std::optional<ArticleRecord>> Transaction::GetArticle(std::string_view id,
                                                             ArticleParts parts) const {
  const RecordReader reader = state_->reader();
  AMANA_TRY(const auto number, FindArticle(reader, id));
  if (!number) return std::optional<ArticleRecord>();
  return ReadArticle(reader, *number, parts);
}

Result<void> Transaction::PutEvidence(RelationshipId relationship, std::string_view article,
                                      std::span<const EvidenceItem> items) {
  TransactionState& t = *state_;
  if (!t.view.HasRelationship(relationship)) {
    return Fail(ErrorCode::kNotFound,
                fmt::format("there is no relationship {}", relationship.value));
  }
  AMANA_TRY(const ArticleNumber number, Number(t, article));
  AMANA_TRY(std::set<uint64_t> * evidenced, Evidenced(t, number));
  auto& value = t.pending[keys::Evidence(relationship, number)];
  value.reset();
  if (items.empty()) {
    evidenced->erase(relationship.value);
    return {};
  }
  std::vector<EvidenceSpan> spans;
  for (const EvidenceItem& item : items) {
    const double confidence = std::clamp(item.confidence, 0.0, 1.0);
    spans.push_back({item.start, item.end, t.store.names->rules.Intern(item.rule),
                     static_cast<uint32_t>(std::lround(confidence * 10000))});
  }
  value = EncodeEvidence(spans);
  evidenced->insert(relationship.value);
  return {};
}

Result<std::vector<EvidenceItem>> Transaction::Evidence(RelationshipId relationship) const {
  return ReadEvidence(state_->reader(), *state_->store.names, relationship);
}

Result<std::vector<RelationshipId>> Transaction::EvidencedBy(std::string_view article) const {
  AMANA_TRY(const ArticleNumber number, Number(*state_, article));
  const auto changed = state_->evidenced.find(number.value);
  if (changed == state_->evidenced.end()) return ReadEvidenced(state_->reader(), number);
  std::vector<RelationshipId> relationships;
  for (const uint64_t r : changed->second) relationships.emplace_back(r);
  return relationships;
}

Result<std::optional<std::string>> Transaction::GetAux(std::string_view space,
                                                       std::string_view key) const {
  return state_->reader().Get(keys::Aux(space, key));
}

Result<void> Transaction::PutAux(std::string_view space, std::string_view key,
                                 std::string_view value) {
  state_->pending[keys::Aux(space, key)] = std::string(value);
  return {};
}

Result<void> Transaction::DeleteAux(std::string_view space, std::string_view key) {
  state_->pending[keys::Aux(space, key)] = std::nullopt;
  return {};
}

Result<void> Transaction::ScanAux(std::string_view space, std::string_view prefix,
                                  const AuxVisitor& visit) const {
  const size_t skip = keys::AuxPrefixSize(space);
  return state_->reader().Scan(
      keys::AuxRange(space, prefix),
      [&](std::string_view key, std::string_view value) { return visit(key.substr(skip), value); });
}

Result<uint64_t> Transaction::AppendDecision(Decision decision) {
  decision.number = state_->store.next_decision.fetch_add(1);
  if (decision.time.empty()) decision.time = UtcNow();
  state_->pending[keys::DecisionEntry(decision.number)] = EncodeDecision(decision);
  return decision.number;
}

Result<std::vector<Decision>> Transaction::Decisions() const {
  return ReadDecisions(state_->reader());
}

Result<CommitTicket> Transaction::CommitAsync() {
  const std::unique_ptr<TransactionState> state = std::move(state_);
  CommitTicket ticket;
  ticket.store_ = &state->graph;
  if (!state->has_changes()) {
    ticket.info_.epoch = state->begin->epoch;
    return ticket;
  }
  AMANA_TRY(ticket.info_, state->store.Order(*state));
  return ticket;
}

Result<CommitInfo> Transaction::Commit() {
  AMANA_TRY(CommitTicket ticket, CommitAsync());
  return ticket.Wait();
}

Result<CommitInfo> CommitTicket::Wait() {
  AMANA_CHECK_OK(store_->impl_->SyncAndPublish(info_.epoch));
  return info_;
}

}  // namespace amana

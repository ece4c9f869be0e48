#include "ingest/resolution/records.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <map>

#include "core/bytes.h"
#include "ingest/extraction_codec.h"

namespace amana::ingest {
namespace {

constexpr size_t kHashBytes = 8;

tl::unexpected<Error> Damaged(std::string_view what) {
  return Fail(ErrorCode::kCorruption, fmt::format("a stored {} of resolution is damaged", what),
              "ingest the articles into a new store");
}

void PutCounts(std::string& out, const NodeProfile::Counts& counts) {
  PutVarint(out, counts.size());
  for (const auto& [key, n] : counts) {
    PutString(out, key);
    PutVarint(out, n);
  }
}

NodeProfile::Counts GetCounts(ByteReader& in) {
  NodeProfile::Counts counts;
  for (uint64_t n = in.Count(2); n > 0; --n) {
    std::string key(in.String());
    counts.emplace(std::move(key), in.Varint());
  }
  return counts;
}

void PutProfile(std::string& out, const NodeProfile& profile) {
  PutString(out, profile.type);
  PutCounts(out, profile.kinds);
  PutCounts(out, profile.names);
  PutCounts(out, profile.aliases);
  PutVarint(out, profile.properties.size());
  for (const auto& [key, values] : profile.properties) {
    PutString(out, key);
    PutCounts(out, values);
  }
  PutVarint(out, profile.members);
  PutVarint(out, profile.unresolved);
}

NodeProfile GetProfile(ByteReader& in) {
  NodeProfile profile;
  profile.type = in.String();
  profile.kinds = GetCounts(in);
  profile.names = GetCounts(in);
  profile.aliases = GetCounts(in);
  for (uint64_t n = in.Count(2); n > 0; --n) {
    std::string key(in.String());
    profile.properties.emplace(std::move(key), GetCounts(in));
  }
  profile.members = in.Varint();
  profile.unresolved = in.Varint();
  return profile;
}

uint64_t Hash(const std::string& text) { return XXH3_64bits(text.data(), text.size()); }

void PutNodeId(std::string& out, NodeId node) { PutFixed64(out, node.value); }

void PutFact(std::string& out, const FactKey& fact) {
  PutNodeId(out, fact.subject);
  PutNodeId(out, fact.object);
  PutString(out, fact.type);
}

FactKey GetFact(ByteReader& in) {
  FactKey fact;
  fact.subject = NodeId(in.Fixed64());
  fact.object = NodeId(in.Fixed64());
  fact.type = in.String();
  return fact;
}

}  // namespace

FormRef RefOf(const Form& form) {
  // A form with a scope joins no other, so it need not be read with the others of its block.
  return {Hash(fmt::format("{}\x1f{}\x1f{}", form.type, form.block, form.scope)), Hash(form.Key())};
}

std::string BlockPrefix(uint64_t block) {
  std::string key;
  PutFixed64(key, block);
  return key;
}

std::string FormKey(const FormRef& ref) {
  std::string key = BlockPrefix(ref.block);
  PutFixed64(key, ref.form);
  return key;
}

std::string MemberKey(const FormRef& ref, std::string_view mention) {
  return FormKey(ref).append(mention);
}

FormRef ParseFormKey(std::string_view key) {
  ByteReader in(key);
  FormRef ref;
  ref.block = in.Fixed64();
  ref.form = in.Fixed64();
  return ref;
}

std::string_view MentionOfMemberKey(std::string_view key) { return key.substr(2 * kHashBytes); }

std::string EncodeFormRecord(const FormRecord& record) {
  std::string out;
  const Form& form = record.form;
  for (const std::string* text :
       {&form.type, &form.block, &form.name, &form.country, &form.scope, &form.decade})
    PutString(out, *text);
  for (const auto* list :
       {&form.contexts, &form.places, &form.posts, &form.nearby, &form.companions})
    PutStrings(out, *list);
  PutNodeId(out, record.node);
  PutString(out, record.first);
  PutStrings(out, record.rejected);
  PutProfile(out, record.profile);
  return out;
}

Result<FormRecord> DecodeFormRecord(std::string_view bytes) {
  ByteReader in(bytes);
  FormRecord record;
  Form& form = record.form;
  for (std::string* text :
       {&form.type, &form.block, &form.name, &form.country, &form.scope, &form.decade})
    *text = in.String();
  for (auto* list : {&form.contexts, &form.places, &form.posts, &form.nearby, &form.companions})
    *list = in.Strings();
  record.node = NodeId(in.Fixed64());
  record.first = in.String();
  for (std::string& mention : in.Strings()) record.rejected.insert(std::move(mention));
  record.profile = GetProfile(in);
  if (!in.complete()) return Damaged("form");
  return record;
}

std::string EncodeMember(const Member& member) {
  std::string out;
  PutString(out, member.article);
  return out + EncodeEntity(member.entity);
}

Result<Member> DecodeMember(std::string_view bytes) {
  ByteReader in(bytes);
  Member member;
  member.article = in.String();
  AMANA_TRY(member.entity, DecodeEntity(in.Rest()));
  if (!in.ok()) return Damaged("mention");
  return member;
}

std::string FactPrefix(const FactKey& fact) {
  std::string key;
  PutFact(key, fact);
  return key;
}

std::string EncodeArticleState(const ArticleState& state) {
  std::string out;
  PutNodeId(out, state.node);
  PutVarint(out, state.mentions.size());
  for (const ArticleState::Mention& mention : state.mentions) {
    PutFixed64(out, mention.form.block);
    PutFixed64(out, mention.form.form);
    PutString(out, mention.id);
  }
  PutVarint(out, state.facts.size());
  for (const FactKey& fact : state.facts) PutFact(out, fact);
  return out;
}

Result<ArticleState> DecodeArticleState(std::string_view bytes) {
  ByteReader in(bytes);
  ArticleState state;
  state.node = NodeId(in.Fixed64());
  state.mentions.resize(in.Count(17));
  for (ArticleState::Mention& mention : state.mentions) {
    mention.form.block = in.Fixed64();
    mention.form.form = in.Fixed64();
    mention.id = in.String();
  }
  state.facts.resize(in.Count(17));
  for (FactKey& fact : state.facts) fact = GetFact(in);
  if (!in.complete()) return Damaged("article");
  return state;
}

std::string EncodeAssertions(const std::vector<Assertion>& assertions) {
  std::string out;
  PutVarint(out, assertions.size());
  for (const Assertion& assertion : assertions) {
    PutString(out, assertion.id);
    PutString(out, assertion.published);
    PutString(out, assertion.signature);
    PutPairs(out, assertion.properties);
    PutEvidence(out, assertion.evidence);
  }
  return out;
}

Result<std::vector<Assertion>> DecodeAssertions(std::string_view article, std::string_view bytes) {
  ByteReader in(bytes);
  std::vector<Assertion> assertions(in.Count(5));
  for (Assertion& assertion : assertions) {
    assertion.article = article;
    assertion.id = in.String();
    assertion.published = in.String();
    assertion.signature = in.String();
    for (auto& pair : in.Pairs())
      assertion.properties.emplace(std::move(pair.first), std::move(pair.second));
    assertion.evidence = GetEvidence(in);
  }
  if (!in.complete()) return Damaged("fact");
  return assertions;
}

}  // namespace amana::ingest

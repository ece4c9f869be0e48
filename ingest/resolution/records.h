#pragma once

#include <compare>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "ingest/resolution/assertion.h"
#include "ingest/resolution/form.h"
#include "ingest/resolution/node_profile.h"

namespace amana::ingest {

// What resolution keeps in the store beside the graph: records of these spaces
// (Transaction::PutAux), written in the same commit as the graph that follows from them. Keys and
// values are ours alone; a change of what they hold is a new layout (layout.h).
//   form     block, form -> FormRecord
//   member   block, form, mention -> article and entity, so that each can be taken back
//   article  article id -> ArticleState
//   fact     subject, object, type, article -> what the article says there
inline constexpr std::string_view kFormSpace = "form";
inline constexpr std::string_view kMemberSpace = "member";
inline constexpr std::string_view kArticleSpace = "article";
inline constexpr std::string_view kFactSpace = "fact";

// A form under the hashes of its block and of itself.
struct FormRef {
  uint64_t block = 0;
  uint64_t form = 0;

  auto operator<=>(const FormRef&) const = default;
};
FormRef RefOf(const Form& form);
std::string BlockPrefix(uint64_t block);
std::string FormKey(const FormRef& ref);
std::string MemberKey(const FormRef& ref, std::string_view mention);
// REQUIRES a key of that space.
FormRef ParseFormKey(std::string_view key);
std::string_view MentionOfMemberKey(std::string_view key);

// A form that some article has, with what its articles say of it.
struct FormRecord {
  Form form;
  NodeId node;                     // where it stands in the graph; invalid where it does not
  std::string first;               // the smallest mention id among its members
  std::set<std::string> rejected;  // mentions whose entity a person deleted
  NodeProfile profile;
};
std::string EncodeFormRecord(const FormRecord& record);
Result<FormRecord> DecodeFormRecord(std::string_view bytes);

struct Member {
  std::string article;
  ExtractedEntity entity;
};
std::string EncodeMember(const Member& member);
Result<Member> DecodeMember(std::string_view bytes);

// Everything said of one subject, type and object.
struct FactKey {
  NodeId subject;
  NodeId object;
  std::string type;

  auto operator<=>(const FactKey&) const = default;
};
// Keys of all its articles start with this; the article id follows.
std::string FactPrefix(const FactKey& fact);

// What one article put where.
struct ArticleState {
  struct Mention {
    FormRef form;
    std::string id;
  };
  NodeId node;
  std::vector<Mention> mentions;  // by entity of the extraction
  std::vector<FactKey> facts;     // ascending
};
std::string EncodeArticleState(const ArticleState& state);
Result<ArticleState> DecodeArticleState(std::string_view bytes);

// Without the article, which the key names.
std::string EncodeAssertions(const std::vector<Assertion>& assertions);
Result<std::vector<Assertion>> DecodeAssertions(std::string_view article, std::string_view bytes);

}  // namespace amana::ingest

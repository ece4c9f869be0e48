// What is joined to a post: fields, posts and territories behind ل; what of it stays in the title.
#include <algorithm>

#include "ingest/mentions/recognizer.h"

namespace amana::ingest {
namespace {

constexpr int kMaxDepth = 4;

}  // namespace

// What ل joins to a post: another post («نائبا أول للأمين العام»), a field («أمينا للسر», «مساعد
// الأمين العام لشؤون المرأة»), a territory («أمينا لمحافظة الفيوم»), or a pronoun («مقررا لها»).
bool Recognizer::ReadJoinedComplement(PostMention& post, uint32_t& at, int depth, int adjectives,
                                      bool complemented) {
  const size_t start = at;
  // Without an adjective between them, «نائبا للرئيس» is «نائب الرئيس».
  const bool construct = adjectives == 0 && !complemented && !post.definite && !post.possessed;
  const Reading* head = complemented || depth >= kMaxDepth ? nullptr : Word(at, c_.post_head, kLa);
  // «أمينا للعمال»: a field, though governors have this plural too.
  const bool of_many = head != nullptr && head->entry->number == Number::kPlural &&
                       !Longest(at, c_.spec, kLa).span.empty();
  if (head != nullptr && !of_many && (head->proclitics & kLa) != 0)
    ReadJoinedPost(post, at, depth, construct);
  const PhraseMatch field = Longest(at, c_.spec, kLa);
  // «للمؤتمر الشعبي العام»: a party, though «المؤتمر» may be a field.
  const bool party = Longest(at, c_.party, kLa).span.size() > field.span.size();
  if (!party && !field.span.empty() && (field.first.proclitics & kLa) != 0) {
    if (post.stem == 0) post.stem = post.title.size();
    std::string name = doc_.Phrase(field.span, construct ? &field.first : nullptr);
    // The article that «لل» hides.
    constexpr std::string_view kArticle = "ال";
    if (construct && field.entry->form.starts_with(kArticle) && !name.starts_with(kArticle))
      name.insert(0, kArticle);
    // «مساعدا لإدارة التنوع»
    const bool whole = field.first.definite() || doc_.tokens[at].word->k2.starts_with("لل");
    const uint32_t noun = whole ? field.span.end : NounPhraseEnd(field.span.end, 4);
    const uint32_t tail = noun > field.span.end ? noun : FieldTail(field.span.end);
    post.title += " " + name;
    if (tail > field.span.end) AddWords(post.title, {field.span.end, tail});
    at = tail;
  } else if (adjectives > 0) {
    if (const uint32_t end = JoinedFieldEnd(at); end > at) {
      AddWords(post.title, {at, end});
      at = end;
    }
  }
  // «لشؤون الشباب»
  const Reading* noun = Word(at, c_.field_noun, kLa);
  const bool body = construct && Word(at, c_.org_head, kLa) != nullptr;  // «رئيسا لقطاع المرأة»
  if (noun != nullptr && !body) {
    const uint32_t phrase =
        noun->definite() ? AdjectivesEnd(at + 1, true, Gender::kUnknown) : NounPhraseEnd(at + 1, 5);
    if (phrase > at + 1) {
      if (post.stem == 0) post.stem = post.title.size();
      AddWords(post.title, {at, phrase});
      at = phrase;
    }
  }
  if (at == start && construct && (JoinedPreposition(at) & kLa) != 0) {
    if (const int place = ParsePlace(at, kLa, true); place >= 0) {
      const TokenSpan span = mentions_.places[place].span;
      const PhraseMatch kind = Longest(span.begin, c_.place_head, kLa);
      const bool named = kind.span.empty() || kind.span.end >= span.end;
      if (!named) AddWords(post.title, span, &kind.first);
      post.places.push_back(place);
      at = span.end;
    }
  }
  if (const PhraseMatch whose = Longest(at, c_.to_pronoun);
      at == start && (construct || post.accusative) && !whose.span.empty() &&
      whose.entry->Get("in") != "1") {
    post.possessed = true;
    ++at;
  }
  return at != start;
}

// «الأمين التنفيذي للرقمنة والموارد البشرية»: a field that no list knows, of nothing but nouns with
// the article and their adjectives.
uint32_t Recognizer::JoinedFieldEnd(uint32_t at) {
  if ((JoinedPreposition(at) & kLa) == 0 || !doc_.tokens[at].word->k2.starts_with("لل")) return at;
  const WordInfo& word = *doc_.tokens[at].word;
  for (ClassId other : {c_.org_head, c_.party_head, c_.party, c_.body, c_.place, c_.place_head,
                        c_.post_head, c_.meeting_noun, c_.title}) {
    if (word.Any(other)) return at;
  }
  if (!Longest(at, c_.party, kLa).span.empty() || !Longest(at, c_.body, kLa).span.empty() ||
      !ProperName(at, c_.place, kLa).span.empty()) {
    return at;
  }
  return FieldTail(at + 1);
}

// The adjectives of a field, and nouns with the article that «و» joins to it («والعائلات»).
uint32_t Recognizer::FieldTail(uint32_t at) {
  uint32_t end = AdjectivesEnd(at, true, Gender::kUnknown);
  while (end < end_ && !Boundary(end) && Conjoined(end)) {
    const WordInfo& more = *doc_.tokens[end].word;
    const bool definite = std::any_of(more.stems.begin(), more.stems.end(), [](const Stem& stem) {
      return stem.proclitics == (kWa | kAl);
    });
    const bool other = more.Any(c_.post_head) || more.Any(c_.title) || more.Any(c_.given) ||
                       more.Any(c_.org_head) || more.Any(c_.party_head) ||
                       more.Any(c_.held_participle) || more.Any(c_.link_adj) ||
                       !Longest(end, c_.post_modifier, kWa).span.empty();
    if (!definite || other) break;
    end = AdjectivesEnd(end + 1, true, Gender::kUnknown);
  }
  return end;
}

// «وكيل مؤسسي الحزب»: of several people, the word stays as it is written.
std::string Recognizer::TitleInside(const PostMention& nested, uint32_t at) const {
  if (nested.number == Number::kSingular || nested.definite) return nested.title;
  std::string title = doc_.Phrase({at, at + 1}, nested.head);
  title += nested.title.substr(nested.lemma.size());
  if (nested.org >= 0 && nested.title.size() == nested.lemma.size())
    title += " " + BodyInTitle(mentions_.orgs[nested.org]);
  return title;
}

// A body inside a post's title: «الحزب» for a party, of which POST_IN says which one.
std::string Recognizer::BodyInTitle(const OrgMention& org) {
  if (org.kind == "Party" && !org.head.empty()) return std::string("ال").append(org.head);
  return std::string(org.name);
}

void Recognizer::ReadJoinedPost(PostMention& post, uint32_t& at, int depth, bool construct) {
  const bool place_next =
      !Longest(at, c_.place_head, kLa).span.empty() && !ProperName(at + 1, c_.place).span.empty();
  const int inner = place_next ? -1 : ParsePost(at, kLa, depth + 1);
  if (inner < 0) return;
  const std::string& nested = mentions_.posts[inner].title;
  constexpr std::string_view kArticle = "ال";
  const bool definite = nested.starts_with(kArticle);
  post.org = mentions_.posts[inner].org;
  if (construct) {
    post.title += " " + nested;
  } else if (definite) {
    post.title += " لل" + nested.substr(kArticle.size());
  } else {  // «النائب الأول لرئيس الحزب»
    post.title += " ل" + nested;
    if (post.org >= 0) post.title += " " + BodyInTitle(mentions_.orgs[post.org]);
  }
  post.central = mentions_.posts[inner].central;
  post.state = post.state || mentions_.posts[inner].state;
  if (mentions_.posts[inner].status == "former") post.status = mentions_.posts[inner].status;
  const size_t stem = mentions_.posts[inner].stem;
  if (stem > 0) post.stem = post.title.size() - (nested.size() - stem);
  at = mentions_.posts[inner].full.end;
  mentions_.posts.pop_back();
}

}  // namespace amana::ingest

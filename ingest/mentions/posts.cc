// Posts. POST := [MODIFIER] HEAD ADJECTIVE* [FIELD | ORG | POST | PLACE] [ب/ل ORG] [PLACE]
// [STATUS].
#include "ingest/mentions/recognizer.h"

namespace amana::ingest {
namespace {

constexpr int kMaxDepth = 4;

}  // namespace

// «أمين مال», «أمين صندوق»: a field without its article.
PhraseMatch Recognizer::IndefiniteField(uint32_t at) {
  const WordInfo& word = *doc_.tokens[at].word;
  for (const LexEntry* entry : lexicon_.Find("ال" + word.k2)) {
    if (entry->Is(c_.spec)) return {entry, Reading{entry, 0, 0, true}, {at, at + 1}};
  }
  return {};
}

// «المكلف بالتنظيم», «المسؤول عن الإعلام»: a field joined to the post by a participle.
bool Recognizer::ReadCharge(PostMention& post, uint32_t& at) {
  const PhraseMatch charge = Longest(at, c_.charged);
  if (charge.span.empty() || Conjoined(at)) return false;
  const uint32_t field_at = charge.span.end;
  const PhraseMatch spec = Longest(field_at, c_.spec, kBa);
  uint32_t end = spec.span.empty() ? field_at : spec.span.end;
  if (spec.span.empty()) {
    if (field_at >= end_ || (charge.span.size() == 1 && JoinedPreposition(field_at) == 0))
      return false;
    end = field_at + 1;
  }
  while (end < end_ && IsDefiniteWord(end) && QualifiesBody(end, Gender::kUnknown)) ++end;
  while (end < end_) {
    const PhraseMatch more = Longest(end, c_.spec, kWa);
    if (more.span.empty() || (more.first.proclitics & kWa) == 0) break;
    end = more.span.end;
  }
  const bool definite = charge.first.definite();
  post.title += (definite ? " ال" : " ") + charge.entry->lemma + " " + doc_.Phrase({field_at, end});
  at = end;
  return true;
}

// What completes the head: a field («أمين التنظيم»), a body («رئيس المجلس»), another post («نائب
// رئيس الحزب»), or a territory («محافظ القاهرة»). True where something was read.
bool Recognizer::ReadPostComplement(PostMention& post, uint32_t& at, int depth) {
  if (at >= end_ || doc_.tokens[at].kind != TokenKind::kWord) return false;
  const Reading* inner_head = Word(at, c_.post_head);
  if (inner_head != nullptr && depth < kMaxDepth && !inner_head->entry->accusative) {
    const int inner = ParsePost(at, 0, depth + 1);
    if (inner >= 0) {
      const PostMention& nested = mentions_.posts[inner];
      post.title += " " + nested.title;
      post.org = nested.org;
      post.places = nested.places;
      post.state = nested.state;
      at = nested.full.end;
      mentions_.posts.pop_back();  // «نائب رئيس X» is one post
      return true;
    }
  }
  PhraseMatch spec = Longest(at, c_.spec);
  if (spec.span.empty() && !IsDefiniteWord(at)) spec = IndefiniteField(at);
  const Checkpoint mark = Mark();
  const int org = ParseOrg(SkipQuotes(at), 0, 1, true);
  // «أمين التنظيم»: a field, though «التنظيم» may also be a body.
  const bool field = !spec.span.empty() && (org < 0 || mentions_.orgs[org].anaphor ||
                                            mentions_.orgs[org].full.end <= spec.span.end);
  if (org >= 0 && !field) {
    post.org = org;
    at = mentions_.orgs[org].full.end;
    return true;
  }
  Restore(mark);
  if (!spec.span.empty()) {
    uint32_t end = spec.span.end;
    const uint32_t phrase = NounPhraseEnd(at, 6);
    if (phrase > end) end = phrase;
    post.title += " " + doc_.Phrase({at, end});
    at = end;
    return true;
  }
  if (const int place = ParsePlace(at, 0, true); place >= 0) {
    post.places.push_back(place);
    post.title += " " + doc_.Phrase(mentions_.places[place].span);
    at = mentions_.places[place].span.end;
    return true;
  }
  // «رؤساء جماعات: فلان (تونفيت)»: a kind of body, no single one.
  if (const Reading* kind = Word(at, c_.org_head);
      kind != nullptr && kind->entry->number == Number::kPlural && !kind->definite() &&
      kind->proclitics == 0 && doc_.IsMark(at + 1, ':')) {
    post.title += " " + kind->entry->lemma;
    post.state = post.state || kind->entry->Get("owner") == "state";
    ++at;
    return true;
  }
  // «أمين عوض» is a name, no post.
  if (Word(at, c_.given) != nullptr && !IsDefiniteWord(at)) return false;
  const uint32_t end = NounPhraseEnd(at, 5);
  if (end > at) {
    post.title += " " + doc_.Phrase({at, end});
    at = end;
    return true;
  }
  return false;
}

// A body or territory joined by ب، ل، في.
void Recognizer::LinkPost(PostMention& post, uint32_t& at, int) {
  for (int links = 0; links < 3 && at < end_; ++links) {
    // «أمينات المرأة بالمحافظات»: no one territory.
    if (const PhraseMatch many = Longest(at, c_.place_head, kBa);
        !many.span.empty() && many.entry->number == Number::kPlural) {
      at = many.span.end;
      continue;
    }
    uint32_t next = at;
    uint8_t allowed = kBa | kLa;
    bool joined = false;
    if (const PhraseMatch name_of = Longest(next, c_.in_name_of); !name_of.span.empty()) {
      next = name_of.span.end;
      allowed = 0;
      joined = true;
    }
    if (const WordInfo* word = doc_.WordAt(next);
        word != nullptr && (word->k1 == "في" || word->k1 == "لدى")) {
      ++next;
      allowed = 0;
      joined = true;
    }
    if (next >= end_ || (!joined && JoinedPreposition(next) == 0)) return;
    if (post.org < 0) {
      const int org = ParseOrg(next, allowed, 1, true);
      if (org >= 0) {
        if (!joined && (mentions_.orgs[org].proclitics & (kBa | kLa)) == 0) {
          mentions_.orgs.pop_back();
          return;
        }
        post.org = org;
        at = mentions_.orgs[org].full.end;
        continue;
      }
    }
    const int place = ParsePlace(next, allowed, true);
    if (place < 0) return;
    if (post.places.empty()) post.places.push_back(place);
    at = mentions_.places[place].span.end;
  }
}

// True where a post with a field or a body begins: a name before it ends there («حسن أمين أمانة
// …»).
bool Recognizer::StartsPost(uint32_t at) {
  const Reading* head = Word(at, c_.post_head);
  if (head == nullptr || head->entry->accusative) return false;
  const Checkpoint mark = Mark();
  const int post = ParsePost(at, 0, 1);
  const bool starts =
      post >= 0 && (mentions_.posts[post].org >= 0 || mentions_.posts[post].full.size() > 1);
  Restore(mark);
  return starts;
}

int Recognizer::ParsePost(uint32_t at, uint8_t allowed, int depth) {
  const Reading* head = Word(at, c_.post_head, allowed);
  if (head == nullptr) return -1;
  const LexEntry& entry = *head->entry;
  if (entry.Get("exact") == "1" && !head->exact) return -1;  // «والى» is «وإلى»
  PostMention post;
  post.lemma = entry.lemma;
  post.gender = entry.gender;
  post.number = entry.number;
  post.proclitics = head->proclitics & ~kAl;
  post.definite = head->definite();
  post.accusative = entry.accusative;
  post.possessed = entry.possessed;
  post.membership = entry.Get("member") == "1";
  post.state = entry.Get("owner") == "state";
  post.body_kind = std::string(entry.Get("in"));
  post.title = (post.definite ? "ال" : "") + entry.lemma;
  uint32_t end = at + 1;
  // Adjectives agree with the head; the canonical title has them in the masculine singular.
  int adjectives = 0;
  while (end < end_ && adjectives < 4) {
    const Reading* adjective = Word(end, c_.post_adj);
    if (adjective == nullptr || Conjoined(end)) break;
    const bool definite = adjective->definite();
    // «رئيس بلدية X»: a noun in construct, not an adjective of another gender.
    if (post.number == Number::kSingular && adjective->entry->gender != Gender::kUnknown &&
        post.gender != Gender::kUnknown && adjective->entry->gender != post.gender) {
      break;
    }
    if (definite != (post.definite || post.possessed) && !(post.construct_agrees(definite))) break;
    post.title += (definite ? " ال" : " ") + adjective->entry->lemma;
    if (adjective->entry->Get("owner") == "state") {  // «النائب البرلماني»
      post.state = true;
      post.body_kind = std::string(adjective->entry->Get("in"));
    }
    ++end;
    ++adjectives;
  }
  bool complemented = false;
  if (!post.possessed && !post.definite) complemented = ReadPostComplement(post, end, depth);
  complemented = ReadCharge(post, end) || complemented;
  if (entry.Get("link") == "b" && !complemented) {  // «مكلف بالإعلام»
    const PhraseMatch spec = Longest(end, c_.spec, kBa);
    uint32_t field_end = spec.span.empty() ? end + 1 : spec.span.end;
    if (spec.span.empty() && (JoinedPreposition(end) & kBa) == 0) return -1;
    while (field_end < end_ && IsDefiniteWord(field_end) &&
           QualifiesBody(field_end, Gender::kUnknown))
      ++field_end;
    post.title += " " + doc_.Phrase({end, field_end});
    end = field_end;
    complemented = true;
  }
  // «نائبا أول للأمين العام»: another post joined by ل.
  if (!complemented && end < end_ && Word(end, c_.post_head, kLa) != nullptr && depth < kMaxDepth &&
      (Word(end, c_.post_head, kLa)->proclitics & kLa) != 0) {
    const bool place_next = !Longest(end, c_.place_head, kLa).span.empty() &&
                            !ProperName(end + 1, c_.place).span.empty();
    const int inner = place_next ? -1 : ParsePost(end, kLa, depth + 1);
    if (inner >= 0) {
      // «نائبا لرئيس الحزب» is «نائب رئيس»; «نائبا أول للأمين العام» keeps its preposition.
      const std::string& nested = mentions_.posts[inner].title;
      constexpr std::string_view kArticle = "ال";
      post.title +=
          nested.starts_with(kArticle) ? " لل" + nested.substr(kArticle.size()) : " " + nested;
      post.org = mentions_.posts[inner].org;
      end = mentions_.posts[inner].full.end;
      mentions_.posts.pop_back();
      complemented = true;
    }
  }
  // «مساعد الأمين العام لشؤون المرأة»: a field joined by ل.
  if (const PhraseMatch field = Longest(end, c_.spec, kLa);
      !field.span.empty() && (field.first.proclitics & kLa) != 0) {
    post.title += " " + doc_.Phrase(field.span);
    end = field.span.end;
    complemented = true;
  }
  // «لشؤون الشباب»
  if (Word(end, c_.field_noun, kLa) != nullptr && post.org < 0) {
    const bool definite = Word(end, c_.field_noun, kLa)->definite();
    const uint32_t phrase =
        definite ? AdjectivesEnd(end + 1, true, Gender::kUnknown) : NounPhraseEnd(end + 1, 5);
    if (phrase > end + 1) {
      post.title += " " + doc_.Phrase({end, phrase});
      end = phrase;
      complemented = true;
    }
  }
  // «أمينا لمحافظة الفيوم»
  if (!complemented && adjectives == 0 && !post.definite && (JoinedPreposition(end) & kLa) != 0) {
    if (const int place = ParsePlace(end, kLa, true); place >= 0) {
      const TokenSpan span = mentions_.places[place].span;
      const Reading* kind = Word(span.begin, c_.place_head, kLa);
      post.title +=
          " " + (kind != nullptr ? doc_.Phrase(span, kind) : mentions_.places[place].name);
      post.places.push_back(place);
      end = span.end;
      complemented = true;
    }
  }
  post.head_title = post.title;
  // «عضوا المكتب»: before what it governs, the alef is the dual's, not the accusative's.
  if (post.accusative && complemented && adjectives == 0 && post.org >= 0 &&
      mentions_.orgs[post.org].full.begin == at + 1 && JoinedPreposition(at + 1) == 0) {
    post.accusative = false;
    post.number = Number::kDual;
  }
  LinkPost(post, end, depth);
  post.bare = adjectives == 0 && !complemented && post.org < 0 && post.places.empty();
  for (PhraseMatch status = Longest(end, c_.status_adj, kBa); !status.span.empty();
       status = Longest(end, c_.status_adj, kBa)) {
    post.status = std::string(status.entry->Get("status"));
    end = status.span.end;
  }
  if (!post.status.empty() && post.org < 0)
    LinkPost(post, end, depth);  // «المنسق العام بالنيابة لجبهة X»
  const bool alone_counts = entry.Get("alone") == "1" && (post.definite || post.possessed);
  // Behind another post a bare one is enough: «نائب الرئيس».
  // «فلان مقررا»: what the person before it becomes.
  const bool becomes =
      post.accusative && previous_ != nullptr && previous_->type == ChunkType::kPerson;
  if (post.bare && !alone_counts && post.status.empty() && !becomes &&
      (depth == 0 || !post.definite)) {
    return -1;
  }
  post.span = post.full = {at, end};
  post.surface = doc_.Phrase(post.span, head);
  mentions_.posts.push_back(std::move(post));
  return static_cast<int>(mentions_.posts.size()) - 1;
}

}  // namespace amana::ingest

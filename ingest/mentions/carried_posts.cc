// Fields without a post of their own, in lists that name the post once: «عدد من المساعدين أبرزهم:
// فلان لملف الاقتصاد، وفلان لشؤون القبائل», «فلانا مساعدا لشؤون المهجر، وفلانة للمجتمع المدني»,
// «الأمناء التنفيذيون:» and below it «للتنظيم: فلان».
#include "ingest/mentions/recognizer.h"

namespace amana::ingest {

// Keeps a post whose head and adjectives may go with other fields.
void Recognizer::Carry(const Chunk& chunk) {
  if (chunk.type == ChunkType::kPost) {
    const PostMention& post = mentions_.posts[chunk.index];
    if (post.carried) return;
    const bool carries = post.stem > 0 && !post.membership && !post.state;
    carry_.post = carries ? chunk.index : -1;
    carry_.listed = carries && post.number != Number::kSingular;
    return;
  }
  if (chunk.type != ChunkType::kToken) return;
  const ClassSet& is = chunk.classes;
  if (carry_.post < 0 && (is.test(c_.appoint_noun) || is.test(c_.appoint_verb)))
    carry_.post = carry_.before;
  if (!MayStart(chunk.span.begin, c_.post_head)) return;
  // «عدد من المساعدين أبرزهم:»: no post of anybody's, but of those named behind it.
  const Reading* head = Word(chunk.span.begin, c_.post_head, kWa | kFa);
  if (head == nullptr || head->entry->number != Number::kPlural || !head->definite() ||
      head->entry->Get("member") == "1" || Longest(chunk.span.end, c_.they_cue).span.empty())
    return;
  PostMention post;
  post.lemma = head->entry->lemma;
  post.title = post.head_title = post.lemma;
  post.stem = post.title.size();
  post.number = Number::kPlural;
  mentions_.posts.push_back(std::move(post));
  carry_.post = static_cast<int>(mentions_.posts.size()) - 1;
  carry_.listed = true;
}

// What a sentence leaves for the next: a heading its post, any other what «تعيين» may take up.
Recognizer::Carried Recognizer::CarryOn(const Carried& last) const {
  Carried next;
  const bool heading = last.listed && end_ > begin_ && doc_.IsMark(end_ - 1, ':');
  const bool item = last.listed && last.used;
  if (heading || item) {
    next.post = last.post;
    next.listed = true;
  }
  next.before = last.post;
  return next;
}

// «فلان (التنظيم)»: a field alone in brackets behind a name is what its bearer is in charge of.
int Recognizer::ParseBracketedField(uint32_t at) {
  if (at == begin_ || Boundary(at) || !doc_.IsMark(at - 1, '(') || previous_ == nullptr ||
      previous_->type != ChunkType::kPerson) {
    return -1;
  }
  PhraseMatch field = Longest(at, c_.spec, kLa);
  if (field.span.empty()) field = IndefiniteField(at);
  const LexEntry* head = lexicon_.FindById("post.in_charge");
  if (head == nullptr || field.span.empty()) return -1;
  const uint32_t end = FieldTail(field.span.end);
  if (!doc_.IsMark(end, ')')) return -1;
  PostMention post;
  post.lemma = head->lemma;
  post.title.append(post.lemma).append(" ").append(field.entry->form);
  if (end > field.span.end) AddWords(post.title, {field.span.end, end});
  post.head_title = post.title;
  post.span = post.full = post.words = {at, end};
  mentions_.posts.push_back(std::move(post));
  return static_cast<int>(mentions_.posts.size()) - 1;
}

// REQUIRES: a post is carried.
// The post of a field behind a name, or before it in a line of its own; -1 where there is none.
int Recognizer::ParseCarriedPost(uint32_t at) {
  const bool behind =
      previous_ != nullptr && previous_->type == ChunkType::kPerson && previous_->span.end == at;
  const bool opens = previous_ == nullptr && carry_.listed;
  if ((!behind && !opens) || (JoinedPreposition(at) & kLa) == 0) return -1;
  const PhraseMatch field = Longest(at, c_.spec, kLa);
  const bool named = !field.span.empty() && (field.first.proclitics & kLa) != 0;
  const Reading* noun = Word(at, c_.field_noun, kLa);
  const bool files = noun != nullptr && (noun->proclitics & kLa) != 0;
  if (!named && !files && (!opens || JoinedFieldEnd(at) == at)) return -1;
  const PostMention& source = mentions_.posts[carry_.post];
  PostMention post;
  post.lemma = source.lemma;
  post.title = source.title.substr(0, source.stem);
  post.definite = source.definite;
  post.accusative = behind && (source.accusative || source.number != Number::kSingular);
  if (post.accusative) post.definite = false;
  post.carried = true;
  post.org = source.org;
  const bool complemented = post.title.size() > post.lemma.size() + 4;
  uint32_t end = at;
  if (!ReadJoinedComplement(post, end, 1, complemented ? 1 : 0, complemented)) return -1;
  const uint32_t name_at = doc_.IsMark(end, ':') ? end + 1 : end;
  if (opens && !NameFollows(name_at) && !StartsNameBesidePost(name_at)) return -1;
  post.head_title = post.title;
  LinkPost(post, end, 1);
  post.span = post.full = {at, end};
  carry_.used = true;
  mentions_.posts.push_back(std::move(post));
  return static_cast<int>(mentions_.posts.size()) - 1;
}

}  // namespace amana::ingest

#include "ingest/mentions/listed_heads.h"

#include <algorithm>

namespace amana::ingest {
namespace {

class HeadLister {
 public:
  HeadLister(Chunks& chunks, const Document& doc, const CoreClasses& c, Mentions& m)
      : chunks_(chunks), doc_(doc), c_(c), m_(m) {}

  // `above`: the post of several whose holders the lines before list; what this one leaves of it.
  void Read(std::string_view& above) {
    const bool items = Has(ChunkType::kOrg) && Has(ChunkType::kPerson);
    if (items) lemma_ = above;
    ReadItems();
    if (!(items && listed_)) above = Heads() ? lemma_ : std::string_view();
  }

 private:
  void ReadItems() {
    for (size_t i = 0; i < chunks_.size(); ++i) {
      const Chunk& chunk = chunks_[i];
      if (chunk.type == ChunkType::kPost) {
        const PostMention& post = m_.posts[chunk.index];
        if (post.number == Number::kPlural && !post.membership && !post.state && !StandsFor(post))
          lemma_ = post.lemma;
      }
      if (i == 0 && IsItemAt(SkipBetween(0), true)) ReadFrom(0, 1);
      if (Opens(chunk)) ReadFrom(i + 1, 2);
    }
  }

  // «ممثلو الفريق في الهيئات:»: they head none of these.
  static bool StandsFor(const PostMention& post) {
    return post.head != nullptr && post.head->entry->Get("noacc") == "1";
  }

  // «رؤساء اللجان:», and the list below it.
  bool Heads() const {
    return !lemma_.empty() && !chunks_.empty() &&
           (doc_.IsMark(chunks_.back().span.begin, ':') ||
            (chunks_.size() == 1 && chunks_.front().type == ChunkType::kPost));
  }

  bool Has(ChunkType type) const {
    return std::any_of(chunks_.begin(), chunks_.end(),
                       [type](const Chunk& chunk) { return chunk.type == type; });
  }

  bool Opens(const Chunk& chunk) const {
    return chunk.type == ChunkType::kToken &&
           (chunk.classes.test(c_.list_cue) || chunk.classes.test(c_.they_cue) ||
            doc_.IsMark(chunk.span.begin, ':'));
  }

  bool IsOneOf(size_t at, const char32_t* marks) const {
    if (at >= chunks_.size() || chunks_[at].type != ChunkType::kToken) return false;
    for (; *marks != 0; ++marks) {
      if (doc_.IsMark(chunks_[at].span.begin, *marks)) return true;
    }
    return false;
  }

  // Marks and numbers between the items of a list.
  size_t SkipBetween(size_t at) const {
    while (at < chunks_.size() && chunks_[at].type == ChunkType::kToken &&
           doc_.tokens[chunks_[at].span.begin].kind != TokenKind::kWord) {
      ++at;
    }
    return at;
  }

  std::string_view TitleOf(const OrgMention& org) const {
    if (org.kind == "Party" || org.anaphor || org.members || org.number != Number::kSingular)
      return {};
    if (!lemma_.empty()) return lemma_;
    const WordInfo* word = doc_.WordAt(org.span.begin);
    const Reading* head = word == nullptr ? nullptr : word->Find(c_.org_head, kWa | kFa | kBa);
    return head == nullptr ? std::string_view() : head->entry->Get("headed");
  }

  // The person behind a body and at most a mark; 0 where there is none.
  size_t PersonBehind(size_t at, bool colon) const {
    if (at >= chunks_.size() || chunks_[at].type != ChunkType::kOrg) return 0;
    if (TitleOf(m_.orgs[chunks_[at].index]).empty()) return 0;
    const bool mark = colon ? IsOneOf(at + 1, U":") : IsOneOf(at + 1, U":(،,-–");
    if (colon && !mark) return 0;
    const size_t person = at + (mark ? 2 : 1);
    const bool is_person = person < chunks_.size() && chunks_[person].type == ChunkType::kPerson &&
                           m_.persons[chunks_[person].index].proclitics == 0;
    return is_person ? person : 0;
  }
  // The last word of a short name behind a body, up to the mark that ends the item; 0 where there
  // is none.
  size_t Stranger(size_t at) const {
    constexpr size_t kLongestName = 4;
    if (at >= chunks_.size() || chunks_[at].type != ChunkType::kOrg) return 0;
    for (size_t last = at + 1; last < chunks_.size() && last <= at + kLongestName + 1; ++last) {
      if (chunks_[last].type != ChunkType::kToken) return 0;
      if (last > at + 1 && IsOneOf(last, U"،,؛;")) return last - 1;
    }
    return 0;
  }
  bool IsItemAt(size_t at, bool colon) const { return PersonBehind(at, colon) != 0; }

  // The items from `at` on, where they are as many as `least`.
  void ReadFrom(size_t at, size_t least) {
    std::vector<size_t> bodies;
    for (at = SkipBetween(at); at < chunks_.size();) {
      size_t person = PersonBehind(at, false);
      if (person > 0) {
        bodies.push_back(at);
      } else {  // a name that was not read
        person = Stranger(at);
        if (person == 0) break;
      }
      at = SkipBetween(person + 1);
    }
    if (bodies.size() < least) return;
    listed_ = true;
    for (const size_t body : bodies) Replace(chunks_[body]);
  }

  void Replace(Chunk& chunk) {
    const OrgMention& org = m_.orgs[chunk.index];
    PostMention post;
    post.lemma = TitleOf(org);
    post.title = post.head_title = post.lemma;
    post.org = chunk.index;
    post.proclitics = org.proclitics;
    post.span = post.full = org.full;
    m_.posts.push_back(std::move(post));
    chunk.type = ChunkType::kPost;
    chunk.index = static_cast<int>(m_.posts.size()) - 1;
  }

  Chunks& chunks_;
  const Document& doc_;
  const CoreClasses& c_;
  Mentions& m_;
  std::string_view lemma_;  // of the last post of several
  bool listed_ = false;     // the sentence has items
};

}  // namespace

void NameListedHeads(Chunks& chunks, const Document& document, const CoreClasses& classes,
                     Mentions& mentions, std::string_view& above) {
  HeadLister(chunks, document, classes, mentions).Read(above);
}

}  // namespace amana::ingest

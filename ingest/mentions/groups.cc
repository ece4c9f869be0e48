// The list solver. A run is read as a sequence of elements with what separates them; dynamic
// programming finds the cheapest way to cut it into pairs of one post and one name (in either
// order), distributed posts («والنائبين فلان وفلان») and leftovers. Costs, not rules, settle the
// doubtful commas: a list may switch its order, but it costs something.
#include "ingest/mentions/groups.h"

#include <algorithm>
#include <limits>

namespace amana::ingest {
namespace {

enum class Separator : uint8_t { kNone, kComma, kColon, kAnd, kSemicolon };

struct Element {
  ChunkType type;  // kPerson, kPost, kOrg; kToken for unnamed people
  int index = -1;
  Separator before = Separator::kNone;
};

struct Run {
  size_t first = 0, last = 0;  // chunks, half-open
  std::vector<Element> elements;
};

uint8_t Proclitics(const Chunk& chunk, const Mentions& m) {
  switch (chunk.type) {
    case ChunkType::kPerson:
      return m.persons[chunk.index].proclitics;
    case ChunkType::kPost:
      return m.posts[chunk.index].proclitics;
    case ChunkType::kOrg:
      return m.orgs[chunk.index].proclitics;
    default:
      return 0;
  }
}

class RunReader {
 public:
  RunReader(const std::vector<Chunk>& chunks, const Document& doc, const CoreClasses& c,
            Mentions& m)
      : chunks_(chunks), doc_(doc), c_(c), m_(m) {}

  // What a run begins with and consists of.
  static bool IsElement(const Chunk& chunk) {
    return chunk.type == ChunkType::kPerson || chunk.type == ChunkType::kPost ||
           chunk.type == ChunkType::kOrg;
  }

  // The run that starts at chunk `at`. REQUIRES: IsElement.
  Run Read(size_t at) {
    Run run;
    run.first = run.last = at;
    run.elements.reserve(4);
    Separator separator = Separator::kNone;
    for (size_t i = at; i < chunks_.size();) {
      const Chunk& chunk = chunks_[i];
      if (IsElement(chunk)) {
        const uint8_t proclitics = Proclitics(chunk, m_);
        const bool joined = (proclitics & (kWa | kFa)) != 0;
        // «بالأمين», «لمحمد» in mid-run starts another construction.
        const bool as = chunk.type == ChunkType::kPost && (proclitics & kKa) != 0;
        if (!run.elements.empty() && (proclitics & (kBa | kLa | kKa)) != 0 && !as) return run;
        if (joined && separator < Separator::kAnd) separator = Separator::kAnd;
        // «إضافة إلى منصبه أمينا للإعلام، وفلان مستشارا»: the name begins what comes next.
        if (chunk.type == ChunkType::kPerson && OfOwnOffice(run)) return run;
        // «رئاسة لجنة X، فلان لرئاسة لجنة Y»: the body goes with the word before it.
        if (chunk.type == ChunkType::kOrg && BehindChairmanship(i)) return OnlyBody(run, i, chunk);
        // «المكتب السياسي كل من فلان وفلان»: a body and the people behind it are no list.
        if (!run.elements.empty() &&
            (separator == Separator::kNone || separator == Separator::kColon) &&
            ((run.elements.back().type == ChunkType::kOrg && chunk.type == ChunkType::kPerson) ||
             (run.elements.back().type == ChunkType::kPerson && chunk.type == ChunkType::kOrg))) {
          return run;
        }
        // «ويضم التحالف حزب X»: two bodies without anything between them are no list either.
        if (!run.elements.empty() && separator == Separator::kNone &&
            chunk.type == ChunkType::kOrg && run.elements.back().type == ChunkType::kOrg) {
          return run;
        }
        run.elements.push_back({chunk.type, chunk.index, separator});
        separator = Separator::kNone;
        run.last = ++i;
        if (chunk.type == ChunkType::kPerson) i = ReadPlaceBeside(i, chunk.index, run);
        if (chunk.type == ChunkType::kPost) i = SkipBehindPost(i, run);
        continue;
      }
      if (run.elements.empty()) return run;
      if (const size_t next = ReadPlaceBefore(i, separator, run); next > i) {
        separator = Separator::kNone;
        i = next;
        continue;
      }
      // «فلان (أمينا عاما)»
      if (doc_.IsMark(chunk.span.begin, '(') && chunk.type == ChunkType::kToken &&
          run.elements.back().type == ChunkType::kPerson && i + 1 < chunks_.size() &&
          chunks_[i + 1].type == ChunkType::kPost) {
        ++i;
        continue;
      }
      const Separator mark = SeparatorOf(chunk);
      if (mark == Separator::kNone && !IsFiller(chunk) && !NamesHolders(run, chunk)) return run;
      separator = std::max(separator, mark);
      ++i;
    }
    return run;
  }

 private:
  Separator SeparatorOf(const Chunk& chunk) const {
    if (chunk.type != ChunkType::kToken) return Separator::kNone;
    const uint32_t at = chunk.span.begin;
    if (doc_.IsMark(at, 0x60C) || doc_.IsMark(at, ',') || doc_.IsMark(at, '|'))
      return Separator::kComma;
    if (doc_.IsMark(at, 0x61B) || doc_.IsMark(at, ';')) return Separator::kSemicolon;
    if (doc_.IsMark(at, ':')) return Separator::kColon;
    if (const WordInfo* word = doc_.WordAt(at); word != nullptr && word->k1 == "و")
      return Separator::kAnd;
    return Separator::kNone;
  }

  // Words that may stand between elements: «كل من», «عدد من», «السادة» before a post.
  bool IsFiller(const Chunk& chunk) const {
    if (chunk.type != ChunkType::kToken) return false;
    const uint32_t at = chunk.span.begin;
    if (doc_.IsMark(at, '"') || doc_.IsMark(at, '-') || doc_.IsMark(at, '/')) return true;
    const WordInfo* word = doc_.WordAt(at);
    if (word == nullptr) return false;
    return chunk.classes.test(c_.pair_cue) || chunk.classes.test(c_.together_cue) ||
           chunk.classes.test(c_.group_noun) || word->Find(c_.title, kWa) != nullptr;
  }

  // «ثلاثة نواب لرئيسه هم: فلان وفلان»; who the members of a body are is for a roster to read.
  bool NamesHolders(const Run& run, const Chunk& chunk) const {
    const Element& last = run.elements.back();
    return chunk.type == ChunkType::kToken && chunk.classes.test(c_.they_cue) &&
           !(last.type == ChunkType::kPost && m_.posts[last.index].membership);
  }

  bool OfOwnOffice(const Run& run) const {
    return run.first > 0 && !run.elements.empty() &&
           chunks_[run.first - 1].classes.test(c_.own_office) &&
           std::all_of(run.elements.begin(), run.elements.end(),
                       [](const Element& e) { return e.type == ChunkType::kPost; });
  }

  bool BehindChairmanship(size_t at) const {
    return at > 0 && chunks_[at - 1].type == ChunkType::kToken &&
           doc_.Is(chunks_[at - 1].span.begin, c_.chairmanship);
  }

  static Run OnlyBody(const Run& run, size_t at, const Chunk& chunk) {
    if (!run.elements.empty()) return run;
    Run only;
    only.first = at;
    only.last = at + 1;
    only.elements.push_back({chunk.type, chunk.index, Separator::kNone});
    return only;
  }

  // «فلان (أمينا عاما)», «فلان رئيسا (أمريكا)»
  size_t SkipBehindPost(size_t at, Run& run) const {
    if (at + 2 < chunks_.size() && chunks_[at + 1].type == ChunkType::kPlace &&
        SkipMark(at, '(', run) > at && SkipMark(at + 2, ')', run) > at + 2) {
      return at + 3;
    }
    return SkipMark(at, ')', run);
  }

  size_t SkipMark(size_t at, char32_t mark, Run& run) const {
    if (at >= chunks_.size() || chunks_[at].type != ChunkType::kToken ||
        !doc_.IsMark(chunks_[at].span.begin, mark)) {
      return at;
    }
    run.last = at + 1;
    return at + 1;
  }

  // «أمناء الفروع: اللاذقية فلان، وحماة فلان», «بكل من القيروان (فلانة)، سوسة (فلانة)»: behind a
  // post of several, each one's place before the name. The chunk behind the name; `at` where there
  // is none.
  size_t ReadPlaceBefore(size_t at, Separator separator, Run& run) {
    const Element& last = run.elements.back();
    const bool listed = last.type == ChunkType::kPerson && !m_.persons[last.index].places.empty() &&
                        separator != Separator::kNone;
    const bool opens =
        last.type == ChunkType::kPost && m_.posts[last.index].number == Number::kPlural;
    if (chunks_[at].type != ChunkType::kPlace || !(listed || opens)) return at;
    const PlaceMention& place = m_.places[chunks_[at].index];
    if (place.facility || (place.proclitics & ~(kWa | kFa)) != 0) return at;
    if ((place.proclitics & kWa) != 0 || separator == Separator::kNone) separator = Separator::kAnd;
    size_t next = at + 1;
    const bool bracket =
        next < chunks_.size() && chunks_[next].type == ChunkType::kToken &&
        (doc_.IsMark(chunks_[next].span.begin, '(') || doc_.IsMark(chunks_[next].span.begin, ':'));
    if (bracket) ++next;
    if (next >= chunks_.size() || chunks_[next].type != ChunkType::kPerson) return at;
    m_.persons[chunks_[next].index].places.push_back(chunks_[at].index);
    run.elements.push_back(
        {ChunkType::kPerson, chunks_[next].index, opens ? Separator::kColon : Separator::kComma});
    run.last = ++next;
    return SkipMark(next, ')', run);
  }

  // A place, or a word that no list has for one, up to the comma or the next of the list.
  bool IsConstituency(size_t at) const {
    if (chunks_[at].type == ChunkType::kPlace) return true;
    if (chunks_[at].type != ChunkType::kToken || doc_.WordAt(chunks_[at].span.begin) == nullptr ||
        at + 1 >= chunks_.size()) {
      return false;
    }
    const Chunk& next = chunks_[at + 1];
    return (next.type == ChunkType::kPerson && (Proclitics(next, m_) & kWa) != 0) ||
           (next.type == ChunkType::kToken && SeparatorOf(next) == Separator::kComma);
  }

  // «زكية نكرو -فاس الشمالية-», «محمد عزيز (تارودانت)», «فلان عن طبرق».
  size_t ReadPlaceBeside(size_t at, int person, Run& run) {
    if (at + 1 >= chunks_.size() || chunks_[at].type != ChunkType::kToken) return at;
    const uint32_t open = chunks_[at].span.begin;
    if (chunks_[at].classes.test(c_.prep_about) && IsConstituency(at + 1)) {
      run.last = at + 2;
      return at + 2;
    }
    if (!doc_.IsMark(open, '-') && !doc_.IsMark(open, '(') && !doc_.IsMark(open, '"')) return at;
    size_t next = at + 1;
    if (chunks_[next].type != ChunkType::kPlace) return at;
    m_.persons[person].places.push_back(chunks_[next].index);
    ++next;
    while (next < chunks_.size() && chunks_[next].type == ChunkType::kToken &&
           (doc_.IsMark(chunks_[next].span.begin, '-') ||
            doc_.IsMark(chunks_[next].span.begin, ')') ||
            doc_.IsMark(chunks_[next].span.begin, '"'))) {
      ++next;
    }
    run.last = next;
    return next;
  }

  const std::vector<Chunk>& chunks_;
  const Document& doc_;
  const CoreClasses& c_;
  Mentions& m_;
};

enum class Order : uint8_t { kUnknown, kPostFirst, kNameFirst };

struct Step {
  float cost = std::numeric_limits<float>::infinity();
  size_t from = 0;
  Order from_order = Order::kUnknown;
  enum class Kind : uint8_t { kSkip, kPair, kDistribute, kDistributeBack } kind = Kind::kSkip;
};

// What stands before the run: a verb speaks of it, one of appointing even.
enum class Behind : uint8_t { kNothing, kVerb, kAppointing };

class Pairing {
 public:
  Pairing(const std::vector<Element>& elements, const Mentions& m, Behind behind)
      : e_(elements), m_(m), behind_(behind) {}

  // The holdings of the cheapest cut.
  std::vector<HoldingMention> Solve() {
    const size_t n = e_.size();
    if (n < 2) return {};
    best_.assign((n + 1) * 3, Step{});
    At(0, Order::kUnknown).cost = 0;
    for (size_t i = 0; i < n; ++i) {
      for (Order order : {Order::kUnknown, Order::kPostFirst, Order::kNameFirst}) {
        if (At(i, order).cost < std::numeric_limits<float>::infinity()) Extend(i, order);
      }
    }
    Order order = Order::kUnknown;
    for (Order other : {Order::kPostFirst, Order::kNameFirst}) {
      if (At(n, other).cost < At(n, order).cost) order = other;
    }
    for (size_t at = n; at > 0;) {
      const Step step = At(at, order);
      if (step.kind == Step::Kind::kPair) AddPairs(step.from, at);
      if (step.kind == Step::Kind::kDistribute) AddDistributed(step.from, step.from + 1, at);
      if (step.kind == Step::Kind::kDistributeBack) AddDistributed(at - 1, step.from, at - 1);
      at = step.from;
      order = step.from_order;
    }
    return std::move(holdings_);
  }

 private:
  Step& At(size_t at, Order order) { return best_[at * 3 + static_cast<size_t>(order)]; }

  void Offer(size_t from, Order from_order, size_t to, Order order, float cost, Step::Kind kind) {
    Step& step = At(to, order);
    const float total = At(from, from_order).cost + cost;
    if (total < step.cost) step = {total, from, from_order, kind};
  }

  bool IsPost(size_t i) const { return i < e_.size() && e_[i].type == ChunkType::kPost; }
  bool IsPerson(size_t i) const { return i < e_.size() && e_[i].type == ChunkType::kPerson; }
  const PostMention& Post(size_t i) const { return m_.posts[e_[i].index]; }
  const PersonMention& Person(size_t i) const { return m_.persons[e_[i].index]; }

  static float Gap(Separator separator) {
    switch (separator) {
      case Separator::kNone:
        return 0;
      case Separator::kComma:
        return 0.2F;
      case Separator::kColon:
        return 0.3F;
      case Separator::kAnd:
        return 2.5F;
      case Separator::kSemicolon:
        return 4;
    }
    return 4;
  }

  float Mismatch(size_t post, size_t person) const {
    const Gender a = Post(post).gender, b = Person(person).gender;
    const bool known = a != Gender::kUnknown && b != Gender::kUnknown;
    // A feminine post needs a woman; women are often called by the masculine («رئيس الحزب فلانة»).
    if (!known || a == b) return 0;
    return a == Gender::kFeminine ? 3.0F : 0.6F;
  }

  void Extend(size_t i, Order order) {
    const float leftover = IsPerson(i) ? 1.0F : IsPost(i) ? 1.2F : 0.0F;
    Offer(i, order, i + 1, order, leftover, Step::Kind::kSkip);
    ExtendPostFirst(i, order);
    ExtendNameFirst(i, order);
    ExtendDistributed(i, order);
    ExtendNamesFirst(i, order);
  }

  // POST (و POST)* NAME
  void ExtendPostFirst(size_t i, Order order) {
    if (!IsPost(i) || Post(i).number != Number::kSingular || Post(i).accusative) return;
    size_t person = i + 1;
    float cost = 0;
    // «عضو المكتب السياسي، منسقة اللجان فلانة», «رئيس الحزب رئيس الحكومة فلان»; but behind a verb
    // («استقبل رئيس الحزب وزير التربية فلانا») two posts are two people.
    while (IsPost(person) && Post(person).number == Number::kSingular &&
           (e_[person].before == Separator::kAnd ||
            (e_[person].before < Separator::kColon &&
             (Post(person - 1).membership || i > 0 || behind_ == Behind::kNothing)))) {
      cost += e_[person].before == Separator::kComma ? 0.9F : 0.5F;
      ++person;
    }
    if (!IsPerson(person)) return;
    cost += Gap(e_[person].before) + Mismatch(person - 1, person);
    if (order == Order::kNameFirst) cost += 0.5F;
    const size_t next = person + 1;
    const bool becomes = IsPost(next) && Becomes(next) && e_[next].before <= Separator::kComma;
    // «عين رئيس الحزب فلانا أمينا»: the post is who appoints, the name is who is appointed.
    if (becomes && i == 0 && behind_ == Behind::kAppointing) cost += 1.5F;
    Offer(i, order, next, Order::kPostFirst, cost, Step::Kind::kPair);
    // «الأمين العام لحزب X فلان رئيسا للتحالف»: what the holder of a post becomes besides.
    if (!becomes || (e_[next].before == Separator::kComma && !Post(next).accusative)) return;
    Offer(i, order, next + 1, Order::kPostFirst, cost + 0.1F, Step::Kind::kPair);
  }

  // An indefinite accusative; the feminine does not show it.
  bool Becomes(size_t i) const {
    const PostMention& post = Post(i);
    if (post.number != Number::kSingular || post.definite) return false;
    return post.accusative || (post.gender == Gender::kFeminine && !post.membership);
  }

  // Names before the dual or plural post that they share: «فلان وفلان نائبين للرئيس».
  void ExtendNamesFirst(size_t i, Order order) {
    if (!IsPerson(i)) return;
    size_t post = i + 1;
    while (IsPerson(post) && e_[post].before <= Separator::kAnd && post - i <= 20) ++post;
    if (post - i < 2 || !IsPost(post) || Post(post).number == Number::kSingular) return;
    if (e_[post].before > Separator::kComma) return;
    if (Post(post).number == Number::kDual && post - i != 2) return;
    Offer(i, order, post + 1, order, 0.3F + Gap(e_[post].before), Step::Kind::kDistributeBack);
  }

  // NAME POST (و POST)*
  void ExtendNameFirst(size_t i, Order order) {
    if (!IsPerson(i) || !IsPost(i + 1) || Post(i + 1).number != Number::kSingular) return;
    float cost = Gap(e_[i + 1].before) + Mismatch(i + 1, i);
    if (order == Order::kPostFirst) cost += 0.5F;
    Offer(i, order, i + 2, Order::kNameFirst, cost, Step::Kind::kPair);
    size_t post = i + 2;
    while (IsPost(post) && e_[post].before <= Separator::kAnd &&
           Post(post).number == Number::kSingular) {
      // The next post is the next person's, where a name follows it directly.
      cost += e_[post].before == Separator::kAnd ? 0.4F : 0.6F;
      if (IsPerson(post + 1) && e_[post + 1].before == Separator::kNone) cost += 0.8F;
      ++post;
      Offer(i, order, post, Order::kNameFirst, cost, Step::Kind::kPair);
    }
  }

  // Dual post and two names; plural post and any number of them.
  void ExtendDistributed(size_t i, Order order) {
    if (!IsPost(i) || Post(i).number == Number::kSingular) return;
    size_t end = i + 1;
    while (IsPerson(end) && end - i <= 60) ++end;
    const size_t names = end - i - 1;
    if (names == 0) return;
    if (Post(i).number == Number::kDual) {
      if (names >= 2) Offer(i, order, i + 3, order, 0.1F, Step::Kind::kDistribute);
      return;
    }
    float cost = e_[i + 1].before == Separator::kAnd ? 3.0F : 0.1F;
    for (size_t to = i + 2; to <= end; ++to) {
      Offer(i, order, to, order, cost + (to == i + 2 ? 0.5F : 0.0F), Step::Kind::kDistribute);
    }
  }

  void Add(size_t person, size_t post, int place, const char* rule) {
    HoldingMention holding;
    holding.person = e_[person].index;
    holding.post = e_[post].index;
    holding.place = place;
    holding.rule = rule;
    holdings_.push_back(std::move(holding));
  }

  int PlaceOf(size_t person) const {
    return Person(person).places.empty() ? -1 : Person(person).places.front();
  }

  void AddPairs(size_t from, size_t to) {
    for (size_t person = from; person < to; ++person) {
      if (!IsPerson(person)) continue;
      for (size_t post = from; post < to; ++post) {
        if (IsPost(post)) Add(person, post, PlaceOf(person), "list.pair");
      }
    }
  }

  void AddDistributed(size_t post, size_t from, size_t to) {
    for (size_t person = from; person < to; ++person) {
      Add(person, post, PlaceOf(person), "list.distributed");
    }
  }

  const std::vector<Element>& e_;
  const Mentions& m_;
  const Behind behind_;
  std::vector<Step> best_;
  std::vector<HoldingMention> holdings_;
};

Behind BehindWhat(const Run& run, const std::vector<Chunk>& chunks, const CoreClasses& c,
                  const Mentions& m) {
  if (run.first == 0) return Behind::kNothing;
  const Chunk& before = chunks[run.first - 1];
  if (before.type == ChunkType::kMeeting && m.meetings[before.index].verbal) return Behind::kVerb;
  if (before.type != ChunkType::kToken) return Behind::kNothing;
  if (before.classes.test(c.appoint_verb)) return Behind::kAppointing;
  return before.classes.test(c.verb) ? Behind::kVerb : Behind::kNothing;
}

GroupMention MakeGroup(const Run& run, const std::vector<Chunk>& chunks, const CoreClasses& c,
                       const Mentions& m) {
  GroupMention group;
  group.holdings = Pairing(run.elements, m, BehindWhat(run, chunks, c, m)).Solve();
  group.span = {chunks[run.first].span.begin, chunks[run.last - 1].span.end};
  group.proclitics = Proclitics(chunks[run.first], m);
  for (const Element& element : run.elements) {
    if (element.type == ChunkType::kPerson) group.persons.push_back(element.index);
    if (element.type == ChunkType::kOrg) group.orgs.push_back(element.index);
    if (element.type != ChunkType::kPost) continue;
    const bool held = std::any_of(group.holdings.begin(), group.holdings.end(),
                                  [&](const HoldingMention& h) { return h.post == element.index; });
    if (!held) group.posts.push_back(element.index);
  }
  return group;
}

}  // namespace

std::vector<Chunk> BuildGroups(const std::vector<Chunk>& chunks, const Document& document,
                               const CoreClasses& classes, Mentions& mentions) {
  RunReader reader(chunks, document, classes, mentions);
  std::vector<Chunk> out;
  out.reserve(chunks.size());
  for (size_t at = 0; at < chunks.size();) {
    if (!RunReader::IsElement(chunks[at])) {
      out.push_back(chunks[at++]);
      continue;
    }
    const Run run = reader.Read(at);
    if (run.elements.size() == 1 && run.elements.front().type == ChunkType::kOrg) {
      out.push_back(chunks[at]);
      at = run.last;
      continue;
    }
    // «وأعضاء الأمانة العامة» without names: the body, seen through its people.
    if (run.elements.size() == 1 && run.elements.front().type == ChunkType::kPost) {
      const PostMention& post = mentions.posts[run.elements.front().index];
      if (post.membership && post.number != Number::kSingular && post.org >= 0) {
        mentions.orgs[post.org].members = true;
        mentions.orgs[post.org].proclitics = post.proclitics;
        out.push_back({ChunkType::kOrg, chunks[at].span, post.org, {}});
        at = run.last;
        continue;
      }
    }
    mentions.groups.push_back(MakeGroup(run, chunks, classes, mentions));
    const GroupMention& group = mentions.groups.back();
    out.push_back(
        {ChunkType::kGroup, group.span, static_cast<int>(mentions.groups.size()) - 1, {}});
    at = run.last;
  }
  return out;
}

}  // namespace amana::ingest

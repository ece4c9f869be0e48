// The list solver. A run is read as a sequence of elements with what separates them; dynamic
// programming finds the cheapest way to cut it into pairs of one post and one name (in either
// order), distributed posts («والنائبين فلان وفلان») and leftovers. Costs, not rules, settle the
// doubtful commas: a list may switch its order, but it costs something.
#include "ingest/mentions/pairing.h"

#include <algorithm>
#include <limits>

namespace amana::ingest {
namespace {

enum class Order : uint8_t { kUnknown, kPostFirst, kNameFirst };

struct Step {
  float cost = std::numeric_limits<float>::infinity();
  size_t from = 0;
  Order from_order = Order::kUnknown;
  enum class Kind : uint8_t { kSkip, kPair, kDistribute, kDistributeBack } kind = Kind::kSkip;
};

class Pairing {
 public:
  Pairing(std::span<const Element> elements, const Mentions& m, Behind behind)
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
    ExtendColonList(i, order);
    ExtendNamesFirst(i, order);
  }

  // POST (و POST)* NAME
  void ExtendPostFirst(size_t i, Order order) {
    if (!IsPost(i) || Post(i).number != Number::kSingular || Post(i).accusative) return;
    size_t person = i + 1;
    float cost = 0;
    // «عضو المكتب السياسي، منسقة اللجان فلانة», «رئيس الحزب رئيس الحكومة فلان»; but behind a verb
    // («استقبل رئيس الحزب وزير التربية فلانا») two posts with nothing between are two people.
    while (IsPost(person) && Post(person).number == Number::kSingular &&
           (e_[person].before == Separator::kAnd || e_[person].before == Separator::kComma ||
            (e_[person].before == Separator::kNone &&
             (Post(person - 1).membership || i > 0 || behind_ == Behind::kNothing ||
              behind_ == Behind::kSaying)))) {
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
    // «وزير الصحة فلان، الأمين العام لحزب X، …»: what else he is, where nobody follows who may be
    // it.
    const bool follows = IsPost(next) && !becomes && Post(next).number == Number::kSingular &&
                         (e_[next].before == Separator::kComma ||
                          (e_[next].before == Separator::kNone && behind_ != Behind::kVerb &&
                           behind_ != Behind::kAppointing)) &&
                         !(IsPerson(next + 1) && e_[next + 1].before == Separator::kNone);
    if (follows) Offer(i, order, next + 1, Order::kPostFirst, cost + 0.9F, Step::Kind::kPair);
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
    if (e_[post].before > Separator::kColon) return;
    if (Post(post).number == Number::kDual && post - i != 2) return;
    Offer(i, order, post + 1, order, 0.3F + Gap(e_[post].before), Step::Kind::kDistributeBack);
  }

  // NAME POST (و POST)*
  void ExtendNameFirst(size_t i, Order order) {
    if (!IsPerson(i) || !IsPost(i + 1) || Post(i + 1).number != Number::kSingular) return;
    // «فلانة؛ رئيسة المجلس، ورئيسة البلدية»: of one alone, where lists part their items.
    const bool alone = i == 0 && e_[1].before == Separator::kSemicolon &&
                       std::none_of(e_.begin() + 1, e_.end(),
                                    [](const Element& e) { return e.type == ChunkType::kPerson; });
    float cost = (alone ? Gap(Separator::kComma) : Gap(e_[i + 1].before)) + Mismatch(i + 1, i);
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

  // «السكرتير العام المساعد: فلان، وفلان، وفلان»: all that a colon opens, to the end of the line.
  void ExtendColonList(size_t i, Order order) {
    if (!IsPost(i) || Post(i).number != Number::kSingular || !IsPerson(i + 2)) return;
    if (e_[i + 1].before != Separator::kColon) return;
    for (size_t at = i + 1; at < e_.size(); ++at) {
      if (!IsPerson(at)) return;
    }
    Offer(i, order, e_.size(), order, 0.3F, Step::Kind::kDistribute);
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

  std::span<const Element> e_;
  const Mentions& m_;
  const Behind behind_;
  boost::container::small_vector<Step, 18> best_;  // most runs are of five elements at most
  std::vector<HoldingMention> holdings_;
};

}  // namespace

std::vector<HoldingMention> PairPosts(std::span<const Element> elements, const Mentions& mentions,
                                      Behind behind) {
  return Pairing(elements, mentions, behind).Solve();
}

}  // namespace amana::ingest

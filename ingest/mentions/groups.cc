// Runs of coordinated people, posts and bodies, as the list solver (pairing.h) takes them.
#include "ingest/mentions/groups.h"

#include <algorithm>

#include "ingest/mentions/pairing.h"

namespace amana::ingest {
namespace {

struct Run {
  size_t first = 0, last = 0;                           // chunks, half-open
  boost::container::small_vector<Element, 4> elements;  // most are of one or two
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
  RunReader(const Chunks& chunks, const Document& doc, const CoreClasses& c, Mentions& m)
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
        if (chunk.type == ChunkType::kPerson &&
            (OfOwnOffice(run) || (separator != Separator::kNone && OfOffice(run)))) {
          return run;
        }
        // «رئاسة لجنة X، فلان لرئاسة لجنة Y»: the body goes with the word before it.
        if (chunk.type == ChunkType::kOrg && BehindChairmanship(i)) return OnlyBody(run, i, chunk);
        // «فلان عن حزب X وفلان عن حزب Y»: each party goes with the name before it.
        if (chunk.type == ChunkType::kOrg && WhomSomebodyIsFrom(i)) return OnlyBody(run, i, chunk);
        // «استقبل فلان، بحضور فلان، وفدا من حزب X»: whom the first met.
        if (chunk.type == ChunkType::kOrg && separator == Separator::kComma && proclitics == 0 &&
            IsTeamMet(chunk)) {
          return run;
        }
        // «فلان أمينا خلفا لفلان، وفلان نائبا»: the list goes on behind whom the first succeeds.
        if (chunk.type == ChunkType::kPerson && separator != Separator::kNone &&
            BehindSuccession(run)) {
          return run;
        }
        // «انتخب فلان من حزب X رئيسا، وفلان من حزب Y نائبا»: what the one before became.
        if (chunk.type == ChunkType::kPerson && separator != Separator::kNone &&
            run.elements.size() == 1 && run.elements.back().type == ChunkType::kPost &&
            m_.posts[run.elements.back().index].accusative) {
          return run;
        }
        // «حزب X عضو في تحالف Y»: what the party is.
        if (chunk.type == ChunkType::kPost && m_.posts[chunk.index].membership &&
            run.elements.size() == 1 && run.elements.back().type == ChunkType::kOrg &&
            separator <= Separator::kComma) {
          return run;
        }
        // «فلان، مرشح حزب X»: a title's own.
        if (chunk.type == ChunkType::kOrg && !run.elements.empty() && i > 0 &&
            chunks_[i - 1].type == ChunkType::kToken &&
            doc_.Is(chunks_[i - 1].span.begin, c_.title)) {
          return run;
        }
        // «فلان – حزب X»: whom he signs for.
        if (chunk.type == ChunkType::kOrg && !run.elements.empty() &&
            run.elements.back().type == ChunkType::kPerson && i > 0 &&
            doc_.IsMark(chunks_[i - 1].span.begin, '-')) {
          return run;
        }
        // «لجنة X وترأسها فلانة، ولجنة Y ويرأسها فلان»: the next body begins anew.
        if (chunk.type == ChunkType::kOrg && !run.elements.empty() && HeadVerbFollows(i))
          return run;
        if (chunk.type == ChunkType::kOrg && separator != Separator::kNone && IsAllotted(run, i))
          return run;
        // «تيار X برئاسة فلانة، وحركة Y»: the bodies are the list.
        if (chunk.type == ChunkType::kOrg && HeadsBodyBefore(run)) return run;
        // «رئاسة فلان للمجلس، وفلان نائبا»: what a preposition joins to the words before is no
        // item.
        if (run.elements.size() == 1 && run.elements.back().type == ChunkType::kOrg &&
            chunk.type == ChunkType::kPerson &&
            (m_.orgs[run.elements.back().index].proclitics & (kBa | kLa)) != 0) {
          return run;
        }
        // «المكتب السياسي كل من فلان وفلان»: a body and the people behind it are no list.
        if (!run.elements.empty() &&
            (separator == Separator::kNone || separator == Separator::kColon) &&
            ((run.elements.back().type == ChunkType::kOrg && chunk.type == ChunkType::kPerson) ||
             (run.elements.back().type == ChunkType::kPerson && chunk.type == ChunkType::kOrg))) {
          return run;
        }
        // «فاز فلان عن حزب X رئيسا»: what he became.
        if (!run.elements.empty() && separator == Separator::kNone &&
            chunk.type == ChunkType::kPost && m_.posts[chunk.index].accusative &&
            run.elements.back().type == ChunkType::kOrg) {
          return run;
        }
        // «ويضم التحالف حزب X», «استقبل فلان رئيس الحزب وفدا من حزب X»: a body behind another or
        // behind a post, without anything between them, is no list either.
        if (!run.elements.empty() && separator == Separator::kNone &&
            chunk.type == ChunkType::kOrg) {
          return run;
        }
        run.elements.push_back({chunk.type, chunk.index, separator});
        separator = Separator::kNone;
        run.last = ++i;
        if (chunk.type == ChunkType::kPerson) {
          i = ReadPlaceBeside(i, chunk.index, run);
          if (InBrackets(i - 1)) i = SkipMark(i, ')', run);
        }
        if (chunk.type == ChunkType::kPost) i = SkipBehindPost(i, run);
        continue;
      }
      if (run.elements.empty()) return run;
      if (const size_t next = ReadPlaceBefore(i, separator, run); next > i) {
        separator = Separator::kNone;
        i = next;
        continue;
      }
      // «فلان (أمينا عاما)», «أمين الإعلام (فلان)»
      if (doc_.IsMark(chunk.span.begin, '(') && chunk.type == ChunkType::kToken &&
          i + 1 < chunks_.size() &&
          chunks_[i + 1].type == (run.elements.back().type == ChunkType::kPerson
                                      ? ChunkType::kPost
                                      : ChunkType::kPerson) &&
          run.elements.back().type != ChunkType::kOrg) {
        ++i;
        continue;
      }
      if (OpensOwnList(run, separator, chunk) || EntersWith(run, chunk)) return run;
      const Separator mark = SeparatorOf(chunk);
      if (mark == Separator::kNone && !IsFiller(run, chunk) && !NamesHolders(run, chunk))
        return run;
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
    // «- فلان.. أمينا للشباب»
    if (doc_.IsTwoDots(at)) return Separator::kComma;
    if (const WordInfo* word = doc_.WordAt(at); word != nullptr && word->k1 == "و")
      return Separator::kAnd;
    // «فلان وفلان، إلى جانب رؤساء المكاتب», «وعدد من رؤساء المكاتب»: these are others.
    if (chunk.classes.test(c_.together_cue) || chunk.classes.test(c_.group_noun))
      return Separator::kSemicolon;
    return Separator::kNone;
  }

  // «ضمت لجنة اختيار الرئيس ونوابه كلا من فلان»: who is in it, not who the deputies are.
  bool IncludedBefore(const Run& run) const {
    constexpr size_t kNear = 8;
    for (size_t at = run.first; at > 0 && run.first - at < kNear; --at) {
      const Chunk& before = chunks_[at - 1];
      if (before.type == ChunkType::kPerson) return false;
      if (before.classes.test(c_.include_verb)) return true;
    }
    return false;
  }

  // «وخاطب الجلسة، التي ترأسها فلان، كل من فلان وفلان»: other people than the one before.
  bool OpensOwnList(const Run& run, Separator separator, const Chunk& chunk) const {
    return separator == Separator::kComma && run.elements.back().type == ChunkType::kPerson &&
           chunk.type == ChunkType::kToken && chunk.classes.test(c_.pair_cue) &&
           !doc_.WordAt(chunk.span.begin)->k1.starts_with("و");
  }

  // «انضم إلى تحالف X إلى جانب حزب Y», «يضم التحالف، إضافة إلى حزب X، حزب Y»: who else is in it.
  bool EntersWith(const Run& run, const Chunk& chunk) const {
    if (chunk.type != ChunkType::kToken || !chunk.classes.test(c_.together_cue)) return false;
    if (run.first == 0 || run.elements.size() != 1 ||
        run.elements.front().type != ChunkType::kOrg ||
        m_.orgs[run.elements.front().index].kind != "Coalition") {
      return false;
    }
    const Chunk& before = chunks_[run.first - 1];
    return before.classes.test(c_.prep_to) || before.classes.test(c_.prep_in) ||
           before.classes.test(c_.banner_cue) || before.classes.test(c_.include_verb) ||
           before.classes.test(c_.consist_verb);
  }

  // Words that may stand between elements: «كل من», «عدد من», «السادة» before a post.
  bool IsFiller(const Run& run, const Chunk& chunk) const {
    if (chunk.type != ChunkType::kToken) return false;
    const uint32_t at = chunk.span.begin;
    if (doc_.IsMark(at, '"') || doc_.IsMark(at, '-') || doc_.IsMark(at, '/')) return true;
    const WordInfo* word = doc_.WordAt(at);
    if (word == nullptr) return false;
    return (chunk.classes.test(c_.pair_cue) && !IncludedBefore(run)) ||
           chunk.classes.test(c_.together_cue) || chunk.classes.test(c_.group_noun) ||
           word->Find(c_.title, kWa) != nullptr;
  }

  // «ثلاثة نواب لرئيسه هم: فلان وفلان»; who the members of a body are is for a roster to read.
  bool NamesHolders(const Run& run, const Chunk& chunk) const {
    const Element& last = run.elements.back();
    return chunk.type == ChunkType::kToken && chunk.classes.test(c_.they_cue) &&
           !(last.type == ChunkType::kPost && m_.posts[last.index].membership);
  }

  bool InBrackets(size_t at) const {
    return at > 0 && chunks_[at - 1].type == ChunkType::kToken &&
           doc_.IsMark(chunks_[at - 1].span.begin, '(');
  }

  bool OfOwnOffice(const Run& run) const {
    return run.first > 0 && !run.elements.empty() &&
           chunks_[run.first - 1].classes.test(c_.own_office) &&
           std::all_of(run.elements.begin(), run.elements.end(),
                       [](const Element& e) { return e.type == ChunkType::kPost; });
  }

  // «يشغل منصب أمين المال، وفلان منصب …»
  bool OfOffice(const Run& run) const {
    if (run.first == 0 || run.elements.size() != 1 ||
        run.elements.front().type != ChunkType::kPost) {
      return false;
    }
    const WordInfo* before = doc_.WordAt(chunks_[run.first - 1].span.begin);
    return before != nullptr && before->Find(c_.office_noun, kWa | kBa | kLa) != nullptr;
  }

  bool BehindSuccession(const Run& run) const {
    return !run.elements.empty() && run.first > 0 &&
           chunks_[run.first - 1].classes.test(c_.succeed_cue);
  }

  bool BehindChairmanship(size_t at) const {
    return at > 0 && chunks_[at - 1].type == ChunkType::kToken &&
           doc_.Is(chunks_[at - 1].span.begin, c_.chairmanship);
  }

  bool WhomSomebodyIsFrom(size_t at) const {
    return at > 1 && chunks_[at - 1].type == ChunkType::kToken &&
           doc_.Is(chunks_[at - 1].span.begin, c_.prep_about) &&
           chunks_[at - 2].type == ChunkType::kPerson;
  }

  bool IsTeamMet(const Chunk& chunk) const {
    const WordInfo* word = doc_.WordAt(m_.orgs[chunk.index].full.begin);
    const Reading* team = word == nullptr ? nullptr : word->Find(c_.team_noun);
    return team != nullptr && team->entry->accusative;
  }

  // A single person behind «برئاسة» or «بزعامة» and a party.
  bool HeadsBodyBefore(const Run& run) const {
    if (run.elements.size() != 1 || run.elements.front().type != ChunkType::kPerson ||
        run.first < 2) {
      return false;
    }
    const Chunk& cue = chunks_[run.first - 1];
    if (!cue.classes.test(c_.chair_cue) && !cue.classes.test(c_.headed_by)) return false;
    constexpr size_t kClose = 3;  // «حزب كفاءات بلدي بقيادة فلانة»: of a name that is read in part
    for (size_t at = run.first - 1; at > 0 && run.first - at < kClose; --at) {
      const Chunk& body = chunks_[at - 1];
      if (body.type == ChunkType::kOrg) return m_.orgs[body.index].kind == "Party";
    }
    return false;
  }

  bool HeadVerbFollows(size_t at) const {
    return at + 1 < chunks_.size() && chunks_[at + 1].classes.test(c_.head_verb);
  }

  // «آلت لجنة X إلى فلان، ولجنة Y إلى فلانة», «يرأس لجنة X فلان، ولجنة Y فلانة»: each body goes
  // with the name behind it.
  bool IsAllotted(const Run& run, size_t at) const {
    if (run.elements.size() != 1 || run.elements.front().type != ChunkType::kPerson ||
        at + 1 >= chunks_.size()) {
      return false;
    }
    const Chunk& next = chunks_[at + 1];
    if (next.type == ChunkType::kPerson) {
      return (Proclitics(next, m_) & kLa) != 0 ||
             (run.first > 0 && chunks_[run.first - 1].type == ChunkType::kOrg);
    }
    return next.type == ChunkType::kToken && next.classes.test(c_.prep_to) &&
           at + 2 < chunks_.size() && chunks_[at + 2].type == ChunkType::kPerson;
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

  // «وفي», «في»: the chunk behind it.
  size_t SkipIn(size_t at) const {
    return chunks_[at].type == ChunkType::kToken && chunks_[at].classes.test(c_.prep_in) ? at + 1
                                                                                         : at;
  }

  // «أمناء الفروع: اللاذقية فلان، وفي حماة فلان», «بكل من القيروان (فلانة)، سوسة (فلانة)»: behind a
  // post of several, each one's place before the name. The chunk behind the name; `at` where there
  // is none.
  size_t ReadPlaceBefore(size_t at, Separator separator, Run& run) {
    const Element& last = run.elements.back();
    const bool listed = last.type == ChunkType::kPerson && !m_.persons[last.index].places.empty() &&
                        separator != Separator::kNone;
    const bool opens =
        last.type == ChunkType::kPost && m_.posts[last.index].number == Number::kPlural;
    const size_t place_at = SkipIn(at);
    if (place_at >= chunks_.size() || chunks_[place_at].type != ChunkType::kPlace ||
        !(listed || opens)) {
      return at;
    }
    const PlaceMention& place = m_.places[chunks_[place_at].index];
    if (place.facility || (place.proclitics & ~(kWa | kFa)) != 0) return at;
    if ((place.proclitics & kWa) != 0 || separator == Separator::kNone) separator = Separator::kAnd;
    size_t next = place_at + 1;
    const bool bracket =
        next < chunks_.size() && chunks_[next].type == ChunkType::kToken &&
        (doc_.IsMark(chunks_[next].span.begin, '(') || doc_.IsMark(chunks_[next].span.begin, ':'));
    if (bracket) ++next;
    if (next >= chunks_.size() || chunks_[next].type != ChunkType::kPerson) return at;
    m_.persons[chunks_[next].index].places.push_back(chunks_[place_at].index);
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

  // «فلان (حزب X)», «وفلان عن حزب X، وفلان عن حزب Y»: in a list, whom each is of. The chunk behind.
  size_t ReadSender(size_t at, int person, Run& run) {
    const bool about = doc_.IsWhole(chunks_[at].span.begin, c_.prep_about);
    const bool bracket = doc_.IsMark(chunks_[at].span.begin, '(');
    if ((!about && !bracket) || chunks_[at + 1].type != ChunkType::kOrg) return at;
    const OrgMention& org = m_.orgs[chunks_[at + 1].index];
    if (org.kind != "Party" || org.members || org.anaphor) return at;
    size_t behind = at + 2;
    if (bracket) {
      if (behind >= chunks_.size() || !doc_.IsMark(chunks_[behind].span.begin, ')')) return at;
      ++behind;
    } else {
      size_t next = behind;
      while (next < chunks_.size() && SeparatorOf(chunks_[next]) != Separator::kNone) ++next;
      const bool goes_on = next < chunks_.size() && chunks_[next].type == ChunkType::kPerson;
      if (!goes_on && run.elements.size() < 2) return at;
    }
    m_.persons[person].sender = chunks_[at + 1].index;
    run.last = behind;
    return behind;
  }

  // «أربعة أمناء، وهم فلان لمركز X، وفلان لمركز Y»: each one's place behind the name.
  bool ReadsPlaceOf(const Chunk& chunk, const Run& run) const {
    return chunk.type == ChunkType::kPlace && (m_.places[chunk.index].proclitics & kLa) != 0 &&
           std::any_of(run.elements.begin(), run.elements.end(), [this](const Element& e) {
             return e.type == ChunkType::kPost && m_.posts[e.index].number == Number::kPlural;
           });
  }

  // «أمناء الفروع وهم فلان في صنعاء، وفلان في عدن»: the chunk of the place, where the list goes on
  // behind it or has told another's; `at` where there is none.
  size_t PlaceWhere(size_t at, const Run& run) const {
    const size_t place = SkipIn(at);
    if (place == at || place >= chunks_.size() || chunks_[place].type != ChunkType::kPlace)
      return at;
    bool shared = false, told = false;
    for (const Element& e : run.elements) {
      shared = shared || (e.type == ChunkType::kPost && m_.posts[e.index].of_places);
      told = told || (e.type == ChunkType::kPerson && !m_.persons[e.index].places.empty());
    }
    size_t next = place + 1;
    if (next < chunks_.size() && SeparatorOf(chunks_[next]) == Separator::kComma) ++next;
    const bool goes_on = next < chunks_.size() && chunks_[next].type == ChunkType::kPerson;
    return shared && (told || goes_on) ? place : at;
  }

  // «فلان (أبو فلان)», «فلان "أبو خالد"»: what else he is called. The chunk behind it; `at` where
  // there is none.
  size_t SkipAlias(size_t at) const {
    constexpr uint32_t kLongestAlias = 3;  // tokens
    const uint32_t open = chunks_[at].span.begin;
    const bool bracket = doc_.IsMark(open, '(');
    if (!bracket && !doc_.IsMark(open, '"')) return at;
    const WordInfo* first = doc_.WordAt(open + 1);
    const bool kunya = first != nullptr && first->Any(c_.name_prefix) &&
                       chunks_[at + 1].type != ChunkType::kPlace;  // «بني سويف»
    if (!kunya && !(bracket && chunks_[at + 1].type == ChunkType::kPerson)) return at;
    for (size_t i = at + 1; i < chunks_.size(); ++i) {
      const uint32_t token = chunks_[i].span.begin;
      if (doc_.IsMark(token, bracket ? ')' : '"')) return i + 1;
      if (kunya && token > open + kLongestAlias) break;
      if (!kunya && i > at + 1) break;
    }
    return at;
  }

  // «زكية نكرو -فاس الشمالية-», «محمد عزيز (تارودانت)», «فلان عن طبرق».
  size_t ReadPlaceBeside(size_t at, int person, Run& run) {
    if (at >= chunks_.size()) return at;
    if (const size_t where = PlaceWhere(at, run); where > at) {
      m_.persons[person].places.push_back(chunks_[where].index);
      run.last = where + 1;
      return where + 1;
    }
    if (ReadsPlaceOf(chunks_[at], run)) {
      m_.persons[person].places.push_back(chunks_[at].index);
      run.last = at + 1;
      return at + 1;
    }
    if (at + 1 >= chunks_.size() || chunks_[at].type != ChunkType::kToken) return at;
    const uint32_t open = chunks_[at].span.begin;
    if (chunks_[at].classes.test(c_.prep_about) && IsConstituency(at + 1)) {
      run.last = at + 2;
      return at + 2;
    }
    if (const size_t behind = ReadSender(at, person, run); behind > at) return behind;
    size_t next = at + 1;
    if (const size_t behind = SkipAlias(at); behind > at) {
      run.last = behind;
      return behind;
    }
    const bool last = doc_.IsMark(open, ':') && next + 1 == chunks_.size();  // «فلان: تونس»
    if (!doc_.IsMark(open, '-') && !doc_.IsMark(open, '(') && !doc_.IsMark(open, '"') && !last)
      return at;
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

  const Chunks& chunks_;
  const Document& doc_;
  const CoreClasses& c_;
  Mentions& m_;
};

Behind BehindWhat(const Run& run, const Chunks& chunks, const CoreClasses& c, const Mentions& m) {
  if (run.first == 0) return Behind::kNothing;
  const Chunk& before = chunks[run.first - 1];
  if (before.type == ChunkType::kMeeting && m.meetings[before.index].verbal) return Behind::kVerb;
  if (before.type != ChunkType::kToken) return Behind::kNothing;
  if (before.classes.test(c.appoint_verb)) return Behind::kAppointing;
  if (before.classes.test(c.say_verb)) return Behind::kSaying;
  return before.classes.test(c.verb) ? Behind::kVerb : Behind::kNothing;
}

GroupMention MakeGroup(const Run& run, const Chunks& chunks, const CoreClasses& c,
                       const Mentions& m) {
  GroupMention group;
  group.holdings = PairPosts(run.elements, m, BehindWhat(run, chunks, c, m));
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

Chunks BuildGroups(const Chunks& chunks, const Document& document, const CoreClasses& classes,
                   Mentions& mentions) {
  RunReader reader(chunks, document, classes, mentions);
  Chunks out(chunks.get_allocator());
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

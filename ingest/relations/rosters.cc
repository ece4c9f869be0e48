#include "ingest/relations/rosters.h"

#include <algorithm>

#include "ingest/mentions/table_rows.h"

namespace amana::ingest {
namespace {

constexpr int kNear = 12;           // chunks between what belongs together in a clause
constexpr int kFar = 40;            // chunks between the words of a long one
constexpr int kKept = 3;            // sentences for which a body is remembered
constexpr uint32_t kShortLine = 9;  // tokens of a line that may be a name
constexpr int kMostStrangers = 2;
constexpr uint32_t kLongestItem = 24;  // tokens of a line that is still an item of a list

}  // namespace

RosterReader::RosterReader(const Document& document, const CoreClasses& classes,
                           const Mentions& mentions)
    : doc_(document), c_(classes), m_(mentions) {
  for (ClassId id : {c_.verb, c_.they_cue, c_.list_cue, c_.pair_cue, c_.elect_verb, c_.elect_noun,
                     c_.win_verb, c_.formed_noun, c_.form_verb, c_.clause_cue, c_.say_verb,
                     c_.attend_cue, c_.attend_verb, c_.attend_noun, c_.out_cue, c_.absent_cue,
                     c_.roster_noun, c_.include_verb, c_.succeed_cue}) {
    asked_.set(id);
  }
}

// A body of few: a party has members too, but nobody is elected into it.
void RosterReader::ReadBody(int index) {
  const OrgMention& org = m_.orgs[index];
  // «أعضاء المكتب», «ضمت اللجنة»
  const bool own_list = Ago(clause_.seeks) <= kNear || Ago(clause_.lists) <= kNear / 2 ||
                        org.members || Ago(clause_.includes) <= 1;
  const bool fits = org.kind != "Party" && org.number == Number::kSingular &&
                    !doc_.Is(org.full.begin, c_.team_noun);
  if (!fits) return;
  subject_ = index;
  clause_.subject = at_;
  if (clause_.elsewhere) return;  // «بحضور 612 من أعضاء الجمعية العمومية»
  if (!own_list || (by_people_ && age_ == 0 && !org.members)) return;
  // «انتخب المجلس الوطني فلانا رئيسا»: who elects.
  if (Ago(clause_.verb) <= 1 && !org.members && !org.indefinite) return;
  // «تشكيلة المكتب، كما صادق عليها المجلس، على الشكل التالي»
  if (clause_.settled && Ago(clause_.elects) > kNear / 2) return;
  // «ثلث أعضاء المجلس», said of a body in passing, after another was elected.
  const bool in_passing =
      Ago(clause_.seeks) > kNear && Ago(clause_.lists) > kNear && Ago(clause_.includes) > 1;
  if (in_passing && listed_ && org_ >= 0 && age_ > 0) return;
  SetBody(index);
  clause_.settled = false;
  // «تشكيل أمانة المحافظة، بعد اجتماع هيئة المكتب»
  if (formed_) clause_.seeks = kNever;
}

// «أعضاء المكتب»: members without a name, and the body that they are of.
void RosterReader::ReadUnnamed(const GroupMention& group) {
  if (!group.orgs.empty()) ReadBody(group.orgs.back());
  for (const int index : group.posts) {
    const PostMention& post = m_.posts[index];
    // «انتخاب تسعة أعضاء», «اثني عشر عضوا للمكتب»
    const bool several = post.number == Number::kPlural || Ago(clause_.elects) <= kNear;
    // «اختيار أربعة أمناء للمراكز، وهم فلان وفلان»
    clause_.elsewhere = post.number == Number::kPlural && !post.membership;
    if (!post.membership || !several || post.org < 0) continue;
    SetBody(post.org);
    by_people_ = true;
  }
}

void RosterReader::SetBody(int index) {
  const OrgMention& org = m_.orgs[index];
  org_ = index;
  by_people_ = org.members;
  elected_ = Ago(clause_.elects) <= kNear;
  listed_ = elected_ || Ago(clause_.lists) <= kNear;
  age_ = 0;
}

bool RosterReader::Opens(const Chunk& chunk) const {
  if (org_ < 0 || clause_.elsewhere) return false;
  const bool told = Ago(clause_.elects) <= kNear || Ago(clause_.lists) <= kNear;
  if (chunk.classes.test(c_.they_cue)) return told || age_ == 0;
  if (chunk.classes.test(c_.list_cue))
    return told || Ago(clause_.includes) <= kNear || (age_ == 0 && listed_);
  if (chunk.classes.test(c_.pair_cue))
    return Ago(clause_.elects) <= 3 || Ago(clause_.lists) <= 3 ||
           (Ago(clause_.includes) <= kNear && (told || age_ == 0)) ||
           (Ago(clause_.includes) <= kFar && Ago(clause_.lists) <= kFar);
  // «أعضاء المكتب السياسي:»
  const bool heading = by_people_ && age_ == 0 && Ago(clause_.subject) <= 1;
  return doc_.IsMark(chunk.span.begin, ':') && (Ago(clause_.opens) <= kNear || told || heading);
}

// A finite verb, beyond doubt.
bool RosterReader::IsVerb(const Chunk& chunk) const {
  if (chunk.type != ChunkType::kToken || !chunk.classes.test(c_.verb)) return false;
  const WordInfo* word = doc_.WordAt(chunk.span.begin);
  if (word == nullptr || word->starts_with_article() || chunk.classes.test(c_.function))
    return false;
  const Reading* verb = word->Find(c_.verb, kWa | kFa | kSa);
  return verb != nullptr && verb->entry->Get("noun") != "1";
}

// «لاختيار أعضاء اللجنة»
bool RosterReader::ToElect(const Chunk& chunk) const {
  const WordInfo* word = doc_.WordAt(chunk.span.begin);
  return word != nullptr && (word->preposition & kLa) != 0 &&
         word->Find(c_.elect_noun, kLa | kWa) != nullptr;
}

// «توزيع المهام بين أعضائه»: of the body that the sentence has named.
bool RosterReader::IsItsMembers(const Chunk& chunk) const {
  if (subject_ < 0 || Ago(clause_.lists) > kNear / 2) return false;
  const WordInfo* word = doc_.WordAt(chunk.span.begin);
  const Reading* members = word == nullptr ? nullptr : word->Find(c_.post_head);
  return members != nullptr && members->entry->Get("member") == "1" && members->entry->possessed &&
         members->entry->number == Number::kPlural;
}

// Most words: they need not be asked one by one for what ReadWord() looks for.
bool RosterReader::SaysNothing(const Chunk& chunk) const {
  return (chunk.classes & asked_).none() && !ToElect(chunk) && !IsItsMembers(chunk) &&
         !doc_.IsMark(chunk.span.begin, ':') && !doc_.Is(chunk.span.begin, c_.membership_noun) &&
         !(Ago(clause_.includes) <= 2 && doc_.Is(chunk.span.begin, c_.team_noun));
}

void RosterReader::ReadWord(const Chunk& chunk) {
  if (SaysNothing(chunk)) return;
  const ClassSet& is = chunk.classes;
  const bool opens = Opens(chunk);
  const bool elects =
      is.test(c_.elect_verb) || is.test(c_.elect_noun) || is.test(c_.win_verb) || ToElect(chunk);
  const bool forms = is.test(c_.formed_noun) || is.test(c_.form_verb);
  if (open_ && !opens && IsVerb(chunk)) open_ = false;
  if (is.test(c_.clause_cue) || is.test(c_.say_verb)) {
    open_ = false;
    clause_ = {};
  }
  if (is.test(c_.attend_cue) || is.test(c_.attend_verb) || is.test(c_.attend_noun) ||
      is.test(c_.out_cue) || is.test(c_.absent_cue)) {
    open_ = false;
    clause_.elsewhere = true;
  }
  if (elects || forms) {
    clause_.elsewhere = false;
    clause_.elects = clause_.seeks = at_;
    if (is.test(c_.elect_verb) && !is.test(c_.elect_noun)) clause_.verb = at_;
    formed_ = forms;
  } else if (IsVerb(chunk)) {
    clause_.seeks = kNever;
    clause_.settled =
        org_ >= 0 && age_ == 0 && Ago(clause_.lists) <= kNear && !is.test(c_.include_verb);
  }
  if (is.test(c_.roster_noun) || forms) clause_.lists = at_;
  if (is.test(c_.include_verb)) {
    // «اللجنة الجديدة تضم»
    if (subject_ >= 0 && Ago(clause_.subject) <= kNear / 2 && !open_) SetBody(subject_);
    clause_.includes = at_;
  }
  // «وضم الوفد عددا من أعضاء المكتب»: who came, not who is in it.
  if (Ago(clause_.includes) <= 2 && doc_.Is(chunk.span.begin, c_.team_noun))
    clause_.elsewhere = true;
  if (doc_.Is(chunk.span.begin, c_.membership_noun)) clause_.joins = at_;
  if (IsItsMembers(chunk)) SetBody(subject_);
  if (is.test(c_.succeed_cue)) clause_.succeeds = at_;  // «خلفا لفلان»
  if (opens) {
    open_ = true;
    clause_.opens = at_;
  }
}

// Who becomes something by the list is in the body by that («فلان رئيسا، وفلانة مقررة»).
void RosterReader::Take(const GroupMention& group, int sentence,
                        std::vector<RosterEntry>& out) const {
  for (const int person : group.persons) {
    const bool by_post =
        std::any_of(group.holdings.begin(), group.holdings.end(), [&](const HoldingMention& h) {
          const PostMention& post = m_.posts[h.post];
          return h.person == person && !post.membership && !post.state &&
                 (post.accusative || h.of_lines ||
                  (post.gender == Gender::kFeminine && (post.org < 0 || post.org == org_)));
        });
    if (attended_) {
      out.push_back({-1, person, sentence, false, true});
    } else if (!by_post) {
      out.push_back({org_, person, sentence, elected_});
    }
  }
}

void RosterReader::ReadSentence(const Chunks& chunks, int sentence, std::vector<RosterEntry>& out) {
  const size_t before = out.size();
  for (const Chunk& chunk : chunks) {
    ++at_;
    switch (chunk.type) {
      case ChunkType::kToken:
        ReadWord(chunk);
        break;
      case ChunkType::kOrg:
        if (m_.orgs[chunk.index].kind == "List") {
          clause_.lists = at_;
        } else if (open_ && m_.orgs[chunk.index].kind == "Party" && org_ >= 0 &&
                   m_.orgs[org_].kind == "Coalition") {
          open_ = false;  // «يضم التحالف كلا من حزب X برئاسة فلان»: parties, not people
        } else if (!open_) {
          ReadBody(chunk.index);
        } else if (Ago(clause_.joins) == 1) {
          // «انتخاب كل من فلان وفلان لعضوية اللجنة»
          for (size_t i = before; i < out.size(); ++i) out[i].org = chunk.index;
        }
        break;
      case ChunkType::kMeeting:
        open_ = false;
        break;
      case ChunkType::kGroup: {
        const GroupMention& group = m_.groups[chunk.index];
        if (open_ && Ago(clause_.succeeds) > 2) {
          Take(group, sentence, out);
        } else if (group.persons.empty()) {
          ReadUnnamed(group);
        } else if (const int org = ListedMembers(group); org >= 0) {
          SetBody(org);
          open_ = by_people_ = true;
          if (!group.posts.empty() || org == title_) Take(group, sentence, out);
        }
        break;
      }
      default:
        break;
    }
  }
  below_ = open_ && out.size() == before;
  attended_ = !below_ && ListsAttendance(chunks);
  below_ = below_ || attended_;
}

// «باقي أعضاء المكتب: فلان، …»: the body whose members begin to be listed behind a colon, or below
// its title («الأعضاء: فلان، …»); -1 where none is.
int RosterReader::ListedMembers(const GroupMention& group) const {
  constexpr uint32_t kQualified = 2;  // «أعضاء دون خطة:»
  int body = -1;
  const auto heads = [&](int index) {
    const PostMention& post = m_.posts[index];
    if (!post.membership || post.number != Number::kPlural) return false;
    body = post.org >= 0 ? post.org : title_;
    uint32_t end = post.full.end;
    const uint32_t last = post.org >= 0 ? end : end + kQualified;
    while (end < last && !doc_.IsMark(end, ':')) ++end;
    return body >= 0 && doc_.IsMark(end, ':');
  };
  const bool listed = std::any_of(group.holdings.begin(), group.holdings.end(),
                                  [&](const HoldingMention& h) { return heads(h.post); }) ||
                      std::any_of(group.posts.begin(), group.posts.end(), heads);
  return listed ? body : -1;
}

// «الأحزاب المنضوية في تحالف X، وهم:», «يضم تحالف X الأحزاب التالية:»: the coalition whose parties
// the lines below name; -1 where none is.
int RosterReader::ListsParties(const Chunks& chunks) const {
  if (chunks.empty() || chunks.back().type != ChunkType::kToken) return -1;
  const Chunk& last = chunks.back();
  if (!doc_.IsMark(last.span.begin, ':') && !last.classes.test(c_.they_cue) &&
      !last.classes.test(c_.list_cue)) {
    return -1;
  }
  int whole = -1;
  bool made_up = false;  // of parties
  for (const Chunk& chunk : chunks) {
    const ClassSet& is = chunk.classes;
    if (chunk.type == ChunkType::kOrg && m_.orgs[chunk.index].kind == "Coalition") {
      if (whole >= 0) return -1;
      whole = chunk.index;
    }
    if (chunk.type != ChunkType::kToken) continue;
    if (is.test(c_.attend_verb) || is.test(c_.attend_cue)) return -1;
    const WordInfo* word = doc_.WordAt(chunk.span.begin);
    const Reading* parties = word == nullptr ? nullptr : word->Find(c_.party_head, kWa | kLa);
    const bool several = parties != nullptr && parties->entry->number == Number::kPlural;
    made_up =
        made_up || is.test(c_.include_verb) || is.test(c_.consist_verb) || (several && whole < 0);
  }
  return made_up ? whole : -1;
}

// «- حزب X، ومثله رئيسه فلان»: the party that an item of a list begins with; -1 where it is none.
int RosterReader::PartyOfLine(const Chunks& chunks) const {
  constexpr size_t kMarks = 3;  // «1 - »
  for (size_t i = 0; i < std::min(chunks.size(), kMarks); ++i) {
    const Chunk& chunk = chunks[i];
    int org = chunk.type == ChunkType::kOrg ? chunk.index : -1;
    if (chunk.type == ChunkType::kGroup && !m_.groups[chunk.index].orgs.empty())
      org = m_.groups[chunk.index].orgs.front();
    if (org >= 0) return m_.orgs[org].kind == "Party" && !m_.orgs[org].anaphor ? org : -1;
    if (chunk.type != ChunkType::kToken || chunk.classes.test(c_.verb)) return -1;
  }
  return -1;
}

// «وحضر اللقاء كل من:» with nobody behind it: the lines below say who.
bool RosterReader::ListsAttendance(const Chunks& chunks) const {
  const auto names_people = [this](const Chunk& chunk) {
    return chunk.type == ChunkType::kGroup && !m_.groups[chunk.index].persons.empty();
  };
  bool opens = false;  // by the last word
  for (auto chunk = chunks.rbegin(); chunk != chunks.rend() && !names_people(*chunk); ++chunk) {
    if (chunk->type != ChunkType::kToken) continue;
    const ClassSet& is = chunk->classes;
    opens = opens || is.test(c_.pair_cue) || is.test(c_.list_cue) || is.test(c_.they_cue) ||
            doc_.IsMark(chunk->span.begin, ':');
    if (!opens) return false;
    if (is.test(c_.attend_cue) || is.test(c_.attend_verb)) return true;
    if (is.test(c_.absent_cue) || is.test(c_.say_verb)) return false;
  }
  return false;
}

// «والزملاء:», a name in each line, and below them «أعضاء المكتب التنفيذي».
void RosterReader::TakeAbove(const Chunk& chunk, int sentence,
                             std::vector<RosterEntry>& out) const {
  int org = chunk.type == ChunkType::kOrg && m_.orgs[chunk.index].members ? chunk.index : -1;
  // «أعضاء مكتب تنفيذي»: the one that was elected.
  const WordInfo* first = doc_.WordAt(chunk.span.begin);
  const WordInfo* second = doc_.WordAt(chunk.span.begin + 1);
  if (org < 0 && first != nullptr && second != nullptr && org_ >= 0) {
    const Reading* members = first->Find(c_.post_head, 0);
    const Reading* head = second->Find(c_.org_head, 0);
    if (members != nullptr && members->entry->number == Number::kPlural && head != nullptr &&
        members->entry->Get("member") == "1" && head->entry->lemma == m_.orgs[org_].head)
      org = org_;
  }
  if (org < 0) return;
  for (const int person : above_) out.push_back({org, person, sentence, false});
}

// «المكتب التنفيذي المنبثق عن المؤتمر (2022)»: a line that names an organ and tells nothing; -1
// where it is none.
int RosterReader::BodyTitle(const Chunks& chunks) const {
  constexpr size_t kMostChunks = 12;
  if (chunks.empty() || chunks.size() > kMostChunks || chunks.front().type != ChunkType::kOrg)
    return -1;
  const OrgMention& org = m_.orgs[chunks.front().index];
  if (org.kind == "Party" || org.anaphor || org.number != Number::kSingular) return -1;
  const bool names = std::any_of(chunks.begin(), chunks.end(), [](const Chunk& chunk) {
    return chunk.type == ChunkType::kGroup || chunk.type == ChunkType::kMeeting;
  });
  return names || Tells(chunks) ? -1 : chunks.front().index;
}

bool RosterReader::Tells(const Chunks& chunks) const {
  return std::any_of(chunks.begin(), chunks.end(),
                     [this](const Chunk& chunk) { return IsVerb(chunk); });
}

// True where the next two lines are nothing but names.
bool RosterReader::NamesBelow(const std::vector<amana::ingest::ReadSentence>& sentences,
                              size_t at) const {
  int names = 0;
  for (size_t next = at + 1; next < sentences.size() && names < 2; ++next) {
    const LineKind kind = KindOfLine(sentences[next].chunks, doc_, m_);
    if (kind == LineKind::kEmpty) continue;
    if (kind != LineKind::kName) return false;
    ++names;
  }
  return names == 2;
}

// A short line that begins with a name, behind at most a number and a mark; nobody says anything.
bool RosterReader::IsItem(const Sentence& sentence, const Chunks& chunks) const {
  const auto people = std::count_if(chunks.begin(), chunks.end(), [this](const Chunk& chunk) {
    return chunk.type == ChunkType::kGroup && !m_.groups[chunk.index].persons.empty();
  });
  // «1- فلان: 920 صوتا 2- فلان …», all in one line.
  constexpr uint32_t kTokensForOne = 10;
  const bool row = people >= 3 && people * kTokensForOne >= sentence.tokens.size();
  if (sentence.tokens.size() > kLongestItem && !row) return false;
  const bool told = Tells(chunks);
  const auto last = chunks.begin() + std::min<size_t>(chunks.size(), 4);
  return !told && std::any_of(chunks.begin(), last, [this](const Chunk& chunk) {
    return chunk.type == ChunkType::kGroup && !m_.groups[chunk.index].persons.empty();
  });
}

// «أمين المحافظة» in a line of its own.
bool RosterReader::NamesPost(const Chunks& chunks) const {
  return chunks.size() <= 2 && !chunks.empty() && chunks.front().type == ChunkType::kGroup &&
         m_.groups[chunks.front().index].persons.empty() &&
         !m_.groups[chunks.front().index].posts.empty();
}

// «1.» on a line of its own.
bool RosterReader::HasWords(const Sentence& sentence) const {
  for (uint32_t at = sentence.tokens.begin; at < sentence.tokens.end; ++at) {
    if (doc_.tokens[at].kind == TokenKind::kWord) return true;
  }
  return false;
}

void RosterReader::Read(const std::vector<amana::ingest::ReadSentence>& sentences,
                        std::vector<RosterEntry>& out) {
  for (size_t s = 0; s < sentences.size(); ++s) {
    const Sentence& sentence = sentences[s].sentence;
    const Chunks& chunks = sentences[s].chunks;
    if (!HasWords(sentence)) continue;
    if (coalition_ >= 0) {
      if (const int party = PartyOfLine(chunks); party >= 0) {
        out.push_back({coalition_, -1, static_cast<int>(s), false, false, party});
        continue;
      }
    }
    coalition_ = ListsParties(chunks);
    if (const int titled = BodyTitle(chunks); titled >= 0) {
      title_ = titled;
    } else if (Tells(chunks)) {
      title_ = -1;
    }
    if (KindOfLine(chunks, doc_, m_) == LineKind::kName) {
      above_.push_back(m_.groups[GroupIn(chunks)].persons.front());
    } else {
      if (!chunks.empty() && chunks.size() <= 3)
        TakeAbove(chunks.front(), static_cast<int>(s), out);
      above_.clear();
    }
    if (below_ && IsItem(sentence, chunks)) {
      // A table of posts: who holds the one in the next line is no plain member.
      const bool table =
          !attended_ && s + 1 < sentences.size() && NamesPost(sentences[s + 1].chunks);
      bool before = false;  // of who was there before
      for (const Chunk& chunk : chunks) {
        if (chunk.classes.test(c_.succeed_cue)) before = true;
        if (chunk.type == ChunkType::kGroup && !table && !before)
          Take(m_.groups[chunk.index], static_cast<int>(s), out);
      }
      strangers_ = 0;
      continue;
    }
    // A name that was not recognised ends no list.
    const bool stranger = below_ && sentence.tokens.size() <= kShortLine &&
                          std::none_of(chunks.begin(), chunks.end(), [this](const Chunk& chunk) {
                            return chunk.type == ChunkType::kOrg ||
                                   chunk.type == ChunkType::kMeeting || IsVerb(chunk) ||
                                   doc_.IsMark(chunk.span.begin, ':');
                          });
    if (stranger && ++strangers_ <= kMostStrangers) continue;
    strangers_ = 0;
    if (const int org = BodyTitle(chunks); org >= 0 && NamesBelow(sentences, s)) {
      clause_ = {};
      SetBody(org);
      below_ = true;
      continue;
    }
    if (++age_ > kKept) org_ = -1;
    open_ = attended_ = false;
    by_people_ = false;
    clause_ = {};
    ReadSentence(chunks, static_cast<int>(s), out);
  }
}

}  // namespace amana::ingest

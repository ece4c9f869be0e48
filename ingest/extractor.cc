// The pipeline: tokens and sentences; two readings of the article (the first one learns names that
// the second may meet in weaker contexts); lists; rules; entities; relations.
#include "ingest/extractor.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <tuple>

#include "core/text/fold.h"
#include "ingest/dates/date_finder.h"
#include "ingest/dates/date_stretches.h"
#include "ingest/mentions/groups.h"
#include "ingest/mentions/headings.h"
#include "ingest/mentions/listed_heads.h"
#include "ingest/mentions/place_rosters.h"
#include "ingest/mentions/recognizer.h"
#include "ingest/mentions/table_rows.h"
#include "ingest/relations/asides.h"
#include "ingest/relations/assembler.h"
#include "ingest/relations/matcher.h"
#include "ingest/relations/rosters.h"
#include "ingest/resolve/meetings.h"
#include "ingest/resolve/resolver.h"
#include "ingest/text/document.h"

namespace amana::ingest {
namespace {

// A clause that speaks of what is to come resolves «يوم السبت» forward.
bool SpeaksOfFuture(const Document& document, const Sentence& sentence, const CoreClasses& c) {
  for (uint32_t at = sentence.tokens.begin; at < sentence.tokens.end; ++at) {
    const WordInfo* word = document.tokens[at].word;
    if (word == nullptr) continue;
    if (word->Whole(c.plan_cue)) return true;
    // «الاجتماع المقبل»
    if (word->Whole(c.next_adj) && at > sentence.tokens.begin &&
        document.Is(at - 1, c.meeting_noun))
      return true;
    if (word->future && SaysFuture(*word, c.verb) && !word->Whole(c.ordinary)) return true;
  }
  return false;
}

bool MayHoldDate(const Document& document, const Sentence& sentence) {
  const auto tokens =
      std::span(document.tokens).subspan(sentence.tokens.begin, sentence.tokens.size());
  return std::any_of(tokens.begin(), tokens.end(),
                     [](const Token& token) { return token.date_role.decisive; });
}

constexpr std::string_view kComma = "،";  // the commonest mark by far, folded as it is

DateWord AsDateWord(const Document& document, uint32_t at, std::deque<std::string>& folded) {
  const Token& token = document.tokens[at];
  DateWord word{document.Written(at), token.begin, token.end, DateWordKind::kWord, false, 0xFF};
  if (token.kind == TokenKind::kWord) {
    word.k2 = token.word->k2;
    word.plain = token.date_role.words == 0;
    word.known = token.date_role.readings;
    return word;
  }
  word.kind = token.kind == TokenKind::kNumber ? DateWordKind::kNumber : DateWordKind::kMark;
  const bool ascii =
      std::all_of(word.k2.begin(), word.k2.end(), [](char c) { return c >= 0 && c < 0x7F; });
  if (!ascii && word.k2 != kComma) word.k2 = folded.emplace_back(FoldK2(word.k2));
  return word;
}

std::vector<DateMention> FindDocumentDates(const Document& document, const RuleSet& rules) {
  std::vector<DateMention> dates;
  DateContext context;
  if (const auto published = ParseIsoDate(document.article->published))
    context.published = *published;
  std::vector<DateRole> roles;
  std::vector<DateWord> words;
  std::deque<std::string> folded;  // numbers and marks that are not as written
  for (const Sentence& sentence : document.sentences) {
    if (!MayHoldDate(document, sentence)) continue;
    const uint32_t first = sentence.tokens.begin;
    roles.clear();
    for (uint32_t at = first; at < sentence.tokens.end; ++at)
      roles.push_back(document.tokens[at].date_role);
    bool first_stretch = true;
    ForEachDateStretch(roles, [&](size_t begin, size_t end) {
      if (first_stretch) context.future = SpeaksOfFuture(document, sentence, rules.core());
      first_stretch = false;
      words.clear();
      for (size_t at = begin; at < end; ++at)
        words.push_back(AsDateWord(document, first + static_cast<uint32_t>(at), folded));
      const auto start = first + static_cast<uint32_t>(begin);
      for (const DateExpression& found : FindDates(words, rules.calendar(), context)) {
        dates.push_back({{start + found.begin, start + found.end},
                         found.value,
                         found.until,
                         static_cast<float>(found.confidence)});
      }
    });
  }
  return dates;
}

std::vector<ReadSentence> ReadSentences(const Document& document, const RuleSet& rules,
                                        Recognizer& recognizer) {
  std::pmr::vector<Chunks> chunks = recognizer.ReadAll();
  std::vector<ReadSentence> out;
  out.reserve(chunks.size());
  HeadingReader headings(document, rules.core(), recognizer.mentions());
  std::string_view listed_post;
  for (size_t i = 0; i < chunks.size(); ++i) {
    NameListedHeads(chunks[i], document, rules.core(), recognizer.mentions(), listed_post);
    out.push_back({document.sentences[i],
                   BuildGroups(chunks[i], document, rules.core(), recognizer.mentions())});
  }
  std::vector<const Chunks*> lines;
  lines.reserve(out.size());
  for (const ReadSentence& line : out) lines.push_back(&line.chunks);
  PairPlaces(lines, document, rules.core(), recognizer.mentions());
  PairLines(lines, document, recognizer.mentions());
  for (const ReadSentence& line : out) headings.Read(line.sentence, line.chunks);
  return out;
}

std::vector<Candidate> MatchRules(const Document& document, const RuleSet& rules,
                                  const Mentions& mentions,
                                  const std::vector<ReadSentence>& sentences, Trace* trace) {
  std::vector<Candidate> candidates;
  std::vector<RuleMatch> matches;
  Matcher matcher(rules.program(), document, mentions, rules.core());
  for (size_t s = 0; s < sentences.size(); ++s) {
    matches.clear();
    matcher.Match(sentences[s].chunks, matches);
    if (const auto asides = FindAsides(sentences[s].chunks, document, rules.core());
        !asides.empty())
      MatchAroundAsides(sentences[s].chunks, asides, matcher, matches);
    for (const RuleMatch& match : matches) {
      if (trace != nullptr) trace->sentences[s].rules.push_back(match.rule->id);
      for (const Emission& emission : match.rule->emissions) {
        Candidate candidate;
        candidate.rule = match.rule->id;
        candidate.weight = match.rule->weight;
        candidate.predicate = emission.predicate;
        candidate.sentence = static_cast<int>(s);
        const auto chunk_of = [&match](int end) { return end < 0 ? end : match.captures[end]; };
        candidate.subject = chunk_of(emission.subject);
        candidate.object = chunk_of(emission.object);
        if (candidate.subject == -1 || candidate.object == -1) continue;
        candidate.first = match.first;
        candidate.last = match.last;
        candidate.gap = candidate.subject < 0 || candidate.object < 0
                            ? 20
                            : std::abs(candidate.subject - candidate.object);
        for (const auto& [key, value] : emission.properties) candidate.properties[key] = value;
        for (const auto& [key, capture] : emission.dates) {
          const int at = match.captures[capture];
          if (at < 0 || sentences[s].chunks[at].type != ChunkType::kDate) continue;
          const DateMention& date = mentions.dates[sentences[s].chunks[at].index];
          if (date.value.empty()) continue;
          candidate.properties[key] = date.value;
          if (key == "since" && !date.until.empty()) candidate.properties["until"] = date.until;
        }
        candidates.push_back(std::move(candidate));
      }
    }
  }
  return candidates;
}

// Notes what was recognised in the sentences, for people.
class TraceWriter {
 public:
  TraceWriter(const Document& document, const Mentions& mentions)
      : document_(document), m_(mentions) {}

  TraceSentence Note(const ReadSentence& read) {
    TraceSentence sentence;
    sentence.text = document_.Phrase(read.sentence.tokens);
    sentence.block = BlockKindName(read.sentence.kind);
    std::tie(sentence.begin, sentence.end) = Bounds(read.sentence.tokens);
    for (const Chunk& chunk : read.chunks) {
      const std::string mention = Describe(chunk, sentence.spans);
      if (!mention.empty()) sentence.mentions.push_back(mention);
    }
    return sentence;
  }

 private:
  std::pair<uint32_t, uint32_t> Bounds(TokenSpan span) const {
    return {document_.tokens[span.begin].begin, document_.tokens[span.end - 1].end};
  }

  std::string Put(const char* type, std::string_view name, TokenSpan span,
                  std::vector<TraceSpan>& spans) const {
    const auto [begin, end] = Bounds(span);
    spans.push_back({type, std::string(name), begin, end});
    return fmt::format("{} «{}»", type, name);
  }

  std::string Describe(const Chunk& chunk, std::vector<TraceSpan>& spans) const {
    switch (chunk.type) {
      case ChunkType::kPlace: {
        const PlaceMention& place = m_.places[chunk.index];
        return Put("Place", place.name, place.span, spans);
      }
      case ChunkType::kOrg: {
        const OrgMention& org = m_.orgs[chunk.index];
        const std::string text = Put("Organization", org.name, org.span, spans);
        return org.parent < 0 ? text : fmt::format("{} of «{}»", text, m_.orgs[org.parent].name);
      }
      case ChunkType::kMeeting: {
        const MeetingMention& meeting = m_.meetings[chunk.index];
        return Put("Meeting", meeting.name, meeting.span, spans);
      }
      case ChunkType::kDate: {
        const std::string phrase = document_.Phrase(chunk.span);
        return Put("Date", phrase, chunk.span, spans) + " = " + m_.dates[chunk.index].value;
      }
      case ChunkType::kGroup:
        return DescribeGroup(m_.groups[chunk.index], spans);
      default:
        return {};
    }
  }

  std::string DescribeGroup(const GroupMention& group, std::vector<TraceSpan>& spans) const {
    std::string text = "Group:";
    for (int p : group.persons)
      text += " " + Put("Person", m_.persons[p].name, m_.persons[p].span, spans);
    for (int p : group.posts) text += " " + Put("Post", m_.posts[p].title, m_.posts[p].span, spans);
    for (const HoldingMention& holding : group.holdings) {
      if (holding.post < 0) continue;
      Put("Post", m_.posts[holding.post].title, m_.posts[holding.post].span, spans);
    }
    for (int o : group.orgs)
      text += " " + Put("Organization", m_.orgs[o].name, m_.orgs[o].span, spans);
    return text;
  }

  const Document& document_;
  const Mentions& m_;
};

void StartTrace(const Document& document, const std::vector<ReadSentence>& sentences,
                const Mentions& mentions, Trace& trace) {
  TraceWriter writer(document, mentions);
  for (const ReadSentence& read : sentences) trace.sentences.push_back(writer.Note(read));
}

}  // namespace

Extractor::Extractor(std::shared_ptr<const RuleSet> rules)
    : rules_(std::move(rules)),
      words_(rules_->lexicon(), rules_->calendar(), rules_->program().literals) {}

Extraction Extractor::Extract(const Article& article, Trace* trace) {
  words_.Trim();
  scratch_.release();
  Document document = Tokenize(article, words_, rules_->core().title, std::move(spare_));
  Recognizer recognizer(document, rules_->lexicon(), rules_->core(),
                        FindDocumentDates(document, *rules_), scratch_);
  const std::vector<ReadSentence> sentences = ReadSentences(document, *rules_, recognizer);
  Mentions& mentions = recognizer.mentions();
  if (trace != nullptr) StartTrace(document, sentences, mentions, *trace);
  std::vector<Candidate> candidates = MatchRules(document, *rules_, mentions, sentences, trace);
  Resolver resolver(document, *rules_, mentions, sentences, scratch_);
  resolver.Resolve();
  MeetingResolver meetings(document, *rules_, mentions, sentences, resolver);
  meetings.Resolve(candidates);
  std::vector<RosterEntry> rosters;
  RosterReader(document, rules_->core(), mentions).Read(sentences, rosters);
  Extraction extraction =
      Assembler(document, *rules_, mentions, sentences, resolver, meetings, trace)
          .Assemble(std::move(candidates), rosters);
  rules_->confidence().Apply(extraction);
  spare_ = std::move(document);
  return extraction;
}

}  // namespace amana::ingest

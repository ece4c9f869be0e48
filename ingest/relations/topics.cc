// What meetings were about and what was said: the noun phrases that rules point at the begin of.
#include <algorithm>

#include "core/text/fold.h"
#include "ingest/relations/assembler.h"
#include "ingest/relations/noun_phrase.h"

namespace amana::ingest {

int Assembler::TopicEntity(const NounPhrase& phrase) {
  std::string name = doc_.Phrase(phrase.span, phrase.first);
  const auto [found, fresh] = topics_.try_emplace(FoldK2(name), -1);
  std::vector<ExtractedEntity>& entities = resolver_.entities();
  if (!fresh) {
    ++entities[found->second].mentions;
    return found->second;
  }
  ExtractedEntity topic;
  topic.type = "Topic";
  topic.name = std::move(name);
  topic.begin = doc_.tokens[phrase.span.begin].begin;
  topic.end = doc_.tokens[phrase.span.end - 1].end;
  entities.push_back(std::move(topic));
  found->second = static_cast<int>(entities.size()) - 1;
  return found->second;
}

std::vector<NounPhrase> Assembler::PhrasesAt(const Candidate& c) const {
  const auto& chunks = sentences_[c.sentence].chunks;
  size_t at = c.object;
  // «أن تمر»: a verb by its place, whatever else its letters are.
  const CoreClasses& classes = rules_.core();
  if (at > 0 && doc_.Is(chunks[at - 1].span.begin, classes.that_cue) &&
      doc_.IsWhole(chunks[at].span.begin, classes.verb)) {
    return {};
  }
  if (doc_.IsMark(chunks[at].span.begin, '"')) ++at;  // «إن "المرحلة المقبلة …"»
  return NounPhraseReader(doc_, classes, chunks).ReadList(at);
}

// The words between the quotation marks that a token stands in; "" where it stands in none.
std::string Assembler::QuoteAround(int sentence, uint32_t token) const {
  const TokenSpan span = sentences_[sentence].sentence.tokens;
  uint32_t open = span.end, close = span.end;
  bool inside = false;
  for (uint32_t at = span.begin; at < span.end && close == span.end; ++at) {
    if (!doc_.IsMark(at, '"')) continue;
    if (inside && at > token) close = at;
    inside = !inside;
    if (inside) open = at;
    if (inside && at > token) return {};
  }
  if (close == span.end || open > token || open + 1 >= close) return {};
  const Token &first = doc_.tokens[open + 1], &last = doc_.tokens[close - 1];
  return doc_.article->text.substr(first.byte, last.byte + last.bytes - first.byte);
}

// Who goes on speaking in a clause without a subject: who spoke last, where nobody else has been
// named since in the sentence.
Assembler::EntityList Assembler::GoesOnSpeaking(const Candidate& c) const {
  constexpr int kNear = 3;
  if (said_.sentence < 0 || c.sentence - said_.sentence > kNear) return {};
  const auto& chunks = sentences_[c.sentence].chunks;
  const int from = said_.sentence == c.sentence ? said_.chunk + 1 : 0;
  for (int i = from; i < c.first; ++i) {
    if (chunks[i].type == ChunkType::kGroup || chunks[i].type == ChunkType::kOrg) return {};
  }
  return said_.speakers;
}

// «استقبل فلان فلانا وأكد …»: whoever stands before a joined verb need not be its subject.
bool Assembler::IsSubjectBefore(const Candidate& c) const {
  const auto& chunks = sentences_[c.sentence].chunks;
  if (c.subject != c.first || c.subject + 1 >= static_cast<int>(chunks.size())) return true;
  const WordInfo* verb = doc_.WordAt(chunks[c.subject + 1].span.begin);
  return verb != nullptr && !verb->conjoined;
}

void Assembler::ApplyStatement(const Candidate& c) {
  EntityList speakers;
  if (c.subject == kSpokenOf) {
    speakers = GoesOnSpeaking(c);
  } else if (IsSubjectBefore(c)) {
    const Chunk& chunk = sentences_[c.sentence].chunks[c.subject];
    const bool people = chunk.type == ChunkType::kGroup && !m_.groups[chunk.index].persons.empty();
    speakers = Entities(c.sentence, c.subject, true, !people);
    said_ = {speakers, c.sentence, c.subject};
  }
  if (speakers.empty() || c.properties.contains("turn")) return;
  for (const NounPhrase& phrase : PhrasesAt(c)) {
    Properties properties;
    if (std::string quote = QuoteAround(c.sentence, phrase.span.begin); !quote.empty())
      properties.emplace("quote", std::move(quote));
    const int topic = TopicEntity(phrase);
    for (const int speaker : speakers)
      Add(speaker, c.predicate, topic, properties, c.sentence, c.rule, c.weight);
  }
}

// In the order of the text, for who has spoken last.
void Assembler::ApplyStatements(const std::vector<Candidate>& candidates) {
  std::vector<const Candidate*> statements;
  for (const Candidate& candidate : candidates) {
    if (candidate.predicate == "SAID") statements.push_back(&candidate);
  }
  std::stable_sort(statements.begin(), statements.end(), [](const auto* a, const auto* b) {
    return std::pair(a->sentence, a->object) < std::pair(b->sentence, b->object);
  });
  for (const Candidate* statement : statements) ApplyStatement(*statement);
}

// Once the meetings are entities: a topic alone makes none.
void Assembler::ApplyAgenda(const std::vector<Candidate>& candidates) {
  for (const Candidate& candidate : candidates) {
    if (candidate.predicate != "DISCUSSED") continue;
    const int event = EventOf(candidate);
    if (event < 0 || meetings_.events()[event].entity < 0) continue;
    for (const NounPhrase& phrase : PhrasesAt(candidate)) {
      Add(meetings_.events()[event].entity, candidate.predicate, TopicEntity(phrase),
          candidate.properties, candidate.sentence, candidate.rule, candidate.weight);
    }
  }
}

}  // namespace amana::ingest

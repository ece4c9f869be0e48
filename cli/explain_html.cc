#include "cli/explain_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "core/text/fold.h"
#include "core/text/utf8.h"
#include "ingest/lexicon/lexicon.h"

namespace amana::cli {
namespace {

using ingest::Extraction;
using ingest::TraceSentence;
using ingest::TraceSpan;

std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// Each «name» is isolated, so that names of either direction leave what is around them in its
// place.
std::string Isolated(const std::string& escaped) {
  std::string out;
  for (size_t at = 0; at < escaped.size();) {
    const std::string_view rest = std::string_view(escaped).substr(at);
    if (rest.starts_with("«")) {
      out += "«<bdi>";
      at += std::string_view("«").size();
    } else if (rest.starts_with("»")) {
      out += "</bdi>»";
      at += std::string_view("»").size();
    } else {
      out += escaped[at++];
    }
  }
  return out;
}

// Of spans that overlap only the first and longest is coloured; the list below names all.
std::vector<TraceSpan> Apart(std::vector<TraceSpan> spans) {
  std::stable_sort(spans.begin(), spans.end(), [](const TraceSpan& a, const TraceSpan& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  std::vector<TraceSpan> apart;
  for (TraceSpan& span : spans) {
    if (apart.empty() || span.begin >= apart.back().end) apart.push_back(std::move(span));
  }
  return apart;
}

std::set<std::string> WordsOf(const std::string& name) {
  const auto words = ingest::SplitWords(NameKey(name));
  return {words.begin(), words.end()};
}

// The number of the span that stands for the entity in a sentence: the one named alike, else one
// all of whose words are in one of its names.
std::optional<size_t> SpanOf(const ingest::ExtractedEntity& entity,
                             const std::vector<TraceSpan>& spans) {
  std::vector<std::set<std::string>> names = {WordsOf(entity.name)};
  for (const std::string& alias : entity.aliases) names.push_back(WordsOf(alias));
  std::optional<size_t> part;
  for (size_t i = 0; i < spans.size(); ++i) {
    if (spans[i].type != entity.type) continue;
    const auto words = WordsOf(spans[i].name);
    for (const auto& name : names) {
      if (words == name) return i;
      if (!part && !words.empty() && std::ranges::includes(name, words)) part = i;
    }
  }
  return part;
}

class SentenceWriter {
 public:
  SentenceWriter(const ingest::Article& article, const Extraction& extraction, std::string& out)
      : article_(article), extraction_(extraction), out_(out) {}

  void Write(const TraceSentence& sentence) {
    const auto spans = Apart(sentence.spans);
    out_ +=
        fmt::format("<div class=\"s\"><div class=\"block\">{}</div>\n<p dir=\"rtl\" lang=\"ar\">",
                    Escaped(sentence.block));
    uint32_t at = sentence.begin;
    for (size_t i = 0; i < spans.size(); ++i) {
      const TraceSpan& span = spans[i];
      out_ += Text(at, span.begin);
      out_ += fmt::format("<mark class=\"{}\" data-n=\"{}\" title=\"{}: {}\">{}</mark>", span.type,
                          i, span.type, Escaped(span.name), Text(span.begin, span.end));
      at = span.end;
    }
    out_ += Text(at, sentence.end) + "</p>\n<ul>";
    for (const auto& triple : extraction_.triples) WriteRelation(triple, sentence, spans);
    WriteLines("mention", sentence.mentions);
    WriteLines("fired", sentence.fired);
    WriteLines("rejected", sentence.rejected);
    out_ += "</ul></div>\n";
  }

 private:
  std::string Text(uint32_t begin, uint32_t end) const {
    return begin < end ? Escaped(SliceCodePoints(article_.text, begin, end)) : "";
  }

  void WriteLines(const char* kind, const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
      out_ += fmt::format("<li class=\"{0}\"><b>{0}</b> {1}</li>\n", kind, Isolated(Escaped(line)));
    }
  }

  void WriteRelation(const ingest::ExtractedTriple& triple, const TraceSentence& sentence,
                     const std::vector<TraceSpan>& spans) {
    for (const auto& evidence : triple.evidence) {
      if (evidence.begin < sentence.begin || evidence.end > sentence.end) continue;
      const auto& subject = extraction_.entities[triple.subject];
      const bool dated = !triple.date.empty();
      const auto from = SpanOf(subject, spans);
      const auto to = dated ? DateSpan(spans) : SpanOf(extraction_.entities[triple.object], spans);
      std::string arc;
      if (from && to && *from != *to)
        arc = fmt::format(" data-from=\"{}\" data-to=\"{}\"", *from, *to);
      out_ += fmt::format(
          "<li class=\"relation\" data-label=\"{0}\"{1}><b>{0}</b> <bdi>{2}</bdi> → <bdi>{3}</bdi> "
          "<i>{4} {5:.2f}</i></li>\n",
          triple.predicate, arc, Escaped(subject.name),
          Escaped(dated ? triple.date : extraction_.entities[triple.object].name),
          Escaped(evidence.rule), evidence.confidence);
    }
  }

  static std::optional<size_t> DateSpan(const std::vector<TraceSpan>& spans) {
    for (size_t i = 0; i < spans.size(); ++i) {
      if (spans[i].type == "Date") return i;
    }
    return std::nullopt;
  }

  const ingest::Article& article_;
  const Extraction& extraction_;
  std::string& out_;
};

constexpr std::string_view kHead = R"html(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>amana explain</title>
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 62em; padding: 0 1em; color: #222; }
h1 { font-size: 1.3em; } .day, .block, li i { color: #777; font-size: .85em; }
.s { position: relative; border-top: 1px solid #ddd; padding: .4em 0; }
.s p { font-size: 1.25em; line-height: 3; margin: .6em 0; }
.s svg { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none; overflow: visible; }
.s ul { margin: 0; padding: 0; list-style: none; font-size: .9em; }
.s li b { display: inline-block; min-width: 8.5em; font-weight: 600; color: #555; }
li.relation b { color: #0a5; } li.rejected, li.rejected b { color: #b33; }
li.mention { color: #777; } li.relation:hover { background: #f2f7ff; }
mark { border-radius: 4px; padding: 2px 4px; color: inherit; }
.Person { background: #cfe8ff; } .Post { background: #ffe3b3; } .Organization { background: #d5f2d0; }
.Meeting { background: #f3d1f0; } .Place { background: #ffd3cc; } .Date { background: #e4e1d6; }
path { fill: none; stroke: #3a7; stroke-width: 1.4; } svg text { font-size: 11px; fill: #275; text-anchor: middle;
 paint-order: stroke; stroke: #fff; stroke-width: 3px; } .on path { stroke: #d40; stroke-width: 2.6; }
</style></head><body>
<p><mark class="Person">Person</mark> <mark class="Post">Post</mark>
<mark class="Organization">Organization</mark> <mark class="Meeting">Meeting</mark>
<mark class="Place">Place</mark> <mark class="Date">Date</mark></p>
)html";

constexpr std::string_view kTail = R"html(<script>
const NS = 'http://www.w3.org/2000/svg';
function draw() {
  document.querySelectorAll('.s').forEach(s => {
    s.querySelectorAll('svg').forEach(old => old.remove());
    const rows = s.querySelectorAll('li[data-from]');
    if (!rows.length) return;
    const svg = document.createElementNS(NS, 'svg'), box = s.getBoundingClientRect();
    rows.forEach((row, i) => {
      const mid = n => {
        const r = s.querySelector(`mark[data-n="${n}"]`).getClientRects()[0];
        return [r.left + r.width / 2 - box.left, r.top - box.top];
      };
      const [x1, y1] = mid(row.dataset.from), [x2, y2] = mid(row.dataset.to);
      const top = Math.min(y1, y2) - 14 - 5 * (i % 4);
      const g = document.createElementNS(NS, 'g'), path = document.createElementNS(NS, 'path');
      path.setAttribute('d', `M${x1},${y1} C${x1},${top} ${x2},${top} ${x2},${y2}`);
      const label = document.createElementNS(NS, 'text');
      label.textContent = row.dataset.label;
      label.setAttribute('x', (x1 + x2) / 2);
      label.setAttribute('y', top + Math.abs(y1 - y2) / 8 + 6);
      g.append(path, label);
      svg.append(g);
      row.onmouseenter = () => g.classList.add('on');
      row.onmouseleave = () => g.classList.remove('on');
    });
    s.append(svg);
  });
}
addEventListener('load', draw);
addEventListener('resize', draw);
</script></body></html>
)html";

}  // namespace

std::string ExplainHead() { return std::string(kHead); }
std::string ExplainTail() { return std::string(kTail); }

std::string ExplainArticle(const ingest::Article& article, const Extraction& extraction,
                           const ingest::Trace& trace) {
  std::string out = fmt::format("<h1><bdi>{}</bdi></h1>\n<p class=\"day\">published {}</p>\n",
                                Escaped(article.id),
                                article.published.empty() ? "unknown" : Escaped(article.published));
  SentenceWriter writer(article, extraction, out);
  for (const TraceSentence& sentence : trace.sentences) writer.Write(sentence);
  return out;
}

}  // namespace amana::cli

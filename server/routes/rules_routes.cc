// What extraction knows, and extraction of a text that is not stored: for those who write rules and
// want to see what they do.
#include <sstream>

#include "ingest/extractor.h"
#include "ingest/live_rules.h"
#include "ingest/page/segment_page.h"
#include "ingest/predictions.h"
#include "ingest/readers/read_inputs.h"
#include "server/api.h"
#include "server/error_table.h"
#include "server/json/json_writer.h"
#include "server/routes/route.h"

namespace amana::server {
namespace {

constexpr std::chrono::milliseconds kBetweenLooks{500};

HttpResponse NoRules() {
  return Problem(404, "not_found", "this server was started without rules");
}

// The newest rules that load; those before them where the files are at fault.
std::shared_ptr<const ingest::Knowledge> Newest(ingest::LiveRules& rules) {
  (void)rules.Refresh(kBetweenLooks);
  return rules.current();
}

}  // namespace

HttpResponse GetRules(RouteContext& context, const HttpRequest&) {
  ingest::LiveRules* live = context.options.rules.get();
  if (live == nullptr) return NoRules();
  const auto knowledge = Newest(*live);
  JsonWriter json;
  json.BeginObject().Field("version", knowledge->rules->version());
  json.Key("rules").Unsigned(knowledge->rules->rules().size());
  json.Key("words").Unsigned(knowledge->rules->lexicon().size());
  json.Key("fault");
  if (const auto fault = live->fault()) {
    json.String(fault->ToString());
  } else {
    json.Null();
  }
  return {200, "application/json", json.EndObject().Take(), {}};
}

HttpResponse PostExtract(RouteContext& context, const HttpRequest& request) {
  ingest::LiveRules* live = context.options.rules.get();
  if (live == nullptr) return NoRules();
  const auto knowledge = Newest(*live);
  ingest::ReadOptions options;
  options.format = Names(request.Header("content-type"), "text/html") ? ingest::InputFormat::kHtml
                                                                      : ingest::InputFormat::kText;
  auto document = ingest::ReadDocument(request.Query("name", "text"), request.body, options);
  if (!document) return Problem(document.error());
  if (const std::string day = request.Query("published"); !day.empty()) document->published = day;
  ingest::Extractor extractor(knowledge->rules);
  std::ostringstream lines;
  std::string set_aside;
  for (const ingest::Article& article : ingest::SegmentPage(*document, knowledge->page)) {
    if (context.cancelled) break;
    const std::string why = knowledge->languages.WhyNotArabic(article.text);
    if (!why.empty()) set_aside = "not in Arabic, but " + why;
    if (!why.empty()) continue;
    ingest::WritePredictions(article, extractor.Extract(article), lines);
  }
  HttpResponse answer{200, "application/x-ndjson", std::move(lines).str(), {}};
  answer.headers.emplace_back("Amana-Rules", knowledge->rules->version());
  if (!set_aside.empty()) answer.headers.emplace_back("Amana-Set-Aside", set_aside);
  return answer;
}

}  // namespace amana::server

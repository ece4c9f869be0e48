#include "ingest/resolution/form.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "ingest/resolution/article_context.h"
#include "ingest/resolution/match_key.h"

namespace amana::ingest {
namespace {

constexpr char kSeparator = '\x1f';
constexpr size_t kFullDate = 10;  // "2024-11-10"

class FormMaker {
 public:
  FormMaker(const Extraction& extraction, std::string_view signature, const NameRarity& rarity)
      : extraction_(extraction), signature_(signature), rarity_(rarity), context_(extraction) {}

  Form Make(uint32_t entity) {
    const ExtractedEntity& e = extraction_.entities[entity];
    Form form;
    form.type = e.type;
    form.name = MatchKey(e.name);
    if (e.type == "Person") {
      MakePerson(entity, form);
    } else if (e.type == "Organization") {
      MakeBody(entity, form);
    } else if (e.type == "Post") {
      MakePost(entity, form);
    } else if (e.type == "Meeting") {
      MakeMeeting(entity, form);
    } else if (e.type == "Place") {
      MakePlace(entity, form);
    } else {
      form.block = form.name;
    }
    if (e.unresolved && form.scope.empty()) form.scope = signature_;
    return form;
  }

  // Two meetings that an article tells apart stay apart: what made them look alike is not enough to
  // know either of them again.
  void SeparateMeetings(std::vector<Form>& forms) const {
    std::vector<size_t> meetings;
    for (size_t i = 0; i < forms.size(); ++i) {
      if (forms[i].type == "Meeting") meetings.push_back(i);
    }
    std::set<size_t> alike;
    for (size_t a : meetings) {
      for (size_t b : meetings) {
        if (a != b && forms[a].block == forms[b].block && Overlap(forms[a], forms[b]))
          alike.insert(a);
      }
    }
    size_t nth = 0;
    for (size_t i : meetings) {
      if (alike.contains(i) || !forms[i].scope.empty())
        forms[i].scope = fmt::format("{}#{}", signature_, nth++);
    }
  }

 private:
  static bool Overlap(const Form& a, const Form& b) {
    return std::ranges::any_of(a.contexts, [&b](const std::string& context) {
      return std::ranges::binary_search(b.contexts, context);
    });
  }

  void MakePerson(uint32_t entity, Form& form) const {
    const std::vector<std::string> parts = PersonParts(extraction_.entities[entity].name);
    form.name = fmt::format("{}", fmt::join(parts, " "));
    form.block = parts.size() < 2 ? form.name : parts.front() + " " + parts.back();
    for (const ArticleContext::Body* body : context_.BodiesBehind(entity)) {
      form.contexts.push_back(body->root);
      if (form.country.empty()) form.country = body->country;
    }
    if (form.contexts.empty()) form.country = context_.country();
    const bool telling = parts.size() >= 2 && (!form.contexts.empty() || rarity_.IsRare(parts));
    if (!telling) form.scope = signature_;
  }

  void MakeBody(uint32_t entity, Form& form) const {
    const ArticleContext::Body& body = context_.BodyOf(entity);
    form.name = BodyNameKey(extraction_.entities[entity]);
    form.block = body.key;
    form.country = body.country;
    if (!body.anchored) form.scope = signature_;
  }

  void MakePost(uint32_t entity, Form& form) const {
    const ArticleContext::Body* in = nullptr;
    for (uint32_t target : context_.Targets(entity, "POST_IN")) {
      const ArticleContext::Body& body = context_.BodyOf(target);
      if (in == nullptr || body.key.size() > in->key.size()) in = &body;
    }
    const std::string territory = context_.TerritoryKey(entity);
    form.block = form.name + territory;
    form.country = context_.country();
    bool anchored = !territory.empty() && !form.country.empty();
    if (in != nullptr) {
      form.block += " | " + in->key;
      form.country = in->country;
      anchored = in->anchored;
    }
    if (!anchored) form.scope = signature_;
  }

  void MakeMeeting(uint32_t entity, Form& form) const {
    const ExtractedEntity& meeting = extraction_.entities[entity];
    const auto property = [&meeting](const std::string& key) {
      const auto found = meeting.properties.find(key);
      return found == meeting.properties.end() ? std::string() : found->second;
    };
    const std::string date = property("date");
    std::set<std::string> holders, places;
    for (uint32_t target : context_.Targets(entity, "HELD_BY")) {
      if (extraction_.entities[target].type != "Organization") continue;
      const ArticleContext::Body& body = context_.BodyOf(target);
      if (body.anchored) holders.insert(body.key);
    }
    for (uint32_t target : context_.Targets(entity, "HELD_AT"))
      places.insert(MatchKey(extraction_.entities[target].name));
    form.name.clear();
    form.contexts.assign(holders.begin(), holders.end());
    form.places.assign(places.begin(), places.end());
    form.block = date + " " + property("kind");
    if (date.size() < kFullDate || holders.empty()) {
      form.name = MatchKey(meeting.name);
      form.scope = signature_;
    }
  }

  // A place that no list knows may be anywhere, unless the text says what it is part of.
  void MakePlace(uint32_t entity, Form& form) const {
    const ExtractedEntity& place = extraction_.entities[entity];
    const auto own = place.properties.find("country");
    form.country = own == place.properties.end() ? context_.country() : own->second;
    form.block = form.name;
    bool inside = false;
    for (uint32_t target : context_.Targets(entity, "PART_OF")) {
      if (inside || target == entity) continue;
      if (own == place.properties.end())
        form.block += " < " + MatchKey(extraction_.entities[target].name);
      inside = true;
    }
    if (own == place.properties.end() && !inside) form.scope = signature_;
  }

  const Extraction& extraction_;
  const std::string signature_;
  const NameRarity& rarity_;
  const ArticleContext context_;
};

}  // namespace

std::string Form::Key() const {
  return fmt::format("{1}{0}{2}{0}{3}{0}{4}{0}{5}{0}{6}{0}{7}", kSeparator, type, block, name,
                     fmt::join(contexts, "\x1e"), fmt::join(places, "\x1e"), country, scope);
}

std::vector<Form> MakeForms(const Extraction& extraction, std::string_view signature,
                            const NameRarity& rarity) {
  FormMaker maker(extraction, signature, rarity);
  std::vector<Form> forms;
  forms.reserve(extraction.entities.size());
  for (uint32_t e = 0; e < extraction.entities.size(); ++e) forms.push_back(maker.Make(e));
  maker.SeparateMeetings(forms);
  return forms;
}

}  // namespace amana::ingest

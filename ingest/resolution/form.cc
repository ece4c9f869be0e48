#include "ingest/resolution/form.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "ingest/resolution/article_context.h"
#include "ingest/resolution/match_key.h"
#include "ingest/resolution/person_name.h"

namespace amana::ingest {
namespace {

constexpr char kSeparator = '\x1f';
constexpr size_t kDecade = 3;     // "202"
constexpr size_t kFullDate = 10;  // "2024-11-10"

class FormMaker {
 public:
  FormMaker(const Extraction& extraction, std::string_view signature, std::string_view published,
            const IdentityRules& rules)
      : extraction_(extraction),
        signature_(signature),
        decade_(published.substr(0, kDecade)),
        rules_(rules),
        context_(extraction, rules, published) {}

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
    const PersonName name(extraction_.entities[entity].name, rules_);
    form.name = fmt::format("{}", fmt::join(parts, " "));
    form.block = name.parts().size() < 2 ? form.name : name.BlockKey();
    form.decade = decade_;
    bool in_party = false;
    for (const ArticleContext::Body* body : context_.BodiesBehind(entity)) {
      form.contexts.push_back(ArticleContext::ContextKey(*body));
      if (form.country.empty()) form.country = body->country;
      in_party |= body->party;
    }
    std::ranges::sort(form.contexts);
    if (form.contexts.empty()) form.country = context_.country();
    // What tells a person apart is kept where it is needed only: each detail makes a form of its
    // own, and forms are compared two by two.
    const double weight = name.weight(), ends = name.EndsWeight();
    if (!in_party || ends < rules_.Weight("detail_posts")) AddPosts(entity, form);
    if (ends < rules_.Weight("detail_territory")) AddTerritories(entity, form);
    if (form.contexts.empty()) AddSurroundings(entity, form);
    const bool telling = !form.contexts.empty() || (weight > 0 && weight >= rules_.Weight("bare"));
    if (name.parts().size() < 2 || !telling) form.scope = signature_;
  }

  void AddPosts(uint32_t person, Form& form) const {
    std::set<std::string> titles;
    for (uint32_t post : context_.Targets(person, "HOLDS"))
      titles.insert(MatchKey(extraction_.entities[post].name));
    form.posts.assign(titles.begin(), titles.end());
  }

  void AddTerritories(uint32_t person, Form& form) const {
    std::set<std::string> names;
    const auto add = [&](uint32_t covering) {
      for (uint32_t place : context_.Targets(covering, "COVERS"))
        names.insert(MatchKey(extraction_.entities[place].name));
    };
    for (uint32_t post : context_.Targets(person, "HOLDS")) {
      add(post);
      for (uint32_t body : context_.Targets(post, "POST_IN")) add(body);
    }
    for (uint32_t body : context_.Targets(person, "MEMBER_OF")) add(body);
    form.places.assign(names.begin(), names.end());
  }

  void AddSurroundings(uint32_t person, Form& form) const {
    form.nearby = context_.RootsNamed();
    std::set<std::string> names;
    for (uint32_t other : context_.Companions(person))
      names.insert(WordKey(extraction_.entities[other].name));
    form.companions.assign(names.begin(), names.end());
  }

  void MakeBody(uint32_t entity, Form& form) const {
    const ArticleContext::Body& body = context_.BodyOf(entity);
    form.name = context_.NameOf(entity);
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
  const std::string decade_;
  const IdentityRules& rules_;
  const ArticleContext context_;
};

}  // namespace

std::string Form::Key() const {
  std::string key = fmt::format("{1}{0}{2}{0}{3}", kSeparator, type, block, name);
  for (const auto* list : {&contexts, &places, &posts, &nearby, &companions})
    key += fmt::format("{}{}", kSeparator, fmt::join(*list, "\x1e"));
  return key + fmt::format("{0}{1}{0}{2}{0}{3}", kSeparator, decade, country, scope);
}

std::vector<Form> MakeForms(const Extraction& extraction, std::string_view signature,
                            std::string_view published, const IdentityRules& rules) {
  FormMaker maker(extraction, signature, published, rules);
  std::vector<Form> forms;
  forms.reserve(extraction.entities.size());
  for (uint32_t e = 0; e < extraction.entities.size(); ++e) forms.push_back(maker.Make(e));
  maker.SeparateMeetings(forms);
  return forms;
}

}  // namespace amana::ingest

#include "ingest/lexicon/core_classes.h"

namespace amana::ingest {

Result<CoreClasses> CoreClasses::Resolve(const ClassTable& table) {
  CoreClasses out{};
  struct Need {
    const char* name;
    ClassId CoreClasses::*member;
  };
  static constexpr Need kNeeds[] = {
      {"given", &CoreClasses::given},
      {"surname", &CoreClasses::surname},
      {"nisba", &CoreClasses::nisba},
      {"abd", &CoreClasses::abd},
      {"abd_attr", &CoreClasses::abd_attr},
      {"name_prefix", &CoreClasses::name_prefix},
      {"compound_tail", &CoreClasses::compound_tail},
      {"not_name", &CoreClasses::not_name},
      {"named_after_head", &CoreClasses::named_after_head},
      {"title", &CoreClasses::title},
      {"title_adj", &CoreClasses::title_adj},
      {"blessing", &CoreClasses::blessing},
      {"deceased", &CoreClasses::deceased},
      {"ordinary", &CoreClasses::ordinary},
      {"function", &CoreClasses::function},
      {"verb", &CoreClasses::verb},
      {"held_participle", &CoreClasses::held_participle},
      {"charged", &CoreClasses::charged},
      {"purpose_head", &CoreClasses::purpose_head},
      {"field_noun", &CoreClasses::field_noun},
      {"in_name_of", &CoreClasses::in_name_of},
      {"party", &CoreClasses::party},
      {"body", &CoreClasses::body},
      {"org_head", &CoreClasses::org_head},
      {"party_head", &CoreClasses::party_head},
      {"spec", &CoreClasses::spec},
      {"org_modifier", &CoreClasses::org_modifier},
      {"link_adj", &CoreClasses::link_adj},
      {"members_noun", &CoreClasses::members_noun},
      {"not_org", &CoreClasses::not_org},
      {"post_head", &CoreClasses::post_head},
      {"post_adj", &CoreClasses::post_adj},
      {"post_modifier", &CoreClasses::post_modifier},
      {"status_adj", &CoreClasses::status_adj},
      {"post_entry", &CoreClasses::post_entry},
      {"place", &CoreClasses::place},
      {"place_head", &CoreClasses::place_head},
      {"facility_head", &CoreClasses::facility_head},
      {"not_place", &CoreClasses::not_place},
      {"direction", &CoreClasses::direction},
      {"meeting_noun", &CoreClasses::meeting_noun},
      {"meeting_adj", &CoreClasses::meeting_adj},
      {"meet_verb", &CoreClasses::meet_verb},
      {"hold_verb", &CoreClasses::hold_verb},
      {"plan_cue", &CoreClasses::plan_cue},
      {"cancel_cue", &CoreClasses::cancel_cue},
      {"wish_cue", &CoreClasses::wish_cue},
      {"negation", &CoreClasses::negation},
      {"previous_adj", &CoreClasses::previous_adj},
      {"next_adj", &CoreClasses::next_adj},
      {"group_noun", &CoreClasses::group_noun},
      {"relative", &CoreClasses::relative},
      {"pair_cue", &CoreClasses::pair_cue},
      {"together_cue", &CoreClasses::together_cue},
      {"nationality", &CoreClasses::nationality},
      {"team_noun", &CoreClasses::team_noun},
      {"chair_cue", &CoreClasses::chair_cue},
      {"attend_cue", &CoreClasses::attend_cue},
      {"headed_by", &CoreClasses::headed_by},
      {"post_link", &CoreClasses::post_link},
      {"to_pronoun", &CoreClasses::to_pronoun},
      {"body_link", &CoreClasses::body_link},
      {"list_cue", &CoreClasses::list_cue},
      {"chairmanship", &CoreClasses::chairmanship},
      {"head_verb", &CoreClasses::head_verb},
      {"appoint_verb", &CoreClasses::appoint_verb},
      {"appoint_noun", &CoreClasses::appoint_noun},
      {"elect_verb", &CoreClasses::elect_verb},
      {"elect_noun", &CoreClasses::elect_noun},
      {"say_verb", &CoreClasses::say_verb},
      {"number", &CoreClasses::number},
      {"they_cue", &CoreClasses::they_cue},
      {"formed_noun", &CoreClasses::formed_noun},
      {"prep_about", &CoreClasses::prep_about},
  };
  for (const Need& need : kNeeds) {
    AMANA_TRY(out.*need.member, table.Find(need.name));
  }
  return out;
}

}  // namespace amana::ingest

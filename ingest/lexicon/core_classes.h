#pragma once

#include "ingest/lexicon/classes.h"

namespace amana::ingest {

// The word classes that the pipeline itself asks for; a rule pack must declare them all. What each
// one is for stands in rules/classes.tsv.
struct CoreClasses {
  // Names
  ClassId given, surname, nisba, abd, abd_attr, name_prefix, compound_tail, not_name, behind_name,
      is_cue, as_cue, prep_on, named_after_head, person_cue, prose_ending, nisba_ending;
  ClassId title, title_adj, blessing, deceased, ordinary, function, verb;
  // Bodies
  ClassId held_participle, charged, in_name_of, field_noun, purpose_head;
  ClassId party, body, org_head, party_head, spec, org_modifier, link_adj, members_noun, not_org,
      body_link;
  // Posts
  ClassId post_head, post_adj, post_modifier, status_adj, post_entry, post_link, to_pronoun;
  // Places
  ClassId place, place_head, place_prefix, facility_head, not_place, direction;
  // Meetings and their surroundings
  ClassId meeting_noun, meeting_adj, meet_verb, hold_verb, plan_cue, cancel_cue, wish_cue, negation,
      previous_adj, next_adj, postpone_cue, chair_verb, both_sides, prep_in, prep_to, call_verb,
      hold_noun, meet_participle, own_cue, during_cue, plan_adj, attend_verb, host_verb, talk_verb,
      prep_with, within_cue, speech_noun, prep_at, not_date, ranks_noun, presidium, time_cue,
      occasion;
  // Lists
  ClassId group_noun, relative, pair_cue, together_cue, team_noun, chair_cue, attend_cue,
      attend_noun, headed_by;
  ClassId list_cue, chairmanship, head_verb, lead_verb, appoint_verb, appoint_noun, elect_verb,
      elect_noun, say_verb, they_cue, formed_noun, prep_about, succeed_cue, since_cue, until_cue,
      prep_from, win_verb, form_verb, include_verb, clause_cue, absent_cue, begin_verb,
      stand_in_verb, supervise_verb, led_by_cue, out_cue, roster_noun, roster_cue, membership_noun,
      fresh_adj, own_office, office_noun, candidacy, stand_verb, consist_verb, banner_cue, name_cue,
      brief_head, aim_link, self_cue, prep_between, that_cue, own_act;
  ClassId nationality;

  static Result<CoreClasses> Resolve(const ClassTable& table);
};

}  // namespace amana::ingest

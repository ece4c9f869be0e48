// Every post beside every organ, however they are joined: who holds which post of what. Paradigms
// that fail, fail for all words of a kind, which single sentences do not show.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include "tests/support/relations.h"

namespace amana::ingest {
namespace {

constexpr std::string_view kOrgans[] = {
    "المكتب السياسي",    "اللجنة المركزية", "الأمانة العامة", "المجلس الوطني", "الهيئة العليا",
    "الهيئة البرلمانية", "أمانة المرأة",    "لجنة الإعلام",   "قطاع الطلاب",   "الفرع المحلي"};
constexpr std::string_view kPosts[] = {"رئيس", "نائب رئيس", "أمين سر", "مقرر",
                                       "منسق", "مسؤول",     "وكيل",    "سكرتير"};

// Of a text about «محمد سالم», what he holds or is a member of, and what that is in.
void ExpectIn(const std::string& text, std::string_view predicate, std::string_view organ) {
  for (const std::string& fact : test::RelationsIn(text, predicate, " > ")) {
    if (fact.ends_with(fmt::format(" > {}", organ))) return;
  }
  ADD_FAILURE() << text;
}

TEST(PostsAndOrgans, AreReadHoweverTheyAreJoined) {
  for (const std::string_view post : kPosts) {
    for (const std::string_view organ : kOrgans) {
      for (const std::string& text :
           {fmt::format("قال {} {} بحزب الأمل الأخضر محمد سالم إن اللقاء مهم .", post, organ),
            fmt::format("قال محمد سالم، {} {} لحزب الأمل الأخضر، إن اللقاء مهم .", post, organ),
            fmt::format("قال {} في {} لحزب الأمل الأخضر محمد سالم إن اللقاء مهم .", post, organ),
            fmt::format("قال محمد سالم {} ب{} لحزب الأمل الأخضر إن اللقاء مهم .", post, organ)}) {
        ExpectIn(text, "POST_IN", organ);
      }
    }
  }
}

TEST(PostsAndOrgans, HaveMembersHoweverTheyAreJoined) {
  for (const std::string_view organ : kOrgans) {
    for (const std::string& text :
         {fmt::format("قال عضو {} بحزب الأمل الأخضر محمد سالم إن اللقاء مهم .", organ),
          fmt::format("قال محمد سالم عضو ب{} لحزب الأمل الأخضر إن اللقاء مهم .", organ),
          fmt::format("قال محمد سالم عضو في {} لحزب الأمل الأخضر إن اللقاء مهم .", organ)}) {
      ExpectIn(text, "MEMBER_OF", organ);
    }
  }
}

}  // namespace
}  // namespace amana::ingest

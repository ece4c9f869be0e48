#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ingest/resolution/identity_rules.h"
#include "tests/support/test_paths.h"

namespace amana::ingest::test {

// The project's own weights and spellings over short lists of names.
inline IdentityRules SmallIdentity(const std::vector<std::string>& common,
                                   const std::vector<std::string>& listed) {
  NameData data;
  const auto loaded = data.Load(amana::test::SourceDir() / "rules/names/identity.tsv");
  EXPECT_TRUE(loaded) << loaded.error().ToString();
  return IdentityRules(data, common, listed);
}

}  // namespace amana::ingest::test

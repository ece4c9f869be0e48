#pragma once

#include <set>
#include <span>
#include <string>

#include "core/article_record.h"

namespace amana::ingest {

// The public ids that stand in decisions to reject, those undone left out. A public id is that of
// one mention or assertion, so it says for good which entity or relation is meant.
std::set<std::string> RejectedIds(std::span<const Decision> decisions);

}  // namespace amana::ingest

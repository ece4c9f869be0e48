#pragma once

#include <ostream>

#include "ingest/article.h"
#include "ingest/extraction.h"

namespace amana::ingest {

// Writes one JSON object a line for each relation, in the prediction format of the ontology:
// subject, predicate, object, properties, evidence with its sentence. A meeting's date is a line
// with predicate HELD_ON and an object of type Date. Then, for each entity, that the article
// MENTIONS it (REPORTS, of a meeting), so that what is named without a relation is not lost.
void WritePredictions(const Article& article, const Extraction& extraction, std::ostream& out);

}  // namespace amana::ingest

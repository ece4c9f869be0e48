#pragma once

#include <ostream>

#include "ingest/article.h"
#include "ingest/extraction.h"

namespace amana::ingest {

// Writes one JSON object a line for each relation, in the prediction format of the ontology:
// subject, predicate, object, properties, evidence with its sentence. A meeting's date is a line
// with predicate HELD_ON and an object of type Date.
void WritePredictions(const Article& article, const Extraction& extraction, std::ostream& out);

}  // namespace amana::ingest

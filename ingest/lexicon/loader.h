#pragma once

#include <filesystem>

#include "core/result.h"
#include "ingest/lexicon/lexicon.h"
#include "ingest/lexicon/paradigm.h"

namespace amana::ingest {

// Reads rules/classes.tsv: class <TAB> what it is for.
Result<void> LoadClasses(const std::filesystem::path& file, ClassTable& classes);

// Reads a lexicon file: form <TAB> class[,class] [<TAB> k=v;k=v]. A line whose attribute `par`
// names a paradigm adds all its forms. Known attributes become fields of LexEntry, all stay
// readable by name; an unknown class, a malformed attribute or number is an error with file and
// line.
Result<void> LoadLexicon(const std::filesystem::path& file, const ClassTable& classes,
                         const Paradigms& paradigms, Lexicon& lexicon);
// The same for the file's text.
Result<void> LoadLexiconText(const std::string& file, const std::string& text,
                             const ClassTable& classes, const Paradigms& paradigms,
                             Lexicon& lexicon);

}  // namespace amana::ingest

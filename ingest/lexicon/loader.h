#pragma once

#include <filesystem>
#include <functional>

#include "core/result.h"
#include "ingest/lexicon/lexicon.h"
#include "ingest/lexicon/paradigm.h"
#include "ingest/lexicon/tsv.h"

namespace amana::ingest {

// Reads rules/classes.tsv: class <TAB> what it is for.
Result<void> LoadClasses(const std::filesystem::path& file, ClassTable& classes);

// Gets the entry of each line of a lexicon file, before inflection. An entry without classes is a
// line with the class «-», by which a user's pack takes an entry away.
Result<LexEntry> ParseLexiconLine(const TsvLine& line, const ClassTable& classes);
using LexiconLineSink = std::function<Result<void>(const TsvLine& line, LexEntry&& entry)>;
Result<void> ReadLexicon(const std::filesystem::path& file, const ClassTable& classes,
                         const LexiconLineSink& sink);

// May change an entry before it is inflected; false leaves it out.
using LexiconFilter = std::function<bool(const ClassTable& classes, LexEntry& entry)>;

// Reads a lexicon file: form <TAB> class[,class] [<TAB> k=v;k=v]. A line whose attribute `par`
// names a paradigm adds all its forms. Known attributes become fields of LexEntry, all stay
// readable by name; an unknown class, a malformed attribute or number is an error with file and
// line.
Result<void> LoadLexicon(const std::filesystem::path& file, const ClassTable& classes,
                         const Paradigms& paradigms, Lexicon& lexicon,
                         const LexiconFilter& filter = {});
// The same for the file's text.
Result<void> LoadLexiconText(const std::string& file, const std::string& text,
                             const ClassTable& classes, const Paradigms& paradigms,
                             Lexicon& lexicon);

}  // namespace amana::ingest

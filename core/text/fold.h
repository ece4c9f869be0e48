#pragma once

#include <string>
#include <string_view>

namespace amana {

// Arabic spelling variants folded into keys. Ingest, queries and the store must fold alike, so the
// folding lives here. Both keys are idempotent.

// K1, careful: canonical composition, presentation forms to letters; tatweel, bidi and zero-width
// marks, harakat and superscript alef dropped; Arabic-Indic digits to ASCII; Persian ya and kaf to
// Arabic; Latin letters to lower case.
std::string FoldK1(std::string_view utf8);

// K2, generous: K1, and alef forms to bare alef, alef maqsura to ya, ta marbuta to ha, waw and ya
// with hamza to hamza, a final hamza dropped from each word. Two spellings of one word have one K2;
// so have some different words, and a match on K2 is ranked by K1.
std::string FoldK2(std::string_view utf8);

// Whether the text is in canonical composition (NFC), as all our data files are.
bool IsComposed(std::string_view utf8);

// One code point under the letter-wise part of K1 and K2: 0 where it is dropped. What depends on
// neighbours (a final hamza) is left to the callers above.
char32_t FoldCodePointK1(char32_t c);
char32_t FoldCodePointK2(char32_t c);

// The key under which names are searched: K2 with punctuation to spaces, spaces squeezed, and
// «عبد», «أبو» and a lone «و» joined to the next word.
std::string NameKey(std::string_view utf8);

}  // namespace amana

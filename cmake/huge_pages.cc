// Part of every program that is linked with mimalloc: asks the system for pages of 2 MB. Words and
// entries of the lexicon lie far apart, and with pages of 4 kB each look-up waits for an address.
#include <mimalloc.h>

namespace {

void AskForHugePages() { mi_option_enable(mi_option_large_os_pages); }

// Runs before the libraries start, for these allocate: what they have mapped would stay as it is.
__attribute__((section(".preinit_array"), used)) void (*const before_libraries)() =
    AskForHugePages;

}  // namespace

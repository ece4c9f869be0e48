#include "cli/command.h"

int main(int argc, char** argv) { return amana::cli::Main(argc, argv); }

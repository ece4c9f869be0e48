// The victim of the kill test: kill_writer DIRECTORY FIRST writes articles number FIRST, FIRST + 1,
// … until it is killed, each in one transaction, every seventh above a megabyte. Prints "t N"
// before it tries and "a N" once article N is acknowledged. An article that is there already is
// written again, which must change nothing.

#include <unistd.h>

#include <cstdlib>
#include <string>

#include "core/graph_store.h"
#include "tests/core/kill_article.h"

namespace {

void Say(char what, uint64_t number) {
  const std::string line = std::string(1, what) + " " + std::to_string(number) + "\n";
  if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) std::exit(3);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  auto store = amana::GraphStore::Open(argv[1], amana::OpenMode::kReadWriteOrCreate);
  if (!store) {
    const std::string message = store.error().ToString() + "\n";
    return ::write(STDERR_FILENO, message.data(), message.size()) < 0 ? 4 : 1;
  }
  for (uint64_t number = std::strtoull(argv[2], nullptr, 10);; ++number) {
    Say('t', number);
    if (!amana::test::WriteKillArticle(**store, number)) return 1;
    Say('a', number);
  }
}

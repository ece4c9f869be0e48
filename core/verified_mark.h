#pragma once

#include <string>

namespace amana {

// A mark beside a file says that its checksums were found right, so that the next process need not
// read all of it only to find that again. It holds for the file as it is: one that was written to,
// replaced or copied, or a machine that started anew, makes it void. What a disk spoils in between
// goes unnoticed, as it does under a process that keeps the file open all the while
// (docs/adr/0050). Whatever fails here means that there is no mark.
class VerifiedMark {
 public:
  // Of the open file `descriptor`, which `path` names, as it is now.
  VerifiedMark(int descriptor, const std::string& path);

  // Whether the file was found right before, and has not changed since.
  bool holds() const { return holds_; }
  // REQUIRES that all of the file was read and found right since this mark was made. A file that
  // changed within the last second is left without: its next change could bear the same time.
  void Set() const;

 private:
  std::string path_;      // of the mark
  std::string identity_;  // all that changes when the file does; empty where it cannot be told
  bool settled_ = false;
  bool holds_ = false;
};

}  // namespace amana

#pragma once

namespace amana::query {

// Sets a flag for a scope.
class Switch {
 public:
  Switch(bool* flag, bool value) : flag_(flag), before_(*flag) { *flag = value; }
  ~Switch() { *flag_ = before_; }
  Switch(const Switch&) = delete;
  Switch& operator=(const Switch&) = delete;

 private:
  bool* flag_;
  bool before_;
};

}  // namespace amana::query

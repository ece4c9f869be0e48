#include "query/operators/expansion.h"

namespace amana::query {

void Expansion::Reset() {
  UnaryOperator::Reset();
  in_.Clear();
  row_ = 0;
  count_ = 0;
}

bool Expansion::Next(Batch* out) {
  for (;;) {
    context_.Check();
    if (row_ >= in_.rows) {
      if (!input_->Next(&in_)) {
        in_.Clear();
        row_ = 0;
        return false;
      }
      row_ = 0;
      BeginBatch();
      BeginRow(0);
    }
    while (row_ < in_.rows && !full()) {
      if (!Fill()) break;
      if (++row_ < in_.rows) BeginRow(row_);
    }
    if (count_ == 0) continue;
    out->Clear();
    out->columns.resize(context_.slot_count);
    out->Gather(in_, std::span(sources_).first(count_), needed_);
    Emit(out);
    count_ = 0;
    return true;
  }
}

}  // namespace amana::query

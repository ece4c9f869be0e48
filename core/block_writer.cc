#include "core/block_writer.h"

#include <utility>

#include "core/element_blocks.h"

namespace amana {
namespace {

constexpr size_t kMaxJobs = 32;
constexpr uint64_t kBatchBytes = 4 << 20;

}  // namespace

BlockWriter::BlockWriter(KvStore& store, uint64_t epoch)
    : store_(store), epoch_(epoch), thread_([this] { Run(); }) {}

BlockWriter::~BlockWriter() {
  {
    std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void BlockWriter::Write(KvKey key, uint64_t count, std::string records) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return jobs_.size() < kMaxJobs; });
  jobs_.push_back({std::move(key), count, std::move(records)});
  changed_.notify_all();
}

Result<uint64_t> BlockWriter::Finish() {
  {
    std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  thread_.join();
  if (failure_) return Fail(*failure_);
  return epoch_;
}

void BlockWriter::Run() {
  KvBatch batch;
  uint64_t bytes = 0;
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return ended_ || !jobs_.empty(); });
      if (jobs_.empty()) break;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    changed_.notify_all();
    std::string block = EncodeBlock(job.count, job.records);
    bytes += block.size();
    batch.Put(std::move(job.key), std::move(block));
    if (bytes < kBatchBytes) continue;
    Flush(&batch);
    bytes = 0;
  }
  Flush(&batch);
}

// After a failure the rest is dropped, so that whoever writes does not wait for ever.
void BlockWriter::Flush(KvBatch* batch) {
  if (!batch->writes.empty() && !failure_) {
    const auto receipt = store_.Write(*batch, epoch_);
    if (receipt) {
      epoch_ = receipt->epoch;
    } else {
      failure_ = receipt.error();
    }
  }
  *batch = KvBatch();
}

}  // namespace amana

// Readers beside writers: every snapshot is the state after some whole commit, and epochs that one
// reader sees never go back. Meant for the thread sanitizer, too.

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "core/graph_store.h"
#include "tests/support/test_paths.h"

namespace amana {
namespace {

// A commit moves one from "left" to "right" and adds a relationship, so that in every whole state
// left + right = 1000 and right = relationships = degree of the hub.
struct Account {
  std::unique_ptr<GraphStore> store;
  NodeId left;
  NodeId right;
};

Account Open(std::unique_ptr<GraphStore> store) {
  auto t = store->Begin(Writer::kPerson).value();
  const std::vector<std::string> labels{"Account"};
  const NodeId left = t.CreateNode(labels, {{"n", Value(1000)}}).value();
  const NodeId right = t.CreateNode(labels, {{"n", Value(0)}}).value();
  EXPECT_TRUE(t.Commit());
  return {std::move(store), left, right};
}

Result<CommitTicket> Move(const Account& account) {
  AMANA_TRY(Transaction t, account.store->Begin(Writer::kPerson));
  const auto add = [&](NodeId node, int64_t by) {
    const KeyId n = t.view().keys().Find("n").value();
    return t.SetNodeProperty(node, "n", Value(t.view().NodeProperty(node, n).AsInteger() + by));
  };
  AMANA_CHECK_OK(add(account.left, -1));
  AMANA_CHECK_OK(add(account.right, 1));
  AMANA_CHECK_OK(t.CreateRelationship(account.left, account.right, "MOVED", {}));
  return t.CommitAsync();
}

void CheckWhole(const Snapshot& s, const Account& account) {
  const KeyId n = s.keys().Find("n").value();
  const int64_t left = s.NodeProperty(account.left, n).AsInteger();
  const int64_t right = s.NodeProperty(account.right, n).AsInteger();
  EXPECT_EQ(left + right, 1000);
  EXPECT_EQ(s.relationship_count(), static_cast<uint64_t>(right));
  EXPECT_EQ(s.Out(account.left).size(), static_cast<uint64_t>(right));
  EXPECT_EQ(s.In(account.right).size(), static_cast<uint64_t>(right));
}

void RunReadersAndWriters(const Account& account, int commits) {
  std::atomic<bool> done = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      uint64_t last = 0;
      while (!done) {
        const auto s = account.store->snapshot();
        EXPECT_GE(s->epoch(), last);
        last = s->epoch();
        CheckWhole(*s, account);
      }
    });
  }
  std::atomic<int> left = commits;
  std::vector<std::thread> writers;
  for (int i = 0; i < 2; ++i) {
    writers.emplace_back([&] {
      while (left.fetch_sub(1) > 0) {
        auto ticket = Move(account);
        // The other writer changed the same element first: the very same request may be repeated.
        while (!ticket && ticket.error().code == ErrorCode::kConflict) ticket = Move(account);
        ASSERT_TRUE(ticket) << ticket.error().ToString();
        EXPECT_TRUE(ticket->Wait());
        account.store->BeginFold();
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_TRUE(account.store->Fold());
  done = true;
  for (std::thread& reader : readers) reader.join();
  const auto s = account.store->snapshot();
  CheckWhole(*s, account);
  EXPECT_EQ(s->relationship_count(), static_cast<uint64_t>(commits));
}

TEST(Concurrency, ReadersSeeWholeCommitsInMemory) {
  RunReadersAndWriters(Open(GraphStore::InMemory()), 300);
}

TEST(Concurrency, ReadersSeeWholeCommitsOnDisk) {
  const test::TempDir temp;
  const std::string path = (temp.path() / "db").string();
  RunReadersAndWriters(Open(GraphStore::Open(path, OpenMode::kReadWriteOrCreate).value()), 100);
  const auto reopened = GraphStore::Open(path, OpenMode::kReadOnly).value();
  EXPECT_EQ(reopened->snapshot()->relationship_count(), 100u);
}

TEST(Concurrency, APipelineWaitsForManyCommitsAtOnce) {
  const Account account = Open(GraphStore::InMemory());
  std::vector<CommitTicket> tickets;
  for (int i = 0; i < 50; ++i) tickets.push_back(Move(account).value());
  EXPECT_EQ(account.store->snapshot()->relationship_count(), 0u);
  ASSERT_TRUE(tickets[29].Wait());
  EXPECT_EQ(account.store->snapshot()->relationship_count(), 30u);
  ASSERT_TRUE(tickets[49].Wait());
  EXPECT_EQ(account.store->snapshot()->relationship_count(), 50u);
}

}  // namespace
}  // namespace amana

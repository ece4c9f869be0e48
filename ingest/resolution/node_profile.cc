#include "ingest/resolution/node_profile.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/text/fold.h"
#include "core/text/utf8.h"
#include "ingest/resolution/date_bounds.h"

namespace amana::ingest {
namespace {

using Counts = NodeProfile::Counts;

void Take(Counts& counts, const std::string& key) {
  const auto found = counts.find(key);
  if (found != counts.end() && --found->second == 0) counts.erase(found);
}

void AddAll(Counts& to, const Counts& from) {
  for (const auto& [key, n] : from) to[key] += n;
}

// The most frequent; of equals the first in byte order. Empty for none.
std::string MostFrequent(const Counts& counts) {
  std::string best;
  uint64_t most = 0;
  for (const auto& [key, n] : counts) {
    if (n > most) best = key, most = n;
  }
  return best;
}

// How many letters the folding would give up: hamza seats, ta marbuta, alef maqsura.
size_t Care(const std::string& name) {
  const std::u32string written = ToUtf32(FoldK1(name)), folded = ToUtf32(FoldK2(name));
  size_t care = written.size() - std::min(written.size(), folded.size());
  for (size_t i = 0; i < std::min(written.size(), folded.size()); ++i)
    care += written[i] != folded[i] ? 1 : 0;
  return care;
}

std::string DisplayName(const Counts& names) {
  Counts by_key;
  for (const auto& [name, n] : names) by_key[NameKey(name)] += n;
  std::string best;
  std::tuple<uint64_t, size_t, uint64_t, size_t> best_rank;
  for (const auto& [name, n] : names) {
    const std::string key = NameKey(name);
    const std::tuple rank(by_key[key], key.size(), n, Care(name));
    if (best.empty() || rank > best_rank) best = name, best_rank = rank;
  }
  return best;
}

// Held beats what was only planned; in all else the most frequent.
std::string Choose(const std::string& key, const Counts& values) {
  if (key == "status") {
    for (const char* status : {"held", "cancelled", "postponed", "scheduled"}) {
      if (values.contains(status)) return status;
    }
  }
  return MostFrequent(values);
}

Value Sorted(const std::set<std::string>& items) {
  std::vector<Value> values;
  for (const std::string& item : items) values.emplace_back(item);
  return Value::List(std::move(values));
}

}  // namespace

void NodeProfile::Add(const ExtractedEntity& entity) {
  type = entity.type;
  if (!entity.kind.empty()) ++kinds[entity.kind];
  ++names[entity.name];
  for (const std::string& alias : entity.aliases) ++aliases[alias];
  for (const auto& [key, value] : entity.properties) ++properties[key][value];
  unresolved += entity.unresolved ? 1 : 0;
  ++members;
}

void NodeProfile::Remove(const ExtractedEntity& entity) {
  if (!entity.kind.empty()) Take(kinds, entity.kind);
  Take(names, entity.name);
  for (const std::string& alias : entity.aliases) Take(aliases, alias);
  for (const auto& [key, value] : entity.properties) {
    Take(properties[key], value);
    if (properties[key].empty()) properties.erase(key);
  }
  unresolved -= entity.unresolved ? 1 : 0;
  --members;
}

void NodeProfile::Merge(const NodeProfile& other) {
  type = other.type;
  AddAll(kinds, other.kinds);
  AddAll(names, other.names);
  AddAll(aliases, other.aliases);
  for (const auto& [key, values] : other.properties) AddAll(properties[key], values);
  members += other.members;
  unresolved += other.unresolved;
}

NodeContent DescribeNode(const NodeProfile& profile) {
  NodeContent content;
  content.labels = {profile.type};
  if (const std::string kind = MostFrequent(profile.kinds); !kind.empty() && kind != profile.type)
    content.labels.push_back(kind);
  const std::string name = DisplayName(profile.names);
  std::set<std::string> aliases;
  for (const Counts* forms : {&profile.names, &profile.aliases}) {
    for (const auto& [form, n] : *forms) aliases.insert(form);
  }
  aliases.erase(name);
  content.properties.emplace_back("name", Value(name));
  content.properties.emplace_back("aliases", Sorted(aliases));
  for (const auto& [key, values] : profile.properties) {
    if (key == "honorifics") {
      std::set<std::string> honorifics;
      for (const auto& [value, n] : values) honorifics.insert(value);
      content.properties.emplace_back(key, Sorted(honorifics));
      continue;
    }
    const std::string value = Choose(key, values);
    if (key == "date") {
      if (const auto bounds = BoundsOf(value)) {
        content.properties.emplace_back("dateFrom", Value(bounds->from));
        content.properties.emplace_back("dateTo", Value(bounds->to));
      }
    }
    content.properties.emplace_back(key, Value(value));
  }
  // Every member says so, or one of them would have given the name.
  if (profile.members > 0 && profile.unresolved == profile.members)
    content.properties.emplace_back("unresolved", Value(true));
  return content;
}

}  // namespace amana::ingest

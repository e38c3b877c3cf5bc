#include "checker/trace/address_map.h"

#include <algorithm>

namespace checker {
namespace {

constexpr uint64_t kPage = 4096;

// Linux on x86-64 puts the stack into the last 16 GiB of the user's addresses, and mappings below them.
constexpr uint64_t kStackLowest = 0x7ffc00000000;
constexpr uint64_t kUserEnd = 0x800000000000;

// No program of the checker makes as many. One that maps without end gets names for the first, so that reading its log
// takes no longer for each line of it.
constexpr size_t kMostMappings = 1024;

uint64_t EndOf(uint64_t start, uint64_t length) { return start + (length + kPage - 1) / kPage * kPage; }

}  // namespace

void AddressMap::MoveBreak(uint64_t address, bool inside_os_call) {
  if (inside_os_call && !heap_start_ && break_ != 0) heap_start_ = heap_end_ = break_;
  break_ = address;
  heap_end_ = std::max(heap_end_, address);
}

Address AddressMap::AddMapping(uint64_t start, uint64_t length) {
  if (mappings_.size() == kMostMappings) return {Address::Base::kOther, 0, 0};
  mappings_.push_back({start, EndOf(start, length), true});
  return Address::Map(static_cast<int>(mappings_.size()), 0);
}

void AddressMap::RemoveMapping(uint64_t start, uint64_t length) {
  const uint64_t end = EndOf(start, length);
  for (Mapping& mapping : mappings_) {
    if (mapping.start >= start && mapping.end <= end) mapping.live = false;
  }
}

void AddressMap::MoveMapping(uint64_t from, uint64_t to, uint64_t length) {
  for (Mapping& mapping : mappings_) {
    if (mapping.live && mapping.start == from) mapping = {to, EndOf(to, length), true};
  }
}

const AddressMap::Mapping* AddressMap::Find(uint64_t address, bool live) const {
  const auto covers = [&](const Mapping& mapping) {
    return mapping.live == live && mapping.start <= address && address < mapping.end;
  };
  const auto found = std::find_if(mappings_.rbegin(), mappings_.rend(), covers);
  return found == mappings_.rend() ? nullptr : &*found;
}

Address AddressMap::NameOf(uint64_t address) const {
  if (address == 0) return Address::Null();
  const Mapping* mapping = Find(address, true);
  if (mapping == nullptr && heap_start_ && *heap_start_ <= address && address <= heap_end_) {
    return Address::Heap(address - *heap_start_);
  }
  if (mapping == nullptr) mapping = Find(address, false);
  if (mapping != nullptr) {
    return Address::Map(static_cast<int>(mapping - mappings_.data()) + 1, address - mapping->start);
  }
  const bool stack = kStackLowest <= address && address < kUserEnd;
  return {stack ? Address::Base::kStack : Address::Base::kOther, 0, 0};
}

Address AddressMap::NameOfBreak(uint64_t address) const {
  const uint64_t start = heap_start_.value_or(break_);
  if (address < start) return {Address::Base::kOther, 0, 0};
  return Address::Heap(address - start);
}

}  // namespace checker

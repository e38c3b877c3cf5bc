#include "checker/contract/memory.h"

#include <algorithm>
#include <iterator>

namespace checker {

Block& Memory::At(size_t block) {
  if (block < blocks.size()) return blocks[block];
  Corrupt();
  nowhere_ = {break_at, 0, false};
  return nowhere_;
}

size_t Memory::BlockAt(const Address& payload) const {
  if (payload.base != Address::Base::kHeap) return kNone;
  for (size_t block = 0; block < blocks.size(); ++block) {
    if (blocks[block].offset + units.header == payload.offset) return block;
  }
  return kNone;
}

bool Memory::IsLiveMapping(const Address& payload) const {
  return payload.base == Address::Base::kMap && payload.offset == units.header && mappings.count(payload.map) > 0;
}

const Live* Memory::LiveAt(const Address& payload) const {
  const auto found = std::find_if(live.begin(), live.end(), [&](const Live& one) { return one.payload == payload; });
  return found == live.end() ? nullptr : &*found;
}

void Memory::Write(uint64_t begin, uint64_t end) {
  if (begin >= end) return;
  auto next = written.upper_bound(begin);
  if (next != written.begin() && std::prev(next)->second >= begin) --next;
  while (next != written.end() && next->first <= end) {
    begin = std::min(begin, next->first);
    end = std::max(end, next->second);
    next = written.erase(next);
  }
  written[begin] = end;
}

bool Memory::IsZero(uint64_t begin, uint64_t end) const {
  const auto next = written.lower_bound(end);
  return begin >= end || next == written.begin() || std::prev(next)->second <= begin;
}

void Memory::InsertBehind(size_t block, const Block& next) {
  if (block >= blocks.size()) return Corrupt();
  blocks.insert(blocks.begin() + static_cast<ptrdiff_t>(block) + 1, next);
}

void Memory::Erase(size_t block) {
  if (block >= blocks.size()) return Corrupt();
  blocks.erase(blocks.begin() + static_cast<ptrdiff_t>(block));
}

size_t Memory::Append(uint64_t size, uint64_t footprint) {
  blocks.push_back({break_at, size, true});
  MoveBreak(break_at + footprint);
  return blocks.size() - 1;
}

void Memory::MoveBreak(uint64_t end) {
  if (end == break_at) return;
  break_at = end;
  call.system_calls.push_back({"brk", Address::Heap(end), 0, "", ""});
}

}  // namespace checker

// Stands in for system.c: breaks in regions of the test's own, mappings by number.
#include "osmem/testing/fake_system.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>

extern "C" {
#include "base/system.h"
#include "osmem/heap.h"
#include "osmem/index.h"
#include "osmem/mapping.h"
}

namespace fake_system {
namespace {

constexpr size_t kRegion = size_t{1} << 30;
constexpr int kJunk = 0xa5;
constexpr size_t kJunkEnds = 1024;

struct Mapping {
  int number;
  size_t bytes;
};

struct Heap {
  char* start = nullptr;
  size_t used = 0;
  size_t most = 0;  // that was ever used
  int mappings_made = 0;
  std::map<char*, Mapping> mappings;
  std::vector<std::string> calls;
};

Heap heaps[2];
Heap* selected = &heaps[0];
int calls_to_failure = 0;
bool failing = false;

std::string Format(const char* format, size_t number) {
  char text[64];
  snprintf(text, sizeof(text), format, number);
  return text;
}

void* Map(size_t bytes) {
  void* start = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return start == MAP_FAILED ? nullptr : start;
}

// The kernel's pages come as zeros; nothing may rely on that. Between its ends fresh memory keeps what the program
// before left there, which is no zeros either: half of the time of a short program would go into it.
void FillWithJunk(char* start, size_t bytes) {
  if (bytes <= 2 * kJunkEnds || start + bytes > selected->start + selected->most) {
    memset(start, kJunk, bytes);
    return;
  }
  memset(start, kJunk, kJunkEnds);
  memset(start + bytes - kJunkEnds, kJunk, kJunkEnds);
}

bool FailsNow() {
  if (failing) return true;
  return calls_to_failure > 0 && --calls_to_failure == 0;
}

}  // namespace

std::string Name(const void* address) {
  const char* at = static_cast<const char*>(address);
  if (at == nullptr) return "0";
  for (const auto& entry : selected->mappings) {
    size_t offset = static_cast<size_t>(at - entry.first);
    if (at < entry.first || offset >= entry.second.bytes) continue;
    std::string name = Format("map%zu", static_cast<size_t>(entry.second.number));
    return offset == 0 ? name : name + Format("+0x%zx", offset);
  }
  size_t offset = static_cast<size_t>(at - selected->start);
  return at >= selected->start && offset < kRegion ? Format("heap+0x%zx", offset) : "other";
}

void Select(int heap) { selected = &heaps[heap]; }

void Reset() {
  for (Heap& each : heaps) {
    for (const auto& entry : each.mappings) munmap(entry.first, entry.second.bytes);
    char* start = each.start ? each.start : static_cast<char*>(Map(kRegion));
    const size_t most = each.most;
    each = Heap();
    each.start = start;
    each.most = most;
  }
  failing = false;
  calls_to_failure = 0;
  Select(0);
  heap = {};
  memset(&free_index, 0, offsetof(struct index, fronts.key));  // an empty front's keys are of no meaning
  if (free_index.stretches.length) free_index.stretches = {};
  live_mappings = nullptr;
}

std::vector<std::string> TakeCalls() {
  std::vector<std::string> calls;
  calls.swap(selected->calls);
  return calls;
}

void FailCall(int n) { calls_to_failure = n; }

void FailAll(bool fail) { failing = fail; }

void MoveBreak(size_t bytes) { selected->used += bytes; }

char* HeapStart() { return selected->start; }

}  // namespace fake_system

using namespace fake_system;

void* system_break(void) { return selected->start + selected->used; }

void* system_grow_break(size_t bytes) {
  void* before = system_break();
  if (FailsNow() || bytes > kRegion - selected->used) {
    selected->calls.push_back("brk failed");
    return nullptr;
  }
  FillWithJunk(static_cast<char*>(before), bytes);
  selected->used += bytes;
  selected->most = std::max(selected->most, selected->used);
  selected->calls.push_back("brk(" + Name(system_break()) + ")");
  return before;
}

void (*system_watcher)(const struct system_call* made);

void* system_map(size_t bytes) {
  void* start = FailsNow() || bytes > PTRDIFF_MAX ? nullptr : Map(bytes);
  if (start == nullptr) {
    selected->calls.push_back("mmap failed");
    return nullptr;
  }
  selected->mappings[static_cast<char*>(start)] = {++selected->mappings_made, bytes};
  selected->calls.push_back(Format("mmap(%zu) = ", bytes) + Name(start));
  return start;
}

bool system_unmap(void* start, size_t bytes) {
  selected->calls.push_back("munmap(" + Name(start) + Format(", %zu)", bytes));
  auto entry = selected->mappings.find(static_cast<char*>(start));
  if (entry == selected->mappings.end() || entry->second.bytes != bytes) {
    fprintf(stderr, "fake_system: %s is not a whole mapping\n", selected->calls.back().c_str());
    abort();
  }
  munmap(start, bytes);
  selected->mappings.erase(entry);
  return true;
}

size_t system_page_size(void) { return static_cast<size_t>(sysconf(_SC_PAGESIZE)); }

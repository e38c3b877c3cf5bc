// The kernel's memory calls, played by the test: several heaps in one process, calls on record, failures on demand.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace fake_system {

// Addresses as the contract's traces show them: "heap+0x20", "map1+0x20"; "0" for NULL, "other" for the rest.
std::string Name(const void* address);

// Whose calls follow: 0 or 1. Each has a break, mappings and a record of its own.
void Select(int heap);

// Back to a fresh break in both heaps, nothing mapped, nothing recorded, nothing failing. Forgets osmem's heap too.
void Reset();

// The record of the selected heap since the last call of this, as "brk(heap+0x20000)", "mmap(5032) = map1",
// "munmap(map1, 5032)", "brk failed" and "mmap failed".
std::vector<std::string> TakeCalls();

// The n-th call that asks for memory from now on fails, and no other; 0: none.
void FailCall(int n);

// All calls that ask for memory fail until told otherwise.
void FailAll(bool fail);

// Somebody else moves the break of the selected heap.
void MoveBreak(size_t bytes);

// Where the selected heap begins, whether or not it has been used.
char* HeapStart();

}  // namespace fake_system

#include "checker/draw/strip.h"

#include <algorithm>
#include <cstdio>

namespace checker {
namespace {

constexpr size_t kColumns = 94;     // with its end and two spaces, 97
constexpr size_t kMostBlocks = 39;  // at two columns each, with room to spare
constexpr size_t kCutWidth = 20;
constexpr size_t kListed = 5;  // blocks before and behind a mark

// The blocks from `first` to before `last`.
struct Range {
  size_t first, last;
};

// Where a block of the heap is drawn.
struct Segment {
  size_t block;
  size_t begin, width;  // columns
  bool cut;             // shorter than to scale
};

// The largest block, where it is more than half of all: to scale, it would leave no room for the others.
size_t BlockToCut(const std::vector<Block>& heap, Range shown) {
  uint64_t sum = 0;
  size_t largest = shown.first;
  for (size_t block = shown.first; block < shown.last; ++block) {
    sum += heap[block].size;
    if (heap[block].size > heap[largest].size) largest = block;
  }
  return shown.last - shown.first > 1 && heap[largest].size > sum / 2 ? largest : shown.last;
}

// `scale` bytes a column. Each block has a column for its header and at least one for its payload.
std::vector<Segment> SegmentsOf(const std::vector<Block>& heap, Range shown, uint64_t header, uint64_t scale) {
  const size_t largest = BlockToCut(heap, shown);
  std::vector<Segment> segments;
  size_t column = 0;
  for (size_t block = shown.first; block < shown.last; ++block) {
    const auto width = static_cast<size_t>(std::max<uint64_t>(2, (heap[block].size + header + scale / 2) / scale));
    const bool cut = block == largest && width > kCutWidth;
    segments.push_back({block, column, cut ? kCutWidth : width, cut});
    column += segments.back().width;
  }
  return segments;
}

size_t WidthOf(const std::vector<Segment>& segments) { return segments.back().begin + segments.back().width; }

// The finest scale, in whole words, at which `shown` fits into the page.
uint64_t ScaleFor(const std::vector<Block>& heap, Range shown, uint64_t header) {
  uint64_t scale = 8;
  while (WidthOf(SegmentsOf(heap, shown, header, scale)) > kColumns) scale += std::max<uint64_t>(8, scale / 32 * 8);
  return scale;
}

std::string StripOf(const std::vector<Segment>& segments, const std::vector<Block>& heap) {
  std::string strip(WidthOf(segments), ' ');
  for (const Segment& segment : segments) {
    const BarState state = heap[segment.block].free ? BarState::kFree : BarState::kUsed;
    PutBlock(segment.begin, segment.width, SignOf(state), &strip);
    if (segment.cut) strip.replace(segment.begin + segment.width / 2 - 1, 4, " // ");
  }
  return strip + "]";
}

// The last one that begins at `offset` or before.
size_t BlockAt(const std::vector<Block>& heap, uint64_t offset) {
  size_t block = 0;
  while (block + 1 < heap.size() && heap[block + 1].offset <= offset) ++block;
  return block;
}

std::string MarksUnder(const std::vector<Segment>& segments, const std::vector<Block>& heap, uint64_t header,
                       const std::vector<Mark>& marks) {
  std::string line(WidthOf(segments) + 2, ' ');
  for (const Mark& mark : marks) {
    const size_t block = BlockAt(heap, mark.offset);
    if (block < segments.front().block || block > segments.back().block) continue;
    const bool behind = mark.offset >= heap[block].offset + header + heap[block].size;
    size_t column = behind ? WidthOf(segments) : segments[block - segments.front().block].begin + 1;
    while (line[column] != ' ') --column;
    line[column] = mark.sign;
  }
  return line.erase(line.find_last_not_of(' ') + 1);
}

std::string ListLine(const Block& block, uint64_t header, const std::vector<Mark>& marks) {
  char text[80];
  std::snprintf(text, sizeof text, "  heap+0x%-8llx %8llu bytes  %s",
                static_cast<unsigned long long>(block.offset + header), static_cast<unsigned long long>(block.size),
                block.free ? "free" : "in use");
  std::string line = text;
  for (const Mark& mark : marks) {
    if (mark.offset == block.offset + header) line += std::string("  ") + mark.sign;
  }
  return line + "\n";
}

std::string Skipped(size_t count) { return count == 0 ? "" : "  ... " + std::to_string(count) + " more\n"; }

// From the lowest block with a mark to the highest; the first one where there is no mark.
Range MarkedBlocks(const std::vector<Block>& heap, const std::vector<Mark>& marks) {
  if (marks.empty()) return {0, 1};
  Range marked = {heap.size() - 1, 0};
  for (const Mark& mark : marks) {
    const size_t block = BlockAt(heap, mark.offset);
    marked = {std::min(marked.first, block), std::max(marked.last, block + 1)};
  }
  return marked;
}

}  // namespace

char SignOf(BarState state) { return "#.@x"[static_cast<size_t>(state)]; }

void PutBlock(size_t from, size_t width, char sign, std::string* line) {
  line->replace(from, width, width, sign);
  (*line)[from] = '[';
}

std::string DrawHeap(const std::vector<Block>& heap, uint64_t header, const std::vector<Mark>& marks) {
  if (heap.empty()) return "  (the heap has not been used)\n";
  const Range marked = MarkedBlocks(heap, marks);
  const bool all = marked.first <= kMostBlocks / 2 || heap.size() <= kMostBlocks;
  const size_t first = all ? 0 : std::min(marked.first - kMostBlocks / 2, heap.size() - kMostBlocks);
  const Range shown = {first, std::min(heap.size(), first + kMostBlocks)};
  const uint64_t scale = ScaleFor(heap, shown, header);
  const std::vector<Segment> segments = SegmentsOf(heap, shown, header, scale);
  std::string text = "  [### in use  [... free  // cut short  1 column: " + std::to_string(scale) + " bytes\n";
  text += "  " + StripOf(segments, heap) + "\n";
  if (!marks.empty()) text += "  " + MarksUnder(segments, heap, header, marks) + "\n";
  const size_t from = marked.first > kListed ? marked.first - kListed : 0;
  const size_t to = std::min({heap.size(), marked.last + kListed, from + 3 * kListed});
  text += Skipped(from);
  for (size_t block = from; block < to; ++block) text += ListLine(heap[block], header, marks);
  return text + Skipped(heap.size() - to);
}

}  // namespace checker

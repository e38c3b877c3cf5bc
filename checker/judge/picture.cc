#include "checker/judge/picture.h"

#include <algorithm>
#include <cstdio>
#include <sstream>

namespace checker {
namespace {

constexpr size_t kColumn = 46;  // of one side; two of them, a gap and a mark make 96
constexpr size_t kStrip = 94;   // with its end and two spaces, 97
constexpr size_t kCallsBefore = 3;
constexpr size_t kCallsAfter = 1;
constexpr size_t kListed = 5;  // blocks before and behind a mark

std::string Fit(std::string text, size_t width) {
  if (text.size() > width) text.replace(width - 3, std::string::npos, "...");
  return text + std::string(width - text.size(), ' ');
}

std::string TrimEnd(std::string text) { return text.erase(text.find_last_not_of(' ') + 1); }

// The lines of call number `index`; past the last call, how the program ended.
std::vector<std::string> LinesOf(const Trace& trace, size_t index) {
  if (index > trace.calls.size()) return {};
  if (index == trace.calls.size()) return {trace.ending.empty() ? "(the trace was cut off)" : trace.ending};
  std::vector<std::string> lines;
  std::istringstream text(ToText(trace.calls[index]));
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

// Where in the strip a block of the heap is drawn.
struct Segment {
  size_t block;
  size_t begin, width;  // columns
  bool cut;             // shorter than to scale
};

// The largest free block, where it is more than half of all: to scale, it would leave no room for the others.
size_t BlockToCut(const std::vector<Block>& heap, size_t first, size_t last) {
  uint64_t sum = 0;
  size_t largest = first;
  for (size_t block = first; block < last; ++block) {
    sum += heap[block].size;
    if (heap[block].size > heap[largest].size) largest = block;
  }
  return last - first > 1 && heap[largest].size > sum / 2 ? largest : last;
}

constexpr size_t kCutWidth = 20;

// The strip with `scale` bytes a column. Each block has a column for its header and at least one for its payload.
std::vector<Segment> Layout(const std::vector<Block>& heap, size_t first, size_t last, uint64_t header,
                            uint64_t scale) {
  const size_t cut = BlockToCut(heap, first, last);
  std::vector<Segment> segments;
  size_t column = 0;
  for (size_t block = first; block < last; ++block) {
    const auto width = static_cast<size_t>(std::max<uint64_t>(2, (heap[block].size + header + scale / 2) / scale));
    const bool is_cut = block == cut && width > kCutWidth;
    segments.push_back({block, column, is_cut ? kCutWidth : width, is_cut});
    column += segments.back().width;
  }
  return segments;
}

size_t WidthOf(const std::vector<Segment>& segments) { return segments.back().begin + segments.back().width; }

std::string StripOf(const std::vector<Segment>& segments, const std::vector<Block>& heap) {
  std::string strip;
  for (const Segment& segment : segments) {
    std::string block(segment.width, heap[segment.block].free ? '.' : '#');
    block[0] = '[';
    if (segment.cut) block.replace(segment.width / 2 - 1, 4, " // ");
    strip += block;
  }
  return strip + "]";
}

size_t BlockOf(const std::vector<Block>& heap, uint64_t offset) {
  size_t block = 0;
  while (block + 1 < heap.size() && heap[block + 1].offset <= offset) ++block;
  return block;
}

std::string MarksUnder(const std::vector<Segment>& segments, const std::vector<Block>& heap,
                       const std::vector<Mark>& marks) {
  std::string line(WidthOf(segments) + 2, ' ');
  for (const Mark& mark : marks) {
    const size_t block = BlockOf(heap, mark.offset);
    if (block < segments.front().block || block > segments.back().block) continue;
    const Segment& segment = segments[block - segments.front().block];
    const Block& at = heap[block];
    const bool behind = mark.offset >= at.offset + at.size + 32;
    size_t column = behind ? WidthOf(segments) : segment.begin + 1;
    while (line[column] != ' ') --column;
    line[column] = mark.sign;
  }
  return line;
}

std::string ListLine(const Block& block, uint64_t header, const std::vector<Mark>& marks) {
  char text[80];
  std::snprintf(text, sizeof text, "heap+0x%-8llx %8llu bytes  %s",
                static_cast<unsigned long long>(block.offset + header), static_cast<unsigned long long>(block.size),
                block.free ? "free" : "in use");
  std::string line = "  " + std::string(text);
  for (const Mark& mark : marks) {
    if (mark.offset == block.offset + header) line += std::string("  ") + mark.sign;
  }
  return line + "\n";
}

std::string Skipped(size_t count) { return count == 0 ? "" : "  ... " + std::to_string(count) + " more\n"; }

}  // namespace

std::string SideBySide(const Trace& expected, const Trace& actual, size_t index) {
  std::string text = "  " + TrimEnd(Fit("expected", kColumn) + "  actual") + "\n";
  const size_t first = index > kCallsBefore ? index - kCallsBefore : 0;
  for (size_t call = first; call <= index + kCallsAfter; ++call) {
    const std::vector<std::string> left = LinesOf(expected, call), right = LinesOf(actual, call);
    for (size_t line = 0; line < std::max(left.size(), right.size()); ++line) {
      const bool marked = call == index && line == 0;
      text += TrimEnd((marked ? "> " : "  ") + Fit(line < left.size() ? left[line] : "", kColumn) + "  " +
                      Fit(line < right.size() ? right[line] : "", kColumn)) +
              "\n";
    }
  }
  return text;
}

std::string DrawHeap(const std::vector<Block>& heap, uint64_t header, const std::vector<Mark>& marks) {
  if (heap.empty()) return "  (the heap has not been used)\n";
  size_t low = heap.size() - 1, high = 0;
  for (const Mark& mark : marks) {
    low = std::min(low, BlockOf(heap, mark.offset));
    high = std::max(high, BlockOf(heap, mark.offset));
  }
  if (marks.empty()) low = high = 0;
  // A strip of two columns a block holds so many blocks; those around the marks are shown.
  const size_t room = kStrip / 2 - 8;
  const size_t first = low > room / 2 && heap.size() > room ? std::min(low - room / 2, heap.size() - room) : 0;
  const size_t last = std::min(heap.size(), first + room);
  uint64_t scale = 8;
  while (WidthOf(Layout(heap, first, last, header, scale)) > kStrip) scale += std::max<uint64_t>(8, scale / 32 * 8);
  const std::vector<Segment> segments = Layout(heap, first, last, header, scale);
  std::string text = "  [### in use  [... free  // cut short  1 column: " + std::to_string(scale) + " bytes\n";
  text += "  " + StripOf(segments, heap) + "\n";
  if (!marks.empty()) text += "  " + TrimEnd(MarksUnder(segments, heap, marks)) + "\n";
  const size_t from = low > kListed ? low - kListed : 0;
  const size_t to = std::min({heap.size(), high + kListed + 1, from + 3 * kListed});
  text += Skipped(from);
  for (size_t block = from; block < to; ++block) text += ListLine(heap[block], header, marks);
  return text + Skipped(heap.size() - to);
}

}  // namespace checker

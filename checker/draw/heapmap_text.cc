// Draws a history as text, for terminals and mail: two lines a call, 100 columns at most.
#include <algorithm>

#include "checker/draw/heapmap.h"
#include "checker/draw/heapmap_scale.h"
#include "checker/draw/strip.h"

namespace checker {
namespace {

constexpr size_t kColumns = 100;
constexpr size_t kIndent = 5;
constexpr size_t kBarColumns = kColumns - kIndent - 1;  // one is for the break

// Indented; what is wider than the page goes on in the next line.
std::string Wrapped(const std::string& text) {
  const size_t width = kColumns - kIndent;
  std::string lines;
  for (size_t at = 0; at < text.size(); at += width) {
    lines += std::string(kIndent, ' ') + text.substr(at, width) + "\n";
  }
  return lines;
}

std::string Clipped(const std::string& text) { return text.substr(0, kColumns) + "\n"; }

std::string Numbered(size_t number, const std::string& lines) {
  std::string head = std::to_string(number);
  head.insert(0, head.size() < kIndent - 2 ? kIndent - 2 - head.size() : 0, ' ');
  return head + lines.substr(std::min(head.size(), kIndent - 1));
}

// What stands in a column that several blocks must share: news first.
char Shared(char before, char sign) {
  if (before == ' ' || before == sign) return sign;
  for (const char news : {SignOf(BarState::kAllocated), SignOf(BarState::kFreed)}) {
    if (before == news || sign == news) return news;
  }
  return '*';
}

class Canvas {
 public:
  explicit Canvas(const std::vector<Row>& rows) : scale_(rows, kBarColumns, 2) {}

  std::string Axis() const {
    std::string line(kBarColumns + 1, ' ');
    for (const Tick& tick : scale_.Ticks(1)) {
      line.replace(static_cast<size_t>(tick.label_place), tick.label.size(), tick.label);
    }
    return line.substr(0, line.find_last_not_of(' ') + 1);
  }

  std::string Draw(const std::vector<Bar>& heap) const {
    std::string line(kBarColumns + 1, ' ');
    for (const Bar& bar : heap) Draw(bar, &line);
    for (const double place : scale_.Cuts(6)) Cut(static_cast<size_t>(place), &line);
    const size_t end = Column(heap.back().end());
    line[end] = '|';
    return line.substr(0, end + 1);
  }

 private:
  size_t Column(uint64_t boundary) const { return static_cast<size_t>(scale_.At(boundary)); }

  // "[.1000....": header, state, and the size where it is news.
  void Draw(const Bar& bar, std::string* line) const {
    const char sign = SignOf(bar.state);
    const std::string label = std::to_string(bar.size);
    const size_t from = Column(bar.offset);
    const size_t width = Column(bar.end()) - from;
    const char before = (*line)[from];
    if (width > 1) PutBlock(from, width, sign, line);
    if (before != ' ' || width < 2) (*line)[from] = Shared(before, sign);
    if (bar.changed && label.size() + 2 <= width) line->replace(from + 2, label.size(), label);
  }

  // Numbers and edges are left as they are.
  static void Cut(size_t column, std::string* line) {
    const std::string two = line->substr(column, 2);
    if (two == ".." || two == "##" || two == "@@" || two == "xx") line->replace(column, 2, "//");
  }

  Scale scale_;
};

std::string Mappings(const std::vector<Bar>& mappings) {
  std::string text = "mapped:";
  for (const Bar& bar : mappings) {
    text += "  map" + std::to_string(bar.mapping) + " [" + SignOf(bar.state) + std::to_string(bar.size);
  }
  return text;
}

std::string DrawRow(const Canvas& canvas, const Row& row) {
  std::string text = Numbered(row.number, Wrapped(row.call + (row.wrong ? "    <- WRONG" : "")));
  if (!row.system_calls.empty()) text += Wrapped("  " + row.system_calls);
  if (!row.heap.empty()) text += std::string(kIndent, ' ') + canvas.Draw(row.heap) + "\n";
  return row.mappings.empty() ? text : text + Wrapped(Mappings(row.mappings));
}

}  // namespace

std::string DrawText(const History& history) {
  const Canvas canvas(history.rows);
  std::string text = Clipped(history.name) + (history.title.empty() ? "" : Clipped(history.title)) + "\n" +
                     Wrapped("[ header   # in use   . free   @ allocated by this call   x freed by this call") +
                     Wrapped("| the break   // more bytes than drawn   * small blocks, some free   123 payload bytes") +
                     "\n" + std::string(kIndent, ' ') + canvas.Axis() + "\n";
  size_t number = 0;
  for (const Row& row : history.rows) {
    const size_t left_out = row.number - number - 1;
    if (left_out != 0) text += Wrapped("... " + std::to_string(left_out) + " calls left out ...");
    text += DrawRow(canvas, row);
    number = row.number;
  }
  text += "\n";
  for (const std::string& note : history.notes) text += Wrapped(note);
  return text;
}

}  // namespace checker

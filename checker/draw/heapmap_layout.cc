#include "checker/draw/heapmap_layout.h"

#include <algorithm>
#include <set>

namespace checker {
namespace {

constexpr double kRowsTop = 132;        // below title, legend and axis
constexpr double kColumnGap = 20;       // between text, heap and mappings
constexpr double kMappingsWidth = 180;  // of all lanes together, at most
constexpr double kWidestLane = 60;
constexpr double kLeastBar = 3;
constexpr double kLeastCut = 16;  // what is narrower would be all zigzag
constexpr double kRowGap = 6;
constexpr size_t kTextColumns = 58;  // of a call, at most; what is longer is clipped
constexpr size_t kOneLine = 50;      // columns; a call and its system calls share a line that is no longer

PlacedRow Place(const Row& row, double top) {
  PlacedRow placed;
  placed.row = &row;
  placed.top = top;
  placed.call = Clip(row.call, kTextColumns);
  placed.system_calls = Clip(row.system_calls, kTextColumns - 2);
  placed.below = !row.system_calls.empty() && row.call.size() + 2 + row.system_calls.size() > kOneLine;
  placed.indent = placed.below ? 2 : placed.call.size() + 2;
  placed.height = placed.below ? 2 * kLineHeight + kRowGap : kLineHeight + kRowGap;
  return placed;
}

}  // namespace

std::string Clip(const std::string& text, size_t columns) {
  return text.size() <= columns ? text : text.substr(0, columns - 3) + "...";
}

Layout::Layout(const History& history) : scale_({}, 0, 0) {
  PlaceRows(history.rows);
  const int lanes = GiveLanes(history.rows);
  lane_width_ = lanes == 0 ? 0 : std::min(kWidestLane, kMappingsWidth / lanes);
  mappings_left_ = kWidth - kMargin - lane_width_ * lanes;
  heap_left_ = text_left() + TextWidth() + kColumnGap;
  const double heap_right = lanes == 0 ? mappings_left_ : mappings_left_ - kColumnGap;
  scale_ = Scale(history.rows, heap_right - heap_left_, kLeastBar);
  ticks_ = scale_.Ticks(kSmallChar);
  for (Tick& tick : ticks_) tick.label_place += heap_left_;
  for (const double cut : scale_.Cuts(kLeastCut)) cuts_.push_back(heap_left_ + cut);
  height_ = rows_bottom() + kNoteHeight * static_cast<double>(history.notes.size()) + kMargin;
}

int Layout::GiveLanes(const std::vector<Row>& rows) {
  int lanes = 0;
  for (const Row& row : rows) {
    std::set<int> taken;
    for (const Bar& bar : row.mappings) {
      if (lanes_.count(bar.mapping) != 0) taken.insert(lanes_[bar.mapping]);
    }
    for (const Bar& bar : row.mappings) {
      if (lanes_.count(bar.mapping) != 0) continue;
      int lane = 0;
      while (taken.count(lane) != 0) ++lane;
      taken.insert(lanes_[bar.mapping] = lane);
      lanes = std::max(lanes, lane + 1);
    }
  }
  return lanes;
}

void Layout::PlaceRows(const std::vector<Row>& rows) {
  double top = kRowsTop;
  size_t number = 0;
  for (const Row& row : rows) {
    const size_t left_out = row.number - number - 1;
    if (left_out != 0) top += 2 * kLineHeight;
    rows_.push_back(Place(row, top));
    rows_.back().left_out = left_out;
    top += rows_.back().height;
    number = row.number;
  }
}

double Layout::TextWidth() const {
  size_t columns = 0;
  for (const PlacedRow& row : rows_) {
    columns = std::max({columns, row.call.size(), row.system_calls.empty() ? 0 : row.indent + row.system_calls.size()});
  }
  return kTextChar * static_cast<double>(columns);
}

}  // namespace checker

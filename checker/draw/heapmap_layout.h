// Where everything in the SVG goes: the columns for text, heap and mappings, and each row's place. Pixels, no markup.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "checker/draw/heapmap.h"
#include "checker/draw/heapmap_scale.h"

namespace checker {

constexpr double kWidth = 1000;
constexpr double kMargin = 20;
constexpr double kBarHeight = 15;
constexpr double kLineHeight = 14;
constexpr double kNoteHeight = 17;
constexpr double kTextChar = 6.7;   // how wide a character of the calls is, in the widest of the usual fonts
constexpr double kSmallChar = 5.8;  // the same for numbers in bars and on the axis

struct PlacedRow {
  const Row* row = nullptr;
  size_t left_out = 0;  // so many calls are missing before this row; there is a line to say so
  double top = 0;       // of the bars
  double height = 0;    // to the top of the next row's bars
  std::string call;
  std::string system_calls;
  size_t indent = 0;   // columns before the system calls
  bool below = false;  // the system calls have a line of their own
};

class Layout {
 public:
  explicit Layout(const History& history);

  double heap_left() const { return heap_left_; }
  double text_left() const { return kMargin + kTextChar * 4; }
  double HeapX(uint64_t boundary) const { return heap_left_ + scale_.At(boundary); }
  double MappingX(int mapping) const { return mappings_left_ + lane_width_ * lanes_.at(mapping); }
  double mappings_left() const { return mappings_left_; }
  double lane_width() const { return lane_width_; }  // 0 where there are no mappings
  double rows_top() const { return rows_.front().top; }
  double rows_bottom() const { return rows_.back().top + rows_.back().height; }
  double height() const { return height_; }
  const std::vector<PlacedRow>& rows() const { return rows_; }
  const std::vector<Tick>& ticks() const { return ticks_; }
  const std::vector<double>& cuts() const { return cuts_; }  // where long stretches of the heap are cut short

 private:
  int GiveLanes(const std::vector<Row>& rows);
  void PlaceRows(const std::vector<Row>& rows);
  double TextWidth() const;

  std::map<int, int> lanes_;  // mapping -> its column; mappings that never live together share one
  std::vector<PlacedRow> rows_;
  double heap_left_ = 0;
  double mappings_left_ = 0;
  double lane_width_ = 0;
  double height_ = 0;
  Scale scale_;
  std::vector<Tick> ticks_;
  std::vector<double> cuts_;
};

// `text`, or as much of it as `columns` hold, with an ellipsis.
std::string Clip(const std::string& text, size_t columns);

}  // namespace checker

#include "checker/draw/heapmap_scale.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>

namespace checker {
namespace {

constexpr uint64_t kLongStretch = 16 * 1024;  // bytes; hundreds of small blocks would fit in

double Weight(uint64_t bytes) { return std::log2(1.0 + static_cast<double>(bytes) / 16); }

std::string Label(uint64_t offset) {
  char text[24];
  std::snprintf(text, sizeof text, "+0x%llx", static_cast<unsigned long long>(offset));
  return text;
}

}  // namespace

Scale::Scale(const std::vector<Row>& rows, double width, double gap) : width_(width) {
  for (const Row& row : rows) {
    for (const Bar& bar : row.heap) places_[bar.offset] = places_[bar.end()] = 0;
    if (!row.heap.empty()) heap_ends_.insert(row.heap_end());
  }
  if (places_.empty()) return;
  double weights = 0;
  for (auto next = std::next(places_.begin()); next != places_.end(); ++next) {
    weights += Weight(next->first - std::prev(next)->first);
  }
  // Where boundaries are many, half of the width still goes by the logarithm.
  const double stretches = static_cast<double>(places_.size() - 1);
  const double least = std::min(gap, width / stretches / 2);
  const double rest = width - least * stretches;
  for (auto next = std::next(places_.begin()); next != places_.end(); ++next) {
    const auto& [from, place] = *std::prev(next);
    next->second = place + least + rest * Weight(next->first - from) / weights;
  }
  places_.rbegin()->second = width;  // not a rounding error less
}

std::vector<Tick> Scale::Ticks(double char_width) const {
  std::vector<uint64_t> wanted(heap_ends_.rbegin(), heap_ends_.rend());
  for (const auto& [offset, place] : places_) wanted.push_back(offset);
  std::vector<Tick> ticks;
  for (const uint64_t offset : wanted) {
    const std::string label = Label(offset);
    const auto width_of = [&](const std::string& text) { return static_cast<double>(text.size()) * char_width; };
    const double place = std::min(At(offset), width_ - width_of(label));
    const bool clear = std::none_of(ticks.begin(), ticks.end(), [&](const Tick& tick) {
      return place < tick.label_place + width_of(tick.label) + char_width &&
             tick.label_place < place + width_of(label) + char_width;
    });
    if (clear) ticks.push_back({offset, label, place});
  }
  return ticks;
}

std::vector<double> Scale::Cuts(double least_width) const {
  std::vector<double> cuts;
  for (auto next = places_.begin(); next != places_.end(); ++next) {
    if (next == places_.begin()) continue;
    const auto& [from, place] = *std::prev(next);
    if (next->first - from < kLongStretch || next->second - place < least_width) continue;
    cuts.push_back((place + next->second) / 2);
  }
  return cuts;
}

}  // namespace checker

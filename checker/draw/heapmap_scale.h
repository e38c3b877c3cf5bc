// Addresses -> places across a picture, so that 16 bytes can be seen beside 128 KiB: between two neighbouring block
// boundaries the width grows with the logarithm of the distance. The marks of the axis are chosen here as well.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "checker/draw/heapmap.h"

namespace checker {

struct Tick {
  uint64_t offset = 0;
  std::string label;
  double label_place = 0;  // of the label's left edge
};

class Scale {
 public:
  // Every boundary in `rows` gets a place in 0..width; neighbours are `gap` apart at least, where there is room.
  Scale(const std::vector<Row>& rows, double width, double gap);

  double At(uint64_t boundary) const { return places_.at(boundary); }

  // The boundaries that can be labelled side by side; where the heap ended comes before others.
  std::vector<Tick> Ticks(double char_width) const;

  // Places in the stretches that hold far more bytes than their width says, and are wide enough to be cut.
  std::vector<double> Cuts(double least_width) const;

 private:
  std::map<uint64_t, double> places_;
  std::set<uint64_t> heap_ends_;
  double width_;
};

}  // namespace checker

// Draws a history as SVG: no script, its own colours for light and for dark, hover titles on every bar.
#include <algorithm>
#include <map>
#include <string>

#include "checker/draw/heapmap.h"
#include "checker/draw/heapmap_layout.h"
#include "checker/draw/svg.h"

namespace checker {
namespace {

// Blue against orange against grey, each of another lightness: told apart without colour as well.
constexpr char kStyle[] = R"(<style>
text{font:11px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#1f2328}
text,.head{pointer-events:none}
.title,.word{font:600 15px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif}
.word{font-size:11.5px;font-weight:400}
.small{font-size:9.5px}
.quiet{fill:#57606a}
.wrong{fill:#b3261e}
.page{fill:#ffffff;stroke:#d0d7de}
.bad{fill:#ffebe9}
.line{stroke:#d8dee4}
.break{fill:none;stroke:#1f2328;stroke-width:2}
.cut{fill:none;stroke:#ffffff;stroke-width:2}
.used{fill:#8fbbea}
.used.head{fill:#3f78b5}
.free{fill:#e0e4e9}
.free.head{fill:#848d97}
.new{fill:#0a4f9c}
.new.head{fill:#062f60}
.new.small{fill:#ffffff}
.freed{fill:#f0a030}
.freed.head{fill:#9a5b00}
.used.small,.free.small,.freed.small{fill:#1f2328}
@media (prefers-color-scheme:dark){
text{fill:#e6edf3}
.quiet{fill:#9198a1}
.wrong{fill:#ff8f87}
.page{fill:#0d1117;stroke:#30363d}
.bad{fill:#3d1214}
.line{stroke:#262c34}
.break{stroke:#e6edf3}
.cut{stroke:#0d1117}
.used{fill:#2b5f9e}
.used.head{fill:#6ca4e0}
.free{fill:#2a313b}
.free.head{fill:#6e7681}
.new{fill:#a5d2ff}
.new.head{fill:#ffffff}
.new.small{fill:#04172e}
.freed{fill:#d98c1f}
.freed.head{fill:#ffd08a}
.freed.small{fill:#1a0f00}
.used.small,.free.small{fill:#e6edf3}
}
</style>
)";

constexpr double kHeadWidth = 3;    // the edge at the left of a bar: its header
constexpr double kLabelIndent = 6;  // from the left end of a bar to the number in it
constexpr double kGap = 1;          // between neighbouring bars

constexpr char kZigzag[] = "l3 5l-3 5";  // once, 10 pixels down

std::string StyleOf(BarState state, const std::string& part = "") {
  static constexpr const char* kStyles[] = {"used", "free", "new", "freed"};
  return kStyles[static_cast<size_t>(state)] + part;
}

std::string Move(double x, double y) { return "M" + Px(x) + " " + Px(y); }

// Bars of one row. Their headers are gathered, one path for each state, which keeps large pictures small.
class Bars {
 public:
  explicit Bars(double top) : top_(top) {}

  void Add(double x, double width, BarState state, const std::string& title) {
    const double inner = width - (width > 4 * kGap ? kGap : 0);
    boxes_ += SvgBox(x, top_, inner, kBarHeight, StyleOf(state), title);
    const std::string head = Px(std::min(kHeadWidth, inner / 3));
    heads_[state] += Move(x, top_) + "h" + head + "v" + Px(kBarHeight) + "h-" + head + "z";
  }

  std::string Draw() const {
    std::string svg = boxes_;
    for (const auto& [state, steps] : heads_) svg += SvgPath(StyleOf(state, " head"), steps);
    return svg;
  }

 private:
  double top_;
  std::string boxes_;
  std::map<BarState, std::string> heads_;
};

// `label` at the left of a bar, if there is room: inside, and clear of the zigzags.
std::string DrawLabel(const Layout& layout, double x, double y, double width, const Bar& bar,
                      const std::string& label) {
  const double end = x + kLabelIndent + static_cast<double>(label.size()) * kSmallChar;
  const bool cut = std::any_of(layout.cuts().begin(), layout.cuts().end(),
                               [&](double place) { return x < place + 4 && place - 1 < end; });
  if (!bar.changed || cut || end + kGap > x + width) return "";
  return SvgText(x + kLabelIndent, y + 11, StyleOf(bar.state, " small"), label);
}

std::string DrawLegend() {
  constexpr double kTop = 60;
  constexpr struct {
    BarState state;
    double x;
  } kSwatches[] = {{BarState::kUsed, 20}, {BarState::kFree, 106}, {BarState::kAllocated, 176}, {BarState::kFreed, 346}};
  Bars bars(kTop);
  std::string svg;
  for (const auto& swatch : kSwatches) {
    bars.Add(swatch.x, 24, swatch.state, "");
    svg += SvgText(swatch.x + 30, kTop + 12, "word quiet", NameOf(swatch.state));
  }
  svg += SvgPath("break", Move(492, kTop - 1) + "v17") + SvgText(499, kTop + 12, "word quiet", "the break");
  bars.Add(570, 24, BarState::kFree, "");
  svg += SvgPath("cut", Move(582, kTop) + kZigzag + "l3 5") + SvgText(600, kTop + 12, "word quiet", "drawn short");
  svg += SvgText(686, kTop + 12, "word quiet", "edge: header; number: payload; width: log scale");
  return bars.Draw() + svg;
}

std::string DrawAxis(const Layout& layout) {
  const double y = layout.rows_top() - 16;
  std::string svg;
  for (const Tick& tick : layout.ticks()) {
    svg += SvgPath("line", Move(layout.HeapX(tick.offset), y) + "V" + Px(layout.rows_bottom()));
    svg += SvgText(tick.label_place, y - 4, "small quiet", tick.label);
  }
  if (!layout.ticks().empty()) svg += SvgText(layout.heap_left(), y - 18, "word quiet", "heap");
  if (layout.lane_width() > 0) svg += SvgText(layout.mappings_left(), y - 18, "word quiet", "mappings");
  return svg;
}

std::string DrawCall(const Layout& layout, const PlacedRow& placed) {
  const std::string number = std::to_string(placed.row->number);
  const std::string style = placed.row->wrong ? "wrong" : "";
  const double y = placed.top + 12;
  const double number_left = layout.text_left() - kTextChar * static_cast<double>(number.size() + 1);
  std::string svg = SvgText(number_left, y, "quiet", number) + SvgText(layout.text_left(), y, style, placed.call);
  if (placed.system_calls.empty()) return svg;
  const double x = layout.text_left() + kTextChar * static_cast<double>(placed.indent);
  return svg + SvgText(x, placed.below ? y + kLineHeight : y, "quiet", placed.system_calls);
}

std::string DrawRow(const Layout& layout, const PlacedRow& placed) {
  const Row& row = *placed.row;
  std::string svg;
  if (row.wrong) svg += SvgBox(kMargin / 2, placed.top - 3, kWidth - kMargin, placed.height, "bad", "");
  if (placed.left_out != 0) {
    const std::string text = "... " + std::to_string(placed.left_out) + " calls left out ...";
    svg += SvgText(layout.text_left(), placed.top - kLineHeight, "quiet", text);
  }
  svg += DrawCall(layout, placed);
  Bars bars(placed.top);
  std::string labels;
  const auto draw = [&](const Bar& bar, double x, double width, const std::string& label) {
    bars.Add(x, width, bar.state, Describe(bar));
    labels += DrawLabel(layout, x, placed.top, width, bar, label);
  };
  for (const Bar& bar : row.heap) {
    draw(bar, layout.HeapX(bar.offset), layout.HeapX(bar.end()) - layout.HeapX(bar.offset), std::to_string(bar.size));
  }
  for (const Bar& bar : row.mappings) {
    draw(bar, layout.MappingX(bar.mapping), layout.lane_width(), "map" + std::to_string(bar.mapping));
  }
  return svg + bars.Draw() + labels;
}

// The right edge of the heap, down the rows.
std::string DrawBreak(const Layout& layout) {
  std::string steps;
  for (const PlacedRow& placed : layout.rows()) {
    if (placed.row->heap.empty()) continue;
    const double x = layout.HeapX(placed.row->heap_end());
    steps += steps.empty() ? Move(x, placed.top - 3) : "H" + Px(x);
    steps += "V" + Px(placed.top + placed.height - 3);
  }
  return SvgPath("break", steps);
}

// Where a long stretch of bytes is drawn short, a zigzag cuts through its bars.
std::string DrawCuts(const Layout& layout) {
  std::string svg;
  for (const double place : layout.cuts()) {
    std::string steps = Move(place, layout.rows_top());
    for (double y = layout.rows_top(); y + 10 <= layout.rows_bottom(); y += 10) steps += kZigzag;
    svg += SvgPath("cut", steps);
  }
  return svg;
}

}  // namespace

std::string DrawSvg(const History& history) {
  const Layout layout(history);
  const std::string width = Px(kWidth);
  const std::string height = Px(layout.height());
  std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + height + "\" width=\"" +
                    width + "\" height=\"" + height +
                    "\" role=\"img\" aria-label=\"The heap over time: " + Escape(history.name) + "\">\n" + kStyle;
  svg += SvgBox(0.5, 0.5, kWidth - 1, layout.height() - 1, "page", "");
  svg += SvgText(kMargin, 30, "title", Clip(history.name, 90)) +
         SvgText(kMargin, 49, "word quiet", Clip(history.title, 130));
  svg += DrawLegend() + DrawAxis(layout);
  for (const PlacedRow& placed : layout.rows()) svg += DrawRow(layout, placed);
  svg += DrawCuts(layout) + DrawBreak(layout);
  double y = layout.rows_bottom() + kMargin;
  for (const std::string& note : history.notes) {
    svg += SvgText(layout.text_left(), y, "word quiet", note);
    y += kNoteHeight;
  }
  return svg + "</svg>\n";
}

}  // namespace checker

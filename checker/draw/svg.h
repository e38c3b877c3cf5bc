// SVG elements as text. Styles are the names of CSS classes; an empty one is left away.
#pragma once

#include <string>
#include <string_view>

namespace checker {

std::string Px(double pixels);  // "12.5"; a whole number has no point
std::string Escape(std::string_view text);

std::string SvgText(double x, double y, std::string_view style, std::string_view text);
// `title` is shown while the pointer is above; may be empty.
std::string SvgBox(double x, double y, double width, double height, std::string_view style, std::string_view title);
std::string SvgPath(std::string_view style, std::string_view steps);

}  // namespace checker

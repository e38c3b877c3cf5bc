#include "checker/draw/svg.h"

#include <cstdio>
#include <map>

namespace checker {
namespace {

std::string Attribute(std::string_view name, std::string_view value) {
  return value.empty() ? "" : " " + std::string(name) + "=\"" + Escape(value) + "\"";
}

}  // namespace

std::string Px(double pixels) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", pixels);
  std::string number = text;
  if (number.substr(number.size() - 2) == ".0") number.resize(number.size() - 2);
  return number;
}

std::string Escape(std::string_view text) {
  static const std::map<char, std::string> kEscapes = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}};
  std::string escaped;
  for (const char c : text) {
    const auto found = kEscapes.find(c);
    escaped += found == kEscapes.end() ? std::string(1, c) : found->second;
  }
  return escaped;
}

std::string SvgText(double x, double y, std::string_view style, std::string_view text) {
  return "<text" + Attribute("class", style) + Attribute("x", Px(x)) + Attribute("y", Px(y)) + ">" + Escape(text) +
         "</text>\n";
}

std::string SvgBox(double x, double y, double width, double height, std::string_view style, std::string_view title) {
  const std::string box = "<rect" + Attribute("class", style) + Attribute("x", Px(x)) + Attribute("y", Px(y)) +
                          Attribute("width", Px(width)) + Attribute("height", Px(height));
  return title.empty() ? box + "/>\n" : box + "><title>" + Escape(title) + "</title></rect>\n";
}

std::string SvgPath(std::string_view style, std::string_view steps) {
  return steps.empty() ? "" : "<path" + Attribute("class", style) + Attribute("d", steps) + "/>\n";
}

}  // namespace checker

#include "checker/trace/printable.h"

namespace checker {

std::string Printable(std::string_view text, std::string_view kept) {
  std::string printable(text);
  for (char& c : printable) {
    if ((c < ' ' || c > '~') && kept.find(c) == std::string_view::npos) c = '?';
  }
  return printable;
}

}  // namespace checker

// Text that comes from anybody: made fit to be shown, and taken apart.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace checker {

// With a ? for each byte that is neither printable ASCII nor one of `kept`, so that no control character reaches a
// terminal, a log or a picture. Above 127 are control characters, too.
std::string Printable(std::string_view text, std::string_view kept = "");

// Printable; of a long one, the beginning.
std::string FirstLine(std::string_view text);

bool StartsWith(std::string_view text, std::string_view start);

// Reads a line from left to right: what both text forms, ours and ltrace's, are taken apart with.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool AtEnd() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

  // Each of the following moves on where it finds what it looks for, and stays where it is otherwise.
  bool Take(std::string_view word);
  std::optional<uint64_t> TakeNumber();  // 42, 0x2a, -22 as its two's complement; not what needs 65 bits
  std::string_view TakeName();           // letters, digits, _ and -; empty where there is none
  void SkipSpaces();

 private:
  std::string_view rest_;
};

// The lines of `text`, one a call, without their newline; false when there are no more.
bool TakeLine(std::string_view* text, std::string_view* line);

}  // namespace checker

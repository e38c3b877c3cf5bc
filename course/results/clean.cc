#include "course/results/clean.h"

namespace course {
namespace {

constexpr uint32_t kReplacement = 0xfffd;

bool Between(uint32_t first, uint32_t code, uint32_t last) { return first <= code && code <= last; }

// How many bytes a sequence has that begins so; 0 where none does.
int LengthOf(unsigned char first) {
  if (first < 0x80) return 1;
  if (Between(0xc2, first, 0xdf)) return 2;
  if (Between(0xe0, first, 0xef)) return 3;
  return Between(0xf0, first, 0xf4) ? 4 : 0;
}

// The smallest code point that needs that many bytes: a shorter one written so is no UTF-8.
uint32_t SmallestOf(int length) { return length == 4 ? 0x10000 : length == 3 ? 0x800 : length == 2 ? 0x80 : 0; }

bool CanBeShown(uint32_t code) {
  if (code < 0x20 || Between(0x7f, code, 0x9f)) return false;
  const bool turns = code == 0x61c || code == 0x200e || code == 0x200f || Between(0x202a, code, 0x202e) ||
                     Between(0x2066, code, 0x2069);
  const bool breaks_line = code == 0x2028 || code == 0x2029;
  return !turns && !breaks_line && (code & 0xfffe) != 0xfffe;
}

}  // namespace

uint32_t TakeCodePoint(std::string_view* text) {
  const std::string_view bytes = *text;
  text->remove_prefix(1);
  const auto first = static_cast<unsigned char>(bytes[0]);
  const int length = LengthOf(first);
  if (length == 0 || bytes.size() < static_cast<size_t>(length)) return kReplacement;
  uint32_t code = length == 1 ? first : first & (0xff >> (length + 1));
  for (int i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if ((byte & 0xc0) != 0x80) return kReplacement;
    code = code << 6 | (byte & 0x3f);
  }
  if (code < SmallestOf(length) || Between(0xd800, code, 0xdfff) || code > 0x10ffff) return kReplacement;
  text->remove_prefix(length - 1);
  return code;
}

void AppendUtf8(uint32_t code_point, std::string* text) {
  const auto append = [&](uint32_t byte) { *text += static_cast<char>(byte); };
  const auto follow = [&](int shift) { append(0x80 | (code_point >> shift & 0x3f)); };
  if (code_point < 0x80) return append(code_point);
  if (code_point < 0x800) {
    append(0xc0 | code_point >> 6);
  } else if (code_point < 0x10000) {
    append(0xe0 | code_point >> 12);
    follow(6);
  } else {
    append(0xf0 | code_point >> 18);
    follow(12);
    follow(6);
  }
  follow(0);
}

std::string Clean(std::string_view text, std::string_view kept) {
  std::string clean;
  while (!text.empty()) {
    const uint32_t code = TakeCodePoint(&text);
    const bool is_kept = code < 0x80 && kept.find(static_cast<char>(code)) != std::string_view::npos;
    AppendUtf8(is_kept || CanBeShown(code) ? code : kReplacement, &clean);
  }
  return clean;
}

size_t ColumnsOf(std::string_view text) {
  size_t columns = 0;
  for (const char byte : text) columns += (byte & 0xc0) != 0x80;
  return columns;
}

}  // namespace course

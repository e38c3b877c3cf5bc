// The files of the pages, as they lie in this folder; the build makes strings of them.
#pragma once

#include <map>
#include <string_view>

namespace checker {

struct EmbeddedFile {
  std::string_view digest;  // "sha256-...", as a content security policy names it
  std::string_view text;
};

const std::map<std::string_view, EmbeddedFile>& EmbeddedFiles();  // by name: "page.css"

}  // namespace checker

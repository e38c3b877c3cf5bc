// Whole files, in and out.
#pragma once

#include <string>
#include <string_view>

namespace checker {

// In MiB, what is read of a file at most.
inline constexpr int kLargestFile = 64;

// All return false, and say why in one sentence, where it does not work out. Only regular files of at most `largest`
// MiB are read; nothing waits for one (a FIFO).
bool ReadFile(const std::string& path, std::string* text, std::string* error, int largest = kLargestFile);
// What nobody is to guess: at least 16 bytes of it.
bool ReadSecret(const std::string& path, std::string* secret, std::string* error);
// A regular file is either as it was or whole: it is written aside and renamed. What is none stays what it is, a link,
// a device or a pipe, and is written to; where the file is what a standard stream goes to, the text follows there.
bool WriteFile(const std::string& path, std::string_view text, std::string* error);
// To standard output, behind what was printed there.
bool Print(std::string_view text, std::string* error);

// A path that the user gave, who may have been elsewhere: `bazel run` moves to its own folder.
std::string UserPath(const std::string& path);

// SHA-256, in hexadecimal: what stands for a file where two are compared.
std::string DigestOf(std::string_view bytes);

// A file that was built with or for this program, by its path in the workspace.
std::string Runfile(const std::string& path);

}  // namespace checker

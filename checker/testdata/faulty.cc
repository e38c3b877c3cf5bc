#include "checker/testdata/faulty.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <sstream>

#include "checker/system/files.h"

extern "C" {
#include "plain/fault.h"
}

namespace checker {
namespace {

struct Row {
  const char *name, *point, *rule, *tiers;
};

constexpr Row kRows[] = {
#define FAULT_ROW(name, point, rule, tiers) {#name, #point, rule, tiers},
#include "checker/testdata/faults.inc"
};

constexpr struct {
  const char *name, *point;
} kHidden[] = {
#define FAULT_HIDES(name, point) {#name, #point},
#include "checker/testdata/faults.inc"
};

bool Hides(const Fault& one, const Fault& other) {
  const bool is_listed = std::any_of(std::begin(kHidden), std::end(kHidden), [&](const auto& hidden) {
    return one.name == hidden.name && other.point == hidden.point;
  });
  return is_listed || one.point == other.point;
}

// The switch of a fault is the byte of its row.
bool Switch(const std::string& fault, char* switches, std::string* error) {
  for (size_t row = 0; row < AllFaults().size(); ++row) {
    if (AllFaults()[row].name != fault) continue;
    switches[row] = 1;
    return true;
  }
  *error = "there is no fault " + fault + ": the names are in checker/testdata/faults.inc";
  return false;
}

}  // namespace

const std::vector<Fault>& AllFaults() {
  static const std::vector<Fault> faults = [] {
    std::vector<Fault> all;
    for (const Row& row : kRows) {
      all.push_back({row.name, row.point, row.rule, {}});
      std::istringstream words(row.tiers);
      for (std::string tier; words >> tier;) all.back().tiers.push_back(tier);
    }
    return all;
  }();
  return faults;
}

bool AreCompatible(const Fault& one, const Fault& other) { return !Hides(one, other) && !Hides(other, one); }

std::string FaultyLibrary(const std::vector<std::string>& faults, std::string file, std::string* error) {
  std::string library;
  if (!ReadFile(Runfile("checker/testdata/faulty.so"), &library, error)) return "";
  const size_t table = library.find(FAULT_MARKER);
  if (table == std::string::npos) {
    *error = "checker/testdata/faulty.so has no table of switches";
    return "";
  }
  std::string name = "faulty";
  for (const std::string& fault : faults) {
    if (!Switch(fault, &library[table + offsetof(struct fault_table, on)], error)) return "";
    name += "-" + fault;
  }
  if (file.empty()) file = std::string(std::getenv("TEST_TMPDIR")) + "/" + name + ".so";
  return WriteFile(file, library, error) ? file : "";
}

std::string FaultyLibrary(const std::vector<std::string>& faults) {
  std::string error;
  const std::string file = FaultyLibrary(faults, "", &error);
  if (file.empty()) {
    std::fprintf(stderr, "%s\n", error.c_str());
    std::abort();
  }
  return file;
}

}  // namespace checker

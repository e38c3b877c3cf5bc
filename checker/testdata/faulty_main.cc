// bazel run //checker/testdata:faulty -- first_fit split_late -o x.so
#include <getopt.h>

#include <cstdio>

#include "checker/system/files.h"
#include "checker/testdata/faulty.h"

int main(int argc, char** argv) {
  std::string file, error;
  for (int option; (option = getopt(argc, argv, "o:")) != -1;) {
    if (option != 'o') return 2;
    file = checker::UserPath(optarg);
  }
  if (file.empty()) {
    std::fprintf(stderr, "usage: faulty [FAULT]... -o FILE.so; the faults are in checker/testdata/faults.inc\n");
    return 2;
  }
  if (!checker::FaultyLibrary({argv + optind, argv + argc}, file, &error).empty()) return 0;
  std::fprintf(stderr, "faulty: %s\n", error.c_str());
  return 2;
}

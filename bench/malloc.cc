// bazel run //bench:malloc -- [ROUNDS] [FILE.svg] -- the fast malloc beside libc's and those that Debian has, each in a
// process of its own by LD_PRELOAD. The rounds are interleaved, so that the machine's moods hit all alike.
#include <glob.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "malloc/program.h"
#include "malloc/real_programs.h"

namespace {

namespace fs = std::filesystem;

struct Malloc {
  const char* name;
  const char* pattern;  // of its library's file; nullptr is libc, and "" the one that is measured
};

constexpr Malloc kMallocs[] = {
    {"osmem", ""},
    {"libc", nullptr},
    {"jemalloc", "/usr/lib/*/libjemalloc.so.2"},
    {"mimalloc", "/usr/lib/*/libmimalloc.so.2"},
    {"tcmalloc", "/usr/lib/*/libtcmalloc_minimal.so.4"},
    {"tbbmalloc", "/usr/lib/*/libtbbmalloc_proxy.so.2"},
};

struct Workload {
  const char* title;
  const char* name;  // malloc_load's
  int live;
};

constexpr Workload kWorkloads[] = {
    {"random, 10^3 live", "random", 1000},
    {"random, 10^4 live", "random", 10000},
    {"random, 10^5 live", "random", 100000},
    {"random, 10^6 live", "random", 1000000},
    {"power law, 10^3 live", "power", 1000},
    {"power law, 10^5 live", "power", 100000},
    {"written, 10^5 live", "written", 100000},
    {"stack of 10^4", "stack", 10000},
    {"shuffle of 10^4", "shuffle", 10000},
    {"two threads, 10^5", "threads", 100000},
    {"handed over", "handover", 1},
    {"brief threads", "brief threads", 1},
    {"realloc growth", "growth", 4000000},
    {"large blocks", "large", 20},
    {"drifting sizes", "drift", 20000},
    {"survivors", "survivors", 1000},
};

// Libraries for LD_PRELOAD by name, of those mallocs that are here.
struct Racer {
  std::string name;
  std::string preload;
};

std::vector<Racer> FindRacers(const std::string& ours) {
  std::vector<Racer> racers;
  for (const Malloc& malloc : kMallocs) {
    glob_t found;
    if (malloc.pattern == nullptr || *malloc.pattern == '\0') {
      racers.push_back({malloc.name, malloc.pattern == nullptr ? "" : ours});
      continue;
    }
    if (glob(malloc.pattern, 0, nullptr, &found) == 0)
      racers.push_back({malloc.name, found.gl_pathv[0]});
    else
      fprintf(stderr, "bench: %s is not here; build/setup.sh peers installs it\n", malloc.name);
    globfree(&found);
  }
  return racers;
}

double Median(std::vector<double> numbers) {
  if (numbers.empty()) return 0;
  std::sort(numbers.begin(), numbers.end());
  return numbers[numbers.size() / 2];
}

struct Figures {
  std::vector<double> times, peaks;
};

void PrintHead(const std::vector<Racer>& racers, const char* unit) {
  printf("%-21s", unit);
  for (const Racer& racer : racers) printf(" %13s", racer.name.c_str());
  printf("\n");
}

// A star where ours is not the first in time, or above the median of the others in memory.
void PrintRow(const char* title, const std::vector<Figures>& all) {
  double best = INFINITY;
  std::vector<double> peaks;
  for (size_t i = 1; i < all.size(); i++) {
    best = std::min(best, Median(all[i].times));
    peaks.push_back(Median(all[i].peaks));
  }
  printf("%-21s", title);
  for (const Figures& figures : all) printf(" %7.4g %5.0f", Median(figures.times), Median(figures.peaks));
  if (Median(all[0].times) > best) printf("  slower");
  if (Median(all[0].peaks) > Median(peaks) * 1.005) printf("  larger");
  printf("\n");
  fflush(stdout);
}

std::vector<Figures> Race(const std::vector<Racer>& racers, const std::string& command, const fs::path& folder,
                          int rounds, bool prints_figures) {
  std::vector<Figures> all(racers.size());
  for (int round = 0; round < rounds; round++) {
    for (size_t i = 0; i < racers.size(); i++) {
      const real::Run run = real::RunCommand(command, {racers[i].preload, folder, ""});
      double time = run.seconds * 1e3, peak = run.peak / 1024;
      const bool has_figures = !prints_figures || sscanf(run.output.c_str(), "%lf %lf", &time, &peak) == 2;
      if (run.ending != "exit 0" || !has_figures) {
        fprintf(stderr, "bench: %s: %s: %s\n", racers[i].name.c_str(), command.c_str(), run.ending.c_str());
        time = peak = NAN;
      }
      all[i].times.push_back(time);
      all[i].peaks.push_back(peak / 1024);
    }
  }
  return all;
}

// One panel of the plot: what each malloc takes, as a multiple of libc's, against the live set from 10^3 to 10^6.
std::string Panel(const std::vector<Racer>& racers, const std::vector<std::vector<double>>& lines, const char* title,
                  int left) {
  static const char* const kColours[] = {"#d62728", "#7f7f7f", "#1f77b4", "#2ca02c", "#9467bd", "#ff7f0e"};
  char text[400];
  std::string svg =
      "<g transform=\"translate(" + std::to_string(left) + ",40)\">\n<text x=\"0\" y=\"-14\">" + title + "</text>\n";
  for (int i = 0; i <= 4; i++) {
    snprintf(text, sizeof(text),
             "<path d=\"M0 %d H270\" stroke=\"#ddd\"/><text x=\"-6\" y=\"%d\" text-anchor=\"end\">%.1f</text>\n"
             "<text x=\"%d\" y=\"220\">%s</text>\n",
             200 - 50 * i, 204 - 50 * i, 0.5 * i, 90 * i - 8,
             i == 0   ? "10³"
             : i == 1 ? "10⁴"
             : i == 2 ? "10⁵"
             : i == 3 ? "10⁶"
                      : "");
    svg += text;
  }
  for (size_t i = 0; i < racers.size(); i++) {
    std::string points;
    for (size_t at = 0; at < lines[i].size(); at++) {
      snprintf(text, sizeof(text), "%zu,%.1f ", 90 * at, 200 - 100 * std::min(lines[i][at], 2.2));
      points += text;
    }
    snprintf(text, sizeof(text), "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%d\"/>\n",
             points.c_str(), kColours[i], i == 0 ? 3 : 2);
    svg += text;
    snprintf(text, sizeof(text), "<text x=\"%zu\" y=\"245\" fill=\"%s\">%s</text>\n", 58 * i, kColours[i],
             left < 100 ? racers[i].name.c_str() : "");
    svg += text;
  }
  return svg + "</g>\n";
}

void WritePlot(const std::string& file, const std::vector<Racer>& racers,
               const std::vector<std::vector<Figures>>& by_size) {
  std::vector<std::vector<double>> times(racers.size()), peaks(racers.size());
  for (const std::vector<Figures>& all : by_size) {
    for (size_t i = 0; i < racers.size(); i++) {
      times[i].push_back(Median(all[i].times) / Median(all[1].times));
      peaks[i].push_back(Median(all[i].peaks) / Median(all[1].peaks));
    }
  }
  std::ofstream(file) << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"700\" height=\"300\" "
                         "font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"700\" height=\"300\" "
                         "fill=\"white\"/>\n"
                      << Panel(racers, times, "time of a replacement / libc's, by live blocks", 40)
                      << Panel(racers, peaks, "peak memory / libc's, by live blocks", 390) << "</svg>\n";
}

// `bazel run` starts programs elsewhere than the user is.
std::string UsersPath(const std::string& name) {
  const char* place = getenv("BUILD_WORKING_DIRECTORY");
  return place ? fs::path(place) / name : fs::absolute(name);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4 || (argc > 4 && atoi(argv[4]) < 1)) {
    fprintf(stderr, "usage: bazel run //bench:malloc -- [ROUNDS] [FILE.svg]\n");
    return 2;
  }
  const std::string load = fs::canonical(argv[1]);
  const std::vector<Racer> racers = FindRacers(fs::canonical(argv[2]));
  setenv("THREADS_PROGRAM", fs::canonical(argv[3]).c_str(), 1);
  const int rounds = argc > 4 ? atoi(argv[4]) : 5;
  std::string pattern = fs::temp_directory_path() / "bench.XXXXXX";
  const fs::path folder = mkdtemp(pattern.data());
  std::vector<std::vector<Figures>> by_size;

  PrintHead(racers, "ns a pair, peak MiB");
  for (const Workload& workload : kWorkloads) {
    const std::string command = load + " '" + workload.name + "' " + std::to_string(workload.live);
    const std::vector<Figures> all = Race(racers, command, folder, rounds, true);
    PrintRow(workload.title, all);
    if (std::string(workload.name) == "random") by_size.push_back(all);
  }
  if (argc > 5) WritePlot(UsersPath(argv[5]), racers, by_size);
  printf("\n");
  PrintHead(racers, "milliseconds, MiB");
  real::RunCommand(real::kPrepare, {"", folder, ""});
  for (const real::Program& program : real::kPrograms)
    PrintRow(program.name, Race(racers, program.command, folder, rounds, false));
  fs::remove_all(folder);
  return 0;
}

#include "course/compiler/compile.h"

#include <sys/wait.h>

#include <chrono>
#include <filesystem>
#include <set>
#include <vector>

#include "checker/run/library.h"
#include "checker/system/files.h"
#include "checker/system/process.h"
#include "checker/system/scratch.h"
#include "course/results/clean.h"
#include "course/submissions/layout.h"

namespace course {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kMostWords = 16 * 1024;  // bytes: more than anybody reads

// Lets the driver start the linker itself: what it would start in between starts another process, and the jail is one.
constexpr char kSpecs[] = "*linker:\nld\n\n";
constexpr char kExports[] = "{\n\tglobal: os_malloc; os_calloc; os_realloc; os_free;\n\tlocal: *;\n};\n";

std::string FolderOf(const std::string& path) { return std::filesystem::path(path).parent_path(); }

bool Succeeded(const checker::ProcessResult& tool) {
  return tool.error.empty() && !tool.timed_out && WIFEXITED(tool.status) && WEXITSTATUS(tool.status) == 0;
}

// The compiler's driver, which reads no source, outside the jail; and in it, whatever it starts. It sees
//   jail, specs, exports     ours, where the tools cannot write
//   box/source               the submission
//   box/include              the header that every student got
//   box/out                  what comes out
class Workshop {
 public:
  Workshop(const Sources& sources, const CompileLimits& limits)
      : limits_(limits), deadline_(Clock::now() + std::chrono::seconds(limits.total_seconds)) {
    scratch_.Copy(checker::Runfile("course/jail/jail"), "jail");
    scratch_.Write("specs", kSpecs);
    scratch_.Write("exports", kExports);
    std::string header, error;
    checker::ReadFile(checker::Runfile("course/handout/files/osmem/osmem.h"), &header, &error);
    Lay("include/osmem.h", header);
    Lay("include/osmem/osmem.h", header);
    std::set<std::string> folders = {""};
    for (const auto& [path, text] : sources) {
      Lay("source/" + path, text);
      if (path.back() == 'h') folders.insert(FolderOf(path));
    }
    // For <angles> the system's headers come first, for "quotes" the student's.
    for (const std::string& folder : folders) {
      for (const char* flag : {"-iquote", "-idirafter"}) include_.insert(include_.end(), {flag, "./" + folder});
    }
    include_.insert(include_.end(), {"-idirafter", "../include"});
    std::error_code ignored;
    std::filesystem::create_directory(scratch_.PathOf("box/out"), ignored);
    if (nobody_) scratch_.GiveTo(nobody_->user, "box/out");
  }

  // Empty, or why there is nothing to work in.
  const std::string& error() const { return scratch_.error(); }
  // Paths as in the submission; a number names the object.
  checker::ProcessResult CompileFile(const std::string& path, size_t number) {
    const std::string assembly = "../out/" + std::to_string(number) + ".s";
    std::vector<std::string> arguments = {"-std=gnu11", "-O2", "-fPIC", "-fcommon", "-fmax-errors=20",
                                          // What older compilers took, and students still write.
                                          "-Wno-error=implicit-function-declaration", "-Wno-error=implicit-int",
                                          "-Wno-error=int-conversion", "-Wno-error=incompatible-pointer-types"};
    arguments.insert(arguments.end(), include_.begin(), include_.end());
    const bool is_flag = path[0] == '-' || path[0] == '@';
    arguments.insert(arguments.end(), {"-S", (is_flag ? "./" : "") + path, "-o", assembly});
    const checker::ProcessResult compiler = RunDriver(arguments);
    if (!Succeeded(compiler)) return compiler;
    // By itself, and not by -pipe, where the driver puts only the first of its tools into the jail.
    checker::ProcessResult assembler = RunDriver({"-c", assembly, "-o", "../out/" + std::to_string(number) + ".o"});
    assembler.std_err.insert(0, compiler.std_err);
    return assembler;
  }

  checker::ProcessResult Link(size_t objects) {
    std::vector<std::string> arguments = {"-specs=../../specs", "-shared", "-fno-use-linker-plugin", "-o",
                                          "../out/library"};
    // A function that is nowhere is told here: no program would start with it. Local names would be the tracer's, too.
    for (const char* flag : {"--as-needed", "--version-script=../../exports", "--discard-all", "--build-id=none",
                             "-z,defs", "-z,lazy", "-soname,libosmem.so"})
      arguments.push_back(std::string("-Wl,") + flag);
    for (size_t i = 0; i < objects; ++i) arguments.push_back("../out/" + std::to_string(i) + ".o");
    return RunDriver(arguments);
  }

  bool ReadLibrary(std::string* bytes, std::string* error) const {
    return checker::ReadFile(scratch_.PathOf("box/out/library"), bytes, error);
  }

 private:
  void Lay(const std::string& name, const std::string& text) {
    std::error_code ignored;
    std::filesystem::create_directories(FolderOf(scratch_.PathOf("box/" + name)), ignored);
    scratch_.Write("box/" + name, text);
  }

  checker::ProcessResult RunDriver(const std::vector<std::string>& arguments) const {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now());
    checker::ProcessRequest driver;
    driver.command = {"env",     "--chdir=" + scratch_.PathOf("box/source"), "LC_ALL=C", "TMPDIR=../out", "gcc",
                      "-wrapper"};
    driver.command.push_back("../../jail," + std::to_string(limits_.file_seconds) + "," +
                             std::to_string(limits_.mebibytes) + ",../out,.,../include,../../exports,--");
    driver.command.insert(driver.command.end(), arguments.begin(), arguments.end());
    driver.user = nobody_;
    driver.wall_limit = std::max(left, std::chrono::milliseconds(1));
    driver.output_limit = kMostWords;
    driver.flood_limit = size_t{256} << 20;
    return checker::RunProcess(driver);
  }

  const CompileLimits limits_;
  const Clock::time_point deadline_;
  const std::optional<checker::User> nobody_ = checker::FindNobody();
  checker::Scratch scratch_;
  std::vector<std::string> include_;  // the flags for it
};

// Why the submission has no library; empty where the tool's own words say it.
std::string WhyStopped(const checker::ProcessResult& tool, const CompileLimits& limits) {
  if (tool.timed_out) {
    return "It was not compiled and linked within " + std::to_string(limits.total_seconds) +
           " seconds, and was stopped.\n";
  }
  const auto says = [&](const char* words) { return tool.std_err.find(words) != std::string::npos; };
  if (says("terminated program") || says("out of memory") || says("virtual memory exhausted")) {
    return "The compiler was stopped: it may take " + std::to_string(limits.file_seconds) + " seconds and " +
           std::to_string(limits.mebibytes) + " MiB for a file.\n";
  }
  return "";
}

Compiled CompileOnce(const Sources& sources, const CompileLimits& limits) {
  Workshop workshop(sources, limits);
  Compiled compiled;
  compiled.error = workshop.error();
  if (!compiled.error.empty()) return compiled;
  const auto take = [&](const checker::ProcessResult& tool) {
    if (compiled.words.size() < kMostWords) compiled.words += Clean(tool.std_err, "\n\t");
    compiled.error = tool.error;
    if (!Succeeded(tool)) compiled.words += WhyStopped(tool, limits);
    return Succeeded(tool);
  };
  const std::vector<std::string> files = FilesToCompile(sources);
  bool all = true, in_time = true;
  for (size_t i = 0; i < files.size() && in_time && compiled.error.empty(); ++i) {
    const checker::ProcessResult compiler = workshop.CompileFile(files[i], i);
    all = take(compiler) && all;
    in_time = !compiler.timed_out;
  }
  if (!all || !take(workshop.Link(files.size()))) return compiled;
  std::string library;
  if (!workshop.ReadLibrary(&library, &compiled.error)) return compiled;
  const std::string fault = library.size() > size_t{checker::kLargestLibrary} << 20
                                ? "is larger than " + std::to_string(checker::kLargestLibrary) + " MiB"
                                : checker::ReadLibrary(library).error;
  if (fault.empty())
    compiled.library = library;
  else
    compiled.words += "It compiles, but the library " + Clean(fault) + ".\n";
  return compiled;
}

}  // namespace

Compiled Compile(const Sources& sources, const CompileLimits& limits) {
  Compiled compiled = CompileOnce(sources, limits);
  if (!compiled.error.empty() || !compiled.library.empty()) return compiled;
  // Is it the student's fault, or this machine's? What is known to compile tells.
  const Compiled known =
      CompileOnce({{"osmem.c", "void *os_malloc(unsigned long size)\n{\n\treturn (void *)size;\n}\n"}}, {});
  if (known.library.empty()) return {"nothing compiles here: " + known.error + known.words, "", ""};
  return compiled;
}

}  // namespace course

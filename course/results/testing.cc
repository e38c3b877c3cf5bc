#include "course/results/testing.h"

#include <cstdlib>

#include "checker/system/files.h"
#include "checker/system/testing.h"

namespace course {

std::string Testdata(const std::string& name) { return checker::Runfile("course/results/testdata/" + name); }

Class SmallClass() {
  Class all;
  std::string error;
  EXPECT_TRUE(ReadClass(Testdata("list.json"), Testdata("grades"), &all, &error)) << error;
  return all;
}

std::string GradeText(const std::string& name) { return checker::Contents(Testdata("grades/" + name + ".json")); }

void ExpectFile(const std::string& name, const std::string& text) {
  const std::string expected = checker::Contents(Testdata(name));
  if (expected == text) return;
  const char* outputs = std::getenv("TEST_UNDECLARED_OUTPUTS_DIR");
  if (outputs != nullptr) checker::Write(std::string(outputs) + "/" + name, text);
  EXPECT_EQ(expected, text) << "where the second is right, copy bazel-testlogs/.../test.outputs to testdata/" << name;
}

}  // namespace course

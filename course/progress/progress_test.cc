// What is said while a class is graded, from events as Bazel writes them.
#include "course/progress/progress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "checker/system/testing.h"

namespace course {
namespace {

using testing::ElementsAre;
using testing::Pair;

const std::map<std::string, std::string> kOne = {{"s1", "Ana"}};

std::string Completed(const std::string& id, bool success) {
  return R"({"id":{"targetCompleted":{"label":"@class//:)" + id + R"(","configuration":{"id":"c"}}},"completed":{)" +
         (success ? R"("success":true)" : "") + "}}";
}

std::string Failed(const std::string& id, const std::string& uri) {
  return R"({"id":{"actionCompleted":{"primaryOutput":"x","label":"@class//:)" + id +
         R"("}},"action":{"exitCode":1,"stderr":{"name":"stderr","uri":")" + uri + R"("}}})";
}

TEST(Progress, DoneLeftAndTimeLeft) {
  Progress progress({{"s1", "Ana"}, {"s2", "Bob"}, {"s3", "Carla"}});
  EXPECT_EQ(progress.Line(1), "0 of 3 done, 3 left");
  EXPECT_EQ(progress.Take(Completed("s1", true)), "");
  EXPECT_EQ(progress.Line(10), "1 of 3 done, 2 left, about 20 s to go");
  EXPECT_EQ(progress.Line(100), "1 of 3 done, 2 left, about 3 min to go");
  progress.Take(Completed("s2", true));
  EXPECT_FALSE(progress.IsDone());
  progress.Take(Completed("s3", true));
  EXPECT_TRUE(progress.IsDone());
  EXPECT_EQ(progress.Line(30), "3 of 3 done");
  EXPECT_THAT(progress.done(), ElementsAre("s1", "s2", "s3"));
}

TEST(Progress, WhoCouldNotBeGradedAndWhy) {
  const checker::TestFolder folder;
  checker::Write(folder.path() + "/stderr-1", "noise\ngrade: ltrace cannot trace here\n");
  Progress progress({{"s1", "Ana"}, {"s2", "A name that is so long that no line of anything could ever hold it"}});
  EXPECT_EQ(progress.Take(Failed("s1", "file://" + folder.path() + "/stderr-1")), "");
  EXPECT_EQ(progress.Take(Completed("s1", false)), "  could not be graded: Ana: ltrace cannot trace here");
  EXPECT_EQ(progress.Take(Completed("s2", false)),
            "  could not be graded: A name that is so long that...: Bazel could not run it");
  EXPECT_EQ(progress.Line(1), "0 of 2 done, 2 could not be graded");
  EXPECT_THAT(progress.failed(),
              ElementsAre(Pair("s1", "ltrace cannot trace here"), Pair("s2", "Bazel could not run it")));
}

TEST(Progress, WhatWasInterruptedIsNeither) {
  Progress progress(kOne);
  EXPECT_EQ(
      progress.Take(R"({"id":{"targetCompleted":{"label":"@class//:s1"}},"aborted":{"reason":"USER_INTERRUPTED"}})"),
      "");
  EXPECT_FALSE(progress.IsDone());
}

TEST(Progress, OtherEventsSayNothing) {
  Progress progress(kOne);
  for (const char* event : {"", "no JSON", "[]", "{}", R"({"id":{}})", R"({"id":{"progress":{}},"progress":{}})",
                            R"({"id":{"targetCompleted":{"label":"//other:s2"}},"completed":{"success":true}})"})
    EXPECT_EQ(progress.Take(event), "") << event;
  EXPECT_EQ(progress.Line(1), "0 of 1 done, 1 left");
}

}  // namespace
}  // namespace course

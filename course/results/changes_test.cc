#include "course/results/changes.h"

#include "checker/system/testing.h"
#include "course/results/class_data.h"
#include "course/results/class_text.h"
#include "course/results/testing.h"

namespace course {
namespace {

using Texts = std::vector<std::string>;

const Json kBefore = {
    {"submission", "s1"}, {"library", "l1"}, {"refs", "r1"}, {"seed", 7}, {"tools", {{"ltrace", "1"}}}};

Texts CausesOf(const Json& changed) {
  Json after = kBefore;
  after.merge_patch(changed);
  return Causes(kBefore, after);
}

TEST(Causes, AreWhatTheRecordsDifferIn) {
  EXPECT_EQ(CausesOf(Json::object()), Texts());
  EXPECT_EQ(CausesOf({{"submission", "s2"}, {"library", "l2"}}), Texts{"submission"});
  EXPECT_EQ(CausesOf({{"library", "l2"}}), Texts{"library"});
  EXPECT_EQ(CausesOf({{"refs", "r2"}, {"seed", nullptr}}), (Texts{"refs", "seed"}));
  EXPECT_EQ(CausesOf({{"tools", {{"ltrace", "2"}, {"gdb", "1"}}}}), (Texts{"ltrace", "gdb"}));
}

Json Data() { return ClassData(SmallClass(), Reveal()); }

Json& Student(Json* data, size_t number) { return (*data)["students"][number]; }

// The class as it was before the second student handed in again, the refs were mended, and two people came and went.
Json DataOfBefore() {
  Json before = Data();
  Json& bob = Student(&before, 1);
  bob["total"] = 9;
  bob["tests"]["malloc/coalesce"] = 3;
  bob["record"]["submission"] = "bb11";
  bob["record"]["library"] = "l-bb11";
  bob["record"]["refs"] = "r0";
  Student(&before, 4)["total"] = 7;
  Student(&before, 5)["id"] = Student(&before, 5)["name"] = "yan";
  return before;
}

TEST(Changes, AreOfWhoHasOtherPoints) {
  const Json changes = Changes(DataOfBefore(), "old", Data());
  EXPECT_EQ(changes["against"], "old");
  ASSERT_EQ(changes["students"].size(), 2u) << changes;
  EXPECT_EQ(changes["students"][0].dump(),
            R"({"student":"s0000000000000002","before":9,"after":6,)"
            R"("tests":[{"test":"malloc/coalesce","before":3,"after":0}],"because":["submission","refs"]})");
  EXPECT_EQ(changes["students"][1].dump(),
            R"({"student":"s0000000000000005","before":7,"after":null,"tests":[],"because":[]})");
  EXPECT_EQ(changes["new"].dump(), R"(["s0000000000000006"])");
  EXPECT_EQ(changes["gone"].dump(), R"(["yan"])");
}

TEST(Changes, ASumThatStayedHidesNothing) {
  Json before = Data();
  Student(&before, 1)["tests"]["malloc/coalesce"] = 2;
  Student(&before, 1)["tests"]["all/mix"] = 0;
  EXPECT_EQ(Changes(before, "old", Data())["students"].size(), 1u);
}

TEST(Changes, WhoHandedInAnArchiveNowIsKnownByName) {
  Json before = Data();
  Student(&before, 1)["id"] = "sanother";
  const Json changes = Changes(before, "old", Data());
  EXPECT_TRUE(changes["students"].empty() && changes["new"].empty() && changes["gone"].empty()) << changes;
}

TEST(Changes, StandInTheClasssText) {
  Json data = Data();
  data["changes"] = Changes(DataOfBefore(), "old", data);
  ExpectFile("class.txt", ClassText(data));
}

TEST(Changes, OfNobodyAreSaid) {
  Json data = Data();
  data["changes"] = Changes(Data(), "old", data);
  EXPECT_HAS(ClassText(data), "\nAgainst old\n\n  Nobody's points changed.\n\n");
}

TEST(Continued, TheSameAndMoreIs) {
  EXPECT_TRUE(IsContinued(Data(), Data()));
  Json after = Data();
  Student(&after, 5)["total"] = 3;
  Student(&after, 1)["seconds"] = 9.5;
  after["students"].push_back(Student(&after, 0));
  EXPECT_TRUE(IsContinued(Data(), after));
}

TEST(Continued, WhatWouldLoseAnythingIsNot) {
  const auto with = [](size_t number, const char* key, const Json& value) {
    Json after = Data();
    Student(&after, number)[key] = value;
    return IsContinued(Data(), after);
  };
  EXPECT_FALSE(with(0, "total", 9));
  EXPECT_FALSE(with(0, "tests", Json::object()));
  EXPECT_FALSE(with(0, "record", {{"submission", "aa12"}}));
  EXPECT_FALSE(with(0, "id", "another"));
  EXPECT_FALSE(with(5, "file", "another"));
  EXPECT_FALSE(with(5, "id", "another"));
}

}  // namespace
}  // namespace course

// What a page is made of: it loads nothing, runs what is its own, and holds data as data.
#include "checker/pages/page.h"

#include <gtest/gtest.h>

#include <regex>

#include "checker/pages/embedded.h"
#include "checker/system/testing.h"

namespace checker {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kHostile[] = "</script><script>alert(1)</script><!-- <script> \" ' \xe2\x80\xae \xff";

Json EmptyGrade(const std::string& library) {
  return {{"library", library},
          {"grade",
           {{"total", 0},
            {"max", 0},
            {"tiers", Json::array()},
            {"mistakes", Json::array()},
            {"tests", Json::array()},
            {"flags", {kHostile}},
            {"record", {{"seed", 1}}}}},
          {"scenes", Json::array()},
          {"examples", Json::array()},
          {"programs", Json::array()},
          {"smallest", Json::array()}};
}

size_t Count(const std::string& text, const std::string& part) {
  size_t count = 0;
  for (size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++count;
  return count;
}

std::string DataIn(const std::string& page) {
  const std::string begin = "<script type=\"application/json\" id=\"data\">";
  const size_t from = page.find(begin) + begin.size();
  return page.substr(from, page.find("</script>", from) - from);
}

TEST(PageTest, HoldsDataThatCannotEndIt) {
  const std::string page = StudentPage(EmptyGrade(kHostile));
  EXPECT_EQ(Count(page, "</script"), Count(StudentPage(EmptyGrade("plain")), "</script"));
  EXPECT_HAS(page, "<title>Grade of &lt;/script&gt;&lt;script&gt;alert");
  EXPECT_HAS_NOT(DataIn(page), "<");
  const std::string held = Json::parse(DataIn(page))["library"];
  EXPECT_EQ(held.substr(0, 40), std::string(kHostile).substr(0, 40));
}

TEST(PageTest, ForbidsAllButItsOwnScriptsAndStyle) {
  const std::string page = StudentPage(EmptyGrade("x"));
  EXPECT_HAS(page, "content=\"default-src 'none'; script-src 'sha256-");
  EXPECT_HAS_NOT(page, "unsafe-");
  EXPECT_EQ(Count(page, "<script>"), Count(page, "'sha256-") - 1);  // and one for the style
}

TEST(PageTest, ItsFilesHaveNoHandlersNoStylesAndLoadNothing) {
  const std::regex handler("\\son[a-z]+="), style("\\sstyle="), address("(src|href)=\"[^#\"]|url\\(|@import|innerHTML");
  for (const auto& [name, file] : EmbeddedFiles()) {
    const std::string text(file.text);
    const bool is_markup = name.find(".html") != std::string::npos;
    EXPECT_FALSE(is_markup && std::regex_search(text, handler)) << name;
    EXPECT_FALSE(is_markup && std::regex_search(text, style)) << name;
    EXPECT_FALSE(std::regex_search(text, address)) << name;
  }
}

}  // namespace
}  // namespace checker

// What tests of pages share: pages made of refs and mistakes, shown in a browser that must not complain.
#ifndef CHECKER_PAGES_PAGE_TESTING_H_
#define CHECKER_PAGES_PAGE_TESTING_H_

#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "checker/contract/ref.h"
#include "checker/contract/testing.h"
#include "checker/pages/scene.h"
#include "checker/pages/testing.h"

namespace checker {

using Json = nlohmann::ordered_json;

constexpr char kFirstFit[] = "takes the first free block that fits";

struct NamedRef {
  std::string name;
  Ref ref;
};

std::vector<NamedRef> AllRefs();
NamedRef RefNamed(const std::string& name);

// A ref, as an allocator with these mistakes plays it.
Scene SceneOf(const NamedRef& named, const Mistakes& mistakes);

// A grade in which `scenes` are all tests, worth a point each.
Json DataOf(const std::vector<Scene>& scenes, const std::string& library);
void AddMistake(const std::string& habit, Json* data);

class BrowserTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (Browser::IsHere()) browser_ = std::make_unique<Browser>();
  }
  static void TearDownTestSuite() { browser_.reset(); }

  void SetUp() override {
    if (!browser_) GTEST_SKIP() << "there is no browser here, so nothing was looked at; build/setup.sh pictures";
    browser_->Prefer("light");
  }

  void TearDown() override {
    if (!browser_ || expects_complaints_) return;
    EXPECT_EQ(browser_->complaints(), std::vector<std::string>());
  }

  static Browser& Page() { return *browser_; }

  bool expects_complaints_ = false;

 private:
  static std::unique_ptr<Browser> browser_;
};

}  // namespace checker

#endif  // CHECKER_PAGES_PAGE_TESTING_H_

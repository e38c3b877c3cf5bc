// What tests of pages share: pages made of refs and mistakes, shown in a browser that must not complain.
#pragma once

#include <gtest/gtest.h>
#include <sys/types.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "checker/contract/ref.h"
#include "checker/contract/testing.h"
#include "checker/pages/scene.h"

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

// Debian's Chromium, by its own protocol over a pipe, so that keys and clicks come as a user's do, and a page runs as
// it stands in its file.
class Browser {
 public:
  static bool IsHere();  // whether there is one on this machine

  Browser();
  ~Browser();
  Browser(const Browser&) = delete;
  Browser& operator=(const Browser&) = delete;

  // Shows a page, in a window as large as `width` by `height`.
  void Open(const std::string& page, int width = 1440, int height = 1000);

  // What the expression comes to, in the page; of a promise, what it is kept with.
  Json Evaluate(const std::string& expression);
  std::string Text(const std::string& selector);

  void Click(const std::string& selector);  // in the middle of the first such element
  void Press(const std::string& key, const std::string& text = "");

  void Prefer(const std::string& scheme);  // "dark" or "light"
  std::string Picture();                   // what is seen now, as a PNG in base64

  // What is seen now, from so far away that no letter's edge matters: 48 by 32 cells, each three hexadecimal digits of
  // red, green and blue; above them, how wide the page's two fonts are. The page is gone then.
  std::string Look();

  // What was said on the console since the page was opened, by the page or by the browser about it: errors, warnings
  // and what the content security policy kept from happening.
  const std::vector<std::string>& complaints() const { return complaints_; }

 private:
  void Show(const std::string& address);
  Json Ask(const std::string& method, const Json& parameters);
  Json Receive();
  void Note(const Json& event);

  std::string folder_;
  pid_t process_ = -1;
  int to_ = -1, from_ = -1;
  std::string received_;  // of the next message
  std::string session_;
  int asked_ = 0;
  bool loaded_ = false;
  std::vector<std::string> complaints_;
};

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

// A browser that tests drive: Debian's Chromium, by its own protocol over a pipe, so that keys and clicks come as a
// user's do, and a page runs as it stands in its file.
#ifndef CHECKER_PAGES_TESTING_H_
#define CHECKER_PAGES_TESTING_H_

#include <sys/types.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace checker {

class Browser {
 public:
  using Json = nlohmann::ordered_json;

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

}  // namespace checker

#endif  // CHECKER_PAGES_TESTING_H_

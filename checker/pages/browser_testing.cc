#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "checker/pages/testing.h"
#include "checker/system/testing.h"

namespace checker {
namespace {

constexpr char kChromium[] = "/usr/bin/chromium";
constexpr int kPatience = 60'000;  // milliseconds

[[noreturn]] void StartChromium(const std::string& folder, int in, int out) {
  // Where the protocol is spoken: Chromium reads 3 and writes 4.
  const int high_in = fcntl(in, F_DUPFD, 10), high_out = fcntl(out, F_DUPFD, 10);
  const int log = open((folder + "/log").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  dup2(log, STDOUT_FILENO);
  dup2(log, STDERR_FILENO);
  dup2(high_in, 3);
  dup2(high_out, 4);
  setpgid(0, 0);
  setenv("HOME", folder.c_str(), 1);
  const std::string data = "--user-data-dir=" + folder + "/data";
  execl(kChromium, kChromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--disable-quic", "--hide-scrollbars", "--force-color-profile=srgb", "--remote-debugging-pipe", data.c_str(),
        "about:blank", nullptr);
  _exit(127);
}

// What Chromium needs to know of a key that writes nothing.
int CodeOf(const std::string& key) {
  if (key == "ArrowLeft") return 37;
  if (key == "ArrowRight") return 39;
  if (key == "Home") return 36;
  if (key == "End") return 35;
  if (key == "Enter") return 13;
  if (key == "Escape") return 27;
  if (key == "Tab") return 9;
  return key == " " ? 32 : key[0] - 'a' + 'A';
}

}  // namespace

bool Browser::IsHere() { return access(kChromium, X_OK) == 0; }

Browser::Browser() : folder_(testing::TempDir() + "/browser") {
  std::filesystem::create_directories(folder_);
  int in[2], out[2];
  if (pipe(in) != 0 || pipe(out) != 0) std::abort();
  process_ = fork();
  if (process_ == 0) StartChromium(folder_, in[0], out[1]);
  close(in[0]);
  close(out[1]);
  to_ = in[1];
  from_ = out[0];
  const Json target = Ask("Target.createTarget", {{"url", "about:blank"}}).at("targetId");
  session_ = Ask("Target.attachToTarget", {{"targetId", target}, {"flatten", true}}).at("sessionId");
  for (const char* events : {"Page.enable", "Runtime.enable", "Log.enable"}) Ask(events, Json::object());
}

Browser::~Browser() {
  kill(-process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  close(to_);
  close(from_);
  std::filesystem::remove_all(folder_);
}

Json Browser::Receive() {
  size_t end;
  while ((end = received_.find('\0')) == std::string::npos) {
    pollfd wait = {from_, POLLIN, 0};
    char buffer[65536];
    const ssize_t count = poll(&wait, 1, kPatience) == 1 ? read(from_, buffer, sizeof buffer) : 0;
    if (count <= 0)
      throw std::runtime_error("the browser says nothing any more; its log: " + Contents(folder_ + "/log"));
    received_.append(buffer, static_cast<size_t>(count));
  }
  const Json message = Json::parse(received_.substr(0, end));
  received_.erase(0, end + 1);
  return message;
}

void Browser::Note(const Json& event) {
  const std::string method = event.value("method", "");
  if (method == "Page.loadEventFired") loaded_ = true;
  if (method == "Runtime.exceptionThrown") complaints_.push_back(event["params"]["exceptionDetails"].dump());
  if (method == "Runtime.consoleAPICalled") complaints_.push_back(event["params"]["args"].dump());
  if (method == "Log.entryAdded") complaints_.push_back(event["params"]["entry"].dump());
}

Json Browser::Ask(const std::string& method, const Json& parameters) {
  Json message = {{"id", ++asked_}, {"method", method}, {"params", parameters}};
  if (!session_.empty()) message["sessionId"] = session_;
  const std::string text = message.dump();
  for (size_t sent = 0; sent <= text.size();) {
    const ssize_t count = write(to_, text.c_str() + sent, text.size() + 1 - sent);  // with the 0 that ends it
    if (count <= 0) throw std::runtime_error("the browser does not listen");
    sent += static_cast<size_t>(count);
  }
  for (;;) {
    const Json answer = Receive();
    if (answer.value("id", 0) != asked_) {
      Note(answer);
    } else if (answer.contains("error")) {
      throw std::runtime_error(method + ": " + answer["error"].dump());
    } else {
      return answer["result"];
    }
  }
}

void Browser::Show(const std::string& address) {
  loaded_ = false;
  Ask("Page.navigate", {{"url", address}});
  while (!loaded_) Note(Receive());
}

void Browser::Open(const std::string& page, int width, int height) {
  const std::string path = folder_ + "/page.html";
  Write(path, page);
  Ask("Emulation.setDeviceMetricsOverride",
      {{"width", width}, {"height", height}, {"deviceScaleFactor", 1}, {"mobile", false}});
  Show("about:blank");
  complaints_.clear();
  Show("file://" + path);
}

Json Browser::Evaluate(const std::string& expression) {
  const Json answer =
      Ask("Runtime.evaluate", {{"expression", expression}, {"returnByValue", true}, {"awaitPromise", true}});
  if (answer.contains("exceptionDetails")) throw std::runtime_error(expression + ": " + answer.dump());
  return answer["result"].value("value", Json());
}

std::string Browser::Text(const std::string& selector) {
  return Evaluate("document.querySelector(" + Json(selector).dump() + ").textContent").get<std::string>();
}

void Browser::Click(const std::string& selector) {
  const Json place =
      Evaluate("(() => { const element = document.querySelector(" + Json(selector).dump() +
               "); element.scrollIntoView({block: 'center'}); const box = element.getBoundingClientRect();"
               " return [box.x + box.width / 2, box.y + box.height / 2]; })()");
  for (const char* type : {"mousePressed", "mouseReleased"}) {
    Ask("Input.dispatchMouseEvent",
        {{"type", type}, {"x", place[0]}, {"y", place[1]}, {"button", "left"}, {"clickCount", 1}});
  }
}

void Browser::Press(const std::string& key, const std::string& text) {
  Json event = {{"type", "keyDown"}, {"key", key}, {"windowsVirtualKeyCode", CodeOf(key)}};
  if (!text.empty()) event["text"] = text;
  Ask("Input.dispatchKeyEvent", event);
  event["type"] = "keyUp";
  event.erase("text");
  Ask("Input.dispatchKeyEvent", event);
}

void Browser::Prefer(const std::string& scheme) {
  Ask("Emulation.setEmulatedMedia",
      {{"features", Json::array({{{"name", "prefers-color-scheme"}, {"value", scheme}}})}});
}

std::string Browser::Picture() {
  return Ask("Page.captureScreenshot", {{"format", "png"}}).at("data").get<std::string>();
}

std::string Browser::Look() {
  const std::string fonts = Evaluate(
      "['--sans', '--mono'].map((name) => { const pen = new OffscreenCanvas(1, 1).getContext('2d');"
      "pen.font = '100px ' + getComputedStyle(document.body).getPropertyValue(name);"
      "return Math.round(pen.measureText('The heap, call by call: 0123456789').width); }).join(' ')");
  const std::string picture = Picture();
  Show("about:blank");
  const Json rows =
      Evaluate("(async () => { const image = new Image(); image.src = 'data:image/png;base64," + picture +
               "'; await image.decode(); const pen = new OffscreenCanvas(48, 32).getContext('2d');"
               "pen.imageSmoothingQuality = 'high'; pen.drawImage(image, 0, 0, 48, 32);"
               "const digits = [...pen.getImageData(0, 0, 48, 32).data].filter((value, i) => i % 4 < 3).map((value) => "
               "(value >> 4).toString(16)).join(''); return digits.replace(/.{144}/g, '$&\\n'); })()");
  return "fonts " + fonts + "\n" + rows.get<std::string>();
}

}  // namespace checker

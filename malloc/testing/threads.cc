// A C++ program of the usual kind: threads, exceptions, strings and containers that change hands.
#include <cstdio>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

std::mutex mutex;
std::vector<std::string> shared;

int Parse(const std::string& text) {
  if (text.size() % 5 == 0) throw std::invalid_argument("five: " + text);
  return static_cast<int>(text.size());
}

void Work(int seed, long* sum) {
  std::map<int, std::string> words;
  for (int i = 0; i < 1500; i++) {
    words[i * seed % 151] += std::string(static_cast<size_t>(1 + i % 60), 'a');
    try {
      *sum += Parse(words.begin()->second);
    } catch (const std::invalid_argument& error) {
      *sum += std::string(error.what()).size() % 3;
    }
    if (i % 10 == 0) {
      const std::lock_guard<std::mutex> guard(mutex);
      shared.push_back(words.rbegin()->second);
      if (shared.size() > 100) shared.erase(shared.begin(), shared.begin() + 50);
    }
  }
}

}  // namespace

int main() {
  long sums[8] = {};
  for (int round = 0; round < 3; round++) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; i++) threads.emplace_back(Work, i + 3, &sums[i]);
    for (std::thread& thread : threads) thread.join();
  }
  for (const long sum : sums) printf("%ld\n", sum);
}

#include "checker/draw/heapmap.h"

#include <algorithm>
#include <map>

#include "checker/contract/model.h"
#include "checker/trace/text.h"

namespace checker {
namespace {

constexpr uint64_t kHeader = 32;       // section 1 of the contract
constexpr size_t kRowsAtEachEnd = 80;  // a picture of more rows is longer than anyone scrolls

std::string FirstLine(const Call& call) {
  const std::string text = ToText(call);
  return Printable(text.substr(0, text.find('\n')));
}

std::string SystemCalls(const Call& call) {
  std::string text;
  for (const SystemCall& system_call : call.system_calls) text += (text.empty() ? "" : ", ") + ToText(system_call);
  return Printable(text);
}

std::string WholeCall(const Call& call) {
  return FirstLine(call) + (call.system_calls.empty() ? "" : "; " + SystemCalls(call));
}

bool Lives(const Bar& bar) { return bar.state == BarState::kUsed || bar.state == BarState::kAllocated; }

// The bars of a row as the next row finds them: nothing is new any more.
std::vector<Bar> Settled(const std::vector<Bar>& bars) {
  std::vector<Bar> settled;
  for (Bar bar : bars) {
    if (bar.mapping != 0 && !Lives(bar)) continue;
    bar.state = Lives(bar) ? BarState::kUsed : BarState::kFree;
    bar.changed = false;
    settled.push_back(bar);
  }
  return settled;
}

std::vector<Bar> HeapAfter(const Model& model, const Call& call, const std::vector<Bar>& before) {
  std::map<uint64_t, Bar> by_offset;
  for (const Bar& bar : before) by_offset[bar.offset] = bar;
  std::vector<Bar> after;
  for (const Block& block : model.heap()) {
    const auto found = by_offset.find(block.offset);
    const bool was_used = found != by_offset.end() && Lives(found->second);
    Bar bar{block.offset, block.size, BarState::kUsed, false, 0};
    if (block.free) bar.state = was_used ? BarState::kFreed : BarState::kFree;
    if (!block.free && call.result == Address::Heap(block.offset + kHeader)) bar.state = BarState::kAllocated;
    bar.changed = found == by_offset.end() || found->second.size != block.size || was_used == block.free;
    after.push_back(bar);
  }
  return after;
}

std::vector<Bar> MappingsAfter(const Model& model, const std::vector<Bar>& before) {
  std::vector<Bar> after = before;
  for (Bar& bar : after) {
    bar.changed = model.mappings().count(bar.mapping) == 0;
    if (bar.changed) bar.state = BarState::kFreed;
  }
  for (const auto& [number, length] : model.mappings()) {
    const bool known =
        std::any_of(before.begin(), before.end(), [n = number](const Bar& bar) { return bar.mapping == n; });
    if (!known) after.push_back({0, length - kHeader, BarState::kAllocated, true, number});
  }
  return after;
}

// The last row is wrong.
void AddFault(const Call& demanded, size_t calls, History* history) {
  const size_t last = history->rows.back().number;
  const std::string demand = demanded.returned ? WholeCall(demanded) : "the process stops with a message";
  history->notes.push_back("Call " + std::to_string(last) + " parts from the contract, which demands: " + demand);
  history->notes.push_back("The heap is drawn as it was before that call.");
  if (last < calls) history->notes.push_back("The calls after it are not drawn: " + std::to_string(calls - last) + ".");
}

// What the rows cannot show: what was left out, and how it ended.
void AddNotes(const Trace& trace, History* history) {
  const size_t last = history->rows.empty() ? 0 : history->rows.back().number;
  if (history->rows.size() < last) {
    history->notes.push_back("Calls " + std::to_string(kRowsAtEachEnd + 1) + " to " +
                             std::to_string(last - kRowsAtEachEnd) + " are left out.");
  }
  if (!trace.ending.empty()) history->notes.push_back("The program ended with: " + trace.ending + ".");
}

}  // namespace

bool RanOutOfMemory(const Call& call) {
  const bool failed = std::any_of(call.system_calls.begin(), call.system_calls.end(),
                                  [](const SystemCall& made) { return !made.error.empty(); });
  return failed && call.returned && call.result == Address::Null() && call.function != Function::kFree;
}

uint64_t Bar::end() const { return offset + kHeader + size; }

History Replay(const Trace& trace, const std::string& name, const std::string& title) {
  // Logs and file names are anybody's; a control character would break the SVG, or reach a terminal.
  History history{Printable(name), Printable(title), {}, {}};
  Model model;
  Row row;
  for (const Call& call : trace.calls) {
    const Call demanded = RanOutOfMemory(call) ? call : model.Step(call);
    row = {row.number + 1,   FirstLine(call),   SystemCalls(call),
           demanded != call, Settled(row.heap), Settled(row.mappings)};
    if (!row.wrong) {
      row.heap = HeapAfter(model, call, row.heap);
      row.mappings = MappingsAfter(model, row.mappings);
    }
    history.rows.push_back(row);
    if (history.rows.size() > 2 * kRowsAtEachEnd) history.rows.erase(history.rows.begin() + kRowsAtEachEnd);
    if (row.wrong) {
      AddFault(demanded, trace.calls.size(), &history);
      break;
    }
  }
  AddNotes(trace, &history);
  return history;
}

std::string_view NameOf(BarState state) {
  static constexpr std::string_view kNames[] = {"in use", "free", "allocated by this call", "freed by this call"};
  return kNames[static_cast<size_t>(state)];
}

std::string Describe(const Bar& bar) {
  const Address payload = bar.mapping == 0 ? Address::Heap(bar.end() - bar.size) : Address::Map(bar.mapping, kHeader);
  return ToText(payload) + ": " + std::to_string(bar.size) + " bytes, " + std::string(NameOf(bar.state));
}

}  // namespace checker

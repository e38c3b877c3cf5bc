#include "checker/contract/model.h"

#include <algorithm>

namespace checker {
Model::Model(const Units& units, const Mistakes& mistakes) : mistakes_(mistakes), memory_(std::make_unique<Memory>()) {
  memory_->units = units;
  layers_.push_back(TheContract());
  for (const Mistake* mistake : mistakes) layers_.push_back(mistake->layer.make());
  LayUpon();
  layers_.back()->Change(&memory_->units);
}

Model::Model(const Model& that)
    : mistakes_(that.mistakes_), memory_(std::make_unique<Memory>(*that.memory_)), found_(that.found_) {
  layers_.push_back(TheContract());
  for (size_t i = 0; i < mistakes_.size(); ++i) layers_.push_back(mistakes_[i]->layer.copy(*that.layers_[i + 1]));
  LayUpon();
}

void Model::LayUpon() {
  for (size_t i = 0; i < layers_.size(); ++i)
    layers_[i]->LieUpon(i == 0 ? nullptr : layers_[i - 1].get(), memory_.get());
}

Call Model::Step(const Call& request) {
  Decisions& top = *layers_.back();
  Call& call = memory_->call;
  memory_->decided.clear();
  memory_->spoiled.clear();
  call = Call::Of(request.function, request.pointer, request.count, request.size);
  switch (request.function) {
    case Function::kMalloc:
      call.result = top.Malloc(request.size);
      break;
    case Function::kCalloc:
      call.result = top.Calloc(request.count, request.size);
      break;
    case Function::kRealloc:
      call.result = top.Realloc(request.pointer, request.size);
      break;
    case Function::kFree:
      top.Free(request.pointer);
      break;
  }
  if (!call.returned) call.result = Address::Null();
  if (layers_.size() > 1 && call.returned) {
    found_ = Found();
    NoteLive();
  }
  Call named = call;
  const bool is_beyond = call.result.base == Address::Base::kHeap && call.result.offset > memory_->break_at;
  if (is_beyond) named.result = {Address::Base::kOther, 0, 0};  // as a trace names what lies behind the break
  return named;
}

// As snippets/snippet.h looks, in its order.
std::optional<Rule> Model::Found() const {
  const Call& call = memory_->call;
  const bool gave = call.result != Address::Null();
  uint64_t bytes = call.size;
  if (call.function == Function::kFree) return std::nullopt;
  if (call.function == Function::kRealloc && call.pointer != Address::Null()) {
    if (memory_->LiveAt(call.pointer) == nullptr) return gave ? std::optional(Rule::kReallocFreed) : std::nullopt;
    if (bytes == 0) return gave ? std::optional(Rule::kReallocZero) : std::nullopt;
  }
  if (call.function == Function::kCalloc && __builtin_mul_overflow(call.count, call.size, &bytes)) {
    return gave ? std::optional(Rule::kCallocOverflow) : std::nullopt;
  }
  if (bytes == 0) return gave ? std::optional(Rule::kZeroSize) : std::nullopt;
  if (bytes > kLargestRequest) return gave ? std::optional(Rule::kTooLarge) : std::nullopt;
  if (const std::optional<Rule> rule = FoundInPlace(bytes)) return rule;
  return memory_->spoiled.empty() ? std::nullopt : std::optional(memory_->spoiled[0]);
}

std::optional<Rule> Model::FoundInPlace(uint64_t size) const {
  const Address& result = memory_->call.result;
  const Address own = memory_->call.function == Function::kRealloc ? memory_->call.pointer : Address::Null();
  if (result == Address::Null()) return Rule::kCrash;
  if (result.offset % 8 != 0) return Rule::kAlign;
  if (result.base != Address::Base::kHeap) return std::nullopt;
  return OverlapsLive(result.offset, result.offset + size, own) ? std::optional(Rule::kHeader) : std::nullopt;
}

bool Model::OverlapsLive(uint64_t begin, uint64_t end, const Address& but) const {
  return std::any_of(memory_->live.begin(), memory_->live.end(), [&](const Live& live) {
    return live.payload.base == Address::Base::kHeap && live.payload != but &&
           begin < live.payload.offset + live.size && live.payload.offset < end;
  });
}

// What the program has from now on, and has written to.
void Model::NoteLive() {
  const Call& call = memory_->call;
  std::vector<Live>& live = memory_->live;
  const bool resized = call.function == Function::kRealloc && call.pointer != Address::Null();
  if (call.function == Function::kFree || (resized && (call.size == 0 || call.result != Address::Null()))) {
    const Live* old = memory_->LiveAt(call.pointer);
    if (old != nullptr) live.erase(live.begin() + (old - live.data()));
  }
  if (call.result == Address::Null()) return;
  const uint64_t bytes = call.function == Function::kCalloc ? call.count * call.size : call.size;
  live.push_back({call.result, bytes});
  if (call.result.base != Address::Base::kHeap) return;
  const size_t made = memory_->BlockAt(call.result);
  if (made == Memory::kNone) return memory_->Corrupt();
  NoteDamage(made, call.result.offset + bytes);
  memory_->Write(call.result.offset, call.result.offset + bytes);
}

// Headers that lie over live payloads destroy them, or are destroyed; behind the break there is no memory, but for what
// its page has.
void Model::NoteDamage(size_t made, uint64_t end) {
  constexpr uint64_t kSize = 8;  // the part of a header that is never zero
  const uint64_t page = memory_->units.page, last = (memory_->break_at + page - 1) / page * page;
  for (size_t block = made; block < std::min(made + 2, memory_->blocks.size()); ++block) {
    const uint64_t header = memory_->blocks[block].offset, payload = header + memory_->units.header;
    if (payload > last || OverlapsLive(header, payload, Address::Null())) memory_->Corrupt();
    memory_->Write(header, header + kSize);
  }
  if (end > last) memory_->Corrupt();
}

Model ModelAfter(const Trace& trace, size_t calls, const Units& units, const Mistakes& mistakes) {
  Model model(units, mistakes);
  for (size_t i = 0; i < std::min(calls, trace.calls.size()); ++i) model.Step(trace.calls[i]);
  return model;
}

bool Passes(const Trace& expected, const Units& units, const Mistakes& mistakes) {
  Model model(units, mistakes);
  for (const Call& call : expected.calls) {
    if (model.Step(call) != call || model.found() || model.corrupt()) return false;
  }
  return true;
}

}  // namespace checker

// One system call as ltrace saw it -> as a trace shows it; keeps the address map up to date on the way.
#pragma once

#include <optional>
#include <string_view>

#include "checker/trace/address_map.h"
#include "checker/trace/ltrace_line.h"
#include "checker/trace/trace.h"

namespace checker {

// Whether the call gives memory, takes it or moves it.
bool IsMemoryCall(std::string_view name);

// Nothing for a brk that only asks. A mapping gets a name only where `inside_os_call`.
std::optional<SystemCall> FollowSystemCall(const LtraceLine& line, bool inside_os_call, AddressMap* addresses);

}  // namespace checker

// The pages: each is one file that loads nothing, runs no script but its own, and holds what it shows as data.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace checker {

// What one grade found: {"grade": its JSON, "library": what it is called, "scenes": [JsonOf(scene)...], "examples": [a
// scene's place, or null, of each mistake], "programs": [a program's text, or null, of each mistake], "smallest":
// [{"test": its label, "program": the smallest that fails so}, where nothing known accounts for that]}.
std::string StudentPage(const nlohmann::ordered_json& data);

// What a class has earned: as course/results has it.
std::string ClassPage(const nlohmann::ordered_json& class_data);

// The contract: {"scenes": as above, "shows": [{"rule": its key, "scene": its place, "call": number}]}, for each rule a
// scene and the call that shows it.
std::string ContractPage(const nlohmann::ordered_json& data);

// One scene by itself.
std::string ScenePage(const nlohmann::ordered_json& scene);

}  // namespace checker

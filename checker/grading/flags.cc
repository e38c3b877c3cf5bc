#include "checker/grading/flags.h"

namespace checker {

std::string ParseFlags(const std::vector<std::string>& arguments, const Flags& flags) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument.substr(0, 2) != "--") return "\"" + argument + "\" is not a flag; each starts with --";
    const size_t equals = argument.find('=');
    const std::string name = argument.substr(2, equals == std::string::npos ? equals : equals - 2);
    const auto flag = flags.find(name);
    if (flag == flags.end()) return "there is no flag --" + name;
    std::string value;
    if (equals != std::string::npos)
      value = argument.substr(equals + 1);
    else if (i + 1 < arguments.size())
      value = arguments[++i];
    if (value.empty()) return "--" + name + " needs a value";
    *flag->second = value;
  }
  return "";
}

}  // namespace checker

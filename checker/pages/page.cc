#include "checker/pages/page.h"

#include <string>
#include <vector>

#include "checker/contract/rule.h"
#include "checker/draw/svg.h"
#include "checker/pages/embedded.h"

namespace checker {
namespace {

using Json = nlohmann::ordered_json;

std::string TextOf(const std::string& file) { return std::string(EmbeddedFiles().at(file).text); }
std::string DigestOf(const std::string& file) { return std::string(EmbeddedFiles().at(file).digest); }

// As the content of a script element: nothing in it can end that.
std::string DataText(const Json& data) {
  std::string text;
  for (const char c : data.dump(-1, ' ', true, Json::error_handler_t::replace)) {
    if (c == '<') {
      text += "\\u003c";
    } else {
      text += c;
    }
  }
  return text;
}

// All that is known of the rules, by which data names them.
Json Rules() {
  Json rules = Json::array();
  for (const Rule rule : AllRules())
    rules.push_back({{"key", KeyOf(rule)}, {"clause", ClauseOf(rule)}, {"statement", StatementOf(rule)}});
  return rules;
}

// `scripts` run in this order, as one.
std::string Assemble(const std::string& title, const std::string& body, const std::vector<std::string>& scripts,
                     Json data) {
  data["rules"] = Rules();
  std::string digests, elements;
  for (const std::string& script : scripts) {
    digests += " '" + DigestOf(script) + "'";
    elements += "<script>" + TextOf(script) + "</script>\n";
  }
  return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src" +
         digests + "; style-src '" + DigestOf("page.css") +
         "'; base-uri 'none'; form-action 'none'\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
         Escape(title) + "</title>\n<style>" + TextOf("page.css") + "</style>\n</head>\n<body>\n" + body +
         "<script type=\"application/json\" id=\"data\">" + DataText(data) + "</script>\n" + elements +
         "</body>\n</html>\n";
}

// What plays scenes, on all pages that do.
std::string PlayerText() {
  return TextOf("player.html") + "<template id=\"contract\">\n" + TextOf("contract.html") + "</template>\n";
}

}  // namespace

std::string StudentPage(const Json& data) {
  return Assemble("Grade of " + data.at("library").get<std::string>(), TextOf("student.html") + PlayerText(),
                  {"dom.js", "heap.js", "picture.js", "contract.js", "player.js", "student.js"}, data);
}

std::string ClassPage(const Json& class_data) {
  return Assemble("The class", TextOf("class.html"), {"dom.js", "class.js"}, {{"class", class_data}});
}

std::string ContractPage(const Json& data) {
  return Assemble("The os_* contract",
                  "<main id=\"contract\">\n" + TextOf("contract.html") + "</main>\n" + TextOf("player.html"),
                  {"dom.js", "heap.js", "picture.js", "contract.js", "player.js", "clauses.js"}, data);
}

std::string ScenePage(const Json& scene) {
  return Assemble(scene.at("label").get<std::string>(), PlayerText(),
                  {"dom.js", "heap.js", "picture.js", "contract.js", "player.js", "single.js"},
                  {{"scenes", Json::array({scene})}});
}

}  // namespace checker

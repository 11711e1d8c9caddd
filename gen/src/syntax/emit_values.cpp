// The files with the value parsers: both forms, and what they share.
#include <sstream>

#include "syntax/value_emitter.hpp"

namespace sipwright::gen {

std::vector<GeneratedFile> emit_values(const Grammar& grammar) {
  ByteTests tests;
  ValueEmitter hot(grammar, tests, Form::hot);
  ValueEmitter exact(grammar, tests, Form::exact);
  const std::string hot_functions = hot.run();
  const std::string exact_functions = exact.run();

  std::ostringstream hot_code, exact_code, sets;
  hot_code << cpp_banner("The parsers of every header field's value and of the start line, for valid input.")
           << R"(//
// Included by each kernel (runtime/src/core/kernel/) after its SIPWRIGHT_KERNEL and skip<>. Every function takes the
// place to begin at and the next free capture, and returns the place where it stopped, or null. What is parsed ends at
// a CR behind which stands no fold; thirty-two octets can be read from there. The caller checks that all was taken.

)" << hot_functions;
  exact_code << cpp_banner("The parsers of every header field's value and of the start line, for invalid input.")
             << R"(//
// Included by runtime/src/core/kernel/exact.cpp. Every function returns the place where it stopped, or null, and then
// `fault` is the octet with which no valid value goes on.

)" << exact_functions;
  sets << cpp_banner("The sets of bytes that the value parsers test.")
       << "#pragma once\n\n#include <cstddef>\n#include <cstdint>\n\nnamespace sipwright {\n\n"
       << tests.tables() << "\n}  // namespace sipwright\n";

  std::ostringstream room;
  room << cpp_banner("How many captures one value can make at most between two looks at the room that is left.")
       << "#pragma once\n\n#include <cstddef>\n\nnamespace sipwright::limits {\n\ninline constexpr std::size_t "
          "captures_between_checks = "
       << hot.captures_between_checks() << ";\n\n}  // namespace sipwright::limits\n";

  return {{"runtime/generated/value_parsers.inc", hot_code.str()},
          {"runtime/generated/exact_parsers.inc", exact_code.str()},
          {"runtime/generated/sipwright/byte_sets.hpp", sets.str()},
          {"runtime/generated/sipwright/capture_room.hpp", room.str()}};
}

}  // namespace sipwright::gen

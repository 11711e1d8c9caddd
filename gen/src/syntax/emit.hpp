// What the generator makes of the grammar.
#pragma once

#include <string>
#include <vector>

#include "generated_file.hpp"
#include "syntax/grammar.hpp"

namespace sipwright::gen {

// The first lines of every generated C++ file.
std::string cpp_banner(const std::string& purpose, const std::string& sources = "grammar/*.g4");

// An #include line of generated code.
inline std::string include_line(const std::string& header) { return "#include \"" + header + "\"\n"; }

// "SIP-If-Match" as an enumerator: sip_if_match.
std::string identifier(const std::string& header);

// The rules with @header, by the name of the header field.
std::vector<const Rule*> header_rules(const Grammar& grammar);

// Names of header fields and labels: headers.hpp, headers.cpp, labels.hpp, labels.cpp.
std::vector<GeneratedFile> emit_names(const Grammar& grammar);

// The parsers of every header field's value and of the start line in both forms, and what they share:
// value_parsers.inc, exact_parsers.inc, byte_sets.hpp, capture_room.hpp.
std::vector<GeneratedFile> emit_values(const Grammar& grammar);

// The rules by name, as a program, and the errors that they name: rules.hpp, rules.cpp, errors.hpp, errors.cpp.
std::vector<GeneratedFile> emit_rules(const Grammar& grammar);

// What judges a well-formed message by its annotations: judge.inc.
GeneratedFile emit_judge(const Grammar& grammar);

// The deviations that may be tolerated: tolerances.hpp, tolerances.cpp. Throws GrammarError for a @tolerate that cannot
// be met, or contradicts the grammar.
std::vector<GeneratedFile> emit_tolerances(const Grammar& grammar);

// The rules of bodies in parts: multipart_rules.cpp. `grammar` is Multipart.g4, read.
GeneratedFile emit_multipart(const Grammar& grammar);

// The serializer: parts.hpp, parts.cpp.
std::vector<GeneratedFile> emit_parts(const Grammar& grammar);

// fields.hpp and fields.cpp: the struct of model/fields.hpp and what fills it. Throws GrammarError for a
// capture path that the grammar does not have.
std::vector<GeneratedFile> emit_fields(const Grammar& grammar);

// What the reader of grammars follows: gen/generated/meta_grammar.cpp. `meta` is Meta.g4, read.
GeneratedFile emit_meta(const Grammar& meta);

// The words that a fuzzer should know: names, compact forms, keywords.
GeneratedFile emit_dictionary(const Grammar& grammar);

}  // namespace sipwright::gen

// The catalogue as a page: each requirement with the rows, invariants and checks that stand for it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "../generated_file.hpp"

namespace sipwright::gen {

// One row of a CSV file, by column.
using CatalogueRow = std::map<std::string, std::string>;

// Reads RFC 4180; the first line names the columns. Throws std::runtime_error on a row of another length.
std::vector<CatalogueRow> read_catalogue(const std::string& csv);

// Throws std::runtime_error if a requirement has neither a row of a table, nor an invariant, nor a word in its column
// `covered_by`, if that word is none of those that COVERAGE.md explains, or if an invariant names no planted fault.
GeneratedFile emit_coverage(const std::string& requirements_csv, const std::string& invariants_csv);

}  // namespace sipwright::gen

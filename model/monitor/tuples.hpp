// The tuples of a presence document (RFC 3863 4.1.2): which contact has which id.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace sipwright::model {

// Appends digests of contact and id for each tuple of `document`; the contact is 0 where there is none or where several
// have it. No XML parser: what is no PIDF gives nothing, and a namespace prefix is skipped.
void read_tuples(std::string_view document, std::vector<std::pair<std::uint64_t, std::uint64_t>>& into);

}  // namespace sipwright::model

// Bounds of a presence document, by name, unit last. The largest document is limits::document_octets_max.
#pragma once

#include <cstddef>

namespace sipwright::presence::limits {

// presence/person/activities/on-the-phone is 4; composed documents of presence servers stay under 8.
inline constexpr std::size_t depth_max = 16;
inline constexpr std::size_t elements_max = 1'024;
// Attributes and namespace declarations of one element.
inline constexpr std::size_t attributes_max = 64;
inline constexpr std::size_t tuples_max = 64;
inline constexpr std::size_t activities_max = 32;
inline constexpr std::size_t notes_max = 64;
// One value that `build` is given: a URI, a name, a note.
inline constexpr std::size_t text_octets_max = 2'048;

}  // namespace sipwright::presence::limits

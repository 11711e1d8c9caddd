// The text of grammar/presence/*.rng, put into the library by the build (see CMakeLists.txt).
#pragma once

#include <string_view>

namespace sipwright::presence::schema_text {

extern const std::string_view pidf;
extern const std::string_view data_model;
extern const std::string_view rpid;
extern const std::string_view cipid;
extern const std::string_view draft_rpid;
extern const std::string_view profile_sfb;
extern const std::string_view profile_rfc4480;

}  // namespace sipwright::presence::schema_text

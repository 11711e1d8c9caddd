// Prints a node of the IR as a reader of tables wants it: no `context.`, words instead of signs.
#pragma once

#include <string>

#include "ir.hpp"

namespace sipwright::gen::behaviour {

// A value, such as `alive and not dirty`.
std::string text_value(const Expr& node);

// Steps on one line, such as `note_grant; keep_tag; tell(published, event.status)`.
std::string text_steps(const Expr& node);

}  // namespace sipwright::gen::behaviour

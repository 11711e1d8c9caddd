// Presence documents against the schemas of grammar/presence (RELAX NG), which the library carries inside.
//
//     presence::Schemas schemas;
//     if (auto error = schemas.validate(document)) report(error.line, error.text);
//
// Each namespace has a grammar of its own. A document is judged by the one of PIDF; every element of another
// namespace in it by that namespace's grammar if there is one, else it passes (the RFCs' schemas say
// processContents="lax"). Do not refuse a peer's document for this on the wire: a very common gateway numbers
// its tuples from "0", which xs:ID forbids (runtime/src/presence/README.md, row 10). It is for testing, for
// `check`, and for our own output.
#pragma once

#include <memory>
#include <string_view>

#include "sipwright/presence/document.hpp"

namespace sipwright::presence {

// Compiled schemas: a few milliseconds to make, then reusable. Not for use by two threads at once.
class Schemas {
 public:
  Schemas();
  ~Schemas();
  Schemas(Schemas&&) noexcept;
  Schemas& operator=(Schemas&&) noexcept;

  // The first violation. Errors: those of parse() that concern XML itself, invalid, out_of_memory.
  Error validate(std::string_view document) const;

  // As above, and the document has exactly the shape that `build` gives it in the profile.
  Error validate(std::string_view document, Profile profile) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace sipwright::presence

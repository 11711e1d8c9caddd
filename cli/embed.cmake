# Writes OUT, a C++ file in which the function NAME_text() of model.hpp gives the text of the file IN.
file(READ ${IN} catalogue)
# A literal may be 65,536 octets long: the text is cut into lines, each a literal of its own.
string(REPLACE "\n" "\\n)csv\"\n    R\"csv(" pieces "${catalogue}")
string(REPLACE "\\n)csv\"" "\n)csv\"" pieces "${pieces}")
file(WRITE ${OUT} "// Made by embed.cmake. Do not edit.\n#include \"model.hpp\"\n\nnamespace sipwright::cli {\n\n\
std::string_view ${NAME}_text() {\n  return R\"csv(${pieces})csv\";\n}\n\n}  // namespace sipwright::cli\n")

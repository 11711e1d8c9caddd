# Writes OUT, a C++ file with the text of DIR/<name> for each of NAMES.
set(text "// Made by embed.cmake from model/proofs. Do not edit.\n#include \"kit/proof/prove.hpp\"\n\n")
string(APPEND text "namespace sipwright::kit {\n\nstd::vector<PromelaFile> proof_files() {\n  return {\n")
foreach(name IN LISTS NAMES)
  file(READ ${DIR}/${name} file_text)
  string(APPEND text "      {\"${name}\", R\"pml(${file_text})pml\"},\n")
endforeach()
string(APPEND text "  };\n}\n\n}  // namespace sipwright::kit\n")
file(WRITE ${OUT} "${text}")

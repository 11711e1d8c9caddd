// sipwright-gen: makes everything that is generated from grammar/ and model/, or checks that it is up to
// date.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "banner.hpp"
#include "behaviour/behaviour.hpp"
#include "behaviour/emit_coverage.hpp"
#include "stamp.hpp"
#include "syntax/emit.hpp"
#include "syntax/emit_oracle.hpp"
#include "syntax/emit_readme.hpp"
#include "syntax/lint.hpp"

namespace {

using sipwright::gen::GeneratedFile;

constexpr int exit_ok = 0, exit_stale = 1, exit_usage = 2;

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return in ? text.str() : std::string();
}

std::vector<GeneratedFile> generate(const std::filesystem::path& root) {
  const sipwright::gen::Grammar grammar =
      sipwright::gen::read_grammar((root / "grammar" / "Sip.g4").string(), "grammar");
  sipwright::gen::check_grammar(grammar);
  std::vector<GeneratedFile> files;
  const auto add = [&](std::vector<GeneratedFile> more) {
    files.insert(files.end(), more.begin(), more.end());
  };
  add(sipwright::gen::emit_names(grammar));
  add(sipwright::gen::emit_rules(grammar));
  add(sipwright::gen::emit_values(grammar));
  add({sipwright::gen::emit_judge(grammar)});
  add(sipwright::gen::emit_tolerances(grammar));
  add(sipwright::gen::emit_parts(grammar));
  add(sipwright::gen::emit_fields(grammar));
  add({sipwright::gen::emit_dictionary(grammar)});
  add({sipwright::gen::emit_readme(grammar, read(root / "grammar" / "README.md"))});
  for (GeneratedFile file : sipwright::gen::emit_oracle(grammar)) {
    file.text = sipwright::gen::banner("//", "grammar/*.g4") + file.text;
    add({file});
  }
  add({sipwright::gen::emit_multipart(
      sipwright::gen::read_grammar((root / "grammar" / "Multipart.g4").string(), "grammar"))});
  add({sipwright::gen::emit_meta(
      sipwright::gen::read_grammar((root / "gen" / "meta" / "Meta.g4").string(), "gen/meta"))});
  add(sipwright::gen::emit_behaviour());
  add({sipwright::gen::emit_coverage(read(root / "model" / "requirements.csv"),
                                     read(root / "model" / "invariants.csv"))});
  for (GeneratedFile& file : files) sipwright::gen::stamp(file, root);
  return files;
}

int lint(const std::filesystem::path& root) {
  constexpr const char* allowed = "grammar/ambiguities.allow";
  const sipwright::gen::Grammar grammar =
      sipwright::gen::read_grammar((root / "grammar" / "Sip.g4").string(), "grammar");
  sipwright::gen::check_grammar(grammar);
  const std::vector<std::string> lines =
      sipwright::gen::compare_with_allowed(sipwright::gen::lint_grammar(grammar), read(root / allowed), allowed);
  for (const std::string& line : lines) std::cerr << line << "\n";
  return lines.empty() ? exit_ok : exit_stale;
}

int usage() {
  std::cerr << "usage: sipwright-gen (--check | --fix | --lint) [--root DIR]\n"
               "  --check  compare the generated files with what the grammar and the model say now\n"
               "  --fix    write them\n"
               "  --lint   list what the grammar derives in two ways, against grammar/ambiguities.allow\n"
               "  --root   the root of the source tree (default: the current folder)\n";
  return exit_usage;
}

}  // namespace

int main(int argc, char** argv) {
  bool fix = false, check = false, lints = false;
  std::filesystem::path root = ".";
  for (int i = 1; i < argc; ++i) {
    const std::string_view arg = argv[i];
    if (arg == "--fix")
      fix = true;
    else if (arg == "--check")
      check = true;
    else if (arg == "--lint")
      lints = true;
    else if (arg == "--root" && i + 1 < argc)
      root = argv[++i];
    else
      return usage();
  }
  if (fix + check + lints != 1) return usage();

  try {
    if (lints) return lint(root);
    int stale = 0;
    for (const GeneratedFile& file : generate(root)) {
      const std::filesystem::path path = root / file.path;
      if (read(path) == file.text) continue;
      ++stale;
      if (fix) {
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << file.text;
        std::cout << "wrote " << file.path << "\n";
      } else {
        std::cerr << file.path
                  << " is not what the grammar and the model say. Run: sipwright-gen --fix --root "
                  << root.string() << "\n";
      }
    }
    return check && stale > 0 ? exit_stale : exit_ok;
  } catch (const sipwright::gen::GrammarError& error) {
    std::cerr << error.what() << "\n";
    return exit_stale;
  } catch (const std::exception& error) {
    std::cerr << "sipwright-gen: " << error.what() << "\n";
    return exit_usage;
  }
}

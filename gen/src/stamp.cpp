#include "stamp.hpp"

#include <cstdio>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

#include "banner.hpp"

namespace sipwright::gen {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  if (!in) throw std::runtime_error(path.string() + " cannot be read: a generated file names it as its source");
  return text.str();
}

// `name`, and the headers of the model that it includes, by their path from the root.
void add_file(const std::string& name, const fs::path& root, std::set<std::string>& names) {
  if (!names.insert(name).second) return;
  const std::string mark = "#include \"model/";
  const std::string text = read(root / name);
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; ++at) {
    const std::size_t begin = text.find('"', at) + 1;
    add_file(text.substr(begin, text.find('"', begin) - begin), root, names);
  }
}

// FOLDER/*EXTENSION stands for every such file of the folder.
void add_source(const std::string& source, const fs::path& root, std::set<std::string>& names) {
  const std::size_t star = source.find('*');
  if (star == std::string::npos) return add_file(source, root, names);
  const std::string folder = source.substr(0, star), extension = source.substr(star + 1);
  for (const auto& entry : fs::directory_iterator(root / folder))
    if (entry.path().extension() == extension) add_file(folder + entry.path().filename().string(), root, names);
}

std::string hash_of(const std::string& sources, const fs::path& root) {
  std::set<std::string> names;
  std::istringstream words(sources);
  for (std::string word; words >> word;) {
    if (word == "and") continue;
    if (word.back() == ',') word.pop_back();
    add_source(word, root, names);
  }
  std::uint64_t hash = hash_text("");
  for (const std::string& name : names) hash = hash_text(read(root / name), hash_text(name, hash));
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
  return text;
}

}  // namespace

void stamp(GeneratedFile& file, const fs::path& root) {
  const std::size_t begin = file.text.find(hash_mark_open);
  if (begin == std::string::npos) return;
  const std::size_t inside = begin + hash_mark_open.size();
  const std::size_t end = file.text.find(hash_mark_close, inside);
  file.text.replace(begin, end + hash_mark_close.size() - begin,
                    hash_of(file.text.substr(inside, end - inside), root));
}

}  // namespace sipwright::gen

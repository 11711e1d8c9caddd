// Prints all that the parser says of each file named, with every kernel: once built with the drop-in form,
// once with the library, the output has to be the same.
#ifdef SIPWRIGHT_DROP_IN
#include "sipwright_parser.h"
#else
#include "sipwright/fields.hpp"
#include "sipwright/framer.hpp"
#include "sipwright/parser.hpp"
#include "sipwright/vocabulary.hpp"
#include "sipwright/writer.hpp"
#endif

#include <cstdio>
#include <string>

namespace {

using namespace sipwright;

std::string read(const char* path) {
  std::string bytes;
  if (std::FILE* file = std::fopen(path, "rb")) {
    char piece[4096];
    while (const std::size_t count = std::fread(piece, 1, sizeof piece, file)) bytes.append(piece, count);
    std::fclose(file);
  }
  return bytes;
}

int length(std::string_view text) {
  return static_cast<int>(text.size());
}

void say(const Message& message) {
  for (std::size_t i = 0; i < message.row_count(); ++i) {
    const Row& row = message.row(i);
    std::printf("%d %u-%u %u-%u\n", static_cast<int>(row.header), row.name_begin, row.name_end,
                row.value_begin, row.value_end);
    for (const Capture* at = message.begin(row); at != message.end(row); ++at) {
      const std::string_view label = name_of(at->label);
      std::printf("  %.*s %u-%u %u %lu\n", length(label), label.data(), at->begin, at->end, at->size,
                  static_cast<unsigned long>(at->value));
    }
  }
  Fields fields;
  fill_fields(message, fields);
  std::printf("%.*s|%.*s|%lu octets\n", length(fields.method), fields.method.data(),
              length(fields.via_branch), fields.via_branch.data(),
              static_cast<unsigned long>(message.body().size()));
}

// Finds the rows first and decodes each later.
void say_by_and_by(const std::string& bytes, Message& message) {
  const HeaderSet only = transaction_headers();
  ParseOptions options;
  options.only = &only;
  std::printf("%s\n", parse(bytes, message, options).describe().c_str());
  for (std::size_t i = 1; i < message.row_count(); ++i) {
    const Verdict verdict = decode(message, i);
    std::printf("%s %ld\n", verdict.describe().c_str(),
                static_cast<long>(message.end(message.row(i)) - message.begin(message.row(i))));
  }
}

// Copies the head by the writer, so that it is there and works.
void write(const Message& message) {
  static char room[131072];
  Writer writer(room);
  writer.status_line(status::ok);
  for (std::size_t i = 1; i < message.row_count(); ++i)
    if (const Row& row = message.row(i); row.header == Header::via)
      writer.header(row.header, message.value(row));
  writer.finish(message.body());
  std::printf("%.*s\n", length(writer.text()), writer.text().data());
}

}  // namespace

int main(int argc, char** argv) {
  static Message message;
  for (const char* kernel : {"avx2", "sse2", "scalar"}) {
    if (!use_kernel(kernel)) continue;
    for (int i = 1; i < argc; ++i) {
      const std::string bytes = read(argv[i]);
      ParseOptions options;
      options.name_rule = true;
      const Verdict verdict = parse(bytes, message, options);
      std::printf("%s %s: %s\n", kernel, argv[i], verdict.describe().c_str());
      if (!verdict.well_formed()) continue;
      say(message);
      write(message);
      say_by_and_by(bytes, message);
    }
  }
  const Verdict alone = parse_value(Header::event, "presence;id=7", message);
  std::printf("%s\n", alone.describe().c_str());
  return 0;
}

// The syntax IR: what the .g4 files say, with tokens resolved to sets of bytes.
#pragma once

#include <bitset>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace sipwright::gen {

using ByteSet = std::bitset<256>;

// Where something stands in a grammar file.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;  // 0: the line as a whole
};

// A grammar that is refused: `what()` is "file:line:column: what is wrong and what to do".
struct GrammarError : std::runtime_error {
  GrammarError(const Place& place, const std::string& text)
      : std::runtime_error(place.file + ":" + std::to_string(place.line) +
                           (place.column == 0 ? "" : ":" + std::to_string(place.column)) + ": " + text) {}
};

struct Node {
  enum class Kind { bytes, sequence, choice, repeat, call };
  Kind kind = Kind::sequence;
  Place place;
  ByteSet bytes;            // bytes: one byte of this set
  std::vector<Node> parts;  // sequence, choice, repeat (one part)
  int at_least = 0;         // repeat: 0 or 1
  bool unbounded = false;   // repeat: `*` and `+`, otherwise `?`
  std::string rule;         // call: the rule's name
  std::string label;        // capture, or empty
  bool is_list = false;     // `label+=`
};

// A way in which a message can be wrong: an enumerator and its text.
struct Objection {
  std::string name;
  std::string text;
  int status = 0;  // @refuse: what a server answers
  std::string where;  // @refuse: of all rules with this annotation ("type", "mandatory", "single"), or empty
  Place place;
};

// What a start rule asks of the message as a whole, and which @refuse speaks where it is not so.
struct Demand {
  enum class Kind {
    only,     // @only: the capture spells one of the words, in any case
    without,  // @without: the capture must not be there
    agree,    // @agree: the capture is the same, octet for octet, as another of the start line
    counts,   // @counts: the number says how many octets the body has
  };
  Kind kind = Kind::only;
  Place place;
  std::vector<std::string> path;   // labels, each within the one before
  std::vector<std::string> words;  // only
  std::string start;               // agree: name of the start rule that has the other capture
  std::vector<std::string> other;  // agree: labels in it
  std::string refusal;
};

// A deviation that some peers are known for, and how a message is mended that has it.
struct Toleration {
  enum class Way {
    drop,    // the octets `text` are taken away, where the grammar stops at them in one of `rules`
    ignore,  // the row of the header field is left out, where its value is malformed; in requests of `method` only
    insert,  // a row with the value `text` is put in, where the header field is missing
    count,   // the number is made to count the body, where that is shorter
    lines,   // a LF alone gets its CR
    end,     // the head gets its empty line
  };
  std::string name;
  Way way = Way::drop;
  Place place;
  std::string text;                // as a C++ string literal has it, like the next two
  std::string behind;              // drop: only behind these octets
  std::string before;              // drop: only where these stand behind them, however often `text` is repeated
  bool first = false;              // drop: only at the begin of the message
  std::vector<std::string> rules;  // drop
  std::string method;              // ignore; or empty
  std::string reason;              // empty where the name stands elsewhere with one
};

// What the doc comment of a rule says behind its @ signs.
struct Annotations {
  std::string header;                  // @header "Name"
  std::string compact;                 // @header "Name" "c"
  std::string start;                   // @start "Request-Line"
  bool single = false;                 // @single
  bool list = false;                   // @list
  bool rows = false;                   // @rows
  bool empty = false;                  // @empty
  bool nested = false;                 // @nested: the rule calls itself between two brackets
  bool mandatory_in_request = false;   // @mandatory request
  bool mandatory_in_response = false;  // @mandatory response
  std::optional<std::uint64_t> max;    // @type u32 max N
  std::string except;                  // @except RULE: what RULE derives is taken away
  std::string write;                   // @write "TEXT": how the generator spells it
  std::map<std::string, std::string> defaults;  // @default LABEL "TEXT": written where the part is not given
  bool quotes = false;                 // @quotes: a string in quotes, OPEN (... | ESCAPE ... )* CLOSE
  std::vector<Objection> errors;       // @error NAME "TEXT": what does not follow the grammar
  std::vector<Objection> refusals;     // @refuse NAME STATUS "TEXT": what does, and must be refused all the same
  std::vector<Demand> demands;         // @only, @without, @agree, @counts
  std::vector<Toleration> tolerations;  // @tolerate
};

struct Rule {
  std::string name;
  Place place;
  std::string source;  // the RFC and section that the doc comment begins with
  Annotations notes;
  Node body;
};

struct Grammar {
  std::vector<Rule> rules;  // in the order of the files
  std::map<std::string, std::size_t> index;
  std::map<std::string, ByteSet> tokens;
  std::set<std::string> letters;      // rules whose byte classes stand in the place of their calls

  const Rule& rule(const std::string& name) const { return rules[index.at(name)]; }
};

// Reads the grammar file and, through its imports, all it builds on.
// `root`: path of Sip.g4; `shown_as`: the path that messages and generated files use for its folder.
// Throws GrammarError for what is no ANTLR grammar, or not of the part of ANTLR that we use.
Grammar read_grammar(const std::string& root, const std::string& shown_as);

// The same by another meta-grammar than the one that the generator was built with.
Grammar read_grammar(const std::string& root, const std::string& shown_as, const Grammar& meta);

// Refuses what must not be emitted: undefined or unused rules, overlapping byte classes, empty loops,
// recursion that is not @nested, annotations that contradict each other. Throws GrammarError.
void check_grammar(const Grammar& grammar);

// True where `node` can match nothing at all.
bool is_nullable(const Grammar& grammar, const Node& node);

}  // namespace sipwright::gen

// One run of ANTLR over one stretch of octets.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "SipReferenceLexer.h"
#include "oracle.h"
#include "tables.hpp"

namespace sipwright::oracle {

// The stream's own readers decode UTF-8; SIP is octets, so the code points are filled in one to one.
class OctetStream : public antlr4::ANTLRInputStream {
 public:
  OctetStream(const unsigned char* bytes, std::size_t n) : antlr4::ANTLRInputStream(std::string()) {
    _data.assign(bytes, bytes + n);
    p = 0;
  }
};

// What StopAtOnce throws.
struct Failed {
  std::size_t offset;
};

// Stops at the first error and remembers where it was.
class StopAtOnce : public antlr4::DefaultErrorStrategy {
 public:
  void recover(antlr4::Parser* parser, std::exception_ptr error) override {
    try {
      std::rethrow_exception(error);
    } catch (const antlr4::RecognitionException& e) {
      const antlr4::Token* token = e.getOffendingToken();
      throw Failed{token != nullptr ? token->getStartIndex() : parser->getCurrentToken()->getStartIndex()};
    }
  }
  antlr4::Token* recoverInline(antlr4::Parser* parser) override {
    throw Failed{parser->getCurrentToken()->getStartIndex()};
  }
  void sync(antlr4::Parser*) override {}
  void reportError(antlr4::Parser*, const antlr4::RecognitionException&) override {}
};

// What ANTLR's lexer makes of the octets. Since every octet is a token, the lexer is asked once about each of the 256;
// running it over every input took a third of the time.
std::vector<std::unique_ptr<antlr4::Token>> tokens_of(antlr4::TokenSource& source, antlr4::CharStream& stream,
                                                      const unsigned char* bytes, std::size_t n);

// Lexer and parser over one stretch of octets; they print nothing.
struct Machinery {
  Machinery(const unsigned char* bytes, std::size_t n)
      : octets(bytes, n),
        lexer(&octets),
        source(tokens_of(lexer, octets, bytes, n)),
        tokens(&source),
        parser(&tokens) {
    parser.removeErrorListeners();
    parser.setErrorHandler(std::make_shared<StopAtOnce>());
  }
  OctetStream octets;
  SipReferenceLexer lexer;
  antlr4::ListTokenSource source;
  antlr4::CommonTokenStream tokens;
  SipReferenceParser parser;
};

// Tokens, parser and tree live together: the tree belongs to the parser.
struct Parsed {
  sipwright_oracle_verdict verdict{};
  antlr4::ParserRuleContext* tree = nullptr;  // null unless the grammar derives the input
  std::vector<sipwright_oracle_capture> captures;

  std::shared_ptr<Machinery> machinery;
};

const StartRule* find_start_rule(const char* name);

// Whether the octets are within the limit of nesting (oracle.h).
bool is_too_deep(const unsigned char* bytes, std::size_t n);

// Judges the octets by `rule`. Offsets in the answer count from `base`.
Parsed parse(const StartRule& rule, const unsigned char* bytes, std::size_t n, std::size_t base);

// The octets of a part of the tree: begin and end.
struct Extent {
  std::size_t begin;
  std::size_t end;
};
Extent extent_of(const antlr4::ParserRuleContext* context, std::size_t base);

}  // namespace sipwright::oracle

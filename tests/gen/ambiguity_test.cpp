// ANTLR's exact mode as a lint of the grammar: every ambiguity that it meets must be one that we know and
// have a reason for, and every one that we know must still be met.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "kit/oracle/oracle.h"
#include "mutations.hpp"

namespace sipwright::test {
namespace {

// "kind rule" -> why it is harmless.
const std::map<std::string, std::string> allowed = {
    {"ambiguity addrSpec",
     "ANTLR ignores @except: sip: is also the scheme of an absoluteURI; the SIP URI stands first"},
    {"ambiguity addrSpecBare", "ANTLR ignores @except, as above"},
    {"ambiguity viaParams",
     "ANTLR ignores @except: a known parameter is also a via-extension; the known one stands first"},
    {"ambiguity fromParam", "ANTLR ignores @except, as above"},
    {"ambiguity contactParams", "ANTLR ignores @except, as above"},
    {"ambiguity retryParam", "ANTLR ignores @except, as above"},
    {"ambiguity eventParam", "ANTLR ignores @except, as above"},
    {"ambiguity acceptParam", "ANTLR ignores @except, as above"},
    {"ambiguity ainfo", "ANTLR ignores @except, as above"},
    {"ambiguity callInfoParam", "ANTLR ignores @except, as above"},
    {"ambiguity challenge", "ANTLR ignores @except, as above"},
    {"ambiguity contentTypeParam", "ANTLR ignores @except, as above"},
    {"ambiguity credentials", "ANTLR ignores @except, as above"},
    {"ambiguity digResp", "ANTLR ignores @except, as above"},
    {"ambiguity digestCln", "ANTLR ignores @except, as above"},
    {"ambiguity dispositionParam", "ANTLR ignores @except, as above"},
    {"ambiguity preferenceParam", "ANTLR ignores @except, as above"},
    {"ambiguity reasonParam", "ANTLR ignores @except, as above"},
    {"ambiguity referredByParam", "ANTLR ignores @except, as above"},
    {"ambiguity rejectionParam", "ANTLR ignores @except, as above"},
    {"ambiguity replacesParam", "ANTLR ignores @except, as above"},
    {"ambiguity sessionParam", "ANTLR ignores @except, as above"},
    {"ambiguity subexpParam", "ANTLR ignores @except, as above"},
    {"ambiguity suppressIfMatchValue", "ANTLR ignores @except, as above"},
    {"ambiguity telParameter", "ANTLR ignores @except, as above"},
    {"ambiguity uriParameter", "ANTLR ignores @except, as above"},
    {"ambiguity uuiParam", "ANTLR ignores @except, as above"},
    {"ambiguity cleanMsgId", "a dot-atom may be a host; the rule has no captures inside"},
    {"ambiguity contactKnown", "+sip.instance is also a feature tag; the rule is only ever taken away"},
    {"ambiguity warnAgent", "a host may be a token; the rule has no captures inside"},
    {"ambiguity sws", "messageHead: blanks behind the colon could begin the raw value; the colon takes them"},
    {"ambiguity lws", "messageHead: as above"},
    {"context sws", "a fold or a blank inside a display name is told from the one behind it by what follows"},
    {"context lws", "as above"},
    {"context challenge", "a scheme that only begins as Digest does is told by what follows"},
};

struct Met {
  std::map<std::string, std::string> first_example;  // "kind rule" -> rule and input

  void look_at(const std::string& rule, const std::string& text) {
    struct Call {
      Met* met;
      const std::string& rule;
      const std::string& text;
    } call{this, rule, text};
    sipwright_oracle_diagnose(
        rule.c_str(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
        [](void* user, const sipwright_oracle_complaint* complaint) {
          const Call& c = *static_cast<Call*>(user);
          const std::string key = std::string(complaint->kind) + " " + complaint->rule;
          c.met->first_example.emplace(key, c.rule + " " + complaint->alternatives + ": " + c.text);
        },
        &call);
  }
};

TEST(Ambiguity, only_known_ones) {
  Met met;
  for (const CorpusMessage& message : corpus()) {
    const std::size_t end = message.octets.find("\r\n\r\n");
    if (end != std::string::npos) met.look_at("messageHead", message.octets.substr(0, end + 4));
  }
  const char* header;
  for (std::size_t i = 0; const char* rule = sipwright_oracle_start_rule(i, &header); ++i) {
    gen::Sentences sentences(grammar(), 11);
    for (int draw = 0; draw < 150; ++draw) met.look_at(rule, sentences.sentence(rule));
  }
  for (const auto& [key, example] : met.first_example)
    EXPECT_TRUE(allowed.count(key)) << key << " in " << example;
  for (const auto& [key, reason] : allowed)
    EXPECT_TRUE(met.first_example.count(key)) << "no longer met: " << key << " (" << reason << ")";
}

}  // namespace
}  // namespace sipwright::test

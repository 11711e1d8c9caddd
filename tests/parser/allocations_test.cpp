// The parser takes nothing from the heap: not for a message that it accepts, not for one that it refuses,
// with no kernel.
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "allocation_count.hpp"
#include "bench/messages.hpp"
#include "sipwright/fields.hpp"
#include "sipwright/parser.hpp"
#include "sipwright/writer.hpp"

namespace sipwright::test {
namespace {

// The bench's messages, the fuzzer's seeds and the torture messages.
const std::vector<std::string>& corpus() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> found;
    for (const char* name : bench::message_names)
      for (std::string& message : bench::read_messages(name).all) found.push_back(std::move(message));
    for (const char* folder : {SIPWRIGHT_ROOT "/fuzz/seeds", SIPWRIGHT_ROOT "/tests/wire/torture"})
      for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        found.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
      }
    return found;
  }();
  return all;
}

using Parser = std::function<Verdict(std::string_view, Message&)>;

// How many of the corpus were accepted, how many refused, and what it took from the heap.
struct Counted {
  std::size_t accepted = 0;
  std::size_t refused = 0;
  std::size_t allocations = 0;
};

Counted count(const Parser& parser) {
  static const auto message = std::make_unique<Message>();
  Counted all;
  for (const std::string& bytes : corpus()) {
    start_counting();
    const Verdict verdict = parser(bytes, *message);
    all.allocations += stop_counting();
    ++(verdict.accepted() ? all.accepted : all.refused);
  }
  return all;
}

class Allocations : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override { ASSERT_TRUE(use_kernel(GetParam())) << "this machine has no " << GetParam(); }
  void TearDown() override { use_kernel(before_); }
  const std::string before_{kernel_name()};
};

TEST_P(Allocations, full_decode_takes_none) {
  const Counted all = count([](std::string_view bytes, Message& message) { return parse(bytes, message); });
  EXPECT_EQ(all.allocations, 0u);
  EXPECT_GT(all.accepted, 256u);
  EXPECT_GT(all.refused, 20u);
}

TEST_P(Allocations, finding_first_and_decoding_later_takes_none) {
  static const HeaderSet only = transaction_headers();
  const Counted all = count([](std::string_view bytes, Message& message) {
    ParseOptions options;
    options.only = &only;
    const Verdict verdict = parse(bytes, message, options);
    for (std::size_t i = 1; i < message.row_count(); ++i) decode(message, i);
    return verdict;
  });
  EXPECT_EQ(all.allocations, 0u);
  EXPECT_GT(all.accepted, 256u);
}

// What is cut off anywhere is refused for the most different reasons.
TEST_P(Allocations, no_prefix_takes_any) {
  const auto message = std::make_unique<Message>();
  const std::string invite = bench::read_messages("invite").all.front();
  start_counting();
  for (std::size_t length = 0; length <= invite.size(); ++length)
    for (const bool head_only : {false, true})
      parse(std::string_view(invite).substr(0, length), *message, {head_only});
  EXPECT_EQ(stop_counting(), 0u);
}

TEST_P(Allocations, values_fields_and_look_ups_take_none) {
  const auto message = std::make_unique<Message>();
  Fields fields;
  const std::string invite = bench::read_messages("invite").all.front();
  start_counting();
  const bool accepted = parse(invite, *message).accepted();
  fill_fields(*message, fields);
  const bool found = message->find(Header::via, {Label::items, Label::branch}) != nullptr &&
                     message->count(Header::via) == 3 && !message->value(Header::contact).empty();
  const bool alone = parse_value(Header::event, "presence;id=7", *message).accepted();
  EXPECT_EQ(stop_counting(), 0u);
  EXPECT_TRUE(accepted && found && alone);
  EXPECT_EQ(fields.method, "INVITE");
}

TEST_P(Allocations, writing_takes_none) {
  const auto message = std::make_unique<Message>();
  const std::string invite = bench::read_messages("invite").all.front();
  const auto room = std::make_unique<std::array<char, 4096>>();
  start_counting();
  const bool accepted = parse(invite, *message).accepted();
  Writer again(*room);
  write(again, *message, Form::as_it_was);
  const bool same = again.text() == invite;
  Writer canonical(*room);
  write(canonical, *message, Form::canonical);
  canonical.header(parts::ToValue{.display = "in quotes, that is", .uri = {.text = "sip:a@b"}});
  EXPECT_EQ(stop_counting(), 0u);
  EXPECT_TRUE(accepted && same && canonical.complete());
}

INSTANTIATE_TEST_SUITE_P(Parser, Allocations, ::testing::Values("avx2", "sse2", "scalar"),
                         [](const auto& parameter) { return std::string(parameter.param); });

// The planted fault: a parser that keeps a copy of what is long enough for the heap.
TEST(AllocationCount, finds_a_parser_that_copies) {
  const Counted all = count([](std::string_view bytes, Message& message) {
    const std::string copy(bytes);
    return parse(copy, message);
  });
  EXPECT_EQ(all.allocations, corpus().size());
}

// Where the compiler cannot see it, so that it cannot leave the pair of allocating and freeing out.
void* volatile taken = nullptr;

std::size_t counted_by(void* (*take)(), void (*give)(void*)) {
  start_counting();
  taken = take();
  const std::size_t count = stop_counting();
  EXPECT_NE(taken, nullptr);
  give(taken);
  return count;
}

TEST(AllocationCount, sees_every_way_to_the_heap) {
  const auto give = [](void* p) { std::free(p); };
  constexpr std::align_val_t line{64};
  EXPECT_EQ(counted_by([] { return ::operator new(40); }, [](void* p) { ::operator delete(p); }), 1u);
  EXPECT_EQ(counted_by([] { return ::operator new[](40); }, [](void* p) { ::operator delete[](p); }), 1u);
  EXPECT_EQ(counted_by([] { return ::operator new(40, line); }, [](void* p) { ::operator delete(p, line); }),
            1u);
  EXPECT_EQ(counted_by([] { return std::malloc(40); }, give), 1u);
  EXPECT_EQ(counted_by([] { return std::calloc(4, 10); }, give), 1u);
  EXPECT_EQ(counted_by([] { return std::realloc(nullptr, 40); }, give), 1u);
  EXPECT_EQ(counted_by([] { return std::aligned_alloc(64, 64); }, give), 1u);
  // From within the library, which must end in the same functions.
  EXPECT_EQ(counted_by([]() -> void* { return strdup("sip"); }, give), 1u);
}

}  // namespace
}  // namespace sipwright::test

// The three answers that each invariant must be able to give to a trace: held, violated, premise not met.
#pragma once

#include <gtest/gtest.h>

#include "trace.hpp"

#define EXPECT_BREACH(trace, ids) EXPECT_EQ((trace).breaches(), ids) << (trace).findings()

#define EXPECT_HELD(trace, invariant) expect(trace, Invariant::invariant, Verdict::held, __LINE__)
#define EXPECT_UNMET(trace, invariant) expect(trace, Invariant::invariant, Verdict::inconclusive, __LINE__)

namespace sipwright::model {

// A publication that lives under tag "A" since now.
inline Trace& begun(Trace& trace, std::uint32_t expires = 600) {
  trace.want("doc");
  trace.answer(trace.publish({.body = "doc", .expires = expires}), {.etag = "A", .expires = expires});
  return trace;
}

// Nobody is accused, and `invariant` held, or had no premise.
inline void expect(Trace& trace, Invariant invariant, Verdict verdict, int line) {
  EXPECT_EQ(trace.breaches(), "") << trace.findings() << "line " << line;
  EXPECT_EQ(verdict_name(trace.monitor.tally(invariant).verdict()), verdict_name(verdict)) << "line " << line;
}

inline Trace& over(Trace& trace, Transport transport) {
  trace.transport = transport;
  return trace;
}

}  // namespace sipwright::model

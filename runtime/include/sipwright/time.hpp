// Time as the runtime sees it: a number that the embedder hands in with every call.
//
// The runtime owns no clock. An Instant counts nanoseconds since any epoch that the embedder likes, as long
// as the same one is used for every call on one object and the count never goes back. Take a monotonic clock,
// not the wall clock: a publication must not die because somebody set the date.
#pragma once

#include <chrono>

namespace sipwright {

// A point in time, and also a span between two of them.
using Instant = std::chrono::nanoseconds;
using Duration = std::chrono::nanoseconds;

// Later than every deadline: what next_deadline() says when nothing is due.
inline constexpr Instant never = Instant::max();

// `at + span` without overflow, so that a grant of 2^32-1 seconds or `never` itself stays later than
// everything else.
constexpr Instant later(Instant at, Duration span) {
  return span > never - at ? never : at + span;
}

}  // namespace sipwright

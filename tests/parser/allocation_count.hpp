// Counts what a stretch of code takes from the heap. Linked into a test, it stands in for operator new and
// for malloc and its relatives in the whole program (glibc).
#pragma once

#include <cstddef>

namespace sipwright::test {

// Between start and stop every allocation of this thread is counted; memory is handed out as ever.
void start_counting();
std::size_t stop_counting();

}  // namespace sipwright::test

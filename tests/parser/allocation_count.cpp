#include "allocation_count.hpp"

#include <cerrno>
#include <new>

// glibc's own, behind the names that are taken here.
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
void __libc_free(void*);
}

namespace {

thread_local bool counting = false;
thread_local std::size_t counted = 0;

void count() {
  if (counting) ++counted;
}

void* from_new(std::size_t size, std::size_t alignment) {
  count();
  void* const found = __libc_memalign(alignment, size == 0 ? 1 : size);
  if (found == nullptr) throw std::bad_alloc();
  return found;
}

}  // namespace

namespace sipwright::test {

void start_counting() {
  counted = 0;
  counting = true;
}

std::size_t stop_counting() {
  counting = false;
  return counted;
}

}  // namespace sipwright::test

// The array and nothrow forms end in these two, by the standard.
void* operator new(std::size_t size) {
  return from_new(size, alignof(std::max_align_t));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return from_new(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept {
  __libc_free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  __libc_free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
  __libc_free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  __libc_free(memory);
}

extern "C" {

void* malloc(std::size_t size) {
  count();
  return __libc_malloc(size);
}

void* calloc(std::size_t number, std::size_t size) {
  count();
  return __libc_calloc(number, size);
}

void* realloc(void* memory, std::size_t size) {
  count();
  return __libc_realloc(memory, size);
}

void* memalign(std::size_t alignment, std::size_t size) {
  count();
  return __libc_memalign(alignment, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) {
  count();
  return __libc_memalign(alignment, size);
}

int posix_memalign(void** memory, std::size_t alignment, std::size_t size) {
  count();
  *memory = __libc_memalign(alignment, size);
  return *memory == nullptr ? ENOMEM : 0;
}

void free(void* memory) {
  __libc_free(memory);
}
}

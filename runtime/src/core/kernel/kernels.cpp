// Picks the kernel that parses.
#include "core/kernel/kernel.hpp"
#include "sipwright/parser.hpp"

namespace sipwright {
namespace {

const Kernel& best_kernel() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")) return kernel_avx2;
  if (__builtin_cpu_supports("sse2")) return kernel_sse2;
#endif
  return kernel_scalar;
}

}  // namespace

const Kernel* kernel_in_use = &best_kernel();

bool use_kernel(std::string_view name) {
  for (const Kernel* kernel : {
         &kernel_scalar,
#if defined(__x86_64__) || defined(__i386__)
             &kernel_sse2, &kernel_avx2,
#endif
       }) {
    if (name != kernel->name) continue;
#if defined(__x86_64__) || defined(__i386__)
    if (kernel == &kernel_avx2 && &best_kernel() != kernel) return false;
#endif
    kernel_in_use = kernel;
    return true;
  }
  return false;
}

std::string_view kernel_name() {
  return kernel_in_use->name;
}

}  // namespace sipwright

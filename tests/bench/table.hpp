// What the bench measured, as a table.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace sipwright::bench {

// Nanoseconds a message, one number a round: samples[messages][participant][round]. The numbers of one round
// were taken within a fraction of a second, so that their ratio is fair on a machine that others use as well.
using Samples = std::map<std::string, std::map<std::string, std::vector<double>>>;

struct Ratio {
  double low = 0;  // a quarter of the rounds had less
  double median = 0;
  double high = 0;  // a quarter had more
};

double median(std::vector<double> values);

// Round by round.
Ratio ratio(const std::vector<double>& ours, const std::vector<double>& theirs);

// Markdown: one row a participant, one column a message: median time, and ratio to `base` in the same round.
std::string table(const Samples& samples, const std::vector<std::string>& participants,
                  const std::vector<std::string>& messages, const std::string& base);

}  // namespace sipwright::bench

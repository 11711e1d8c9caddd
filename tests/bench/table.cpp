#include "table.hpp"

#include <algorithm>
#include <cstdio>

namespace sipwright::bench {
namespace {

// The value below which that part of the values lies, between two of them where it falls between.
double quantile(std::vector<double> values, double part) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const double place = part * static_cast<double>(values.size() - 1);
  const auto index = static_cast<std::size_t>(place);
  const double above = values[std::min(index + 1, values.size() - 1)];
  return values[index] + (place - static_cast<double>(index)) * (above - values[index]);
}

std::string cell(double nanoseconds, double to_base) {
  char text[64];
  std::snprintf(text, sizeof text, nanoseconds < 100'000 ? " %.0f (%.3f) |" : " %.0f (%.0f) |", nanoseconds,
                to_base);
  return text;
}

}  // namespace

double median(std::vector<double> values) {
  return quantile(std::move(values), 0.5);
}

Ratio ratio(const std::vector<double>& ours, const std::vector<double>& theirs) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < std::min(ours.size(), theirs.size()); ++i)
    ratios.push_back(ours[i] / theirs[i]);
  return {quantile(ratios, 0.25), quantile(ratios, 0.5), quantile(ratios, 0.75)};
}

std::string table(const Samples& samples, const std::vector<std::string>& participants,
                  const std::vector<std::string>& messages, const std::string& base) {
  std::string head = "| ns (ratio to " + base + ") |";
  std::string line = "|---|";
  for (const std::string& name : messages) {
    head += " " + name + " |";
    line += "---|";
  }
  std::string text = head + "\n" + line + "\n";
  for (const std::string& participant : participants) {
    text += "| " + participant + " |";
    for (const std::string& name : messages) {
      const auto& of_message = samples.at(name);
      const auto found = of_message.find(participant);
      const auto foundation = of_message.find(base);
      text += found == of_message.end() || foundation == of_message.end()
                  ? " |"
                  : cell(median(found->second), ratio(found->second, foundation->second).median);
    }
    text += "\n";
  }
  return text;
}

}  // namespace sipwright::bench

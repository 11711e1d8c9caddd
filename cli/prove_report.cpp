// The report of `sipwright prove`: text, JSON, and model/PROPERTIES.md.
#include <cstdio>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "prove.hpp"

namespace sipwright::cli {
namespace {

std::string verdict_of(const kit::PropertyReport& one, bool deep) {
  if (one.violated) return "violated";
  if (one.vacuous) return "vacuous";
  if (one.incomplete) return "cut off";
  return deep ? "not broken" : "held";
}

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

std::string printed(const char* format, double number) {
  char text[40];
  std::snprintf(text, sizeof text, format, number);
  return text;
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string premise_of(const kit::PropertyReport& one) {
  return one.property->claim < 0 ? std::string() : grouped(one.premises);
}

}  // namespace

int status_of(const kit::ProofReport& report, bool planted) {
  int status = report.rows_not_taken.empty() ? held : failed;
  for (const kit::PropertyReport& one : report.properties) {
    if (one.violated || one.vacuous || (planted && !one.fault_found)) return failed;
    if (one.incomplete) status = inconclusive;
  }
  return status;
}

std::string text_of(const kit::ProofReport& report, bool deep) {
  std::string text;
  for (const kit::PropertyReport& one : report.properties) {
    text += padded(verdict_of(one, deep), 11) + padded(std::string(one.property->name), 23);
    text += padded(grouped(one.states), 12) + "states  ";
    if (one.property->claim >= 0) text += "premise " + premise_of(one) + " times  ";
    if (!one.planted.rows.empty() || one.fault_found) text += one.fault_found ? "fault found" : "FAULT NOT FOUND";
    while (text.back() == ' ') text.pop_back();
    text += "\n";
  }
  for (const std::string& row : report.rows_not_taken) text += "row not taken: " + row + "\n";
  for (const kit::PropertyReport& one : report.properties) {
    if (one.violated) text += "\n" + std::string(one.property->says) + " Broken like this:\n\n" + one.ladder;
  }
  return text + std::to_string(report.properties.size()) + " properties, " + std::to_string(report.runs.size()) +
         " runs, " + printed("%.1f s\n", report.seconds);
}

std::string json_of(const kit::ProofReport& report, bool deep) {
  nlohmann::json out;
  out["seconds"] = report.seconds;
  out["rows_not_taken"] = report.rows_not_taken;
  for (const kit::PropertyReport& one : report.properties) {
    out["properties"].push_back({{"name", one.property->name},
                                 {"says", one.property->says},
                                 {"verdict", verdict_of(one, deep)},
                                 {"states", one.states},
                                 {"premises", one.premises},
                                 {"seconds", one.seconds},
                                 {"fault_found", one.fault_found},
                                 {"ladder", one.violated ? one.ladder : std::string()}});
  }
  return out.dump(2) + "\n";
}

std::string list_text(const std::vector<const kit::Property*>& properties) {
  std::string text;
  for (const kit::Property* one : properties) {
    text += padded(std::string(one->name), 22) + " " + std::string(one->says) + "\n";
  }
  return text;
}

std::string list_json(const std::vector<const kit::Property*>& properties) {
  nlohmann::json out = nlohmann::json::array();
  for (const kit::Property* one : properties) {
    out.push_back({{"name", one->name},
                   {"says", one->says},
                   {"requirements", one->requirements},
                   {"proof", one->proof},
                   {"fault", one->mutant}});
  }
  return out.dump(2) + "\n";
}

std::string markdown_of(const kit::ProofReport& report) {
  std::string text =
      "# What is proven\n\n"
      "Written by `sipwright prove --markdown model/PROPERTIES.md`; a test compares it with a new run, times apart.\n\n"
      "Each property holds in every state that can be reached within the bounds of its runs, which SPIN explores\n"
      "completely. A claim counts only if its premise occurred, a formula only if its planted fault breaks it: every\n"
      "property here was broken by the fault beside it, a changed row of a table or a fault of the world around it.\n"
      "`sipwright prove --fault NAME` shows how, as a ladder. `publication` and `transactions` are the files of\n"
      "`model/proofs/`, which state the bounds and what is abstracted.\n\n"
      "| property | says | requirements | proof | states | premise | seconds | planted fault |\n"
      "|---|---|---|---|---|---|---|---|\n";
  for (const kit::PropertyReport& one : report.properties) {
    const kit::Property& property = *one.property;
    text += "| " + std::string(property.name) + " | " + std::string(property.says) + " | " +
            std::string(property.requirements) + " | " + std::string(property.proof) +
            (property.formula.empty() ? "" : ", `" + std::string(property.formula) + "`") + " | " +
            grouped(one.states) + " | " + premise_of(one) + " | " + printed("%.1f", one.seconds) + " | " +
            (property.mutant.empty() ? "fault " + std::to_string(property.fault) + " of the proof"
                                     : "`" + std::string(property.mutant) + "`") +
            " |\n";
  }
  text += "\n## Runs\n\n| proof | formula | bounds | states | seconds |\n|---|---|---|---|---|\n";
  for (const kit::RunReport& one : report.runs) {
    text += "| " + std::string(one.run.proof) + " | " + std::string(one.run.formula) + " | " +
            std::string(one.run.small) + " | " + grouped(one.result.states) + " | " +
            printed("%.1f", one.result.seconds) + " |\n";
  }
  text += "\n## Rows that no run takes\n\nEvery other row of these tables is taken.\n\n";
  for (const kit::RowReason& one : kit::rows_out_of_reach()) {
    text += "- " + std::string(one.machine) + ", " +
            (one.row < 0 ? "all rows that are not taken" : "row " + std::to_string(one.row)) + ":\n  " +
            std::string(one.reason) + "\n";
  }
  for (const std::string& row : report.rows_not_taken) text += "- " + row + ": unexplained\n";
  return text;
}

}  // namespace sipwright::cli

// The order of work: verifiers, runs, planted faults; each step on as many workers as there are.
#include "kit/proof/prove.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "kit/proof/counterexample.hpp"
#include "sipwright/machines/client_transaction.hpp"
#include "sipwright/machines/compositor.hpp"
#include "sipwright/machines/publication.hpp"
#include "sipwright/machines/publisher.hpp"
#include "sipwright/machines/server_transaction.hpp"

namespace sipwright::kit {
namespace {

using Task = std::function<void()>;

// Does all tasks, then throws what the first failing one threw.
void work(const std::vector<Task>& tasks, unsigned workers) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr trouble;
  std::mutex guard;
  const auto loop = [&] {
    for (std::size_t i = next++; i < tasks.size(); i = next++) {
      try {
        tasks[i]();
      } catch (...) {
        const std::lock_guard lock(guard);
        if (!trouble) trouble = std::current_exception();
        next = tasks.size();
      }
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < workers; ++i) threads.emplace_back(loop);
  loop();
  for (std::thread& thread : threads) thread.join();
  if (trouble) std::rethrow_exception(trouble);
}

bool concerns(const Property& property, const ProofRun& run) {
  return property.proof == run.proof && property.formula == run.formula;
}

Checks checks_of(std::string_view formula) { return formula.empty() ? Checks::claims : Checks::formulas; }

void write_all(const WorkFolder& folder, const std::vector<PromelaFile>& tables) {
  for (const PromelaFile& file : tables) folder.write("generated/" + file.name, file.text);
  for (const PromelaFile& file : proof_files()) folder.write("proofs/" + file.name, file.text);
}

class Campaign {
 public:
  explicit Campaign(const ProofSettings& settings) : settings_(settings) {
    for (const Property& one : properties()) {
      const bool named = std::find(settings.only.begin(), settings.only.end(), one.name) != settings.only.end();
      if (!settings.only.empty() && !named) continue;
      report_.properties.emplace_back();
      report_.properties.back().property = &one;
    }
    for (const ProofRun& run : proof_runs()) {
      const auto wants = [&](const PropertyReport& one) { return concerns(*one.property, run); };
      if (std::any_of(report_.properties.begin(), report_.properties.end(), wants)) report_.runs.push_back({run, {}});
    }
  }

  ProofReport go() {
    const auto begin = std::chrono::steady_clock::now();
    build();
    run_all();
    judge();
    if (settings_.only.empty() && !settings_.deep) count_rows();
    report_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return std::move(report_);
  }

 private:
  using Kind = std::pair<std::string_view, Checks>;

  void tell(const std::string& text) {
    const std::lock_guard lock(guard_);
    if (settings_.progress) settings_.progress(text);
  }

  void build() {
    write_all(plain_, settings_.tables);
    write_all(mutated_, settings_.mutated_tables);
    std::set<Kind> kinds, planted;
    for (const RunReport& one : report_.runs) kinds.emplace(one.run.proof, checks_of(one.run.formula));
    if (settings_.planted) planted = kinds;
    std::vector<Task> tasks;
    const auto add = [&](const WorkFolder& folder, const Kind& kind, std::map<Kind, std::string>& into, char level) {
      std::string& place = into[kind];
      const Search search =
          settings_.deep && &into == &verifiers_ ? Search::bitstate : Search::complete;
      tasks.emplace_back([this, &folder, kind, &place, level, search] {
        tell("building the verifier of " + std::string(kind.first));
        place = make_verifier(folder.path(), kind.first, kind.second, search, level);
      });
    };
    if (!settings_.runs) kinds.clear();
    for (const Kind& kind : kinds) add(plain_, kind, verifiers_, settings_.deep ? '2' : '1');
    for (const Kind& kind : planted) add(mutated_, kind, planted_verifiers_, '0');
    work(tasks, settings_.workers);
  }

  RunOrder order(const RunReport& one) const {
    RunOrder order;
    order.verifier = verifiers_.at({one.run.proof, checks_of(one.run.formula)});
    order.formula = one.run.formula;
    order.scope = settings_.deep ? one.run.deep : one.run.small;
    order.claims = one.run.formula.empty() ? ~0u : 0u;
    return order;
  }

  void run_all() {
    std::vector<Task> tasks;
    if (settings_.deep) {
      deep_tasks(tasks);
    } else if (settings_.runs) {
      for (RunReport& one : report_.runs) {
        tasks.emplace_back([this, &one] {
          tell("exploring " + std::string(one.run.proof) + " " + std::string(one.run.formula));
          one.result = run_verifier(order(one));
        });
      }
    }
    if (settings_.planted) {
      for (PropertyReport& one : report_.properties) tasks.emplace_back([this, &one] { plant(one); });
    }
    work(tasks, settings_.workers);
  }

  // Every worker takes every run once, each on a random way of its own, for its share of the time.
  void deep_tasks(std::vector<Task>& tasks) {
    const int minutes = std::max<int>(1, settings_.deep_minutes / static_cast<int>(report_.runs.size()));
    for (unsigned worker = 0; worker < settings_.workers; ++worker) {
      for (RunReport& one : report_.runs) {
        tasks.emplace_back([this, &one, worker, minutes] {
          RunOrder deep = order(one);
          deep.bits_log2 = settings_.deep_bits_log2;
          deep.seed = settings_.deep_seed + worker;
          deep.minutes_max = minutes;
          tell("sampling " + std::string(one.run.proof) + " " + std::string(one.run.formula));
          const RunResult result = run_verifier(deep);
          const std::lock_guard lock(guard_);
          const std::uint64_t before = one.result.states;
          if (!one.result.violated) one.result = result;
          one.result.states = before + result.states;
        });
      }
    }
  }

  void plant(PropertyReport& one) {
    const Property& property = *one.property;
    RunOrder order;
    order.verifier = planted_verifiers_.at({property.proof, checks_of(property.formula)});
    order.formula = property.formula;
    order.scope = planted_scope(property);
    order.claims = property.claim < 0 ? 0u : 1u << property.claim;
    order.fault = property.fault;
    if (!property.mutant.empty()) {
      order.mutant = settings_.mutant_number(property.mutant);
      if (order.mutant == 0) {
        throw ToolTrouble("no mutant is called " + std::string(property.mutant) +
                          "; mend tests/kit/proof/properties.cpp");
      }
    }
    tell("planting the fault of " + std::string(property.name));
    one.planted = run_verifier(order);
    one.fault_found = one.planted.violated;
  }

  void judge() {
    for (PropertyReport& one : report_.properties) {
      const Property& property = *one.property;
      for (const RunReport& run : report_.runs) {
        if (!concerns(property, run.run)) continue;
        one.states += run.result.states;
        one.seconds += run.result.seconds;
        const auto premises = run.result.premises.find(property.claim);
        if (premises != run.result.premises.end()) one.premises += premises->second;
        one.incomplete = one.incomplete || (!run.result.complete && !run.result.violated && !settings_.deep);
        // A run stops at its first violation: that it is this property's, its last line says.
        const bool mine = property.claim < 0 || broken_claim(run.result) == property.claim;
        if (!run.result.violated || !mine) continue;
        one.violated = true;
        one.trail = run.result.trail;
      }
      one.vacuous = property.claim >= 0 && one.premises == 0;
      if (!one.violated) one.trail = one.planted.trail;
      if (!one.trail.empty()) one.ladder = ladder_of_trail(property.proof, property.name, one.trail);
    }
  }

  static int broken_claim(const RunResult& result) {
    for (const std::string& line : result.trail) {
      if (line.starts_with("@broken")) return read_trail_line(line).at(0);
    }
    return -1;
  }

  template <class Rows>
  void rows_of(int machine, const char* name, const Rows& rows) {
    for (std::size_t row = 0; row < std::size(rows); ++row) {
      const auto takes = [&](const RunReport& one) {
        const auto found = one.result.rows.find(machine);
        return found != one.result.rows.end() && found->second.count(static_cast<int>(row)) != 0;
      };
      const auto reasons = rows_out_of_reach();
      const auto excuses = [&](const RowReason& one) {
        return one.machine == name && (one.row < 0 || one.row == static_cast<int>(row));
      };
      const bool excused = std::any_of(reasons.begin(), reasons.end(), excuses);
      const auto exactly = [&](const RowReason& one) { return excuses(one) && one.row >= 0; };
      const bool taken = std::any_of(report_.runs.begin(), report_.runs.end(), takes);
      if (taken && std::any_of(reasons.begin(), reasons.end(), exactly)) {
        report_.rows_not_taken.push_back(std::string(name) + " " + std::to_string(row) +
                                         " is taken, and said to be out of reach");
      }
      if (taken || excused) continue;
      report_.rows_not_taken.push_back(std::string(name) + " " + std::to_string(row) + ": " +
                                       std::string(to_string(rows[row].state)) + ", " +
                                       std::string(to_string(rows[row].event)));
    }
  }

  void count_rows() {
    rows_of(0, "publisher", machines::publisher_rows);
    rows_of(1, "client_transaction", machines::client_transaction_rows);
    rows_of(2, "server_transaction", machines::server_transaction_rows);
    rows_of(3, "compositor", machines::compositor_rows);
    rows_of(4, "publication", machines::publication_rows);
  }

  const ProofSettings& settings_;
  ProofReport report_;
  const WorkFolder plain_, mutated_;
  std::map<Kind, std::string> verifiers_, planted_verifiers_;
  std::mutex guard_;
};

}  // namespace

ProofReport prove(const ProofSettings& settings) { return Campaign(settings).go(); }

}  // namespace sipwright::kit

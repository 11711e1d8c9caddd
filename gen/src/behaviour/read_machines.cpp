// Reads the tables of all machines: the one place where the generator names them.
#include "model/call.hpp"
#include "model/call_presence.hpp"
#include "model/client_transaction.hpp"
#include "model/compositor.hpp"
#include "model/digest_client.hpp"
#include "model/publication.hpp"
#include "model/publisher.hpp"
#include "model/push_back.hpp"
#include "model/server_transaction.hpp"
#include "reflect.hpp"

namespace sipwright::gen::behaviour {

#define SIPWRIGHT_READ(space)                                                      \
  {                                                                                \
    namespace from = model::space;                                                 \
    Machine machine = reflect_machine<from::Machine>();                            \
    machine.states = words(from::StateInfo);                                       \
    machine.events = words(from::EventKindInfo);                                   \
    machine.effects = words(from::effect_info);                                    \
    machine.fields = members(from::field_info);                                    \
    machine.context = members(from::context_info);                                 \
    machine.config = members(from::config_info);                                   \
    for (const model::EnumInfo& one : from::enum_info) {                           \
      machine.enumerations.push_back({std::string(one.name), words(one.begin, one.end)}); \
    }                                                                              \
    machines.push_back(std::move(machine));                                        \
  }

std::vector<Machine> read_machines() {
  std::vector<Machine> machines;
  SIPWRIGHT_READ(publisher)
  SIPWRIGHT_READ(client_transaction)
  SIPWRIGHT_READ(server_transaction)
  SIPWRIGHT_READ(compositor)
  SIPWRIGHT_READ(publication)
  SIPWRIGHT_READ(call)
  SIPWRIGHT_READ(call_presence)
  SIPWRIGHT_READ(digest_client)
  SIPWRIGHT_READ(push_back)
  return machines;
}

}  // namespace sipwright::gen::behaviour

// Look-ups in a parsed message.
#include "sipwright/message.hpp"

namespace sipwright {

const Row* Message::first(Header header) const {
  const std::uint16_t row = first_row_[static_cast<std::size_t>(header)];
  return row == no_row ? nullptr : &rows_[row];
}

std::size_t Message::count(Header header) const {
  std::size_t count = 0;
  for (std::size_t i = first_row_[static_cast<std::size_t>(header)]; i < row_count_; ++i)
    count += rows_[i].header == header;
  return count;
}

std::string_view Message::value(const Row& row) const {
  std::size_t end = row.value_end;
  while (end > row.value_begin && (bytes_[end - 1] == ' ' || bytes_[end - 1] == '\t')) --end;
  return bytes_.substr(row.value_begin, end - row.value_begin);
}

std::string_view Message::value(Header header) const {
  const Row* row = first(header);
  return row == nullptr ? std::string_view() : value(*row);
}

const Capture* Message::find(const Row& row, std::initializer_list<Label> path) const {
  const Capture* from = begin(row);
  const Capture* to = end(row);
  const Capture* found = nullptr;
  for (Label label : path) {
    found = find(from, to, label);
    if (found == nullptr) return nullptr;
    from = found + 1;
    to = found + found->size;
  }
  return found;
}

const Capture* Message::find(Header header, std::initializer_list<Label> path) const {
  const Row* row = first(header);
  return row == nullptr ? nullptr : find(*row, path);
}

}  // namespace sipwright

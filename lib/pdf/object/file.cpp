// SPDX-License-Identifier: MIT
#include "pdf/object/file.h"

#include <algorithm>
#include <limits>

#include "pdf/object/hash.h"

// A file's outer structure: header, streams, object streams, cross-reference stream.
//
// PoDoFo serialises the objects, but its files hold each object on its own, in the open. A tagged book has tens of
// thousands of small objects: packed into compressed object streams they take a fifth of the room. PoDoFo has no object
// streams, and its cross-reference stream is malformed by qpdf's judgement, so this part is ours.
//
// An object stream holds up to two hundred objects in the order in which they were written. Readers unpack a whole
// stream for one object, so larger ones would cost them more than the file gains.

namespace mdconv::pdf {
namespace {

constexpr std::size_t kObjectsPerStream = 200;
// Less than the 64 KiB in which readers decode: qpdf warns of a stream whose output fills such a buffer just as its
// input ends.
constexpr std::size_t kBytesPerStream = 60'000;

void append_big_endian(std::string& to, std::uint64_t value, unsigned width) {
  for (unsigned i = width; i-- > 0;) to += static_cast<char>(value >> (8 * i) & 0xFF);
}

std::string hash_bytes(std::string_view content) {
  std::string bytes;
  for (const std::uint64_t half : content_hash(content)) append_big_endian(bytes, half, 8);
  return bytes;
}

}  // namespace

// The second line tells transfer programs that the file is binary. Object 0 is the head of the free list.
File::File(std::string_view version) : out_("%PDF-"), places_(1) {
  out_.append(version).append("\n%\xE2\xE3\xCF\xD3\n");
}

Ref File::reserve(std::size_t count) {
  const Ref first{static_cast<std::uint32_t>(places_.size())};
  places_.resize(places_.size() + count);
  return first;
}

void File::write_serialised(Ref ref, std::string_view object) {
  if (!pending_.empty() && pending_.size() + pending_index_.size() + object.size() > kBytesPerStream)
    flush_object_stream();
  append_number(pending_index_, std::int64_t{ref.number});
  pending_index_ += ' ';
  append_number(pending_index_, static_cast<std::int64_t>(pending_.size()));
  pending_index_ += ' ';
  pending_ += object;
  pending_ += '\n';
  pending_numbers_.push_back(ref.number);
  if (pending_numbers_.size() == kObjectsPerStream) flush_object_stream();
}

void File::write_stream(Ref ref, Dictionary dictionary, std::string_view bytes, Encoding encoding) {
  if (encoding == Encoding::Deflate) {
    compressed_.clear();
    if (!deflater_.append(bytes, compressed_)) failed_ = true;
    bytes = compressed_;
  }
  if (encoding != Encoding::AsIs) dictionary.set("Filter", Name{"FlateDecode"});
  dictionary.set("Length", static_cast<std::int64_t>(bytes.size()));
  std::string text;
  if (!serialise(dictionary, text)) failed_ = true;
  place_stream(ref, text, bytes);
}

void File::write_serialised_stream(Ref ref, std::string_view entries, std::string_view bytes) {
  std::string text = "<<";
  text += entries;
  text += "/Length ";
  append_number(text, static_cast<std::int64_t>(bytes.size()));
  place_stream(ref, text + ">>", bytes);
}

void File::place_stream(Ref ref, std::string_view dictionary, std::string_view bytes) {
  places_[ref.number] = {Place::Kind::Offset, static_cast<std::uint32_t>(out_.size()), 0};
  append_number(out_, std::int64_t{ref.number});
  out_ += " 0 obj\n";
  out_ += dictionary;
  out_ += "\nstream\n";
  out_ += bytes;
  out_ += "\nendstream\nendobj\n";
}

Ref File::add_stream(Dictionary dictionary, std::string_view bytes, Encoding encoding) {
  const Ref ref = reserve();
  write_stream(ref, std::move(dictionary), bytes, encoding);
  return ref;
}

void File::flush_object_stream() {
  if (pending_numbers_.empty()) return;
  const Ref stream = reserve();
  std::uint16_t index = 0;
  for (const std::uint32_t number : pending_numbers_) places_[number] = {Place::Kind::InStream, stream.number, index++};
  Dictionary dictionary{{"Type", Name{"ObjStm"}},
                        {"N", static_cast<std::int64_t>(pending_numbers_.size())},
                        {"First", static_cast<std::int64_t>(pending_index_.size())}};
  pending_index_ += pending_;
  write_stream(stream, std::move(dictionary), pending_index_);
  pending_.clear();
  pending_index_.clear();
  pending_numbers_.clear();
}

void File::write_xref(Ref catalog, std::optional<Ref> info) {
  const Bytes id{hash_bytes(out_)};
  const std::size_t start = out_.size();
  const Ref self = reserve();
  places_[self.number] = {Place::Kind::Offset, static_cast<std::uint32_t>(start), 0};
  const unsigned width = start < 1 << 24 ? 3 : 4;
  std::string table;
  table.reserve(places_.size() * (width + 2));
  for (std::size_t number = 0; number < places_.size(); ++number) {
    const Place& place = places_[number];
    table += static_cast<char>(place.kind);
    append_big_endian(table, place.offset_or_stream, width);
    table += static_cast<char>(place.index);  // at most kObjectsPerStream
  }
  Dictionary trailer{{"Type", Name{"XRef"}},
                     {"Size", static_cast<std::int64_t>(places_.size())},
                     {"W", Array{1, static_cast<std::int64_t>(width), 1}},
                     {"Root", catalog},
                     {"ID", Array{id, id}}};
  if (info) trailer.set("Info", *info);
  write_stream(self, std::move(trailer), table);
  out_ += "startxref\n";
  append_number(out_, static_cast<std::int64_t>(start));
  out_ += "\n%%EOF\n";
}

Result<std::string> File::finish(Ref catalog, std::optional<Ref> info) {
  flush_object_stream();
  write_xref(catalog, info);
  if (failed_) return Error{Code::Internal, {}, "the PDF's objects cannot be written"};
  if (out_.size() > std::numeric_limits<std::uint32_t>::max())
    return Error{Code::LimitExceeded, {}, "the PDF is larger than 4 GB"};
  return std::move(out_);
}

}  // namespace mdconv::pdf

// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <limits>

#include "pdf/object/file.h"
#include "pdf/object/hash.h"
#include "pdf/object/value.h"
#include "pdf_reader.h"

namespace mdconv::pdf {
namespace {

std::string written(const Value& value) {
  std::string text;
  EXPECT_TRUE(serialise(value, text));
  return text;
}

std::string number(double value) {
  std::string text;
  append_number(text, value);
  return text;
}

TEST(Number, HasAtMostFourDecimalsAndNoExponent) {
  EXPECT_EQ(number(0), "0");
  EXPECT_EQ(number(-0.0), "0");
  EXPECT_EQ(number(10.5), "10.5");
  EXPECT_EQ(number(-0.25), "-0.25");
  EXPECT_EQ(number(0.00004), "0");
  EXPECT_EQ(number(-0.00004), "0");
  EXPECT_EQ(number(1.0 / 3), "0.3333");
  EXPECT_EQ(number(0.0101), "0.0101");
  EXPECT_EQ(number(99.99999), "100");
  EXPECT_EQ(number(123456789), "123456789");
  EXPECT_EQ(number(1e300), "0");
  EXPECT_EQ(number(std::numeric_limits<double>::quiet_NaN()), "0");
}

TEST(Value, IsWrittenInPdfSyntax) {
  // A leading space parts a value from its key.
  EXPECT_EQ(written(true), " true");
  EXPECT_EQ(written(Name{"A b#(c)"}), "/A#20b#23#28c#29");
  EXPECT_EQ(written(Ref{12}), " 12 0 R");
  EXPECT_EQ(written(Array{1, 2.5, Name{"N"}, Ref{3}, Array{}}), "[ 1 2.5/N 3 0 R[]]");
  EXPECT_EQ(written(Dictionary{{"B", 1}, {"A", Name{"x"}}, {"Type", Name{"T"}}}), "<</Type/T/A/x/B 1>>");
}

TEST(Value, WritesAsciiTextAsItIs) { EXPECT_EQ(written(Text{"a(b)\\c"}), "(a\\(b\\)\\\\c)"); }

TEST(Value, WritesOtherTextInUtf16) {
  // U+4E2D, then U+1F600 as a surrogate pair.
  const std::string expected("(\xFE\xFF\x4E\x2D\xD8\x3D\xDE\x00)", 10);
  EXPECT_EQ(written(Text{"\xE4\xB8\xAD\xF0\x9F\x98\x80"}), expected);
}

TEST(Value, ReplacesMalformedUtf8) {
  const std::string text = utf16_text("a\xE4\xB8");
  EXPECT_EQ(text.substr(0, 6), std::string("\xFE\xFF\0a\xFF\xFD", 6));
}

TEST(Value, CopiesAreIndependent) {
  Dictionary first{{"A", 1}};
  Dictionary second = first;
  second.set("A", 2);
  EXPECT_EQ(written(first), "<</A 1>>");
  EXPECT_EQ(written(second), "<</A 2>>");
}

TEST(File, HoldsManyObjectsAndStreams) {
  File file;
  const Ref catalog = file.reserve();
  const Ref never_written = file.reserve();
  std::vector<Ref> refs;
  for (int i = 0; i < 1000; ++i) refs.push_back(file.add(Dictionary{{"Index", i}}));
  const std::string long_text(5000, 'x');
  const Ref packed = file.add_stream({}, long_text);
  const Ref plain = file.add_stream({{"Filter", Name{"DCTDecode"}}}, "endstream", Encoding::AsIs);
  const Ref empty = file.add_stream({}, "");
  file.write(catalog, Dictionary{{"Type", Name{"Catalog"}}});
  const Result<std::string> bytes = file.finish(catalog, file.reserve());
  ASSERT_TRUE(bytes);

  const testing::PdfReader reader(*bytes);
  EXPECT_EQ(reader.catalog(), "<</Type/Catalog>>");
  for (int i = 0; i < 1000; ++i)
    EXPECT_EQ(reader.object(int(refs[std::size_t(i)].number)), "<</Index " + std::to_string(i) + ">>");
  EXPECT_EQ(reader.streams.at(int(packed.number)), long_text);
  EXPECT_EQ(reader.streams.at(int(plain.number)), "endstream");
  EXPECT_EQ(reader.streams.at(int(empty.number)), "");
  EXPECT_EQ(reader.objects.count(int(never_written.number)), 0u);
  EXPECT_LT(bytes->size(), 10000u);
}

TEST(File, StreamsOfObjectsFillNoBufferOfReaders) {
  File file;
  const Ref catalog = file.reserve();
  for (int i = 0; i < 500; ++i) file.add(Dictionary{{"Text", Text{std::string(1000, 'x')}}});
  file.write(catalog, Dictionary{{"Type", Name{"Catalog"}}});
  const Result<std::string> bytes = file.finish(catalog, file.reserve());
  ASSERT_TRUE(bytes);
  for (const auto& [number, stream] : testing::PdfReader(*bytes).streams) EXPECT_LT(stream.size(), 65'536U) << number;
}

TEST(File, IdentifierFollowsTheContent) {
  const auto id_of = [](int value) {
    File file;
    const Ref catalog = file.add(Dictionary{{"V", value}});
    const Result<std::string> bytes = file.finish(catalog, catalog);
    const std::string trailer = testing::PdfReader(*bytes).trailer;
    return trailer.substr(trailer.find("/ID"));
  };
  EXPECT_EQ(id_of(1), id_of(1));
  EXPECT_NE(id_of(1), id_of(2));
}

TEST(ContentHash, SeesEveryByteAndTheLength) {
  const std::string base(40, 'a');
  for (std::size_t i = 0; i < base.size(); ++i) {
    std::string other = base;
    other[i] = 'b';
    EXPECT_NE(content_hash(base), content_hash(other));
  }
  EXPECT_NE(content_hash(std::string(8, '\0')), content_hash(std::string(9, '\0')));
  EXPECT_NE(content_hash(""), content_hash(std::string(1, '\0')));
}

}  // namespace
}  // namespace mdconv::pdf

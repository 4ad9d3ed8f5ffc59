// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <thread>

#include "host/font_database.h"
#include "host/well_known_fonts.h"
#include "mdconv/filesystem.h"

namespace mdconv {
namespace {

namespace fs = std::filesystem;

class Host : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "mdconv-host-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return path(name);
  }
  std::unique_ptr<FileLoader> loader(const std::string& root) const {
    auto made = FileLoader::create(path(root));
    EXPECT_TRUE(made.has_value());
    return *std::move(made);
  }
  Code load_error(const std::string& name) const {
    const Result<Blob> loaded = loader("root")->load(name);
    EXPECT_FALSE(loaded.has_value()) << name;
    return loaded ? Code::Internal : loaded.error().code;
  }

  fs::path folder_;
};

TEST_F(Host, LoaderReadsBelowTheRootAndRemembersWhat) {
  write("root/a/b.png", "bytes");
  const std::unique_ptr<FileLoader> files = loader("root");
  const Result<Blob> loaded = files->load("a/b.png");
  ASSERT_TRUE(loaded.has_value());
  EXPECT_EQ(loaded->view(), "bytes");
  EXPECT_FALSE(files->load("a/absent.png").has_value());
  EXPECT_TRUE(files->load("a/b.png").has_value());
  EXPECT_EQ(files->files_read(), std::vector<std::string>{path("root/a/b.png")});
}

TEST_F(Host, LoaderFollowsLinksThatStayInside) {
  write("root/real.png", "bytes");
  fs::create_symlink("real.png", path("root/relative.png"));
  fs::create_symlink(path("root/real.png"), path("root/absolute.png"));
  fs::create_directory(path("root/deep"));
  fs::create_symlink("../real.png", path("root/deep/up.png"));
  for (const char* name : {"relative.png", "absolute.png", "deep/up.png"}) {
    const Result<Blob> loaded = loader("root")->load(name);
    EXPECT_TRUE(loaded.has_value() && loaded->view() == "bytes") << name;
  }
}

TEST_F(Host, LoaderNeverLeavesTheRoot) {
  write("secret", "secret");
  // A sibling whose path begins with the root's.
  write("root-2/secret", "secret");
  fs::create_directory(path("root"));
  fs::create_symlink("../secret", path("root/relative"));
  fs::create_symlink(path("secret"), path("root/absolute"));
  fs::create_symlink(path("root-2"), path("root/sibling"));
  fs::create_symlink("/proc/self/root", path("root/magic"));
  EXPECT_EQ(load_error("relative"), Code::ImageOutsideRoot);
  EXPECT_EQ(load_error("absolute"), Code::ImageOutsideRoot);
  EXPECT_EQ(load_error("sibling/secret"), Code::ImageOutsideRoot);
  EXPECT_EQ(load_error("magic/etc/passwd"), Code::ImageOutsideRoot);
  EXPECT_EQ(load_error("../secret"), Code::ImageOutsideRoot);
  EXPECT_EQ(load_error("a/../../secret"), Code::ImageOutsideRoot);
  EXPECT_EQ(load_error("/etc/passwd"), Code::ImageOutsideRoot);
}

TEST_F(Host, LoaderRefusesWhatIsNoFile) {
  fs::create_directory(path("root"));
  fs::create_directory(path("root/folder"));
  ASSERT_EQ(::mkfifo(path("root/fifo").c_str(), 0600), 0);
  fs::create_symlink("loop", path("root/loop"));
  EXPECT_EQ(load_error("folder"), Code::ImageUnusable);
  EXPECT_EQ(load_error("fifo"), Code::ImageUnusable);
  EXPECT_EQ(load_error("loop"), Code::ImageUnusable);
  EXPECT_EQ(load_error("absent"), Code::ImageMissing);
  EXPECT_EQ(load_error(std::string("a\0b", 3)), Code::ImageMissing);
  EXPECT_EQ(load_error(std::string(5000, 'x')), Code::ImageMissing);
}

TEST_F(Host, LoaderRefusesFilesBeyondTheLimit) {
  const std::string big = write("root/big", "");
  ASSERT_EQ(::truncate(big.c_str(), (off_t{256} << 20) + 1), 0);
  EXPECT_EQ(load_error("big"), Code::ImageUnusable);
}

TEST_F(Host, LoaderServesSeveralThreads) {
  write("root/a", "a");
  write("root/b", "b");
  const std::unique_ptr<FileLoader> files = loader("root");
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int j = 0; j < 50; ++j) EXPECT_TRUE(files->load(j % 2 == 0 ? "a" : "b").has_value());
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(files->files_read().size(), 2U);
}

TEST_F(Host, RootMustBeAFolder) {
  EXPECT_FALSE(FileLoader::create(path("absent")).has_value());
  EXPECT_FALSE(FileLoader::create(write("file", "")).has_value());
}

TEST_F(Host, ReadFileNamesTheReason) {
  EXPECT_EQ(*read_file(write("a", "text")), "text");
  EXPECT_EQ(*read_file(write("empty", "")), "");
  EXPECT_EQ(read_file(path("absent")).error().message,
            "cannot read \"" + path("absent") + "\": no such file or directory");
  EXPECT_EQ(read_file(folder_.string()).error().message, "cannot read \"" + folder_.string() + "\": it is a folder");
}

TEST_F(Host, ReplaceKeepsTheOldFileWhenItFails) {
  write("target", "old");
  ASSERT_TRUE(replace_file(path("target"), "new").has_value());
  EXPECT_EQ(*read_file(path("target")), "new");

  const std::vector<FileContent> files = {{path("target"), "newer"}, {path("absent/other"), "x"}};
  const Result<void> done = replace_files(files);
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().code, Code::OutputUnwritable);
  EXPECT_EQ(*read_file(path("target")), "new");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
}

TEST_F(Host, ReplaceReportsAFullDevice) {
  const Result<void> done = replace_file("/dev/full", "x");
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().message, "cannot write \"/dev/full\": no space left on device");
}

TEST_F(Host, ReplaceFollowsLinksEvenToNothing) {
  fs::create_symlink("real", path("link"));
  ASSERT_TRUE(replace_file(path("link"), "text").has_value());
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(*read_file(path("real")), "text");
  fs::create_symlink("loop", path("loop"));
  EXPECT_FALSE(replace_file(path("loop"), "text").has_value());
}

TEST_F(Host, RootIsTheNearestSiteOrBook) {
  write("site/_config.yml", "");
  write("site/book/book.toml", "");
  write("site/book/src/a.md", "");
  write("site/posts/b.md", "");
  write("alone/.git/config", "");
  write("alone/posts/c.md", "");
  EXPECT_EQ(fs::canonical(find_root(path("site/book/src/a.md"))), fs::canonical(path("site/book")));
  EXPECT_EQ(fs::canonical(find_root(path("site/posts/b.md"))), fs::canonical(path("site")));
  EXPECT_EQ(find_root(path("alone/posts/c.md")), path("alone/posts"));
}

TEST(Fonts, NearestPrefersSlantThenWidthThenWeight) {
  const std::vector<host::FontCandidate> faces = {{400, false, 0, "regular", 0},
                                                  {700, false, 0, "bold", 0},
                                                  {400, true, 0, "italic", 0},
                                                  {600, false, 25, "narrow", 0}};
  const auto path = [&](int weight, bool italic) { return host::nearest(faces, {"", weight, italic})->path; };
  EXPECT_EQ(path(400, false), "regular");
  EXPECT_EQ(path(600, false), "bold");
  EXPECT_EQ(path(500, false), "regular");
  EXPECT_EQ(path(700, true), "italic");
  EXPECT_EQ(host::nearest({}, {"", 400, false}), nullptr);
}

// The table must say what fontconfig says, or a document would change with the way its font was found.
TEST(Fonts, WellKnownFontsAreWhatFontconfigFinds) {
  const host::FontDatabase system = host::FontDatabase::of_system();
  for (const host::WellKnownFont& font : host::kWellKnownFonts) {
    if (::access(font.path, R_OK) != 0) continue;
    const std::vector<host::FontCandidate> faces = system.faces(std::string(font.family));
    const bool found = std::any_of(faces.begin(), faces.end(), [&](const host::FontCandidate& face) {
      return face.path == font.path && face.index == font.index && face.italic == font.italic;
    });
    EXPECT_TRUE(found) << font.family << " " << font.path;
    const host::FontCandidate* nearest = host::nearest(faces, {std::string(font.family), font.weight, font.italic});
    ASSERT_NE(nearest, nullptr);
    EXPECT_EQ(nearest->path, font.path) << font.family << " " << font.weight;
  }
}

TEST(Fonts, AbsentFamilyHasNoAnswer) {
  SystemFonts fonts;
  EXPECT_FALSE(fonts.find({"No Such Family At All", 400, false}).has_value());
  EXPECT_TRUE(fonts.files_read().empty());
}

TEST(Fonts, FoldersAreSearchedAlone) {
  constexpr const char* kFolder = "/usr/share/fonts/truetype/dejavu";
  if (!fs::exists(kFolder)) GTEST_SKIP() << "fonts-dejavu-core is not installed";
  SystemFonts fonts({.folders = {kFolder}, .ignore_system = true});
  const std::optional<FontFile> bold = fonts.find({"DejaVu Sans Mono", 700, false});
  ASSERT_TRUE(bold.has_value());
  EXPECT_EQ(bold->path, std::string(kFolder) + "/DejaVuSansMono-Bold.ttf");
  EXPECT_FALSE(bold->data.empty());
  EXPECT_FALSE(fonts.find({"Noto Serif CJK SC", 400, false}).has_value());
  EXPECT_EQ(fonts.files_read(), std::vector<std::string>{bold->path});
}

}  // namespace
}  // namespace mdconv

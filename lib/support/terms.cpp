// SPDX-License-Identifier: MIT
#include "support/terms.h"

#include <algorithm>
#include <array>
#include <string>

#include "support/ascii.h"

namespace mdconv {

namespace {

// The classes of admonitions that have names.
constexpr std::array<std::string_view, 15> kAdmonitions = {"note",    "tip",  "important", "warning", "caution",
                                                           "danger",  "info", "success",   "failure", "question",
                                                           "example", "bug",  "abstract",  "quote",   "todo"};

struct Terms {
  std::string_view notes;
  NotePageTerms note_pages;
  // In the order of CaptionKind.
  std::array<std::string_view, 3> captions;
  std::string_view contents;
  std::string_view backlink;
  std::string_view cover;
  std::string_view landmarks;
  std::string_view pages;
  std::string_view body;
  std::string_view details;
  // In the order of ImageAccess.
  std::array<std::string_view, 3> accessibility;
  std::string_view tables;
  // In the order of kAdmonitions.
  std::array<std::string_view, kAdmonitions.size()> admonitions;
};

constexpr Terms kEnglish = {
    "Notes",
    {" (", "p. ", "", ", ", ")"},
    {"Figure", "Table", "Listing"},
    "Contents",
    "back to the text",
    "Cover",
    "Landmarks",
    "Pages",
    "Text",
    "Details",
    {"The text can be read aloud and reflowed.",
     "The text can be read aloud and reflowed, and its images are described.",
     "The text can be read aloud and reflowed; some images have no description."},
    " Its tables have header cells.",
    {"Note", "Tip", "Important", "Warning", "Caution", "Danger", "Info", "Success", "Failure", "Question", "Example",
     "Bug", "Abstract", "Quote", "To do"},
};

constexpr Terms kSimplifiedChinese = {
    "注释",
    {"（", "第", "页", "、", "）"},
    {"图", "表", "代码"},
    "目录",
    "返回正文",
    "封面",
    "导航点",
    "页码",
    "正文",
    "详情",
    {"正文可朗读、可重排。", "正文可朗读、可重排，图像均有文字说明。", "正文可朗读、可重排；部分图像没有文字说明。"},
    "表格均有表头。",
    {"注", "提示", "重要", "警告", "小心", "危险", "说明", "成功", "失败", "问题", "示例", "缺陷", "摘要", "引用",
     "待办"},
};

constexpr Terms kTraditionalChinese = {
    "註釋",
    {"（", "第", "頁", "、", "）"},
    {"圖", "表", "程式碼"},
    "目錄",
    "返回正文",
    "封面",
    "導覽點",
    "頁碼",
    "正文",
    "詳細資料",
    {"正文可朗讀、可重排。", "正文可朗讀、可重排，圖像均有文字說明。", "正文可朗讀、可重排；部分圖像沒有文字說明。"},
    "表格均有表頭。",
    {"註", "提示", "重要", "警告", "小心", "危險", "說明", "成功", "失敗", "問題", "範例", "缺陷", "摘要", "引用",
     "待辦"},
};

constexpr Terms kJapanese = {
    "注",
    {"（", "", "ページ", "、", "）"},
    {"図", "表", "リスト"},
    "目次",
    "本文に戻る",
    "表紙",
    "ランドマーク",
    "ページ番号",
    "本文",
    "詳細",
    {"本文は読み上げとリフローが可能です。", "本文は読み上げとリフローが可能で、画像には説明があります。",
     "本文は読み上げとリフローが可能ですが、一部の画像には説明がありません。"},
    "表には見出しセルがあります。",
    {"注記", "ヒント", "重要", "警告", "注意", "危険", "情報", "成功", "失敗", "質問", "例", "不具合", "概要", "引用",
     "未完"},
};

constexpr Terms kKorean = {
    "주석",
    {" (", "", "쪽", ", ", ")"},
    {"그림", "표", "코드"},
    "차례",
    "본문으로 돌아가기",
    "표지",
    "랜드마크",
    "쪽 번호",
    "본문",
    "자세히",
    {"본문은 낭독과 재배치가 가능합니다.", "본문은 낭독과 재배치가 가능하며 그림에 설명이 있습니다.",
     "본문은 낭독과 재배치가 가능하나 일부 그림에는 설명이 없습니다."},
    " 표에는 머리글 셀이 있습니다.",
    {"참고", "팁", "중요", "경고", "주의", "위험", "정보", "성공", "실패", "질문", "예시", "버그", "요약", "인용",
     "할 일"},
};

// Whether the tag names the traditional script, by itself or by its region.
bool is_traditional(std::string_view tag) {
  constexpr std::array<std::string_view, 4> kSubtags = {"-hant", "-tw", "-hk", "-mo"};
  if (tag.find("-hans") != std::string_view::npos) return false;
  return std::any_of(kSubtags.begin(), kSubtags.end(),
                     [&](std::string_view subtag) { return tag.find(subtag) != std::string_view::npos; });
}

const Terms& terms(std::string_view language) {
  const std::string tag = ascii::to_lower(language.substr(0, 35));
  const std::string_view primary = std::string_view(tag).substr(0, tag.find('-'));
  if (primary == "zh") return is_traditional(tag) ? kTraditionalChinese : kSimplifiedChinese;
  if (primary == "ja") return kJapanese;
  if (primary == "ko") return kKorean;
  return kEnglish;
}

}  // namespace

std::string_view notes_heading(std::string_view language) noexcept { return terms(language).notes; }
NotePageTerms note_page_terms(std::string_view language) noexcept { return terms(language).note_pages; }
std::string_view caption_word(std::string_view language, CaptionKind kind) noexcept {
  return terms(language).captions[static_cast<std::size_t>(kind)];
}
std::string_view contents_heading(std::string_view language) noexcept { return terms(language).contents; }
std::string_view backlink_label(std::string_view language) noexcept { return terms(language).backlink; }
std::string_view cover_heading(std::string_view language) noexcept { return terms(language).cover; }
std::string_view landmarks_heading(std::string_view language) noexcept { return terms(language).landmarks; }
std::string_view pages_heading(std::string_view language) noexcept { return terms(language).pages; }
std::string_view body_heading(std::string_view language) noexcept { return terms(language).body; }
std::string_view details_heading(std::string_view language) noexcept { return terms(language).details; }
std::string_view admonition_name(std::string_view language, std::string_view css_class) noexcept {
  const auto found = std::find(kAdmonitions.begin(), kAdmonitions.end(), css_class);
  if (found == kAdmonitions.end()) return {};
  return terms(language).admonitions[static_cast<std::size_t>(found - kAdmonitions.begin())];
}
std::string_view accessibility_summary(std::string_view language, ImageAccess images) noexcept {
  return terms(language).accessibility[static_cast<std::size_t>(images)];
}

std::string_view tables_summary(std::string_view language) noexcept { return terms(language).tables; }

}  // namespace mdconv

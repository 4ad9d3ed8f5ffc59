// SPDX-License-Identifier: MIT
#include "layout/lines_ahead.h"

#include <algorithm>
#include <system_error>

#include "layout/block_layout.h"
#include "layout/context.h"

namespace mdconv::layout {

namespace {

/// Threads take so many units at once: a millisecond's work.
constexpr std::size_t kUnitsInGroup = 16;
/// How far a thread may be before the layout: what it finds takes ten times the text's memory and more.
constexpr std::size_t kGroupsAhead = 24;
/// Of a long list, say, no more paragraphs than these: the layout waits for all of it, and it is kept meanwhile.
constexpr std::size_t kMostEntries = 400;
/// In a shorter document what a thread needs for itself costs more than it gains.
constexpr std::size_t kFewestUnits = 600;
constexpr unsigned kMostThreads = 8;

std::size_t count_units(const doc::Blocks& blocks) {
  std::size_t count = 0;
  for (const doc::Block& block : blocks)
    count += is_unit(block) ? 1 : count_units(std::get<doc::Division>(block.node).children);
  return count;
}

/// The layout has its own work with what others have found, a quarter of the whole. What it has time for besides is
/// left to it; where the others are late it does more.
bool is_left_to_layout(std::size_t group, unsigned threads) {
  const std::size_t of = 1 + std::size_t{2} * threads;
  return group % of == of - 1;
}

class NoDiagnostics final : public DiagnosticSink {
 public:
  void report(Diagnostic) override {}
};

}  // namespace

bool is_unit(const doc::Block& block) {
  const auto* division = std::get_if<doc::Division>(&block.node);
  return division == nullptr ||
         (division->kind != doc::DivisionKind::Chapter && division->kind != doc::DivisionKind::Part);
}

std::unique_ptr<LinesAhead> LinesAhead::begin(Context& context, TypeArea area) {
  const unsigned threads = std::min(context.host.threads, kMostThreads);
  if (threads < 2) return nullptr;
  const std::size_t units = count_units(context.document.blocks);
  if (units < kFewestUnits) return nullptr;
  std::unique_ptr<LinesAhead> ahead(new LinesAhead(context, units));
  try {
    for (unsigned i = 1; i < threads; ++i)
      ahead->threads_.emplace_back([work = ahead.get(), area, threads] { work->work(area, threads - 1); });
  } catch (const std::system_error&) {
    // Fewer threads do the same work.
  }
  return ahead;
}

LinesAhead::LinesAhead(Context& context, std::size_t units)
    : context_(context), groups_((units + kUnitsInGroup - 1) / kUnitsInGroup) {}

LinesAhead::~LinesAhead() {
  over_ = true;
  reached_ = groups_.size();
  reached_.notify_all();
}

void LinesAhead::reach(std::size_t unit) {
  const std::size_t group = unit / kUnitsInGroup;
  if (unit % kUnitsInGroup != 0) return;
  if (group > 0) groups_[group - 1].entries = {};
  reached_ = group;
  reached_.notify_all();
  std::atomic<State>& state = groups_[group].state;
  State found = State::Free;
  if (state.compare_exchange_strong(found, State::OfLayout)) return;
  state.wait(State::InWork);
}

bool LinesAhead::fits(const Entry& entry, const InlineContent& content, const ParagraphShape& shape) {
  const auto& runs = content.text.runs;
  if (entry.text != content.text.utf8 || entry.run_ends.size() != runs.size()) return false;
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (entry.run_ends[i] != runs[i].end || entry.images[i] != content.runs[i].image) return false;
  return entry.shape == shape;
}

std::optional<ChosenLines> LinesAhead::take(const doc::Block& block, const InlineContent& content,
                                            const ParagraphShape& shape) {
  Group& group = groups_[reached_];
  if (group.state != State::Done) return std::nullopt;
  const auto entry = std::find_if(group.entries.begin() + static_cast<std::ptrdiff_t>(group.next), group.entries.end(),
                                  [&](const Entry& e) { return e.block == &block && fits(e, content, shape); });
  if (entry == group.entries.end()) return std::nullopt;
  group.next = static_cast<std::size_t>(entry - group.entries.begin()) + 1;
  std::vector<fonts::FaceIndex> faces;
  for (const auto& face : entry->faces) faces.push_back(context_.fonts.adopt(face));
  for (text::Cluster& cluster : entry->lines.prepared.shaped.clusters)
    if (cluster.face != fonts::kNoFace) cluster.face = faces[cluster.face];
  return std::move(entry->lines);
}

// What it does not come to, whatever stops it, the layout does.
void LinesAhead::work(TypeArea area, unsigned threads) {
  try {
    NoDiagnostics diagnostics;
    PagedDocument structure;
    const LayoutContext& caller = context_.host;
    const LayoutContext host{caller.style, caller.fonts, diagnostics, {}, caller.hyphenation};
    Context context(context_.document, host, context_.shared, structure);
    Scout scout(*this, context, threads);
    BlockLayout(context, area, &scout).run();
  } catch (const std::exception&) {
  }
}

bool Scout::takes(std::size_t unit) {
  const std::size_t group = unit / kUnitsInGroup;
  if (group == group_) return mine_;
  leave();
  group_ = group;
  if (is_left_to_layout(group, threads_)) return false;
  for (std::size_t reached = work_.reached_; !work_.over_ && group > reached + kGroupsAhead; reached = work_.reached_)
    work_.reached_.wait(reached);
  LinesAhead::State found = LinesAhead::State::Free;
  mine_ = !work_.over_ && work_.groups_[group].state.compare_exchange_strong(found, LinesAhead::State::InWork);
  // Of the structure tree only the numbers matter, and nobody sees them.
  context_.result.structure.resize(1);
  return mine_;
}

void Scout::leave() {
  if (!mine_) return;
  mine_ = false;
  std::atomic<LinesAhead::State>& state = work_.groups_[group_].state;
  state = LinesAhead::State::Done;
  state.notify_all();
}

void Scout::choose(const doc::Block& block, const InlineContent& content, const ParagraphShape& shape) {
  if (!mine_ || content.text.utf8.empty() || !content.rubies.empty()) return;
  if (work_.groups_[group_].entries.size() >= kMostEntries) return;
  LinesAhead::Entry entry;
  entry.block = &block;
  entry.text = content.text.utf8;
  for (const text::StyledRun& run : content.text.runs) entry.run_ends.push_back(run.end);
  for (const RunInfo& info : content.runs) entry.images.push_back(info.image);
  entry.shape = shape;
  entry.lines = choose_lines(context_, content, shape);
  for (text::Cluster& cluster : entry.lines.prepared.shaped.clusters) {
    if (cluster.face == fonts::kNoFace) continue;
    const auto& face = context_.fonts.faces()[cluster.face];
    const auto known = std::find(entry.faces.begin(), entry.faces.end(), face);
    cluster.face = static_cast<fonts::FaceIndex>(known - entry.faces.begin());
    if (known == entry.faces.end()) entry.faces.push_back(face);
  }
  work_.groups_[group_].entries.push_back(std::move(entry));
}

}  // namespace mdconv::layout

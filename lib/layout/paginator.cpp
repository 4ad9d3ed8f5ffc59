// SPDX-License-Identifier: MIT
#include "layout/paginator.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "layout/box_drawing.h"
#include "support/utf8.h"

// From column to pages: each page takes boxes until one does not fit, then gives back boxes to the last place where a
// page may begin. Headings, first and last lines of paragraphs and markers forbid such places beforehand, so nothing
// here knows about them. First fit is enough while pages may end short; a column whose boxes forbid every break is cut
// where it overflows.
//
// The notes that a page's boxes call stand at its foot, in a queue: what one page has no room for comes first on the
// next. A page is feasible when each note that it calls begins on it, so that only the last can go on. Taking one more
// box never makes a page feasible, nor makes its notes fit, so the search ends at the first box that is too much, and
// the whole takes linear time.

namespace mdconv::layout {

namespace {

constexpr double kTolerance = 0.01;

// ① to ㊿, and then from the first on again.
char32_t circled_number(std::uint32_t number) {
  const char32_t index = (number - 1) % 50;
  if (index < 20) return U'①' + index;
  return index < 35 ? U'㉑' + (index - 20) : U'㊱' + (index - 35);
}

// A page rather takes a break that is only there for need than leaves more of itself empty than this.
constexpr double kMostEmpty = 0.25;
// How many lines more it then has at least.
constexpr double kLeastGainInNeed = 3;
// Lines, and share of the type area, that a chapter's last page has at least, if possible.
constexpr double kFewLines = 4;
constexpr double kFewLinesShare = 1.0 / 6;
// The share of the spaces between blocks that may be taken so that a chapter ends on its page.
constexpr double kMostSqueezed = 0.4;
// A page rather parts a note than leaves more lines empty than this.
constexpr double kMostLinesBeforeNote = 3;
// What a page has at most of text while a note goes on that is longer than the page.
constexpr double kTextBesideLongNote = 0.3;

/// The spaces above the boxes of one page, from the first on.
class Stacking {
 public:
  Stacking(const Flow& flow, std::size_t begin) : flow_(flow), begin_(begin) {}

  /// Of the next box, where the one before ends at `y`, measured from the type area's top.
  double space_before(std::size_t i, double y) {
    const FlowBox& box = flow_[i];
    double space = i == begin_ ? box.room_above : box.space_before;
    if (i == below_) space += space_below_;
    if (box.step) space += space_above(*box.step, i, y + space, space);
    return space;
  }

 private:
  // What brings the text below a block back into register. Less than nothing goes on account of the space above.
  double space_above(const RegisterStep& block, std::size_t i, double y, double given) {
    constexpr double kRounding = 1e-3;
    const double steps = (y + block.rest) / block.step.size;
    const double up = (std::ceil(steps - kRounding) - steps) * block.step.size;
    const double down = up - block.step.size;
    using Round = style::BlockStep::Round;
    const bool nearer_down = block.step.round == Round::Nearest && up > -down;
    double extra = up;
    if ((block.step.round == Round::Down || nearer_down) && up > kRounding && given + down >= 0) extra = down;
    if (extra <= 0 || block.step.align == style::BlockStep::Align::End) return extra;
    const double above = block.step.align == style::BlockStep::Align::Center ? extra / 2 : 0;
    below_ = i + block.boxes;
    space_below_ = extra - above;
    return above;
  }

  const Flow& flow_;
  std::size_t begin_;
  /// The box that a part of the space goes above.
  std::size_t below_ = static_cast<std::size_t>(-1);
  double space_below_ = 0;
};

class Paginator {
 public:
  Paginator(Column column, const std::vector<std::string>& names, PageDesigns& designs, const FootStyle& foot,
            PagedDocument& result)
      : flow_(std::move(column.body)),
        notes_(std::move(column.notes)),
        names_(names),
        designs_(designs),
        geometry_(designs.geometry()),
        foot_(foot),
        result_(result) {}

  std::vector<PageFacts> run() {
    measure_notes();
    while (body_ < flow_.size() || note_ < notes_.size()) {
      area_ = geometry_.area;
      if (is_turned()) std::swap(area_.width, area_.height);
      const std::size_t body_end = find_end();
      const std::size_t note_end = find_note_end(body_end);
      place(body_end, note_end);
      body_ = body_end;
      note_ = note_end;
    }
    if (result_.pages.empty()) place(0, 0);
    set_numbers();
    return std::move(facts_);
  }

 private:
  bool is_turned() const { return body_ < flow_.size() && flow_[body_].turned; }

  // ---- where pages end ----

  void measure_notes() {
    called_.push_back(0);
    for (const FlowBox& box : flow_) called_.push_back(called_.back() + box.note_boxes);
    note_heights_.push_back(0);
    std::size_t begin = 0;
    for (std::size_t i = 0; i < notes_.size(); ++i) {
      note_heights_.push_back(note_heights_.back() + notes_[i].space_before + notes_[i].height);
      if (notes_[i].begins_note) begin = i;
      note_begins_.push_back(begin);
    }
    part_ends_.resize(notes_.size(), notes_.size());
    for (std::size_t i = notes_.size(); i-- > 1;) part_ends_[i - 1] = note_may_part(i) ? i : part_ends_[i];
  }

  bool note_may_part(std::size_t i) const { return notes_[i].may_break_before || notes_[i].begins_note; }

  /// What the foot takes with the notes from the queue's first to this end.
  double foot_height(std::size_t end) const {
    if (end <= note_) return 0;
    return foot_.height() + note_heights_[end] - note_heights_[note_] - notes_[note_].space_before;
  }

  /// What the foot takes at least when the page has the text up to this box: the last note that it calls begins.
  double least_foot(std::size_t body_end) const {
    const std::size_t called = called_[body_end];
    if (called <= note_) return 0;
    return foot_height(part_ends_[std::max(note_begins_[called - 1], note_)]);
  }

  /// The ends that a page may have.
  struct Ends {
    /// The last with which all notes are whole, and what the page then leaves empty.
    std::size_t whole = 0;
    double whole_empty = 0;
    /// The same, but only in need.
    std::size_t in_need = 0;
    double in_need_empty = 0;
    /// The first after `whole`: the last note is parted.
    std::size_t parted = 0;
    /// The last beside notes of earlier pages, without notes of its own.
    std::size_t beside = 0;
    /// The last that is better than any.
    std::size_t at_worst = 0;
    /// The first box that is too much.
    std::size_t overflow = 0;
  };

  void consider(std::size_t end, bool in_need, double y, Ends& ends) const {
    if (end < flow_.size()) y += flow_[end].room_below;
    const double empty = area_.height + kTolerance - y - foot_height(called_[end]);
    if (empty >= 0) {
      (in_need ? ends.in_need : ends.whole) = end;
      (in_need ? ends.in_need_empty : ends.whole_empty) = empty;
      return;
    }
    if (in_need) return;
    if (ends.parted == 0) ends.parted = end;
    if (called_[end] == called_[body_] && y <= kTextBesideLongNote * area_.height) ends.beside = end;
  }

  Ends find_ends() const {
    Ends ends;
    double y = 0;
    std::size_t i = body_;
    for (Stacking stacking(flow_, body_); i < flow_.size(); ++i) {
      const FlowBox& box = flow_[i];
      if (i > body_ && (box.may_break_before || box.must_break_before || box.may_break_in_need))
        consider(i, !box.may_break_before && !box.must_break_before, y, ends);
      if (i > body_ && box.may_break_at_worst) ends.at_worst = i;
      if (i > body_ && box.must_break_before) break;
      y += stacking.space_before(i, y) + box.height;
      if (y + least_foot(i + 1) > area_.height + kTolerance) {
        ends.overflow = i;
        return ends;
      }
    }
    if (i == flow_.size()) consider(i, false, y, ends);
    ends.whole_empty = ends.whole == i ? 0 : ends.whole_empty;  // nothing more could stand there
    ends.overflow = i;
    return ends;
  }

  std::size_t find_end() {
    const bool carried = note_ < called_[body_];
    // A note ends before a new chapter begins.
    if (carried && (body_ == flow_.size() || flow_[body_].must_break_before)) return body_;
    Ends ends = find_ends();
    while (shrink_images(ends)) ends = find_ends();
    if (fill_before_turned(ends.whole)) ends = find_ends();
    if (ends.whole > 0) {
      if (ends.parted > 0 && ends.whole_empty > kMostLinesBeforeNote * geometry_.pitch) return ends.parted;
      if (ends.in_need > ends.whole && is_too_short(ends) && gains_in_need(ends)) return ends.in_need;
      return end_before_few_lines(ends);
    }
    if (ends.beside > 0) return ends.beside;
    if (ends.parted > 0) return ends.parted;
    if (ends.in_need > 0) return ends.in_need;
    if (carried) return body_;
    return ends.at_worst > 0 ? ends.at_worst : std::max(ends.overflow, body_ + 1);
  }

  /// Where a turned page leaves the one before it short, what follows it stands there first: text up to the next
  /// heading, if no notes come out of their order.
  bool fill_before_turned(std::size_t begin) {
    if (begin <= body_ || begin >= flow_.size() || !flow_[begin].turned || is_turned()) return false;
    std::size_t text = begin;
    for (; text < flow_.size() && flow_[text].turned; ++text)
      if (!flow_[text].bookmarks.empty() || flow_[text].step) return false;
    const double bottom = tops_of(flow_, body_, begin).back() + flow_[begin - 1].height;
    const double room = area_.height + kTolerance - foot_height(called_[begin]) - bottom;
    if (room < kMostEmpty * area_.height || called_[text] != called_[begin]) return false;
    std::size_t end = text;
    double height = 0, filled = 0;
    for (std::size_t i = text; height <= room; ++i) {
      const bool stops = i == flow_.size() || !may_go_before_turned(i, text, begin);
      if (i > text && (i == flow_.size() || (may_part_at(i) && height + flow_[i].room_below <= room))) {
        end = i;
        filled = height;
      }
      if (stops) break;
      height += flow_[i].space_before + flow_[i].height;
    }
    if (filled < kLeastGainInNeed * geometry_.pitch - kTolerance) return false;
    const auto at = [&](std::size_t i) { return flow_.begin() + static_cast<std::ptrdiff_t>(i); };
    flow_[text].must_break_before = false;
    if (end < flow_.size()) flow_[end].must_break_before = true;
    std::rotate(at(begin), at(text), at(end));
    return true;
  }

  bool may_go_before_turned(std::size_t i, std::size_t text, std::size_t turned) const {
    const FlowBox& box = flow_[i];
    const bool other_page = box.turned || box.page != flow_[turned - 1].page || (i > text && box.must_break_before);
    const bool says_more = box.step || !box.bookmarks.empty() || (box.marks && !box.marks->strings.empty());
    return !other_page && !says_more && called_[i + 1] == called_[turned];
  }

  // Between two blocks, or two lines of a paragraph.
  bool may_part_at(std::size_t i) const {
    const auto& above = flow_[i - 1].decorations;
    const auto& below = flow_[i].decorations;
    const bool within_one = !above.empty() && !below.empty() && above.front() == below.front();
    return !within_one && (flow_[i].may_break_before || flow_[i].must_break_before);
  }

  /// The last page of a chapter has some lines. What would be fewer stands on the page before after all, if the spaces
  /// between that one's blocks give so much, or takes some of its lines along.
  std::size_t end_before_few_lines(const Ends& ends) {
    const std::size_t end = ends.whole;
    const double few = std::min(kFewLines * geometry_.pitch, kFewLinesShare * geometry_.area.height) - kTolerance;
    const bool has_notes = called_[end] > note_ || called_[end] > called_[body_];
    if (end == flow_.size() || flow_[end].must_break_before || has_notes) return end;
    double rest = 0;
    std::size_t last = end;
    for (; last < flow_.size() && !flow_[last].must_break_before && rest < few; ++last)
      rest += flow_[last].space_before + flow_[last].height;
    if (rest >= few || called_[last] > called_[end]) return end;
    return squeeze_spaces(last, rest - ends.whole_empty) ? last : end_with_lines_for(ends, rest, few);
  }

  /// Takes so much from the spaces between the page's blocks up to this box, unless that is too much.
  bool squeeze_spaces(std::size_t end, double needed) {
    double spaces = 0;
    for (std::size_t i = body_ + 1; i < end; ++i) {
      if (flow_[i].step) return false;  // lines in register stay so
      spaces += flow_[i].space_before;
    }
    if (needed > kMostSqueezed * spaces) return false;
    for (std::size_t i = body_ + 1; i < end && needed > 0; ++i) flow_[i].space_before *= 1 - needed / spaces;
    return true;
  }

  std::size_t end_with_lines_for(const Ends& ends, double rest, double few) const {
    double moved = 0;
    for (std::size_t i = ends.whole; i-- > body_ + 1; moved += flow_[i].space_before) {
      moved += flow_[i].height;
      if (ends.whole_empty + moved > kMostEmpty * geometry_.area.height) break;
      if (flow_[i].may_break_before && rest + moved >= few) return i;
    }
    return ends.whole;
  }

  bool gains_in_need(const Ends& ends) const {
    return ends.whole_empty - ends.in_need_empty >= kLeastGainInNeed * geometry_.pitch - kTolerance;
  }

  bool is_too_short(const Ends& ends) const { return ends.whole > 0 && ends.whole_empty > kMostEmpty * area_.height; }

  /// Whether what follows a page that stays short stands on it after all, with smaller pictures: all that the page
  /// then has, the largest first, by a line at a time.
  bool shrink_images(const Ends& ends) {
    if (!is_too_short(ends) || ends.whole >= flow_.size() || flow_[ends.whole].must_break_before) return false;
    std::size_t end = ends.whole;
    double needed = -ends.whole_empty, most = 0;
    do {
      needed += flow_[end].space_before + flow_[end].height;
      ++end;
    } while (end < flow_.size() && !flow_[end].may_break_before && !flow_[end].must_break_before &&
             needed <= 2 * geometry_.area.height);
    for (std::size_t i = body_; i < end; ++i) most += flow_[i].may_shrink;
    needed += foot_height(called_[end]) - foot_height(called_[ends.whole]);
    needed = std::ceil(needed / geometry_.pitch) * geometry_.pitch;
    if (needed <= 0 || needed > most) return false;
    for (; needed > kTolerance; needed -= shrink_one_image(end, std::min(needed, geometry_.pitch))) {
    }
    return true;
  }

  /// Of the page's boxes up to this one; yields by how much.
  double shrink_one_image(std::size_t end, double most) {
    const auto share = [](const FlowBox& box) { return box.height > 0 ? box.may_shrink / box.height : 0; };
    FlowBox& box = *std::max_element(flow_.begin() + static_cast<std::ptrdiff_t>(body_),
                                     flow_.begin() + static_cast<std::ptrdiff_t>(end),
                                     [&](const FlowBox& a, const FlowBox& b) { return share(a) < share(b); });
    const double by = std::min(most, box.may_shrink);
    shrink_image(box, by);
    return by;
  }

  static void shrink_image(FlowBox& box, double by) {
    Rect& rect = std::get<PlacedImage>(box.items.front().content).rect;
    const double width = rect.width * (rect.height - by) / rect.height;
    rect = {rect.x + (rect.width - width) * box.shrink_left, rect.y, width, rect.height - by};
    for (LinkArea& link : box.links) link.rect = rect;
    box.height -= by;
    box.baseline -= by;
    box.may_shrink -= by;
  }

  /// As many of the notes that the text calls as there is room for.
  std::size_t find_note_end(std::size_t body_end) const {
    const std::size_t called = called_[body_end];
    double room = area_.height + kTolerance;
    if (body_end > body_) room -= tops_of(flow_, body_, body_end).back() + flow_[body_end - 1].height;
    if (body_end > body_ && body_end < flow_.size()) room -= flow_[body_end].room_below;
    std::size_t end = note_, last_allowed = note_;
    for (; end < called && foot_height(end + 1) <= room; ++end)
      if (end > note_ && note_may_part(end)) last_allowed = end;
    if (end >= called) return std::max(called, note_);
    if (end > note_ && note_may_part(end)) last_allowed = end;
    if (last_allowed > note_) return last_allowed;
    return body_end > body_ ? end : std::max(end, note_ + 1);
  }

  // ---- pages ----

  // From the type area's top.
  static std::vector<double> tops_of(const Flow& flow, std::size_t begin, std::size_t end) {
    std::vector<double> tops;
    double y = 0;
    Stacking stacking(flow, begin);
    for (std::size_t i = begin; i < end; ++i) {
      y += stacking.space_before(i, y);
      tops.push_back(y);
      y += flow[i].height;
    }
    return tops;
  }

  style::PageSide next_side() const {
    return result_.pages.size() % 2 == 0 ? style::PageSide::Right : style::PageSide::Left;
  }

  Page new_page() const {
    Page page;
    page.width = geometry_.width;
    page.height = geometry_.height;
    return page;
  }

  void add_blank_page() {
    facts_.emplace_back().context = {.blank = true, .side = next_side()};
    result_.pages.push_back(new_page());
  }

  // A page of notes alone, which an earlier one had no room for, is of that one's kind.
  PageFacts facts_of(std::size_t body_end) {
    PageFacts facts;
    facts.context.side = next_side();
    facts.context.first = result_.pages.empty();
    if (body_end == body_) {
      if (!facts_.empty()) facts.context.name = facts_.back().context.name;
      return facts;
    }
    const FlowBox& first = flow_[body_];
    facts.context.name = names_[first.page];
    if (!facts.context.name.empty())
      facts.context.first |= first.must_break_before && first.marks && first.marks->begins_run;
    for (std::size_t i = body_; i < body_end; ++i) {
      if (!flow_[i].marks) continue;
      const PageMarks& marks = *flow_[i].marks;
      if (marks.number) facts.number = marks.number;
      for (const auto& [name, value] : marks.strings) facts.strings.push_back({name, value, i == body_});
    }
    return facts;
  }

  void place(std::size_t body_end, std::size_t note_end) {
    if (body_end > body_ && flow_[body_].must_break_before && flow_[body_].marks) {
      const style::PageSide side = flow_[body_].marks->side;
      if (side != style::PageSide::Any && side != next_side()) add_blank_page();
    }
    facts_.push_back(facts_of(body_end));
    const Point origin = designs_.of(facts_.back().context).origin;
    Page page = new_page();
    page.turned = is_turned();
    area_.x = page.turned ? page.height - origin.y - geometry_.area.height : origin.x;
    area_.y = page.turned ? origin.x : origin.y;
    place_boxes(flow_, body_, body_end, area_.y, page);
    if (note_end > note_) {
      const double height = foot_height(note_end);
      const double top = area_.y + area_.height - height;
      Rect rule = foot_.rule;
      rule.x += area_.x;
      rule.y = top + foot_.space_above;
      if (rule.width > 0 && rule.height > 0)
        page.items.push_back({FilledRect{rule, foot_.color}, kArtifact, {}, page.turned});
      place_boxes(notes_, note_, note_end, top + foot_.height(), page);
    }
    result_.pages.push_back(std::move(page));
  }

  void place_boxes(Flow& flow, std::size_t begin, std::size_t end, double y, Page& page) {
    std::vector<double> tops = tops_of(flow, begin, end);
    for (double& top : tops) top += y;
    draw_decorations(flow, begin, end, y, tops, page);
    if (begin < end && flow[begin].head) place_head(flow[begin], tops.front(), page);
    if (begin < end) place_again(flow[begin].again, tops.front(), page);
    std::uint32_t on_page = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (flow[i].rule && i > begin) {
        Rect rect = flow[i].rule->rect;
        rect.x += area_.x;
        rect.y += tops[i - begin];
        page.items.push_back({FilledRect{rect, flow[i].rule->color}, kArtifact, {}, page.turned});
      }
      if (flow[i].begins_note) number_on_page_[*flow[i].begins_note] = ++on_page;
      place_box(flow[i], tops[i - begin], page);
    }
    std::move(closing_.begin(), closing_.end(), std::back_inserter(page.items));
    closing_.clear();
  }

  void place_head(const FlowBox& box, double top, Page& page) const {
    double y = top - box.gap_above - box.head->height;
    for (const FlowBox& each : box.head->boxes) {
      place_again(each.items, y, page);
      y += each.height;
    }
  }

  void place_again(const std::vector<Item>& items, double top, Page& page) const {
    for (Item item : items) {
      move(item, area_.x, top);
      item.turned = page.turned;
      page.items.push_back(std::move(item));
    }
  }

  // One rectangle behind each stretch of boxes that share a decoration.
  void draw_decorations(const Flow& flow, std::size_t begin, std::size_t end, double y, const std::vector<double>& tops,
                        Page& page) {
    std::size_t deepest = 0;
    for (std::size_t i = begin; i < end; ++i) deepest = std::max(deepest, flow[i].decorations.size());
    double above = y, below = begin < end && end < flow.size() ? flow[end].room_below : 0;
    for (std::size_t depth = 0; depth < deepest; ++depth) {
      for (std::size_t i = begin; i < end;) {
        if (flow[i].decorations.size() <= depth) {
          ++i;
          continue;
        }
        const Decoration* decoration = flow[i].decorations[depth].get();
        std::size_t last = i;
        while (last + 1 < end && flow[last + 1].decorations.size() > depth &&
               flow[last + 1].decorations[depth].get() == decoration)
          ++last;
        const bool starts = !continues(flow, i, depth, decoration);
        const bool ends = last + 1 == flow.size() || !continues(flow, last + 1, depth, decoration);
        const double top = starts ? tops[i - begin] : above;
        const double bottom = tops[last - begin] + flow[last].height + (ends ? 0 : below);
        draw(*decoration, {0, top, 0, bottom - top}, starts, ends, page);
        if (!starts) above += decoration->edge_above;
        if (!ends) below -= decoration->edge_below;
        i = last + 1;
      }
    }
  }

  // Whether the box before box `i` lies in the same decoration.
  static bool continues(const Flow& flow, std::size_t i, std::size_t depth, const Decoration* decoration) {
    return i > 0 && flow[i - 1].decorations.size() > depth && flow[i - 1].decorations[depth].get() == decoration &&
           i < flow.size() && flow[i].decorations.size() > depth && flow[i].decorations[depth].get() == decoration;
  }

  // A decoration cut by a page's end has no border there, unless each of its parts is a whole: that goes over the rules
  // of what stands in it.
  void draw(const Decoration& decoration, Rect rect, bool starts, bool ends, Page& page) {
    rect.x = area_.x + decoration.x;
    rect.width = decoration.width;
    const bool whole = decoration.whole_at_breaks;
    for (Item& item : box_items(rect, decoration.background, decoration.border, starts || whole, ends)) {
      item.turned = page.turned;
      page.items.push_back(std::move(item));
    }
    if (ends || !whole) return;
    std::array<style::Border, 4> below = {};
    below[style::Bottom] = decoration.border[style::Bottom];
    for (Item& item : box_items(rect, std::nullopt, below, false, true)) {
      item.turned = page.turned;
      closing_.push_back(std::move(item));
    }
  }

  void place_box(FlowBox& box, double top, Page& page) {
    const double dx = area_.x;
    const auto index = static_cast<std::uint32_t>(result_.pages.size());
    for (const NoteNumber& number : box.numbers) {
      std::optional<std::size_t> link = number.link;
      if (link) *link += page.links.size();
      numbers_.push_back({index, page.items.size() + number.item, link, number.note});
    }
    const Rect corner{dx, top, 0, 0};
    const Rect place = page.turned ? turned_back(corner, page) : corner;
    const Destination here{index, {place.x, place.y}};
    for (const std::string& id : box.ids) result_.destinations.emplace(id, here);
    for (Bookmark& bookmark : box.bookmarks) {
      bookmark.destination = here;
      result_.bookmarks.push_back(std::move(bookmark));
    }
    for (Item& item : box.items) {
      move(item, dx, top);
      item.turned = page.turned;
      page.items.push_back(std::move(item));
    }
    for (LinkArea& link : box.links) {
      link.rect.x += dx;
      link.rect.y += top;
      if (page.turned) link.rect = turned_back(link.rect, page);
      page.links.push_back(std::move(link));
    }
    if (box.marks && box.marks->entry) facts_.back().entries.push_back({box.marks->entry, page.items.size(), top});
  }

  // ---- numbers that begin anew on each page ----

  // A circled number goes where another stands: all are equally wide.
  void set_numbers() {
    for (const PlacedNumber& number : numbers_) {
      const auto found = number_on_page_.find(number.note);
      auto* run = std::get_if<GlyphRun>(&result_.pages[number.page].items[number.item].content);
      if (found == number_on_page_.end() || run == nullptr || run->glyphs.size() != 1) continue;
      const char32_t c = circled_number(found->second);
      const fonts::GlyphId glyph = result_.faces[run->face]->glyph(c);
      if (glyph == 0) continue;
      run->glyphs.front().glyph = glyph;
      run->text.clear();
      utf8::append(run->text, c);
      run->glyphs.front().text_length = static_cast<std::uint32_t>(run->text.size());
      if (number.link) result_.pages[number.page].links[*number.link].description = run->text;
    }
  }

  struct PlacedNumber {
    std::uint32_t page = 0;
    std::size_t item = 0;
    std::optional<std::size_t> link;
    std::uint32_t note = 0;
  };

  Flow flow_;
  Flow notes_;
  const std::vector<std::string>& names_;
  PageDesigns& designs_;
  const PageGeometry& geometry_;
  const FootStyle& foot_;
  PagedDocument& result_;
  std::vector<PageFacts> facts_;
  /// The type area of the page that is being filled.
  Rect area_;
  /// The first boxes that have no page yet.
  std::size_t body_ = 0;
  std::size_t note_ = 0;
  /// By box of the text: how many boxes of notes those before it call.
  std::vector<std::size_t> called_;
  /// By box of the notes: the height of all before it, the box that its note begins with, and the next box that a page
  /// may begin with.
  std::vector<double> note_heights_;
  std::vector<std::size_t> note_begins_;
  std::vector<std::size_t> part_ends_;
  /// Borders that close what the page being filled cuts.
  std::vector<Item> closing_;
  std::map<std::uint32_t, std::uint32_t> number_on_page_;
  std::vector<PlacedNumber> numbers_;
};

}  // namespace

std::vector<PageFacts> paginate(Column column, const std::vector<std::string>& names, PageDesigns& designs,
                                const FootStyle& foot, PagedDocument& result) {
  return Paginator(std::move(column), names, designs, foot, result).run();
}

}  // namespace mdconv::layout

// SPDX-License-Identifier: MIT
#include "layout/table_rows.h"

#include <algorithm>
#include <numeric>

#include "layout/box_drawing.h"
#include "layout/context.h"

// Each line of each cell gets its place from the top of the first row. Where no line of any cell is crossed the whole
// is cut into bands, and each band is a box. A row that a page can hold easily is one band.

namespace mdconv::layout {

namespace {

constexpr double kTolerance = 0.01;
// Of the page: a row that is higher may be parted like text, one that is lower only rather than that a page stays short
// (if it is not very low).
constexpr double kHighRow = 0.5;
constexpr double kLowRow = 0.2;
// Lines of different heights may overlap all the way down; a band that becomes higher than this is cut all the same,
// and what crosses the cut stays above it.
constexpr double kHighBand = 0.25;

void shift_items(FlowBox& box, double dy) {
  for (Item& item : box.items) move(item, 0, dy);
  for (LinkArea& link : box.links) link.rect.y += dy;
}

/// What a cell says of its page, beyond strings, holds for no page of the table.
void add_strings(FlowBox& box, const PageMarks& marks) {
  auto together = std::make_shared<PageMarks>(box.marks ? *box.marks : PageMarks());
  together->strings.insert(together->strings.end(), marks.strings.begin(), marks.strings.end());
  box.marks = std::move(together);
}

/// Lays `other` over `box`, both from the same top.
void merge(FlowBox& box, FlowBox&& other) {
  for (NoteNumber& number : other.numbers) {
    number.item += box.items.size();
    if (number.link) *number.link += box.links.size();
  }
  std::move(other.numbers.begin(), other.numbers.end(), std::back_inserter(box.numbers));
  std::move(other.calls.begin(), other.calls.end(), std::back_inserter(box.calls));
  std::move(other.items.begin(), other.items.end(), std::back_inserter(box.items));
  std::move(other.links.begin(), other.links.end(), std::back_inserter(box.links));
  std::move(other.ids.begin(), other.ids.end(), std::back_inserter(box.ids));
  std::move(other.bookmarks.begin(), other.bookmarks.end(), std::back_inserter(box.bookmarks));
  if (other.marks) add_strings(box, *other.marks);
}

class RowSetter {
 public:
  RowSetter(std::vector<SetCell> cells, const RowsShape& shape) : cells_(std::move(cells)), shape_(shape) {}

  Flow set() {
    measure_rows();
    const double height = row_tops_.back();
    is_high_ = height > kHighRow * shape_.page_height;
    place_lines();
    find_cuts(height);
    Flow bands = make_bands();
    draw_boxes(bands);
    repeat_texts(bands);
    add_texts(bands);
    draw_rules(bands);
    return bands;
  }

 private:
  struct Line {
    std::size_t cell = 0;
    std::size_t index = 0;  // in the cell
    double top = 0;
    double bottom = 0;
  };
  struct Cut {
    double y = 0;
    bool between_rows = false;
    bool allowed = true;  // by the lines that stand below it
  };

  // ---- heights ----

  double content_height(const SetCell& cell) const {
    double height = 0;
    for (const FlowBox& line : cell.lines)
      height += (&line == &cell.lines.front() ? 0 : line.space_before) + line.height;
    return std::max(height, cell.least_height);
  }

  double height_of(const SetCell& cell) const {
    return cell.padding_top + room_[cell.row] + content_height(cell) + cell.padding_bottom;
  }

  void measure_rows() {
    // What stands out above first lines: they stand on one line in all cells of a row.
    room_.resize(shape_.rows, 0);
    for (const SetCell& cell : cells_)
      if (!cell.lines.empty())
        room_[cell.row] = std::max(room_[cell.row], cell.lines.front().reach_above - cell.padding_top);
    std::vector<double> heights(shape_.rows, 0);
    for (const SetCell& cell : cells_)
      if (cell.rows == 1) heights[cell.row] = std::max(heights[cell.row], height_of(cell));
    // What a cell over several rows needs beyond them the last of them gets; cells that end earlier come first.
    std::vector<const SetCell*> spanning;
    for (const SetCell& cell : cells_)
      if (cell.rows > 1) spanning.push_back(&cell);
    std::stable_sort(spanning.begin(), spanning.end(),
                     [](const SetCell* a, const SetCell* b) { return a->row + a->rows < b->row + b->rows; });
    for (const SetCell* cell : spanning) {
      const auto begin = heights.begin() + static_cast<std::ptrdiff_t>(cell->row);
      const auto end = begin + static_cast<std::ptrdiff_t>(cell->rows);
      *(end - 1) += std::max(0.0, height_of(*cell) - std::accumulate(begin, end, 0.0));
    }
    row_tops_.push_back(0);
    for (const double height : heights) row_tops_.push_back(row_tops_.back() + height);
  }

  void place_lines() {
    for (std::size_t c = 0; c < cells_.size(); ++c) {
      const SetCell& cell = cells_[c];
      double y = row_tops_[cell.row] + cell.padding_top + room_[cell.row];
      const double slack = row_tops_[cell.row + cell.rows] - row_tops_[cell.row] - height_of(cell);
      if (!is_high_ && cell.align == style::VerticalAlign::Middle) y += slack / 2;
      if (!is_high_ && cell.align == style::VerticalAlign::Bottom) y += slack;
      first_lines_.push_back(lines_.size());
      for (std::size_t i = 0; i < cell.lines.size(); ++i) {
        if (i > 0) y += cell.lines[i].space_before;
        lines_.push_back({c, i, y, y + cell.lines[i].height});
        y = lines_.back().bottom;
      }
    }
    first_lines_.push_back(lines_.size());
  }

  // ---- where pages may begin ----

  void find_cuts(double height) {
    if (shape_.rows == 1 && height <= kLowRow * shape_.page_height) return;
    std::vector<std::size_t> order(lines_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return lines_[a].top < lines_[b].top; });
    double end = 0;       // of the lines so far
    double moved = 0;     // how far what follows has been moved down
    std::size_t row = 1;  // the next that may begin with a cut
    const auto pass_rows = [&](double top) {
      for (; row < shape_.rows && row_tops_[row] + moved <= top + kTolerance; ++row) {
        row_tops_[row] += moved;
        if (row_tops_[row] >= end - kTolerance && row_tops_[row] > last_cut() + kTolerance)
          cuts_.push_back({row_tops_[row], true});
      }
    };
    for (const std::size_t i : order) {
      lines_[i].top += moved;
      lines_[i].bottom += moved;
      pass_rows(lines_[i].top);
      const bool natural = lines_[i].top >= end - kTolerance;
      const bool forced = is_high_ && lines_[i].top - last_cut() > kHighBand * shape_.page_height;
      // Between a row's edge and its first lines there is nothing to part.
      if ((natural || forced) && end > last_cut() + kTolerance && lines_[i].top > last_cut() + kTolerance) {
        if (!natural) {
          moved += end - lines_[i].top;
          lines_[i].bottom += end - lines_[i].top;
          lines_[i].top = end;
        }
        cuts_.push_back({lines_[i].top, false});
      }
      end = std::max(end, lines_[i].bottom);
    }
    pass_rows(row_tops_.back() + moved);
    row_tops_.back() += moved;
    // What was moved makes its row higher, and no more.
    allow_cuts();
  }

  double last_cut() const { return cuts_.empty() ? 0 : cuts_.back().y; }

  // A line that may not begin a page forbids the cuts between it and the line before it, unless rows meet there.
  void allow_cuts() {
    const auto above = [](double y, const Cut& cut) { return y < cut.y; };
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      const Line& line = lines_[i];
      if (line.index == 0 || cells_[line.cell].lines[line.index].may_break_before) continue;
      const double from = lines_[i - 1].top + kTolerance, to = line.top + kTolerance;
      for (auto cut = std::upper_bound(cuts_.begin(), cuts_.end(), from, above); cut != cuts_.end() && cut->y <= to;
           ++cut)
        cut->allowed = cut->between_rows;
    }
  }

  Flow make_bands() {
    Flow bands(cuts_.size() + 1);
    band_tops_.push_back(0);
    for (const Cut& cut : cuts_) band_tops_.push_back(cut.y);
    band_tops_.push_back(row_tops_.back());
    const bool calls = std::any_of(cells_.begin(), cells_.end(), [](const SetCell& cell) {
      return std::any_of(cell.lines.begin(), cell.lines.end(), [](const FlowBox& line) { return !line.calls.empty(); });
    });
    double lead = 0;
    for (const SetCell& cell : cells_) lead = std::max(lead, cell.padding_top);
    for (std::size_t k = 0; k < bands.size(); ++k) {
      bands[k].height = band_tops_[k + 1] - band_tops_[k];
      if (k == 0) continue;
      const Cut& cut = cuts_[k - 1];
      bands[k].may_break_before = is_high_ && cut.allowed;
      bands[k].may_break_at_worst = is_high_ && !cut.allowed;
      // The notes of rows that are kept together stand in one order, whatever bands have their marks.
      bands[k].may_break_in_need = !is_high_ && cut.allowed && !calls;
      if (!cut.between_rows) bands[k].room_above = bands[k].room_below = bands[k].gap_above = lead;
    }
    merge_calls_ = calls && !is_high_;
    return bands;
  }

  // ---- what stands in the bands ----

  std::size_t band_at(double y) const {
    const auto after = std::upper_bound(band_tops_.begin() + 1, band_tops_.end() - 1, y + kTolerance);
    return static_cast<std::size_t>(after - band_tops_.begin()) - 1;
  }

  /// The parts of a box from `top` to `bottom` in all bands that it stands in.
  void draw_box(Flow& bands, Rect rect, const std::optional<Color>& background,
                const std::array<style::Border, 4>& border) {
    const double top = rect.y, bottom = rect.y + rect.height;
    for (std::size_t k = band_at(top); k < bands.size() && band_tops_[k] < bottom - kTolerance; ++k) {
      const double begin = std::max(top, band_tops_[k]), end = std::min(bottom, band_tops_[k + 1]);
      const Rect part{rect.x, begin - band_tops_[k], rect.width, end - begin};
      const bool starts = begin == top, ends = end == bottom || k + 1 == bands.size();
      for (Item& item : box_items(part, background, border, starts, ends)) bands[k].items.push_back(std::move(item));
    }
  }

  double top_of(const SetCell& cell) const { return row_tops_[cell.row]; }
  double bottom_of(const SetCell& cell) const { return row_tops_[cell.row + cell.rows]; }

  void draw_boxes(Flow& bands) {
    for (std::size_t row = 0; row < shape_.backgrounds.size(); ++row)
      if (shape_.backgrounds[row])
        draw_box(bands, {shape_.x, row_tops_[row], shape_.width, row_tops_[row + 1] - row_tops_[row]},
                 shape_.backgrounds[row], {});
    for (const SetCell& cell : cells_)
      if (cell.background)
        draw_box(bands, {cell.x, top_of(cell), cell.width, bottom_of(cell) - top_of(cell)}, cell.background, {});
    for (std::size_t c = 0; c < cells_.size(); ++c) draw_decorations(bands, c);
  }

  // Of the blocks in a cell, from the outermost.
  void draw_decorations(Flow& bands, std::size_t c) {
    const Flow& lines = cells_[c].lines;
    std::size_t deepest = 0;
    for (const FlowBox& line : lines) deepest = std::max(deepest, line.decorations.size());
    for (std::size_t depth = 0; depth < deepest; ++depth) {
      for (std::size_t i = 0; i < lines.size();) {
        std::size_t last = i;
        if (lines[i].decorations.size() > depth) {
          const Decoration& decoration = *lines[i].decorations[depth];
          while (last + 1 < lines.size() && lines[last + 1].decorations.size() > depth &&
                 lines[last + 1].decorations[depth].get() == &decoration)
            ++last;
          const double top = lines_[first_lines_[c] + i].top, bottom = lines_[first_lines_[c] + last].bottom;
          draw_box(bands, {decoration.x, top, decoration.width, bottom - top}, decoration.background,
                   decoration.border);
        }
        i = last + 1;
      }
    }
  }

  // A cell over many rows says its few lines again on each page that it goes on on, if there is room for them.
  void repeat_texts(Flow& bands) const {
    constexpr std::size_t kMostLines = 3;
    for (std::size_t c = 0; c < cells_.size(); ++c) {
      const SetCell& cell = cells_[c];
      if (!is_high_ || cell.rows == 1 || cell.lines.empty() || cell.lines.size() > kMostLines) continue;
      const Line& first = lines_[first_lines_[c]];
      const double inset = first.top - top_of(cell), needed = lines_[first_lines_[c + 1] - 1].bottom - first.top;
      for (std::size_t k = std::max<std::size_t>(band_at(first.top), 1); k < bands.size(); ++k) {
        const double top = band_tops_[k] + inset;
        if (!cuts_[k - 1].between_rows || band_tops_[k] < first.top + needed - kTolerance) continue;
        if (top + needed + cell.padding_bottom > bottom_of(cell) + kTolerance) break;
        for (std::size_t i = 0; i < cell.lines.size(); ++i)
          for (Item item : cell.lines[i].items) {
            move(item, 0, inset + lines_[first_lines_[c] + i].top - first.top);
            item.structure = kArtifact;
            bands[k].again.push_back(std::move(item));
          }
      }
    }
  }

  void add_texts(Flow& bands) {
    for (const Line& line : lines_) {
      const std::size_t k = band_at(line.top);
      FlowBox& box = cells_[line.cell].lines[line.index];
      shift_items(box, line.top - band_tops_[k]);
      if (merge_calls_) {
        std::move(box.calls.begin(), box.calls.end(), std::back_inserter(bands.front().calls));
        box.calls.clear();
      }
      merge(bands[k], std::move(box));
    }
  }

  // ---- rules ----

  struct Rule {
    Rect rect;
    style::Border border;
  };

  // Rules of neighbours become one.
  static void add_rule(std::vector<Rule>& rules, const Rect& rect, const style::Border& border) {
    if (border.width <= 0 || rect.width <= 0 || rect.height <= 0) return;
    const auto goes_on = [&](const Rule& last) {
      return std::abs(last.rect.y - rect.y) < kTolerance && last.rect.height == rect.height &&
             std::abs(last.rect.x + last.rect.width - rect.x) < kTolerance && last.border.color == border.color &&
             last.border.style == border.style;
    };
    // Where cells span rows, others may lie between, but not many.
    constexpr std::size_t kNear = 32;
    const auto end = rules.rbegin() + static_cast<std::ptrdiff_t>(std::min(kNear, rules.size()));
    const auto last = std::find_if(rules.rbegin(), end, goes_on);
    if (last != end) {
      last->rect.width += rect.width;
    } else {
      rules.push_back({rect, border});
    }
  }

  // Borders of cells are rules on the edges that they share.
  void draw_rules(Flow& bands) {
    std::vector<Rule> above, below;
    for (const SetCell& cell : cells_) {
      const double top = top_of(cell), bottom = bottom_of(cell);
      add_rule(above, {cell.x, top, cell.width, cell.border[style::Top].width}, cell.border[style::Top]);
      add_rule(below, {cell.x, bottom, cell.width, cell.border[style::Bottom].width}, cell.border[style::Bottom]);
      for (const style::Side side : {style::Left, style::Right}) draw_upright(bands, cell, side);
    }
    for (const Rule& rule : above) add_rect(bands[band_at(rule.rect.y)], rule, band_tops_[band_at(rule.rect.y)]);
    // The one below a row stands with that row.
    for (const Rule& rule : below) {
      const std::size_t k = band_at(rule.rect.y - 3 * kTolerance);
      add_rect(bands[k], rule, band_tops_[k]);
    }
  }

  void draw_upright(Flow& bands, const SetCell& cell, style::Side side) {
    const style::Border& border = cell.border[side];
    if (border.width <= 0) return;
    // In the middle of the edge that two cells share, within the table at its own.
    double x = (side == style::Left ? cell.x : cell.x + cell.width) - border.width / 2;
    x = std::clamp(x, shape_.x, std::max(shape_.x, shape_.x + shape_.width - border.width));
    std::array<style::Border, 4> only = {};
    only[style::Left] = border;
    draw_box(bands, {x, top_of(cell), border.width, bottom_of(cell) - top_of(cell)}, std::nullopt, only);
  }

  static void add_rect(FlowBox& band, const Rule& rule, double band_top) {
    Rect rect = rule.rect;
    rect.y -= band_top;
    for (Item& item : rule_items(rect, rule.border, false)) band.items.push_back(std::move(item));
  }

  std::vector<SetCell> cells_;
  const RowsShape& shape_;
  bool is_high_ = false;
  bool merge_calls_ = false;
  std::vector<double> room_;
  /// And the last one's bottom.
  std::vector<double> row_tops_;
  std::vector<Line> lines_;
  /// By cell: its first line in lines_; and their number.
  std::vector<std::size_t> first_lines_;
  std::vector<Cut> cuts_;
  std::vector<double> band_tops_;
};

}  // namespace

Flow set_rows(std::vector<SetCell> cells, const RowsShape& shape) { return RowSetter(std::move(cells), shape).set(); }

}  // namespace mdconv::layout

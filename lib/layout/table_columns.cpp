// SPDX-License-Identifier: MIT
#include "layout/table_columns.h"

#include <algorithm>
#include <numeric>

namespace mdconv::layout {

namespace {

double sum(const std::vector<double>& widths) { return std::accumulate(widths.begin(), widths.end(), 0.0); }

// Shares `available` out to columns that together would like more.
class Sharing {
 public:
  Sharing(const std::vector<WidthNeeds>& needs, double available)
      : needs_(needs), left_(available), open_(needs.size()), widths_(needs.size(), 0), settled_(needs.size(), false) {}

  std::vector<double> run() {
    // What needs more than an even share gets that, what needs less gets as much as it likes.
    while (open_ > 0) {
      const double even = left_ / static_cast<double>(open_);
      if (!settle([&](const WidthNeeds& n) { return n.least > even; }, &WidthNeeds::least) &&
          !settle([&](const WidthNeeds& n) { return n.most <= even; }, &WidthNeeds::most))
        break;
    }
    // Half evenly, half by content: a very long cell does not starve its neighbours.
    while (open_ > 0 && settle_short()) {
    }
    for (std::size_t i = 0; i < needs_.size(); ++i)
      if (!settled_[i]) widths_[i] = share(needs_[i], content());
    return std::move(widths_);
  }

 private:
  template <class Condition>
  bool settle(const Condition& condition, double WidthNeeds::*width) {
    bool any = false;
    for (std::size_t i = 0; i < needs_.size(); ++i) {
      if (settled_[i] || !condition(needs_[i])) continue;
      widths_[i] = needs_[i].*width;
      settled_[i] = true;
      left_ -= widths_[i];
      --open_;
      any = true;
    }
    return any;
  }

  bool settle_short() {
    const double all = content();
    return settle([&](const WidthNeeds& n) { return share(n, all) < n.least; }, &WidthNeeds::least);
  }

  // Beyond that a column is long, whatever it holds.
  double weight(const WidthNeeds& needs) const { return std::min(needs.most, kLong); }

  double content() const {
    double all = 0;
    for (std::size_t i = 0; i < needs_.size(); ++i)
      if (!settled_[i]) all += weight(needs_[i]);
    return all;
  }

  double share(const WidthNeeds& needs, double all) const {
    return (left_ / static_cast<double>(open_) + left_ * weight(needs) / all) / 2;
  }

  static constexpr double kLong = 1200;
  const std::vector<WidthNeeds>& needs_;
  double left_;
  std::size_t open_;
  std::vector<double> widths_;
  std::vector<bool> settled_;
};

}  // namespace

double ColumnNeeds::least() const {
  return std::accumulate(columns.begin(), columns.end(), 0.0,
                         [](double all, const WidthNeeds& n) { return all + n.least; });
}

double ColumnNeeds::tightest() const {
  return std::accumulate(columns.begin(), columns.end(), 0.0,
                         [](double all, const WidthNeeds& n) { return all + n.tightest; });
}

void widen(std::vector<WidthNeeds>& columns, std::size_t first, std::size_t count, const WidthNeeds& needs) {
  for (double WidthNeeds::*width : {&WidthNeeds::least, &WidthNeeds::tightest, &WidthNeeds::most}) {
    double missing = needs.*width;
    for (std::size_t i = first; i < first + count; ++i) missing -= columns[i].*width;
    missing /= static_cast<double>(count);
    for (std::size_t i = first; missing > 0 && i < first + count; ++i) columns[i].*width += missing;
  }
}

std::vector<double> share_out(ColumnNeeds needs, double available) {
  std::vector<double> widths;
  for (const WidthNeeds& column : needs.columns) widths.push_back(column.most);
  const double wanted = std::min(needs.wanted, available);
  if (const double total = sum(widths); total < wanted && total > 0) {
    double growing = 0;
    for (std::size_t i = 0; i < widths.size(); ++i) growing += needs.fixed[i] ? 0 : widths[i];
    const bool all = growing <= 0;
    for (std::size_t i = 0; i < widths.size(); ++i)
      if (all || !needs.fixed[i]) widths[i] += widths[i] * (wanted - total) / (all ? total : growing);
    return widths;
  }
  const double room = wanted > needs.least() ? wanted : available;
  if (sum(widths) <= room) return widths;
  // Words are broken rather than that columns do not fit, no more than must be.
  if (const double least = needs.least(), tightest = needs.tightest(); least > room && least > tightest) {
    const double share = std::max(0.0, (room - tightest) / (least - tightest));
    for (WidthNeeds& column : needs.columns) column.least = column.tightest + share * (column.least - column.tightest);
  }
  widths = Sharing(needs.columns, room).run();
  if (const double total = sum(widths); total > room)
    for (double& width : widths) width *= room / total;
  return widths;
}

}  // namespace mdconv::layout

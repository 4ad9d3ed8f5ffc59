// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace mdconv {

/// Does `count` pieces of work that do not depend on each other, on this thread and up to `threads` - 1 others, and
/// returns when all are done. Each thread calls make_worker() once and then worker(i) for every piece that it takes, so
/// a worker may hold buffers of its own. Which thread takes which piece is chance: results must not depend on it.
/// What a worker throws is thrown on when the others have stopped; of several, that of the first piece. Where no more
/// threads can be had, those that there are do the work.
template <class MakeWorker>
void parallel_for(std::size_t count, unsigned threads, const MakeWorker& make_worker) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure;
  std::size_t failed = count;
  const auto run = [&] {
    std::size_t piece = count;
    try {
      auto worker = make_worker();
      for (piece = next++; piece < count; piece = next++) worker(piece);
    } catch (...) {
      next = count;
      const std::scoped_lock lock(mutex);
      if (!failure || piece < failed) failure = std::current_exception();
      failed = std::min(failed, piece);
    }
  };
  {
    std::vector<std::jthread> others;
    const std::size_t most = std::min<std::size_t>(threads, count);
    try {
      for (std::size_t i = 1; i < most; ++i) others.emplace_back(run);
    } catch (const std::system_error&) {
      // Fewer threads do the same work.
    }
    run();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace mdconv

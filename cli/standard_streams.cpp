// SPDX-License-Identifier: MIT
#include "standard_streams.h"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace mdconv::cli {
namespace {

constexpr std::size_t kMaxInputBytes = std::size_t{256} << 20;

}  // namespace

Result<std::string> read_standard_input() {
  std::string text;
  char buffer[65536];
  for (;;) {
    const ssize_t count = ::read(STDIN_FILENO, buffer, sizeof(buffer));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0)
      return Error{Code::InputUnreadable, {}, std::string("cannot read standard input: ") + ::strerrordesc_np(errno)};
    if (count == 0) return text;
    text.append(buffer, static_cast<std::size_t>(count));
    if (text.size() > kMaxInputBytes) return Error{Code::InputTooLarge, {}, "standard input is larger than 256 MiB"};
  }
}

Result<void> write_standard_output(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0)
      return Error{
          Code::OutputUnwritable, {}, std::string("cannot write standard output: ") + ::strerrordesc_np(errno)};
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

void prepare_signals() { ::signal(SIGXFSZ, SIG_IGN); }

struct InterruptionDelay::Mask {
  sigset_t signals;
};

InterruptionDelay::InterruptionDelay() : previous_(new Mask) {
  sigset_t delayed;
  sigemptyset(&delayed);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&delayed, signal);
  ::pthread_sigmask(SIG_BLOCK, &delayed, &previous_->signals);
}

InterruptionDelay::~InterruptionDelay() {
  ::pthread_sigmask(SIG_SETMASK, &previous_->signals, nullptr);
  delete previous_;
}

}  // namespace mdconv::cli

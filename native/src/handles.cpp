#include "handles.h"

#include <atomic>
#include <stdexcept>
#include <string>

namespace playcount {

namespace {

thread_local std::string reason;
thread_local bool is_reason_lost = false;
std::atomic<int64_t> live{0};

}  // namespace

void remember(const char *text) noexcept {
    is_reason_lost = false;
    try {
        reason = text;
    } catch (...) {
        is_reason_lost = true;
    }
}

ts_tensor *own(at::Tensor value) {
    auto *handle = new ts_tensor{std::move(value)};
    live.fetch_add(1, std::memory_order_relaxed);
    return handle;
}

void own_all(std::vector<at::Tensor> values, ts_tensor **handles) {
    std::vector<Owned> owned;
    owned.reserve(values.size());
    for (auto &value : values) {
        owned.emplace_back(value.defined() ? own(std::move(value)) : nullptr, ts_free);
    }
    for (size_t i = 0; i < owned.size(); i++) {
        handles[i] = owned[i].release();
    }
}

const at::Tensor &of(const ts_tensor *handle) {
    if (handle == nullptr) {
        throw std::invalid_argument("a tensor is null");
    }
    return handle->value;
}

std::vector<at::Tensor> all_of(const ts_tensor *const *handles, int32_t count) {
    std::vector<at::Tensor> all;
    all.reserve(count);
    for (int32_t i = 0; i < count; i++) {
        all.push_back(of(handles[i]));
    }
    return all;
}

at::Scalar scalar(ts_scalar value) { return value.is_whole != 0 ? at::Scalar(value.whole) : at::Scalar(value.real); }

}  // namespace playcount

using namespace playcount;

const char *ts_error() { return is_reason_lost ? "not enough memory, not even for the reason" : reason.c_str(); }

int64_t ts_live_tensors() { return live.load(std::memory_order_relaxed); }

int ts_free(ts_tensor *tensor) {
    return guarded([&] {
        of(tensor);
        delete tensor;
        live.fetch_sub(1, std::memory_order_relaxed);
    });
}

// What every exported function is made of: handles that are counted, and one place where nothing thrown gets past.
#pragma once

#include <ATen/ATen.h>

#include <memory>
#include <vector>

#include "torchsharp.h"

struct ts_tensor {
    at::Tensor value;
};

namespace playcount {

constexpr int kDone = 0;
constexpr int kFailed = 1;

// Keeps the reason for ts_error; where there is no memory even for that, a fixed one.
void remember(const char *reason) noexcept;

// Does some work; whatever it throws becomes a status and a text.
template <class Work>
int guarded(Work &&work) noexcept {
    try {
        work();
        return kDone;
    } catch (const c10::Error &error) {
        remember(error.what_without_backtrace());
    } catch (const std::exception &error) {
        remember(error.what());
    } catch (...) {
        remember("libtorch threw what is no exception of the standard library");
    }
    return kFailed;
}

// A handle that is given back if its owner does not get it.
using Owned = std::unique_ptr<ts_tensor, int (*)(ts_tensor *)>;

// A handle for the caller.
ts_tensor *own(at::Tensor value);

// Handles for the caller, all of them or none; null for a tensor that is none.
void own_all(std::vector<at::Tensor> values, ts_tensor **handles);

// The tensor of a handle; a null handle is refused.
const at::Tensor &of(const ts_tensor *handle);

// Copies of the tensors of some handles.
std::vector<at::Tensor> all_of(const ts_tensor *const *handles, int32_t count);

at::Scalar scalar(ts_scalar value);

inline at::IntArrayRef shape_of(const int64_t *sizes, int32_t dimensions) { return {sizes, static_cast<size_t>(dimensions)}; }

}  // namespace playcount

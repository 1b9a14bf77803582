// Gradients, libtorch's LSTM, and what is set for a whole process.
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/cuda.h>
#include <torch/version.h>

#include <memory>

#include "handles.h"

using namespace playcount;

namespace {

constexpr int32_t kLstmWeights = 4;

}  // namespace

const char *ts_version() { return TORCH_VERSION; }

int ts_set_num_threads(int32_t threads) {
    return guarded([&] {
        TORCH_CHECK(threads > 0, "threads are at least 1; these are ", threads);
        at::set_num_threads(threads);
    });
}

int ts_cuda_is_available(int32_t *is_available) {
    return guarded([&] { *is_available = torch::cuda::is_available() ? 1 : 0; });
}

int ts_cuda_synchronize(int64_t index) {
    return guarded([&] { torch::cuda::synchronize(index); });
}

int ts_allow_tf32_products(int32_t allow) {
    return guarded([&] { at::globalContext().setAllowTF32CuBLAS(allow != 0); });
}

int ts_tf32_products(int32_t *allowed) {
    return guarded([&] { *allowed = at::globalContext().allowTF32CuBLAS() ? 1 : 0; });
}

int ts_allow_tf32_cudnn(int32_t allow) {
    return guarded([&] { at::globalContext().setAllowTF32CuDNN(allow != 0); });
}

int ts_tf32_cudnn(int32_t *allowed) {
    return guarded([&] { *allowed = at::globalContext().allowTF32CuDNN() ? 1 : 0; });
}

int ts_grad_mode(int32_t *is_on) {
    return guarded([&] { *is_on = c10::GradMode::is_enabled() ? 1 : 0; });
}

int ts_set_grad_mode(int32_t is_on) {
    return guarded([&] { c10::GradMode::set_enabled(is_on != 0); });
}

int ts_requires_grad(const ts_tensor *x, int32_t *requires_grad) {
    return guarded([&] { *requires_grad = of(x).requires_grad() ? 1 : 0; });
}

int ts_requires_grad_in_place(ts_tensor *x, int32_t requires_grad) {
    return guarded([&] { of(x).set_requires_grad(requires_grad != 0); });
}

int ts_grad(
    const ts_tensor *const *outputs, int32_t output_count, const ts_tensor *const *output_gradients, int32_t output_gradient_count,
    const ts_tensor *const *inputs, int32_t input_count, int32_t retains_graph, int32_t creates_graph, int32_t allows_unused,
    ts_tensor **gradients) {
    return guarded([&] {
        auto found = torch::autograd::grad(
            all_of(outputs, output_count), all_of(inputs, input_count), all_of(output_gradients, output_gradient_count),
            retains_graph != 0 || creates_graph != 0, creates_graph != 0, allows_unused != 0);
        own_all(std::move(found), gradients);
    });
}

int ts_lstm_flatten(ts_tensor *const *weights) {
    return guarded([&] {
        constexpr int64_t kLstmMode = 2;  // cuDNN's CUDNN_LSTM
        const auto all = all_of(weights, kLstmWeights);
        if (!all[0].is_cuda() || !at::cudnn_is_acceptable(all[0])) {
            return;
        }
        const c10::AutoGradMode still(false);
        at::_cudnn_rnn_flatten_weight(
            all, kLstmWeights, /*input_size=*/all[0].size(1), kLstmMode, /*hidden_size=*/all[1].size(1), /*proj_size=*/0,
            /*num_layers=*/1, /*batch_first=*/false, /*bidirectional=*/false);
    });
}

int ts_lstm(const ts_tensor *x, const ts_tensor *const *weights, ts_tensor **all, ts_tensor **hidden, ts_tensor **cell) {
    return guarded([&] {
        const auto own_weights = all_of(weights, kLstmWeights);
        TORCH_CHECK(of(x).dim() == 3, "an LSTM takes (steps, batch, inputs); this has ", of(x).dim(), " dimensions");
        const auto units = own_weights[1].size(1);
        const auto start = at::zeros({1, of(x).size(1), units}, of(x).options());
        auto result = at::lstm(
            of(x), {start, start}, own_weights, /*has_biases=*/true, /*num_layers=*/1, /*dropout=*/0.0,
            /*train=*/c10::GradMode::is_enabled(), /*bidirectional=*/false, /*batch_first=*/false);
        Owned first(own(std::move(std::get<0>(result))), ts_free);
        Owned second(own(std::move(std::get<1>(result))), ts_free);
        *cell = own(std::move(std::get<2>(result)));
        *hidden = second.release();
        *all = first.release();
    });
}

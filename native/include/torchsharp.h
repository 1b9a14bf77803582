/*
 * The part of libtorch that compat/TorchSharp needs, as a C interface.
 *
 * A function that can fail gives a status: 0, or 1 with the reason in ts_error(). None throws. Results are set on status 0 alone.
 * A tensor that comes from here belongs to the caller, who gives it back to ts_free, once. Views share their numbers with what they
 * view and may outlive it. Kinds, device types and orders of dimensions are libtorch's.
 */
#ifndef PLAYCOUNT_TORCHSHARP_H
#define PLAYCOUNT_TORCHSHARP_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TS_API __attribute__((visibility("default")))

typedef struct ts_tensor ts_tensor;

/* A number that keeps whether it is whole, since that decides the kind of a result. */
typedef struct ts_scalar {
    double real;
    int64_t whole;
    int32_t is_whole;
} ts_scalar;

/* Where a tensor is: libtorch's type (0 processors, 1 CUDA) and its number, -1 for the current one. */
typedef struct ts_device {
    int32_t type;
    int32_t index;
} ts_device;

/* The reason of this thread's last status 1; valid until its next one. */
TS_API const char *ts_error(void);

/* Version of the libtorch that this was built against, such as "1.13.0". */
TS_API const char *ts_version(void);

/* Tensors that were given out and have not been given back. */
TS_API int64_t ts_live_tensors(void);

TS_API int ts_set_num_threads(int32_t threads);
TS_API int ts_cuda_is_available(int32_t *is_available);
TS_API int ts_cuda_synchronize(int64_t index);
TS_API int ts_allow_tf32_products(int32_t allow);
TS_API int ts_tf32_products(int32_t *allowed);
TS_API int ts_allow_tf32_cudnn(int32_t allow);
TS_API int ts_tf32_cudnn(int32_t *allowed);

/* Whether operations of this thread are recorded for gradients. */
TS_API int ts_grad_mode(int32_t *is_on);
TS_API int ts_set_grad_mode(int32_t is_on);

/* Making and giving back. */
TS_API int ts_empty(const int64_t *shape, int32_t dimensions, int32_t kind, ts_device device, ts_tensor **result);
TS_API int ts_zeros(const int64_t *shape, int32_t dimensions, int32_t kind, ts_device device, ts_tensor **result);
TS_API int ts_ones(const int64_t *shape, int32_t dimensions, int32_t kind, ts_device device, ts_tensor **result);
TS_API int ts_free(ts_tensor *tensor);

/* What a tensor is. Sizes are written to a place of ts_dimensions numbers; bytes are of a contiguous tensor on processors alone. */
TS_API int ts_dimensions(const ts_tensor *x, int32_t *dimensions);
TS_API int ts_sizes(const ts_tensor *x, int64_t *sizes);
TS_API int ts_kind(const ts_tensor *x, int32_t *kind);
TS_API int ts_device_of(const ts_tensor *x, ts_device *device);
TS_API int ts_bytes(const ts_tensor *x, void **first, int64_t *count);

/* Copies where something differs or a copy is asked for, else the same numbers. A kind of -1 and a null device are the tensor's own. */
TS_API int ts_to(
    const ts_tensor *x, int32_t kind, const ts_device *device, int32_t copies, int32_t non_blocking, ts_tensor **result);
TS_API int ts_contiguous(const ts_tensor *x, ts_tensor **result);

/*
 * Views, and copies where there is no view. ts_squeeze_all drops every dimension of 1. ts_split writes as many parts as it is told that
 * there are, each of the size but for the last, which may have less; on status 1 none is written.
 */
TS_API int ts_detach(const ts_tensor *x, ts_tensor **result);
TS_API int ts_narrow(const ts_tensor *x, int64_t dimension, int64_t start, int64_t length, ts_tensor **result);
TS_API int ts_split(const ts_tensor *x, int64_t size, int64_t dimension, int32_t count, ts_tensor **parts);
TS_API int ts_select(const ts_tensor *x, int64_t dimension, int64_t index, ts_tensor **result);
TS_API int ts_reshape(const ts_tensor *x, const int64_t *shape, int32_t dimensions, ts_tensor **result);
TS_API int ts_view(const ts_tensor *x, const int64_t *shape, int32_t dimensions, ts_tensor **result);
TS_API int ts_t(const ts_tensor *x, ts_tensor **result);
TS_API int ts_unsqueeze(const ts_tensor *x, int64_t dimension, ts_tensor **result);
TS_API int ts_squeeze_all(const ts_tensor *x, ts_tensor **result);
TS_API int ts_squeeze(const ts_tensor *x, int64_t dimension, ts_tensor **result);
TS_API int ts_index_select(const ts_tensor *x, int64_t dimension, const ts_tensor *index, ts_tensor **result);
TS_API int ts_stack(const ts_tensor *const *all, int32_t count, int64_t dimension, ts_tensor **result);
TS_API int ts_cat(const ts_tensor *const *all, int32_t count, int64_t dimension, ts_tensor **result);

/* Each number by itself. Bounds of ts_clamp may be null. */
TS_API int ts_tanh(const ts_tensor *x, ts_tensor **result);
TS_API int ts_sigmoid(const ts_tensor *x, ts_tensor **result);
TS_API int ts_relu(const ts_tensor *x, ts_tensor **result);
TS_API int ts_square(const ts_tensor *x, ts_tensor **result);
TS_API int ts_abs(const ts_tensor *x, ts_tensor **result);
TS_API int ts_log(const ts_tensor *x, ts_tensor **result);
TS_API int ts_log1p(const ts_tensor *x, ts_tensor **result);
TS_API int ts_sqrt(const ts_tensor *x, ts_tensor **result);
TS_API int ts_clamp(const ts_tensor *x, const ts_scalar *least, const ts_scalar *most, ts_tensor **result);
TS_API int ts_where(const ts_tensor *condition, const ts_tensor *x, const ts_tensor *y, ts_tensor **result);

/* Arithmetic. ts_rsub_scalar is y - x. */
TS_API int ts_add(const ts_tensor *x, const ts_tensor *y, ts_tensor **result);
TS_API int ts_sub(const ts_tensor *x, const ts_tensor *y, ts_tensor **result);
TS_API int ts_mul(const ts_tensor *x, const ts_tensor *y, ts_tensor **result);
TS_API int ts_div(const ts_tensor *x, const ts_tensor *y, ts_tensor **result);
TS_API int ts_add_scalar(const ts_tensor *x, ts_scalar y, ts_tensor **result);
TS_API int ts_sub_scalar(const ts_tensor *x, ts_scalar y, ts_tensor **result);
TS_API int ts_rsub_scalar(const ts_tensor *x, ts_scalar y, ts_tensor **result);
TS_API int ts_mul_scalar(const ts_tensor *x, ts_scalar y, ts_tensor **result);
TS_API int ts_div_scalar(const ts_tensor *x, ts_scalar y, ts_tensor **result);
TS_API int ts_lt_scalar(const ts_tensor *x, ts_scalar y, ts_tensor **result);
TS_API int ts_le_scalar(const ts_tensor *x, ts_scalar y, ts_tensor **result);
TS_API int ts_gt_scalar(const ts_tensor *x, ts_scalar y, ts_tensor **result);
TS_API int ts_ge_scalar(const ts_tensor *x, ts_scalar y, ts_tensor **result);

/* Products and sums. A kind of -1 is the usual one of a sum. */
TS_API int ts_mm(const ts_tensor *x, const ts_tensor *y, ts_tensor **result);
TS_API int ts_bmm(const ts_tensor *x, const ts_tensor *y, ts_tensor **result);
TS_API int ts_sum(const ts_tensor *x, int32_t kind, ts_tensor **result);
TS_API int ts_sum_dimension(const ts_tensor *x, int64_t dimension, int32_t keeps, int32_t kind, ts_tensor **result);

/* In place. ts_add_in_place adds alpha * y. */
TS_API int ts_copy_in_place(ts_tensor *x, const ts_tensor *y, int32_t non_blocking);
TS_API int ts_zero_in_place(ts_tensor *x);
TS_API int ts_add_in_place(ts_tensor *x, const ts_tensor *y, ts_scalar alpha);
TS_API int ts_add_scalar_in_place(ts_tensor *x, ts_scalar y);
TS_API int ts_sub_in_place(ts_tensor *x, const ts_tensor *y);
TS_API int ts_mul_in_place(ts_tensor *x, const ts_tensor *y);
TS_API int ts_mul_scalar_in_place(ts_tensor *x, ts_scalar y);
TS_API int ts_addcmul_in_place(ts_tensor *x, const ts_tensor *a, const ts_tensor *b, ts_scalar value);
TS_API int ts_addcdiv_in_place(ts_tensor *x, const ts_tensor *a, const ts_tensor *b, ts_scalar value);

/*
 * Learning. ts_grad writes one gradient an input, in their order, null for one that no output depends on where unused ones are allowed;
 * on status 1 none is written. Output gradients are as many as outputs, or none: outputs of one number each.
 */
TS_API int ts_requires_grad(const ts_tensor *x, int32_t *requires_grad);
TS_API int ts_requires_grad_in_place(ts_tensor *x, int32_t requires_grad);
TS_API int ts_grad(
    const ts_tensor *const *outputs, int32_t output_count, const ts_tensor *const *output_gradients, int32_t output_gradient_count,
    const ts_tensor *const *inputs, int32_t input_count, int32_t retains_graph, int32_t creates_graph, int32_t allows_unused,
    ts_tensor **gradients);

/* Moves the weights of ts_lstm into one piece of memory where cuDNN wants that; else nothing. */
TS_API int ts_lstm_flatten(ts_tensor *const *weights);

/*
 * One layer of libtorch's LSTM in one direction, from states of zero. x: shape (steps, batch, inputs); weights: input kernel, recurrent
 * kernel, input bias, recurrent bias, shapes (4 units, inputs), (4 units, units), (4 units) twice. Hidden states of all steps, and the
 * last hidden and cell state.
 */
TS_API int ts_lstm(
    const ts_tensor *x, const ts_tensor *const *weights, ts_tensor **all, ts_tensor **hidden, ts_tensor **cell);

#ifdef __cplusplus
}
#endif

#endif

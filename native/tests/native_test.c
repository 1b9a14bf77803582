/* Every function of torchsharp.h once at least, from C, with its errors; no tensor is left. Run by ctest, and by bench/native.sh under
 * the address sanitizer. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "torchsharp.h"

enum { FLOAT32 = 6, FLOAT64 = 7, INT64 = 4, BFLOAT16 = 15 };

static const ts_device kProcessors = {0, -1};
static int checks = 0;

static void fail(const char *what, int line) {
    fprintf(stderr, "native_test.c:%d: %s (%s)\n", line, what, ts_error());
    exit(1);
}

#define CHECK(condition) (checks++, (condition) ? (void)0 : fail(#condition, __LINE__))
#define OK(call) CHECK((call) == 0)
#define REFUSED(call, words) (CHECK((call) == 1), CHECK(strstr(ts_error(), words) != NULL))

static ts_scalar real(double value) { return (ts_scalar){value, 0, 0}; }
static ts_scalar whole(int64_t value) { return (ts_scalar){0, value, 1}; }

static ts_tensor *matrix(int64_t rows, int64_t columns, const double *values) {
    int64_t shape[] = {rows, columns}, count;
    ts_tensor *x;
    void *bytes;
    OK(ts_empty(shape, 2, FLOAT64, kProcessors, &x));
    OK(ts_bytes(x, &bytes, &count));
    CHECK(count == rows * columns * (int64_t)sizeof(double));
    memcpy(bytes, values, count);
    return x;
}

/* Compares a tensor's numbers, copied together if need be, and gives the tensor back. */
static void expect(ts_tensor *x, int count, const double *values) {
    ts_tensor *wide, *flat;
    void *bytes;
    int64_t size;
    OK(ts_to(x, FLOAT64, NULL, 0, 0, &wide));
    OK(ts_contiguous(wide, &flat));
    OK(ts_bytes(flat, &bytes, &size));
    CHECK(size == count * (int64_t)sizeof(double));
    for (int i = 0; i < count; i++) {
        CHECK(fabs(((double *)bytes)[i] - values[i]) < 1e-12);
    }
    OK(ts_free(flat));
    OK(ts_free(wide));
    OK(ts_free(x));
}

static void tensors(void) {
    const double values[] = {1, 2, 3, 4, 5, 6};
    int64_t two[] = {2}, four[] = {4}, six[] = {6}, sizes[3], places[] = {2, 0};
    int32_t dimensions, kind;
    ts_device device;
    ts_tensor *x = matrix(2, 3, values), *y, *z, *both[2];
    OK(ts_dimensions(x, &dimensions));
    OK(ts_sizes(x, sizes));
    OK(ts_kind(x, &kind));
    OK(ts_device_of(x, &device));
    CHECK(dimensions == 2 && sizes[0] == 2 && sizes[1] == 3 && kind == FLOAT64 && device.type == 0);

    OK(ts_t(x, &y));
    expect(y, 6, (double[]){1, 4, 2, 5, 3, 6});
    OK(ts_narrow(x, 1, 1, 2, &y));
    REFUSED(ts_view(y, four, 1, &z), "view size is not compatible");
    void *bytes;
    int64_t count;
    REFUSED(ts_bytes(y, &bytes, &count), "contiguous");
    expect(y, 4, (double[]){2, 3, 5, 6});
    REFUSED(ts_split(x, 2, 1, 3, both), "room for 3 parts; the tensor has 2");
    OK(ts_split(x, 2, 1, 2, both));
    expect(both[0], 4, (double[]){1, 2, 4, 5});
    expect(both[1], 2, (double[]){3, 6});
    OK(ts_select(x, 0, 1, &y));
    expect(y, 3, (double[]){4, 5, 6});
    OK(ts_reshape(x, six, 1, &y));
    expect(y, 6, values);
    OK(ts_view(x, six, 1, &y));
    OK(ts_unsqueeze(y, 0, &z));
    OK(ts_free(y));
    OK(ts_squeeze(z, 0, &y));
    OK(ts_free(z));
    OK(ts_dimensions(y, &dimensions));
    CHECK(dimensions == 1);
    OK(ts_unsqueeze(y, 1, &z));
    OK(ts_free(y));
    OK(ts_squeeze_all(z, &y));
    OK(ts_free(z));
    expect(y, 6, values);

    OK(ts_empty(two, 1, INT64, kProcessors, &z));
    OK(ts_bytes(z, &bytes, &count));
    memcpy(bytes, places, sizeof places);
    OK(ts_index_select(x, 1, z, &y));
    expect(y, 4, (double[]){3, 1, 6, 4});
    REFUSED(ts_index_select(x, 0, z, &y), "out of range");
    OK(ts_free(z));

    OK(ts_detach(x, &y));
    both[0] = x;
    both[1] = y;
    OK(ts_cat((const ts_tensor *const *)both, 2, 1, &z));
    expect(z, 12, (double[]){1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6});
    OK(ts_stack((const ts_tensor *const *)both, 2, 0, &z));
    expect(z, 12, (double[]){1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6});
    OK(ts_free(y));
    OK(ts_to(x, -1, &kProcessors, 1, 0, &y));
    OK(ts_zero_in_place(y));
    OK(ts_free(y));
    OK(ts_to(x, FLOAT32, &kProcessors, 0, 1, &y));
    expect(y, 6, values);
    OK(ts_zeros(two, 1, FLOAT32, kProcessors, &y));
    expect(y, 2, (double[]){0, 0});
    OK(ts_ones(two, 1, BFLOAT16, kProcessors, &y));
    expect(y, 2, (double[]){1, 1});
    int64_t far[] = {(int64_t)1 << 52};
    REFUSED(ts_empty(far, 1, FLOAT32, kProcessors, &y), "memory");
    REFUSED(ts_dimensions(NULL, &dimensions), "null");
    REFUSED(ts_free(NULL), "null");
    OK(ts_free(x));
}

static void operations(void) {
    const double values[] = {1, -4, 9, 0.25};
    const ts_scalar zero = whole(0), one = whole(1);
    ts_tensor *x = matrix(2, 2, values), *y = matrix(2, 2, (double[]){1, 2, 3, 4}), *z, *w;
    OK(ts_abs(x, &z));
    OK(ts_sqrt(z, &w));
    expect(w, 4, (double[]){1, 2, 3, 0.5});
    OK(ts_log(z, &w));
    OK(ts_free(z));
    expect(w, 4, (double[]){0, log(4), log(9), log(0.25)});
    OK(ts_log1p(y, &z));
    expect(z, 4, (double[]){log(2), log(3), log(4), log(5)});
    OK(ts_square(x, &z));
    expect(z, 4, (double[]){1, 16, 81, 0.0625});
    OK(ts_relu(x, &z));
    expect(z, 4, (double[]){1, 0, 9, 0.25});
    OK(ts_tanh(x, &z));
    expect(z, 4, (double[]){tanh(1), tanh(-4), tanh(9), tanh(0.25)});
    OK(ts_sigmoid(y, &z));
    expect(z, 4, (double[]){1 / (1 + exp(-1)), 1 / (1 + exp(-2)), 1 / (1 + exp(-3)), 1 / (1 + exp(-4))});
    OK(ts_clamp(x, &zero, &one, &z));
    expect(z, 4, (double[]){1, 0, 1, 0.25});
    OK(ts_clamp(x, &zero, NULL, &z));
    expect(z, 4, (double[]){1, 0, 9, 0.25});
    OK(ts_clamp(x, NULL, &one, &z));
    expect(z, 4, (double[]){1, -4, 1, 0.25});
    REFUSED(ts_clamp(x, NULL, NULL, &z), "bound");

    OK(ts_gt_scalar(x, zero, &z));
    OK(ts_where(z, x, y, &w));
    OK(ts_free(z));
    expect(w, 4, (double[]){1, 2, 9, 0.25});
    OK(ts_ge_scalar(x, one, &z));
    expect(z, 4, (double[]){1, 0, 1, 0});
    OK(ts_lt_scalar(x, one, &z));
    expect(z, 4, (double[]){0, 1, 0, 1});
    OK(ts_le_scalar(x, one, &z));
    expect(z, 4, (double[]){1, 1, 0, 1});

    OK(ts_add(x, y, &z));
    expect(z, 4, (double[]){2, -2, 12, 4.25});
    OK(ts_sub(x, y, &z));
    expect(z, 4, (double[]){0, -6, 6, -3.75});
    OK(ts_mul(x, y, &z));
    expect(z, 4, (double[]){1, -8, 27, 1});
    OK(ts_div(x, y, &z));
    expect(z, 4, (double[]){1, -2, 3, 0.0625});
    OK(ts_add_scalar(x, real(0.5), &z));
    expect(z, 4, (double[]){1.5, -3.5, 9.5, 0.75});
    OK(ts_sub_scalar(x, real(0.5), &z));
    expect(z, 4, (double[]){0.5, -4.5, 8.5, -0.25});
    OK(ts_rsub_scalar(x, whole(1), &z));
    expect(z, 4, (double[]){0, 5, -8, 0.75});
    OK(ts_mul_scalar(x, whole(2), &z));
    expect(z, 4, (double[]){2, -8, 18, 0.5});
    OK(ts_div_scalar(x, whole(2), &z));
    expect(z, 4, (double[]){0.5, -2, 4.5, 0.125});

    OK(ts_mm(x, y, &z));
    expect(z, 4, (double[]){-11, -14, 9.75, 19});
    OK(ts_unsqueeze(x, 0, &z));
    OK(ts_bmm(z, z, &w));
    OK(ts_free(z));
    expect(w, 4, (double[]){-35, -5, 11.25, -35.9375});
    OK(ts_sum(x, -1, &z));
    expect(z, 1, (double[]){6.25});
    OK(ts_sum(x, INT64, &z));
    expect(z, 1, (double[]){6});
    OK(ts_sum_dimension(x, 0, 1, FLOAT32, &z));
    expect(z, 2, (double[]){10, -3.75});
    OK(ts_sum_dimension(x, 1, 0, -1, &z));
    expect(z, 2, (double[]){-3, 9.25});
    REFUSED(ts_sum_dimension(x, 5, 1, -1, &z), "out of range");
    REFUSED(ts_mm(x, NULL, &z), "null");

    OK(ts_copy_in_place(x, y, 0));
    OK(ts_add_in_place(x, y, real(0.5)));
    OK(ts_add_scalar_in_place(x, whole(1)));
    OK(ts_sub_in_place(x, y));
    OK(ts_mul_in_place(x, y));
    OK(ts_mul_scalar_in_place(x, whole(2)));
    OK(ts_add_scalar(x, whole(0), &z));
    expect(z, 4, (double[]){3, 8, 15, 24});
    OK(ts_addcmul_in_place(x, y, y, whole(-1)));
    OK(ts_addcdiv_in_place(x, y, y, real(0.5)));
    OK(ts_add_scalar(x, whole(0), &z));
    expect(z, 4, (double[]){2.5, 4.5, 6.5, 8.5});
    OK(ts_zero_in_place(x));
    expect(x, 4, (double[]){0, 0, 0, 0});
    OK(ts_free(y));
}

static void learning(void) {
    int32_t is_on;
    OK(ts_set_num_threads(1));
    REFUSED(ts_set_num_threads(0), "at least 1");
    OK(ts_grad_mode(&is_on));
    CHECK(is_on == 1);

    /* d(sum of x squared)/dx = 2 x */
    ts_tensor *x = matrix(1, 2, (double[]){3, -1}), *other = matrix(1, 1, (double[]){1}), *y, *sum, *left, *found[2];
    const ts_tensor *inputs[] = {x, other};
    REFUSED(ts_grad(inputs, 1, NULL, 0, inputs, 1, 0, 0, 0, found), "grad");
    OK(ts_requires_grad(x, &is_on));
    CHECK(is_on == 0);
    OK(ts_requires_grad_in_place(x, 1));
    OK(ts_requires_grad(x, &is_on));
    CHECK(is_on == 1);
    OK(ts_requires_grad_in_place(other, 1));
    OK(ts_square(x, &y));
    OK(ts_sum(y, -1, &sum));
    const ts_tensor *output = sum, *squares = y;
    OK(ts_grad(&output, 1, NULL, 0, inputs, 1, 1, 0, 0, found));
    expect(found[0], 2, (double[]){6, -2});
    REFUSED(ts_grad(&output, 1, NULL, 0, inputs, 2, 1, 0, 0, found), "used");
    OK(ts_grad(&output, 1, NULL, 0, inputs, 2, 1, 0, 1, found));
    CHECK(found[1] == NULL);
    expect(found[0], 2, (double[]){6, -2});
    OK(ts_grad(&squares, 1, inputs, 1, inputs, 1, 0, 1, 0, found)); /* times x itself, with a graph: d(2 x x)/dx = 4 x */
    OK(ts_free(sum));
    OK(ts_sum(found[0], -1, &sum));
    OK(ts_free(found[0]));
    output = sum;
    OK(ts_grad(&output, 1, NULL, 0, inputs, 1, 0, 0, 0, found));
    expect(found[0], 2, (double[]){12, -4});
    OK(ts_free(sum));
    OK(ts_free(y));
    OK(ts_set_grad_mode(0));
    OK(ts_square(x, &y));
    OK(ts_sum(y, -1, &sum));
    output = sum;
    REFUSED(ts_grad(&output, 1, NULL, 0, inputs, 1, 0, 0, 0, found), "grad");
    OK(ts_set_grad_mode(1));
    OK(ts_free(sum));
    OK(ts_free(y));
    OK(ts_free(other));

    /* One unit, two steps, all weights 0.5: i = f = o = sigmoid(z), g = tanh(z), z = 0.5 x + 0.5 h + 1. */
    ts_tensor *weights[4], *input, *all, *hidden, *cell;
    int64_t four_one[] = {4, 1}, four[] = {4}, steps[] = {2, 1, 1};
    for (int i = 0; i < 4; i++) {
        OK(ts_ones(i < 2 ? four_one : four, i < 2 ? 2 : 1, FLOAT64, kProcessors, &weights[i]));
        OK(ts_mul_scalar_in_place(weights[i], real(0.5)));
    }
    OK(ts_ones(steps, 3, FLOAT64, kProcessors, &input));
    OK(ts_lstm_flatten(weights));
    OK(ts_lstm(input, (const ts_tensor *const *)weights, &all, &hidden, &cell));
    double h[2], c = 0;
    for (int t = 0; t < 2; t++) {
        double z = 0.5 + (t == 0 ? 0 : 0.5 * h[0]) + 1, gate = 1 / (1 + exp(-z));
        c = gate * c + gate * tanh(z);
        h[t] = gate * tanh(c);
    }
    expect(all, 2, h);
    expect(hidden, 1, &h[1]);
    expect(cell, 1, &c);
    REFUSED(ts_lstm(x, (const ts_tensor *const *)weights, &all, &hidden, &cell), "steps, batch, inputs");
    left = weights[1];
    weights[1] = NULL;
    REFUSED(ts_lstm(input, (const ts_tensor *const *)weights, &all, &hidden, &cell), "null");
    weights[1] = left;
    for (int i = 0; i < 4; i++) {
        OK(ts_free(weights[i]));
    }
    OK(ts_free(input));
    OK(ts_free(x));
}

static void settings(void) {
    int32_t value;
    CHECK(strchr(ts_version(), '.') != NULL);
    OK(ts_allow_tf32_products(1));
    OK(ts_tf32_products(&value));
    CHECK(value == 1);
    OK(ts_allow_tf32_products(0));
    OK(ts_tf32_products(&value));
    CHECK(value == 0);
    OK(ts_allow_tf32_cudnn(0));
    OK(ts_tf32_cudnn(&value));
    CHECK(value == 0);
    OK(ts_cuda_is_available(&value));
    if (value == 1) {
        OK(ts_cuda_synchronize(-1));
    } else {
        REFUSED(ts_cuda_synchronize(-1), "CUDA");
    }
}

int main(void) {
    CHECK(strcmp(ts_error(), "") == 0);
    tensors();
    operations();
    learning();
    settings();
    CHECK(ts_live_tensors() == 0);
    printf("libtorch %s: %d checks\n", ts_version(), checks);
    return 0;
}

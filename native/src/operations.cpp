// Arithmetic, products and sums.
#include "handles.h"

using namespace playcount;

#define EACH(name)                                                   \
    int ts_##name(const ts_tensor *x, ts_tensor **result) {          \
        return guarded([&] { *result = own(of(x).name()); });        \
    }

#define WITH_TENSOR(name)                                                            \
    int ts_##name(const ts_tensor *x, const ts_tensor *y, ts_tensor **result) {      \
        return guarded([&] { *result = own(of(x).name(of(y))); });                   \
    }

#define WITH_SCALAR(name)                                                            \
    int ts_##name##_scalar(const ts_tensor *x, ts_scalar y, ts_tensor **result) {    \
        return guarded([&] { *result = own(of(x).name(scalar(y))); });               \
    }

EACH(tanh)
EACH(sigmoid)
EACH(relu)
EACH(square)
EACH(abs)
EACH(log)
EACH(log1p)
EACH(sqrt)

WITH_TENSOR(add)
WITH_TENSOR(sub)
WITH_TENSOR(mul)
WITH_TENSOR(div)
WITH_TENSOR(mm)
WITH_TENSOR(bmm)

WITH_SCALAR(add)
WITH_SCALAR(sub)
WITH_SCALAR(mul)
WITH_SCALAR(div)
WITH_SCALAR(lt)
WITH_SCALAR(le)
WITH_SCALAR(gt)
WITH_SCALAR(ge)

int ts_rsub_scalar(const ts_tensor *x, ts_scalar y, ts_tensor **result) {
    return guarded([&] { *result = own(at::rsub(of(x), scalar(y))); });
}

int ts_clamp(const ts_tensor *x, const ts_scalar *least, const ts_scalar *most, ts_tensor **result) {
    return guarded([&] {
        TORCH_CHECK(least != nullptr || most != nullptr, "clamp needs a bound: at least one of both");
        *result = own(
            most == nullptr    ? of(x).clamp_min(scalar(*least))
            : least == nullptr ? of(x).clamp_max(scalar(*most))
                               : of(x).clamp(scalar(*least), scalar(*most)));
    });
}

int ts_where(const ts_tensor *condition, const ts_tensor *x, const ts_tensor *y, ts_tensor **result) {
    return guarded([&] { *result = own(at::where(of(condition), of(x), of(y))); });
}

int ts_sum(const ts_tensor *x, int32_t kind, ts_tensor **result) {
    return guarded([&] { *result = own(kind < 0 ? of(x).sum() : of(x).sum(static_cast<at::ScalarType>(kind))); });
}

int ts_sum_dimension(const ts_tensor *x, int64_t dimension, int32_t keeps, int32_t kind, ts_tensor **result) {
    return guarded([&] {
        const at::IntArrayRef dimensions(dimension);
        *result = own(
            kind < 0 ? of(x).sum(dimensions, keeps != 0) : of(x).sum(dimensions, keeps != 0, static_cast<at::ScalarType>(kind)));
    });
}

int ts_copy_in_place(ts_tensor *x, const ts_tensor *y, int32_t non_blocking) {
    return guarded([&] { of(x).copy_(of(y), non_blocking != 0); });
}

int ts_zero_in_place(ts_tensor *x) {
    return guarded([&] { of(x).zero_(); });
}

int ts_add_in_place(ts_tensor *x, const ts_tensor *y, ts_scalar alpha) {
    return guarded([&] { of(x).add_(of(y), scalar(alpha)); });
}

int ts_add_scalar_in_place(ts_tensor *x, ts_scalar y) {
    return guarded([&] { of(x).add_(scalar(y)); });
}

int ts_sub_in_place(ts_tensor *x, const ts_tensor *y) {
    return guarded([&] { of(x).sub_(of(y)); });
}

int ts_mul_in_place(ts_tensor *x, const ts_tensor *y) {
    return guarded([&] { of(x).mul_(of(y)); });
}

int ts_mul_scalar_in_place(ts_tensor *x, ts_scalar y) {
    return guarded([&] { of(x).mul_(scalar(y)); });
}

int ts_addcmul_in_place(ts_tensor *x, const ts_tensor *a, const ts_tensor *b, ts_scalar value) {
    return guarded([&] { of(x).addcmul_(of(a), of(b), scalar(value)); });
}

int ts_addcdiv_in_place(ts_tensor *x, const ts_tensor *a, const ts_tensor *b, ts_scalar value) {
    return guarded([&] { of(x).addcdiv_(of(a), of(b), scalar(value)); });
}

// Making tensors, what they are, and views of them.
#include <algorithm>

#include "handles.h"

using namespace playcount;

namespace {

c10::Device device_of(ts_device device) { return {static_cast<c10::DeviceType>(device.type), static_cast<int8_t>(device.index)}; }

at::TensorOptions options(int32_t kind, ts_device device) {
    return at::TensorOptions().dtype(static_cast<at::ScalarType>(kind)).device(device_of(device));
}

}  // namespace

int ts_empty(const int64_t *shape, int32_t dimensions, int32_t kind, ts_device device, ts_tensor **result) {
    return guarded([&] { *result = own(at::empty(shape_of(shape, dimensions), options(kind, device))); });
}

int ts_zeros(const int64_t *shape, int32_t dimensions, int32_t kind, ts_device device, ts_tensor **result) {
    return guarded([&] { *result = own(at::zeros(shape_of(shape, dimensions), options(kind, device))); });
}

int ts_ones(const int64_t *shape, int32_t dimensions, int32_t kind, ts_device device, ts_tensor **result) {
    return guarded([&] { *result = own(at::ones(shape_of(shape, dimensions), options(kind, device))); });
}

int ts_dimensions(const ts_tensor *x, int32_t *dimensions) {
    return guarded([&] { *dimensions = static_cast<int32_t>(of(x).dim()); });
}

int ts_sizes(const ts_tensor *x, int64_t *sizes) {
    return guarded([&] {
        const auto all = of(x).sizes();
        std::copy(all.begin(), all.end(), sizes);
    });
}

int ts_kind(const ts_tensor *x, int32_t *kind) {
    return guarded([&] { *kind = static_cast<int32_t>(of(x).scalar_type()); });
}

int ts_device_of(const ts_tensor *x, ts_device *device) {
    return guarded([&] {
        const auto where = of(x).device();
        *device = {static_cast<int32_t>(where.type()), where.index()};
    });
}

int ts_bytes(const ts_tensor *x, void **first, int64_t *count) {
    return guarded([&] {
        TORCH_CHECK(of(x).device().is_cpu(), "bytes are of tensors on processors; this one is on ", of(x).device());
        TORCH_CHECK(of(x).is_contiguous(), "bytes are of contiguous tensors; this one is not");
        *first = of(x).data_ptr();
        *count = static_cast<int64_t>(of(x).nbytes());
    });
}

int ts_to(const ts_tensor *x, int32_t kind, const ts_device *device, int32_t copies, int32_t non_blocking, ts_tensor **result) {
    return guarded([&] {
        auto wanted = of(x).options();
        if (kind >= 0) {
            wanted = wanted.dtype(static_cast<at::ScalarType>(kind));
        }
        if (device != nullptr) {
            wanted = wanted.device(device_of(*device));
        }
        *result = own(of(x).to(wanted, non_blocking != 0, copies != 0));
    });
}

int ts_contiguous(const ts_tensor *x, ts_tensor **result) {
    return guarded([&] { *result = own(of(x).contiguous()); });
}

int ts_detach(const ts_tensor *x, ts_tensor **result) {
    return guarded([&] { *result = own(of(x).detach()); });
}

int ts_narrow(const ts_tensor *x, int64_t dimension, int64_t start, int64_t length, ts_tensor **result) {
    return guarded([&] { *result = own(of(x).narrow(dimension, start, length)); });
}

int ts_split(const ts_tensor *x, int64_t size, int64_t dimension, int32_t count, ts_tensor **parts) {
    return guarded([&] {
        auto found = of(x).split(size, dimension);
        TORCH_CHECK(
            static_cast<int32_t>(found.size()) == count, "there is room for ", count, " parts; the tensor has ", found.size());
        own_all(std::move(found), parts);
    });
}

int ts_select(const ts_tensor *x, int64_t dimension, int64_t index, ts_tensor **result) {
    return guarded([&] { *result = own(of(x).select(dimension, index)); });
}

int ts_reshape(const ts_tensor *x, const int64_t *shape, int32_t dimensions, ts_tensor **result) {
    return guarded([&] { *result = own(of(x).reshape(shape_of(shape, dimensions))); });
}

int ts_view(const ts_tensor *x, const int64_t *shape, int32_t dimensions, ts_tensor **result) {
    return guarded([&] { *result = own(of(x).view(shape_of(shape, dimensions))); });
}

int ts_t(const ts_tensor *x, ts_tensor **result) {
    return guarded([&] { *result = own(of(x).t()); });
}

int ts_unsqueeze(const ts_tensor *x, int64_t dimension, ts_tensor **result) {
    return guarded([&] { *result = own(of(x).unsqueeze(dimension)); });
}

int ts_squeeze_all(const ts_tensor *x, ts_tensor **result) {
    return guarded([&] { *result = own(of(x).squeeze()); });
}

int ts_squeeze(const ts_tensor *x, int64_t dimension, ts_tensor **result) {
    return guarded([&] { *result = own(of(x).squeeze(dimension)); });
}

int ts_index_select(const ts_tensor *x, int64_t dimension, const ts_tensor *index, ts_tensor **result) {
    return guarded([&] { *result = own(of(x).index_select(dimension, of(index))); });
}

int ts_stack(const ts_tensor *const *all, int32_t count, int64_t dimension, ts_tensor **result) {
    return guarded([&] { *result = own(at::stack(all_of(all, count), dimension)); });
}

int ts_cat(const ts_tensor *const *all, int32_t count, int64_t dimension, ts_tensor **result) {
    return guarded([&] { *result = own(at::cat(all_of(all, count), dimension)); });
}

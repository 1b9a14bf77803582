#!/usr/bin/env bash
# Builds libLibTorchSharp.so in native/build and runs its test. Needs CMake, a C++ compiler and a libtorch with headers.
#   native/build.sh                              the system's libtorch (Debian: libtorch-dev, with libopenblas0-pthread)
#   native/build.sh -DCMAKE_PREFIX_PATH=FOLDER   another one, as `python3 -c "import torch; print(torch.utils.cmake_prefix_path)"` prints it
#   BUILD=FOLDER native/build.sh -DSANITIZE=ON   elsewhere, with the address sanitizer
# Its status is 3 where there is nothing to build with or against.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=${BUILD:-$here/build}

mkdir -p "$build"
# What an earlier build left is of another libtorch perhaps, and so is what its configuration remembers.
rm -f "$build/libLibTorchSharp.so" "$build/CMakeCache.txt"

missing() {
  echo "native/build.sh: not built: there is no $1." >&2
  exit 3
}
for program in cmake cc c++; do
  command -v "$program" >/dev/null || missing "$program (infra/install.sh)"
done
if ! command -v make >/dev/null; then
  command -v ninja >/dev/null || missing "make and no ninja (infra/install.sh)"
  export CMAKE_GENERATOR=Ninja
fi
[ ! -d /usr/local/cuda/bin ] || PATH=$PATH:/usr/local/cuda/bin   # a libtorch for CUDA is found together with nvcc

log=$build/build.log arguments=$*
run() {
  "$@" >"$log" 2>&1 && return
  if grep -q 'provided by "Torch"' "$log"; then
    missing "libtorch with headers${arguments:+ by $arguments} (infra/install.sh, or -DCMAKE_PREFIX_PATH=FOLDER)"
  fi
  cat "$log" >&2
  echo "native/build.sh: '$*' failed." >&2
  exit 1
}
run cmake -S "$here" -B "$build" "$@"
run cmake --build "$build" --parallel "$(nproc)"
echo "$(sed -n 's/^Torch_DIR:PATH=//p' "$build/CMakeCache.txt"):"
"$build/native_test"

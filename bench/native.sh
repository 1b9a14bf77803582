#!/usr/bin/env bash
# Runs native/ under the address and undefined-behaviour sanitizers: its own test, leaks among it, and the tests of the torch engine.
#   bench/native.sh   after a build of the solution; native/build-sanitized is made
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=native/build-sanitized
# More memory than there is is asked for on purpose.
export ASAN_OPTIONS=allocator_may_return_null=1
BUILD=$build native/build.sh -DSANITIZE=ON

host=tests/Torch/bin/Release/net10.0
[ -f "$host/PlayCount.Torch.Tests.dll" ] || { echo "bench/native.sh: build the solution first." >&2; exit 1; }
# The runtime handles signals of its own and keeps what it allocates to its end, so leaks are looked for in the test above alone.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r "$host/." "$folder/"
cp "$build/libLibTorchSharp.so" "$folder/"
LD_PRELOAD=$(c++ -print-file-name=libasan.so) ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0:handle_segv=0:handle_sigfpe=0:use_sigaltstack=0 \
  dotnet "$folder/PlayCount.Torch.Tests.dll" --no-ansi --no-progress --filter-not-trait Set=Full

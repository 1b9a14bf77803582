#!/usr/bin/env bash
# Trains networks of the paper's sweep on a CUDA device: the device's ceilings, networks a minute, the sweep beside its floor, and PyTorch.
#   bench/gpu.sh publish FOLDER   here, where packages are: leaves all that a bare machine needs in FOLDER (under 60 MB)
#   FOLDER/gpu.sh                 there: no registry, no SDK; CMake, a C++ compiler and CUDA's nvcc build native/ against its Python PyTorch
#   bench/gpu.sh                  here: builds, and runs the small part on processors where no CUDA device answers
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

publish() {
  local to=$1 dotnet
  dotnet publish "$here/gpu" -c Release -r linux-x64 --no-self-contained -o "$to/program" -v q >&2
  rm -f "$to/program/libLibTorchSharp.so"   # of this machine's libtorch
  rm -rf "$to/native"
  mkdir -p "$to/native"
  cp -r "$here"/../native/{CMakeLists.txt,build.sh,include,src,tests} "$to/native/"
  # The runtime of this machine goes along: program, runtime and native/ are all there is to carry.
  dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
  mkdir -p "$to/dotnet/shared"
  cp -r "$dotnet/dotnet" "$dotnet/host" "$to/dotnet/"
  cp -r "$dotnet/shared/Microsoft.NETCore.App" "$to/dotnet/shared/"
  cp "$here/gpu.sh" "$here/gpu.py" "$to/"
  tar -czf "$to/gpu.tar.gz" -C "$to" program dotnet native gpu.sh gpu.py
  local bytes
  bytes=$(stat -c %s "$to/gpu.tar.gz")
  echo "$to/gpu.tar.gz: $((bytes / 1000000)) MB" >&2
  [ "$bytes" -lt 60000000 ] || { echo "gpu.sh: the archive has $bytes bytes; fewer than 60 MB are right." >&2; exit 1; }
}

if [ "${1:-}" = publish ]; then
  publish "${2:?gpu.sh publish needs a folder}"
  exit
fi

python=${PYTHON:-python3}
torch=$("$python" -c 'import torch; print(torch.utils.cmake_prefix_path)' 2>/dev/null || true)
hascuda=$("$python" -c 'import torch; print(torch.cuda.is_available())' 2>/dev/null || true)
against=(${torch:+"-DCMAKE_PREFIX_PATH=$torch"})
if [ -d "$here/program" ]; then
  [ -n "$torch" ] || echo "gpu.sh: $python has no PyTorch; the system's libtorch is taken, if there is one with headers." >&2
  "$here/native/build.sh" "${against[@]}" >&2
  cp "$here/native/build/libLibTorchSharp.so" "$here/program/"
  run=("$here/dotnet/dotnet" "$here/program/PlayCount.Gpu.Bench.dll")
else
  "$here/../native/build.sh" "${against[@]}" >&2
  dotnet build "$here/gpu" -c Release -v q >&2
  run=(dotnet "$here/gpu/bin/Release/net10.0/PlayCount.Gpu.Bench.dll")
fi

size=small precision=${PRECISION:-float32} status=0
[ "$hascuda" != True ] || size=full
uname -srm
grep -m1 'model name' /proc/cpuinfo | sed 's/.*: //'
if [ $size = full ]; then nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader || echo 'a device that nvidia-smi does not name'; fi
date -u +%F
echo '| what | measured |'
echo '|---|---|'
table=$(mktemp)
trap 'rm -f "$table"' EXIT
"${run[@]}" $size "$precision" | tee "$table" || status=$?
if [ -n "$torch" ]; then "$python" "$here/gpu.py" $size "$precision" "$table" || status=$?; else echo '| plain PyTorch | SKIPPED: no PyTorch on this machine |'; fi
if [ $size = small ]; then
  for line in 'device' 'bandwidth of the device' 'product ceiling of the device' 'networks a minute at raw width' \
    'sweep of 240 networks at raw width, within 2 x floor' 'ratio to plain PyTorch on the device'; do
    echo "| $line | SKIPPED: no CUDA device answers |"
  done
fi
exit $status

#!/usr/bin/env bash
# The network's matrix products on one core, beside NumPy's (OpenBLAS): three turns each, alternating, medians in GFLOP/s.
# Needs /usr/bin/python3 with python3-numpy and libopenblas0-pthread.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build bench/kernels -c Release -v q >&2
turns=$(mktemp)
trap 'rm -f "$turns"' EXIT
for _ in 1 2 3; do
  bench/kernels/bin/Release/net10.0/PlayCount.Kernels.Bench | sed 's/^/ours /' >> "$turns"
  OPENBLAS_NUM_THREADS=1 /usr/bin/python3 bench/kernels.py | sed 's/^/numpy /' >> "$turns"
done
grep -m1 'model name' /proc/cpuinfo | sed 's/.*: //'
date -u +%F
/usr/bin/python3 - "$turns" <<'PY'
import collections
import statistics
import sys

rates = collections.defaultdict(list)
for line in open(sys.argv[1]):
    who, m, n, k, transposed, rate = line.split()
    rates[(m, n, k, transposed), who].append(float(rate))
print("| C(m, n) = A(m, k) B(k, n) | ours | NumPy | ratio |\n|---|---|---|---|")
for key in dict.fromkeys(key for key, _ in rates):
    ours, numpy = (statistics.median(rates[key, who]) for who in ("ours", "numpy"))
    print(f"| {key[0]} x {key[1]} x {key[2]}{', A transposed' if key[3] == '1' else ''} | {ours:.1f} | {numpy:.1f} | {ours / numpy:.2f} |")
PY

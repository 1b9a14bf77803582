#!/usr/bin/env bash
# How often chance is told as skill: a reduced study on the planted sample, trained anew with each listener's plays shuffled.
# Usage: bench/calibration.sh FOLDER [SHUFFLES]   (200 unless given; about 300 MB below FOLDER)
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:?a folder for the sample}
shuffles=${2:-200}
mkdir -p "$out"
dotnet build cli -c Release -v q >&2
dotnet build bench/calibration -c Release -v q >&2
playcount() { cli/bin/Release/net10.0/playcount "$@" 2>> "$out/log.txt"; }
[ -f "$out/run/results.json" ] || {
  playcount sample --out "$out/sample" --songs 60
  playcount run --triplets "$out/sample/triplets.tsv" --mapping "$out/sample/mapping" --audio "$out/sample/music" --out "$out/run" \
    --layers 1 --steps 1 --epochs 1
}
grep -m1 'model name' /proc/cpuinfo | sed 's/.*: //'
echo "$(nproc) cores, $(date -u +%F)"
started=$SECONDS
dotnet bench/calibration/bin/Release/net10.0/PlayCount.Calibration.Bench.dll "$out/run" "$shuffles"
echo "took $((SECONDS - started)) s"

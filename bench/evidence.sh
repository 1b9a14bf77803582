#!/usr/bin/env bash
# The runs behind docs/evidence.md: planted plays must be found, unrelated ones must not.
# Usage: bench/evidence.sh FOLDER [SEED...]   (needs about 1 GB below FOLDER, and python3)
# With SHARED=DIR (the folder of shared data) also plays planted on real music (needs ffmpeg), and the real triplets.
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:?a folder for samples and runs}
shift
seeds=("$@")
[ ${#seeds[@]} -gt 0 ] || seeds=(101 202 303)
mkdir -p "$out"
dotnet build cli -c Release -v q >&2
playcount() { cli/bin/Release/net10.0/playcount "$@" 2>> "$out/log.txt"; }
run() { # NAME AUDIO OPTION...
  local name=$1 audio=$2
  shift 2
  playcount run --triplets "$out/$name/triplets.tsv" --mapping "$out/$name/mapping" --audio "$audio" --out "$out/$name-run" --layers 1 --epochs 40 "$@"
  rm -rf "$out/$name/music" "$out/$name-run/clips" "$out/$name-run/features" "$out/$name-run/state"
}
table() { python3 bench/evidence.py "$2" "$out/$1/truth.json" "$out/$1-run/results.json"; }

for seed in "${seeds[@]}"; do
  started=$SECONDS
  playcount sample --out "$out/mixed-$seed" --seed "$seed"
  run "mixed-$seed" "$out/mixed-$seed/music" --steps 1,6
  table "mixed-$seed" "half timbre, half order, seed $seed: sample and run in $((SECONDS - started)) s"
  for shuffle in "" --shuffle-clips; do
    playcount sample --out "$out/order-$seed$shuffle" --seed "$seed" --order-share 1 $shuffle
    run "order-$seed$shuffle" "$out/order-$seed$shuffle/music" --steps 6
    table "order-$seed$shuffle" "order alone${shuffle:+, clips of each song shuffled}, seed $seed"
  done
done

[ -n "${SHARED:-}" ] || exit 0
for seed in "${seeds[@]}"; do
  playcount sample --out "$out/music-$seed" --seed "$seed" --plant-on "$SHARED/music"
  run "music-$seed" "$SHARED/music" --steps 6
  table "music-$seed" "plays planted on real music, seed $seed"
done

started=$SECONDS
playcount run --triplets "$SHARED/triplets/train_triplets_sample.txt" --mapping "$SHARED/mapping/archive_341_reconstructed.tar.bz2" \
  --audio "$SHARED/music" --out "$out/real-run" --steps 1,6,12,18,24
python3 bench/evidence.py "real triplets, unrelated music: 5 users x 2 depths x 5 lengths x 100 epochs x 5 folds in $((SECONDS - started)) s" - "$out/real-run/results.json"
grep peakMemory "$out/real-run/run-info.json"

#!/usr/bin/env bash
# The paper's whole sweep on the real data: 5 listeners x 1 and 2 layers x 1 to 24 steps, 100 epochs, 5 folds, log-mel.
# Once undisturbed with `run`; once through the services, which are killed (SIGKILL) when a third and when two thirds of the networks are
# done; every file of the results is compared. Then the time to first byte and the size of that experiment's pages, and preset paper-code.
# Usage: SHARED=DIR bench/sweep.sh FOLDER   (DIR: the folder of shared data; goes on where it was stopped; ports 15890 and 15891 unless
# HTTP_PORT and GRPC_PORT say otherwise). Prints Markdown. Services stay up at the end if STAY is set, for a look at the pages.
set -euo pipefail
cd "$(dirname "$0")/.."
shared=$(realpath "${SHARED:?the folder of shared data}")
mkdir -p "${1:?a folder for all}"
out=$(realpath "$1")
study=(--triplets "$shared/triplets/train_triplets_sample.txt" --mapping "$shared/mapping/archive_341_reconstructed.tar.bz2"
  --audio "$shared/music")
http=${HTTP_PORT:-15890} grpc=${GRPC_PORT:-15891}
dotnet build cli -c Release -v q >&2
dotnet build services/Standalone -c Release -v q >&2
playcount() { cli/bin/Release/net10.0/playcount "$@"; }
services=
trap '[ -z "$services" ] || kill "$services" 2> /dev/null || true' EXIT

# Prints time and peak memory of a run that went through in one go.
told() { # NAME FOLDER
  python3 -c "import json, sys; info = json.load(open(sys.argv[2] + '/run-info.json'))
print(f\"| {sys.argv[1]} | {info['seconds']:.0f} | {info['peakMemoryBytes'] / 1e6:.0f} |\")" "$1" "$2"
}

serve() {
  Data__Folder=$out/data Experiments__Roots__0=$shared Kestrel__Endpoints__Http__Url=http://127.0.0.1:$http \
    Kestrel__Endpoints__Grpc__Url=http://127.0.0.1:$grpc dotnet services/Standalone/bin/Release/net10.0/PlayCount.Standalone.dll \
    >> "$out/services.txt" 2>&1 &
  services=$!
  for _ in $(seq 300); do
    curl -sf "http://127.0.0.1:$http/alive" > /dev/null && return
    kill -0 "$services"
    sleep 0.2
  done
  echo "The services did not start; see $out/services.txt." >&2
  exit 1
}

trained() { find "$out/data/blobs/sweep/state" -name '*x*.json' -not -path '*_fold_*' 2> /dev/null | wc -l; }

kill_at() { # NETWORKS
  until [ "$(trained)" -ge "$1" ]; do
    kill -0 "$services"
    sleep 1
  done
  kill -9 "$services"
  wait "$services" 2> /dev/null || true
  echo "killed with $(trained) of 240 networks done" | tee -a "$out/kills.txt" >&2
  serve
}

[ -f "$out/run/report.html" ] || playcount run "${study[@]}" --out "$out/run" > "$out/run.txt" 2>&1
[ -f "$out/paper-code/report.html" ] ||
  playcount run "${study[@]}" --preset paper-code --out "$out/paper-code" > "$out/paper-code.txt" 2>&1
serve
if [ ! -f "$out/data/blobs/sweep/report.html" ]; then
  playcount experiments start --address "http://127.0.0.1:$grpc" --id sweep "${study[@]}" >&2
  kill_at 80
  kill_at 160
  until [ -f "$out/data/blobs/sweep/report.html" ]; do
    kill -0 "$services"
    sleep 2
  done
fi

grep -m1 'model name' /proc/cpuinfo | sed 's/.*: //'
echo "$(nproc) cores, $(date -u +%F)"
echo
echo "| study | seconds | peak memory, MB |"
echo "|---|---|---|"
told "240 networks, split sound" "$out/run"
told "240 networks, preset paper-code" "$out/paper-code"
echo
sed 's/^/- services: /' "$out/kills.txt"
# When it was, who holds it, its rows and its state are a run's own.
diff -r -x run-info.json -x .lock -x 'catalog.sqlite*' -x state "$out/run" "$out/data/blobs/sweep"
echo "- $(find "$out/data/blobs/sweep" -type f -not -path '*/state/*' | wc -l) files, byte for byte those of the undisturbed run"
echo
bench/pages.sh "http://127.0.0.1:$http" sweep
[ -z "${STAY:-}" ] || wait "$services"

#!/usr/bin/env bash
# Does the same study with `run` and through the services, and compares every file of the results.
# Usage: SHARED=DIR bench/same-files.sh FOLDER [OPTION...]   (DIR: the folder of shared data; options: the study's, such as --steps 1,6)
set -euo pipefail
cd "$(dirname "$0")/.."
shared=$(realpath "${SHARED:?the folder of shared data}")
mkdir -p "${1:?a folder for both}"
out=$(realpath "$1")
shift
study=(--triplets "$shared/triplets/train_triplets_sample.txt" --mapping "$shared/mapping/archive_341_reconstructed.tar.bz2"
  --audio "$shared/music" "$@")
http=${HTTP_PORT:-15890} grpc=${GRPC_PORT:-15891}
dotnet build cli -c Release -v q >&2
dotnet build services/Standalone -c Release -v q >&2
playcount() { cli/bin/Release/net10.0/playcount "$@"; }

started=$SECONDS
playcount run "${study[@]}" --out "$out/run" > "$out/run.txt" 2>&1
echo "run: $((SECONDS - started)) s"

Data__Folder=$out/data Experiments__Roots__0=$shared Kestrel__Endpoints__Http__Url=http://127.0.0.1:$http \
  Kestrel__Endpoints__Grpc__Url=http://127.0.0.1:$grpc dotnet services/Standalone/bin/Release/net10.0/PlayCount.Standalone.dll \
  > "$out/services.txt" 2>&1 &
services=$!
trap 'kill "$services"' EXIT
for _ in $(seq 100); do
  curl -sf "http://127.0.0.1:$http/alive" > /dev/null && break
  kill -0 "$services"
  sleep 0.2
done
started=$SECONDS
playcount experiments start --address "http://127.0.0.1:$grpc" --id same "${study[@]}" --watch > "$out/experiment.txt" 2>&1
echo "services: $((SECONDS - started)) s"

# When it was, who holds it, its rows and its state are a run's own.
diff -r -x run-info.json -x .lock -x 'catalog.sqlite*' -x state "$out/run" "$out/data/blobs/same"
echo "$(find "$out/data/blobs/same" -type f | wc -l) files, byte for byte the same as the run's"

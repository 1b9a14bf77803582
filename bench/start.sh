#!/usr/bin/env bash
# How long the AppHost takes until all is healthy, and until all has ended: medians over turns, for each backing.
# Usage: bench/start.sh FOLDER [TURNS] [BACKING...]   (5 turns of embedded and local unless given; local needs infra/install.sh)
# "first" starts on an empty folder, "again" on what the first left. The dashboard is on. Stopping begins with SIGTERM while the
# experiment that the AppHost starts is at work, and ends when no process is left.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p "${1:?a folder for data}"
out=$(realpath "$1")
turns=${2:-5}
backings=("${@:3}")
[ ${#backings[@]} -gt 0 ] || backings=(embedded local)
dotnet build AppHost -c Release -v q >&2
dotnet build cli -c Release -v q >&2
[ -f "$out/sample/truth.json" ] || cli/bin/Release/net10.0/playcount sample --out "$out/sample" >&2

left() { grep -lsF "$out/data" /proc/[0-9]*/cmdline /proc/[0-9]*/environ || true; }
seconds() { awk -v from="$1" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.2f", to - from }'; }

# Prints "healthy stopped", both in seconds.
turn() { # BACKING
  local line began healthy=''
  began=$EPOCHREALTIME
  coproc HOST {
    exec dotnet AppHost/bin/Release/net10.0/PlayCount.AppHost.dll --backing "$1" --data "$out/data" \
      --triplets "$out/sample/triplets.tsv" --audio "$out/sample/music" --DcpPublisher:RandomizePorts true 2>&1
  }
  apphost=$HOST_PID
  # Nothing is left behind, whatever ends this script.
  trap 'kill "$apphost" 2> /dev/null || true' EXIT
  exec 3<&"${HOST[0]}"
  while IFS= read -r line <&3; do
    printf '%s\n' "$line" >> "$out/log.txt"
    # Said when experiments, which wait for all others, and the estimator are healthy.
    if [[ $line == 'page: '* ]]; then
      healthy=$(seconds "$began")
      break
    fi
  done
  [ -n "$healthy" ] || { echo "start.sh: the AppHost ended before all was healthy; see $out/log.txt" >&2; exit 1; }
  began=$EPOCHREALTIME
  kill -TERM "$apphost"
  cat <&3 >> "$out/log.txt"
  wait "$apphost" || { echo "start.sh: the AppHost ended with status $?; see $out/log.txt" >&2; exit 1; }
  exec 3<&-
  while [ -n "$(left)" ]; do sleep 0.02; done
  echo "$healthy $(seconds "$began")"
}

# Of a column of numbers: "median (least to most)".
median() {
  sort -n | awk '{ v[NR] = $1 }
    END { printf "%.1f (%.1f to %.1f)", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2, v[1], v[NR] }'
}

rm -f "$out/log.txt" "$out"/*.times
for ((i = 1; i <= turns; i++)); do
  for backing in "${backings[@]}"; do
    rm -rf "$out/data"
    for start in first again; do
      load=$(cut -d' ' -f1 /proc/loadavg)
      times=$(turn "$backing")
      echo "$backing $start $times, load before $load" >&2
      echo "$times $load" >> "$out/$backing-$start.times"
    done
  done
done
rm -rf "$out/data"

machine=$(grep -m1 'model name' /proc/cpuinfo | sed 's/.*: //')
memory=$(awk '/MemTotal/ { printf "%.0f GiB", $2 / 2^20 }' /proc/meminfo)
runtime=$(dotnet --list-runtimes | awk '/NETCore/ { version = $2 } END { print version }')
echo "$machine, $(nproc) cores, $memory, .NET $runtime, $(date -u +%F); medians of $turns (least to most)"
echo
echo "| backing | start | healthy, s | stopped, s | load before |"
echo "|---|---|---|---|---|"
for backing in "${backings[@]}"; do
  for start in first again; do
    file=$out/$backing-$start.times
    echo "| $backing | $start | $(cut -d' ' -f1 "$file" | median) | $(cut -d' ' -f2 "$file" | median) | $(cut -d' ' -f3 "$file" | median) |"
  done
done

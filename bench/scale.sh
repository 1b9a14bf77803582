#!/usr/bin/env bash
# What more Training processes and more callers bring on this machine with --backing local: networks a minute for 1, 2 and 4 processes,
# estimates a second for 1, 8 and 32 callers.
# Usage: bench/scale.sh FOLDER [TURNS]   (3 turns unless given; needs infra/install.sh)
# A process trains as many networks at a time as it has cores, which is the default, or one (Jobs__Degree=1). Callers, services and
# servers share the machine.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p "${1:?a folder for data}"
out=$(realpath "$1")
turns=${2:-3}
for project in AppHost cli bench/scale; do dotnet build "$project" -c Release -v q >&2; done
sample=$out/data/sample
[ -f "$sample/truth.json" ] || cli/bin/Release/net10.0/playcount sample --out "$sample" --songs 60 >&2
bench() { dotnet bench/scale/bin/Release/net10.0/PlayCount.Scale.Bench.dll "$@"; }

start() { # PROCESSES: starts the AppHost and waits until its own experiment is done
  coproc HOST {
    exec dotnet AppHost/bin/Release/net10.0/PlayCount.AppHost.dll --backing local --data "$out/data" --training-processes "$1" \
      --DcpPublisher:RandomizePorts true 2>&1
  }
  apphost=$HOST_PID experiments='' estimator=''
  trap 'kill "$apphost" 2> /dev/null || true' EXIT # nothing is left behind, whatever ends this script
  exec 3<&"${HOST[0]}"
  while IFS= read -r line <&3; do
    printf '%s\n' "$line" >> "$out/log.txt"
    [[ $line =~ gRPC:\ (http[^ ]+)\ \(experiments\),\ (http[^ ]+) ]] && experiments=${BASH_REMATCH[1]} estimator=${BASH_REMATCH[2]}
    [[ $line == 'ask for an estimate:'* ]] && break
  done
  [ -n "$estimator" ] || { echo "scale.sh: the AppHost ended early; see $out/log.txt" >&2; exit 1; }
  cat <&3 >> "$out/log.txt" &
}
stop() {
  kill -TERM "$apphost"
  wait "$apphost"
  exec 3<&-
}
# Of a column of numbers: "median (least to most)".
median() {
  sort -n | awk '{ v[NR] = $1 }
    END { printf "%s (%s to %s)", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2, v[1], v[NR] }'
}
column() { cut -d' ' -f"$2" "$1" | median; }

rm -f "$out"/*.times "$out/log.txt"
for degree in 0 1; do
  for processes in 1 2 4; do
    Jobs__Degree=$degree start "$processes"
    for ((i = 1; i <= turns; i++)); do
      load=$(cut -d' ' -f1 /proc/loadavg)
      times=$(bench networks "$experiments" "$sample" "scale-$EPOCHSECONDS-$degree-$processes-$i" "$i")
      echo "$times $load" | tee -a "$out/networks-$degree-$processes.times" >&2
    done
    if [ "$degree-$processes" = 0-1 ]; then
      for ((i = 1; i <= turns; i++)); do
        for callers in 1 8 32; do
          load=$(cut -d' ' -f1 /proc/loadavg)
          times=$(bench estimates "$estimator" "$sample" "$callers" 10)
          echo "$times $load" | tee -a "$out/estimates-$callers.times" >&2
        done
      done
    fi
    stop
  done
done

machine=$(grep -m1 'model name' /proc/cpuinfo | sed 's/.*: //')
memory=$(awk '/MemTotal/ { printf "%.0f GiB", $2 / 2^20 }' /proc/meminfo)
runtime=$(dotnet --list-runtimes | awk '/NETCore/ { version = $2 } END { print version }')
echo "$machine, $(nproc) cores, $memory, .NET $runtime, $(date -u +%F); medians of $turns (least to most)"
echo
echo "| networks at a time in a process | Training processes | networks | seconds | networks a minute | load before |"
echo "|---|---|---|---|---|---|"
for degree in 0 1; do
  for processes in 1 2 4; do
    file=$out/networks-$degree-$processes.times
    at_a_time=$([ $degree = 0 ] && nproc || echo $degree)
    networks=$(head -1 "$file" | cut -d' ' -f1)
    echo "| $at_a_time | $processes | $networks | $(column "$file" 2) | $(column "$file" 3) | $(column "$file" 4) |"
  done
done
echo
echo "| callers | estimates a second | median, ms | 99 of 100 within, ms | failed | load before |"
echo "|---|---|---|---|---|---|"
for callers in 1 8 32; do
  file=$out/estimates-$callers.times
  echo "| $callers | $(column "$file" 2) | $(column "$file" 3) | $(column "$file" 4) | $(column "$file" 5) | $(column "$file" 6) |"
done

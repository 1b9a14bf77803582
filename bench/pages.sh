#!/usr/bin/env bash
# Time to first byte and size of an experiment's pages, as a visitor without anything kept gets them: medians and maxima over turns.
# Usage: bench/pages.sh ADDRESS EXPERIMENT [TURNS]   (20 turns unless given; ADDRESS as the service prints it: http://127.0.0.1:PORT)
# The first turn, for which the service reads and compiles what it has not yet, is told apart. Ends with 1 where a page takes 1 s or
# has 2 MB or more.
set -euo pipefail
address=${1:?address of the pages}
experiment=${2:?id of a finished experiment}
turns=${3:-20}
export LC_ALL=C

# Prints "seconds-to-first-byte bytes".
get() { # PATH
  curl --silent --show-error --fail --max-time 120 --output /dev/null --write-out '%{time_starttransfer} %{size_download}\n' "$address$1"
}

failed=0
echo "| page | first, ms | median, ms | most, ms | bytes |"
echo "|---|---|---|---|---|"
for path in / "/experiments/$experiment" "/experiments/$experiment/report.html" "/experiments/$experiment/songs" \
  "/experiments/$experiment/models" /experiments/new /paper; do
  read -r first bytes < <(get "$path")
  times=()
  for ((turn = 0; turn < turns; turn++)); do
    read -r time bytes < <(get "$path")
    times+=("$time")
  done
  printf '%s\n' "${times[@]}" | sort -n | awk -v page="$path" -v first="$first" -v bytes="$bytes" '
    { time[NR] = 1000 * $1 }
    END {
      median = NR % 2 ? time[(NR + 1) / 2] : (time[NR / 2] + time[NR / 2 + 1]) / 2
      printf "| `%s` | %.0f | %.0f | %.0f | %d |\n", page, 1000 * first, median, time[NR], bytes
      exit !(time[NR] < 1000 && 1000 * first < 1000 && bytes < 2000000)
    }' || failed=1
done
exit $failed

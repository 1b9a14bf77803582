#!/usr/bin/env bash
# Kills the one process of all services 50 times while it works, each time at another moment, and compares what comes of the experiment with
# an undisturbed run: KilledStandaloneTests, which the full set has with fewer kills. After a build of the solution.
# Usage: bench/kills.sh [KILLS]
set -euo pipefail
cd "$(dirname "$0")/.."
host=tests/EndToEnd/bin/Release/net10.0/PlayCount.EndToEnd.Tests.dll
[ -f "$host" ] || { echo "bench/kills.sh: build the solution first." >&2; exit 1; }
PLAYCOUNT_KILLS=${1:-50} dotnet "$host" --no-ansi --no-progress --show-live-output on \
  --filter-method '*KilledStandaloneTests.An_experiment_survives_many_kills'

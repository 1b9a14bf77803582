#!/usr/bin/env bash
# One row a line of the paper's future work against 2 layers x 18 steps, on plays planted from the sound: paired difference, interval, cost.
# Usage: bench/future-work.sh FOLDER [SONGS]   (120 songs unless given; goes on where it was stopped)
# Prints a Markdown table from FOLDER/study/comparison.csv; the seconds of a variant are those of its own run, clips and features not counted
# but for the first, which cuts them.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p "${1:?a folder for data}"
out=$(realpath "$1")
songs=${2:-120}
dotnet build cli -c Release -v q >&2
playcount() { cli/bin/Release/net10.0/playcount "$@" >&2; }
[ -f "$out/sample/truth.json" ] || playcount sample --out "$out/sample" --songs "$songs" --users 3
cp bench/future-work.json "$out/study.json"
playcount study run "$out/study.json" --out "$out/study"
grep -m1 'model name' /proc/cpuinfo | sed 's/.*: //'
echo "$(nproc) cores, $(date -u +%F), $songs songs, 3 listeners"
python3 - "$out" <<'PYTHON'
import csv, json, sys
out = sys.argv[1]
rows = list(csv.DictReader(open(f"{out}/study/comparison.csv")))
def number(text, digits=2): return f"{float(text):.{digits}f}" if text else ""
print("| variant | weights | seconds | R2 of listeners 1 to 3 | squared error against 2x18 [95 % interval], listeners 1 to 3 |")
print("|---|---|---|---|---|")
for variant in dict.fromkeys(row["variant"] for row in rows):
    own = [row for row in rows if row["variant"] == variant]
    seconds = json.load(open(f"{out}/study/variants/{variant}/run-info.json"))["seconds"]
    differences = "; ".join(
        f"{number(row['difference'])} [{number(row['low'])}, {number(row['high'])}]" for row in own if row["difference"])
    print(f"| {variant} | {int(own[0]['weights']):,} | {seconds:.0f} | {', '.join(number(row['r2']) for row in own)} | {differences} |")
PYTHON

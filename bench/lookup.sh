#!/usr/bin/env bash
# Look-up of 341 ids in an archive of N records of the real format (bench/lookup.py), with and without index, beside one pass of Python.
# Usage: bench/lookup.sh FOLDER [N]   (1,000,000 unless given; FOLDER keeps the archive, a second start makes none)
# Needs /usr/bin/python3. Each number is of one turn; the archive has just been written or read, so it may lie in memory.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p "${1:?a folder for the archive}"
out=$(realpath "$1")
records=${2:-1000000}
dotnet build bench/lookup -c Release -v q >&2
archive=$out/archive-$records.tar.bz2
songs=$out/songs-$records.txt
bench() { dotnet bench/lookup/bin/Release/net10.0/PlayCount.LookUp.Bench.dll "$archive" "$songs" "$1"; }
[ -f "$songs" ] || /usr/bin/python3 bench/lookup.py make "$records" "$archive" "$songs" >&2
rm -f "$archive.playcount-index"
load=$(cut -d' ' -f1 /proc/loadavg)

{ read -r making making_mb mapped; read -r using using_mb mapped_again; read -r pass pass_mb mapped_pass; } \
  < <(bench auto; bench auto; bench off)
read -r python python_mb mapped_python < <(/usr/bin/python3 bench/lookup.py find "$archive" "$songs")
[ "$mapped $mapped_again $mapped_pass" = "$mapped_python $mapped_python $mapped_python" ] || {
  echo "lookup.sh: $mapped, $mapped_again and $mapped_pass songs are mapped, by Python $mapped_python" >&2
  exit 1
}

cat << EOF
$(grep -m1 'model name' /proc/cpuinfo | sed 's/.*: //'), $(nproc) cores, $(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo), \
.NET $(dotnet --list-runtimes | awk '/NETCore.App 10/ { v = $2 } END { print v }'), \
Python $(/usr/bin/python3 -c 'import platform; print(platform.python_version())'), $(date -u +%F), load before $load

$records records, $(stat -c %s "$archive") bytes as .tar.bz2; $(wc -l < "$songs") songs, $mapped of them mapped; \
index of $(stat -c %s "$archive.playcount-index") bytes

| look-up | seconds | peak memory, MB |
|---|---|---|
| the first, which makes the index | $making | $making_mb |
| the next, with the index | $using | $using_mb |
| one pass without index | $pass | $pass_mb |
| one pass of Python (tarfile) | $python | $python_mb |
EOF

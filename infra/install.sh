#!/usr/bin/env bash
# Installs what the tests of the full set want from Debian (root) and npm. Idempotent; starts no server.
#   infra/install.sh           install what is missing
#   infra/install.sh --check   only print what is missing; exit 1 when something is
set -euo pipefail

packages=(
  libsndfile1             # MP3, Ogg, Opus, FLAC and AIFF input
  sox libsox-fmt-all      # the resampler's and decoders' reference
  ffmpeg                  # an independent decoder, and test audio of every format
  python3-numpy           # independent forward pass and front ends
  python3-grpcio          # a gRPC client of another implementation
  chromium                # lays out report.html
)

# A gRPC client of yet another implementation, with the versions and hashes of its package-lock.json.
node_client=$(cd "$(dirname "${BASH_SOURCE[0]}")/../tests/EndToEnd/Serving/Clients" && pwd)

missing() {
  local package
  for package in "${packages[@]}"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
  done
  # Node.js comes from Debian or from elsewhere: the program counts, not the package.
  command -v npm >/dev/null || echo npm
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "infra/install.sh: no apt-get here. On Debian or Ubuntu it installs: ${packages[*]}; install the same by hand." >&2
  exit 1
fi

has_node_client() { [ -d "$node_client/node_modules/@grpc/grpc-js" ]; }

install_node_client() {
  has_node_client && return
  echo "infra/install.sh: installing @grpc/grpc-js"
  npm ci --prefix "$node_client" --ignore-scripts --no-audit --no-fund --loglevel error >/dev/null
}

mapfile -t wanted < <(missing)
if [ "${1:-}" = --check ]; then
  has_node_client || wanted+=(@grpc/grpc-js)
  [ ${#wanted[@]} -eq 0 ] || printf '%s\n' "${wanted[@]}"
  [ ${#wanted[@]} -eq 0 ]
  exit
fi
if [ ${#wanted[@]} -eq 0 ]; then
  install_node_client
  exit
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "infra/install.sh: missing ${wanted[*]}; run it as root: sudo infra/install.sh" >&2
  exit 1
fi

# Debian starts a service when its package is installed unless this policy forbids it; one that is there already stays.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
fi

export DEBIAN_FRONTEND=noninteractive
echo "infra/install.sh: installing ${wanted[*]}"
apt-get update -q=2
apt-get install -q=2 -y --no-install-recommends "${wanted[@]}" >/dev/null
install_node_client

#!/usr/bin/env bash
# Installs what the tests of the full set want from Debian (root). Idempotent; starts no server.
#   infra/install.sh           install what is missing
#   infra/install.sh --check   only print what is missing; exit 1 when something is
set -euo pipefail

packages=(
  libsndfile1             # MP3, Ogg, Opus, FLAC and AIFF input
  sox libsox-fmt-all      # the resampler's and decoders' reference
  ffmpeg                  # an independent decoder, and test audio of every format
  python3-numpy           # independent forward pass and front ends
  python3-sklearn         # baselines of another implementation
  python3-grpcio          # a gRPC client of another implementation
  mariadb-server          # rows in a server
  chromium                # lays out report.html, and opens the web pages
  rabbitmq-server         # the broker between services that are processes of their own
  libtorch-dev libopenblas0-pthread  # tensors on processors; without that BLAS products are 30 times slower
  cmake make g++          # builds native/
  docker-compose          # reads infra/compose/docker-compose.yaml as Docker would; needs no engine for that
  npm                     # fetches axe-core, which checks the web pages for everybody's use, a gRPC client, and Azurite
)
tests=$(cd "$(dirname "${BASH_SOURCE[0]}")/../tests" && pwd)
axe=axe-core            # of npm, as tests/package-lock.json has it
grpc_js=@grpc/grpc-js   # the same: a gRPC client of yet another implementation
azurite=azurite         # the same: Azure's blob storage as a plain process

missing() {
  local package
  for package in "${packages[@]}"; do
    [ "$package" = npm ] && command -v npm >/dev/null && continue
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
  done
}

# npm is there where its program is: distributions of Node.js bring their own.
missing_modules() {
  [ -f "$tests/node_modules/$axe/axe.min.js" ] || echo "$axe"
  [ -d "$tests/node_modules/$grpc_js" ] || echo "$grpc_js"
  [ -d "$tests/node_modules/$azurite" ] || echo "$azurite"
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "infra/install.sh: no apt-get here. On Debian or Ubuntu it installs: ${packages[*]}; install the same by hand." >&2
  exit 1
fi

mapfile -t wanted < <(missing)
mapfile -t modules < <(missing_modules)
[ ${#wanted[@]} -gt 0 ] || [ ${#modules[@]} -gt 0 ] || exit 0
if [ "${1:-}" = --check ]; then
  printf '%s\n' "${wanted[@]}" "${modules[@]}"
  exit 1
fi
if [ ${#modules[@]} -gt 0 ] && command -v npm >/dev/null; then
  npm ci --prefix "$tests" --no-audit --no-fund --loglevel error
  modules=()
fi
[ ${#wanted[@]} -gt 0 ] || exit 0
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
# Tests start servers of their own; what came with a package stays off at the next boot too.
for unit in rabbitmq-server.service epmd.service epmd.socket; do
  if [[ " ${wanted[*]} " == *" rabbitmq-server "* ]] && command -v systemctl >/dev/null; then
    systemctl disable --quiet "$unit" 2>/dev/null || echo "infra/install.sh: $unit may start at the next boot: systemctl disable $unit" >&2
  fi
done
[ ${#modules[@]} -eq 0 ] || npm ci --prefix "$tests" --no-audit --no-fund --loglevel error

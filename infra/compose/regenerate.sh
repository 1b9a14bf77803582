#!/usr/bin/env bash
# Writes docker-compose.yaml and env.example anew, from what AppHost/AppHost.cs describes.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
manifest=$(mktemp -d)
trap 'rm -rf "$manifest"' EXIT
dotnet run -c Release --project "$here/../../AppHost" -- --publisher manifest --backing containers \
  --output-path "$manifest/manifest.json" --compose "$here"

#!/usr/bin/env bash
# Gives the deployed services what azd says nothing of: the folder of songs, and for training its scale and workload profile.
#   RESOURCE_GROUP=... infra/azure/apply.sh
#   TRAINING_PROFILE=name       a workload profile of the environment (default: the one azd gave)
#   TRAINING_REPLICAS=N         so many processes may train (default 4)
# Needs az, signed in, and jq. Run it again after each azd deploy, which leaves these out.
set -euo pipefail
: "${RESOURCE_GROUP:?set RESOURCE_GROUP to the resource group that azd made (azd env get-values)}"
for program in az jq; do
  command -v "$program" >/dev/null || { echo "infra/azure/apply.sh: $program not found; install it." >&2; exit 1; }
done
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for app in experiments extraction mapping segmentation training; do
  az containerapp show --resource-group "$RESOURCE_GROUP" --name "$app" --output json |
    jq --arg role "$app" --arg profile "${TRAINING_PROFILE:-}" --arg replicas "${TRAINING_REPLICAS:-4}" -f "$here/app.jq" >"$work/$app.json"
  az containerapp update --resource-group "$RESOURCE_GROUP" --name "$app" --yaml "$work/$app.json" --output none
  echo "infra/azure/apply.sh: $app updated"
done

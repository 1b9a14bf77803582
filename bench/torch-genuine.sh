#!/usr/bin/env bash
# Runs the tests of the torch engine on the package TorchSharp and its libtorch, in the place of compat/TorchSharp and native/.
# Everything is built in artifacts/genuine; half a gigabyte is fetched the first time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build tests/Torch -c Release -v quiet -p:Libtorch=cpu --artifacts-path artifacts/genuine
exec dotnet artifacts/genuine/bin/PlayCount.Torch.Tests/release/PlayCount.Torch.Tests.dll --no-ansi --no-progress

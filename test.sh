#!/usr/bin/env bash
# Builds everything and runs the tests. The quick set needs the .NET SDK alone; the full set wants what infra/install.sh installs.
#   ./test.sh                  quick set, then full set; what is missing becomes a skip with its reason
#   ./test.sh --quick          the quick set alone
#   ./test.sh --require-all    a skip counts as a failure
#   ./test.sh --check-format   also `dotnet format --verify-no-changes`
# The last line is `N passed, N failed, N skipped`; the exit status is 0 only when something passed and nothing failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1

quick=false require_all=false check_format=false
for argument in "$@"; do
  case $argument in
    --quick) quick=true ;;
    --require-all) require_all=true ;;
    --check-format) check_format=true ;;
    *) echo "test.sh: unknown option '$argument'; there are --quick, --require-all and --check-format." >&2; exit 1 ;;
  esac
done

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
solution=PlayCount.Aspire.sln
reports=artifacts/tests
seconds_per_host=1200
passed=0 failed=0 skipped=0
failures=() skips=() left_out=() rows=()
narrowed=false

fail() {
  failed=$((failed + 1))
  failures+=("$1")
}

finish() {
  if $require_all && [ "$skipped" -gt 0 ]; then
    for skip in "${skips[@]}"; do failures+=("skipped, and --require-all allows none: $skip"); done
    failed=$((failed + skipped)) skipped=0 skips=()
  fi
  printf '\n%-44s %8s %8s %8s %9s\n' 'tests' passed failed skipped seconds
  [ ${#rows[@]} -eq 0 ] || printf '%s\n' "${rows[@]}"
  [ ${#skips[@]} -eq 0 ] || { printf '\nSkipped:\n'; printf '  %s\n' "${skips[@]}"; }
  [ ${#left_out[@]} -eq 0 ] || { printf '\nLeft out by the narrower setting, not counted:\n'; printf '  %s\n' "${left_out[@]}"; }
  [ ${#failures[@]} -eq 0 ] || { printf '\nFailed:\n'; printf '  %s\n' "${failures[@]}"; }
  printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}

# The counts of an xunit report: "passed failed errors skipped".
counts() {
  sed 's/></>\n</g' "$1" | awk '
    function attribute(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : "?" }
    /^<assembly / { print attribute("passed"), attribute("failed"), attribute("errors"), attribute("skipped"); exit }'
}

# One line a test of the given result (Fail or Skip): its name and the first line of the reason.
named() {
  sed 's/></>\n</g' "$1" | awk -v result="$2" '
    /^<test id=/ {
      wanted = index($0, " result=\"" result "\"") > 0
      match($0, / name="[^"]*"/); name = substr($0, RSTART + 7, RLENGTH - 8)
    }
    wanted && /^<!\[CDATA\[/ {
      reason = substr($0, 10); sub(/\]\]>$/, "", reason)
      gsub(/&lt;/, "<", name); gsub(/&gt;/, ">", name); gsub(/\\&quot;/, "\"", name); gsub(/&quot;/, "\"", name); gsub(/&amp;/, "\\&", name)
      gsub(/\\"/, "\"", reason)
      print name ": " reason
      wanted = 0
    }'
}

# Runs one test project: run_host <label> <project file> <host arguments...>.
run_host() {
  local label=$1 project=$2 status numbers name
  shift 2
  name=$(basename "$project" .csproj)
  local host="$(dirname "$project")/bin/Release/net10.0/$name.dll" report="$reports/$label.xml"
  printf '\n== %s\n' "$label"
  [ -f "$host" ] || { fail "$label: the build left no $host"; return; }
  local began=$SECONDS
  timeout -k 10 "$seconds_per_host" dotnet "$host" --no-ansi --no-progress \
    --results-directory "$PWD/$reports" --report-xunit --report-xunit-filename "$label.xml" "$@"
  status=$?
  # 8: the filter left this project no test, which is fine as long as another has some.
  [ $status -ne 8 ] || return
  [ $status -ne 124 ] || { fail "$label: not done after $seconds_per_host s"; return; }
  [ -s "$report" ] || { fail "$label: the test host ended with status $status and left no report"; return; }
  numbers=$(counts "$report")
  [[ $numbers =~ ^[0-9]+\ [0-9]+\ [0-9]+\ [0-9]+$ ]] || { fail "$label: its report has no counts (host status $status)"; return; }
  local p f e s
  read -r p f e s <<<"$numbers"
  passed=$((passed + p)) failed=$((failed + f + e))
  rows+=("$(printf '%-44s %8d %8d %8d %9d' "$label" "$p" $((f + e)) "$s" $((SECONDS - began)))")
  while IFS= read -r line; do failures+=("$line"); done < <(named "$report" Fail)
  [ "$e" -eq 0 ] || failures+=("$label: $e errors outside tests (a fixture's set-up or clean-up), shown above")
  # With vectors turned off a test of those vectors has nothing to do: nothing is missing, and the quick set has run it.
  if $narrowed; then
    while IFS= read -r line; do left_out+=("$label: $line"); done < <(named "$report" Skip)
  else
    skipped=$((skipped + s))
    while IFS= read -r line; do skips+=("$line"); done < <(named "$report" Skip)
  fi
  [ $status -eq 0 ] || [ $((f + e)) -gt 0 ] || fail "$label: the test host ended with status $status though no test failed"
}

# The projects of tests: not those that only take part in them and say that they are none.
test_projects() { grep -L '<IsTestProject>false' tests/*/*.csproj; }

# Runs the quick set again with one environment setting: kernels pick their width at start. What calls none of them is left out, and
# so are experiments and pages, which show what the same kernels gave to `run`.
run_narrowed() {
  local setting=$1 project some
  narrowed=true
  export "${setting?}"
  for project in $(test_projects); do
    case $project in
      tests/Architecture/* | tests/AppHost/*) continue ;;
      tests/Services/*) some=(--filter-namespace PlayCount.Services.Tests.{Training,Segmentation,Inference}) ;;
      *) some=(--filter-not-namespace PlayCount.EndToEnd.Tests.{Experiments,Pages,Playlists,Sourcing}) ;;
    esac
    run_host "$(basename "$(dirname "$project")")-${setting%%=*}" "$project" --filter-not-trait Set=Full "${some[@]}"
  done
  unset "${setting%%=*}"
  narrowed=false
}

if ! $quick && ! missing=$(infra/install.sh --check 2>&1); then
  echo "Missing for the full set:" $missing
  if [ "$(id -u)" -eq 0 ]; then
    infra/install.sh || echo "infra/install.sh failed; what needs these packages is skipped." >&2
  else
    echo "Install them with: sudo infra/install.sh" >&2
  fi
fi

# What binds TorchSharp to libtorch; the build takes it along. Where libtorch is missing (3), tests of the torch engine say so and are skipped.
echo "== native"
native/build.sh -DCMAKE_COMPILE_WARNING_AS_ERROR=ON
case $? in
  0 | 3) ;;
  *) fail "native/build.sh" ;;
esac

rm -rf "$reports"
mkdir -p "$reports"
echo "== build"
dotnet build "$solution" -c Release -v quiet || { fail "the build of $solution"; finish; }

if $check_format; then
  echo "== format"
  # What its third part, `analyzers`, would say the build has said already: there every warning is an error.
  if dotnet format whitespace "$solution" --verify-no-changes --no-restore && dotnet format style "$solution" --verify-no-changes --no-restore
  then passed=$((passed + 1)); else fail "dotnet format: run 'dotnet format $solution'"; fi
fi

if ! $quick; then
  echo "== genuine"
  # Against the package that compat/TorchSharp stands in for, in a folder of its own.
  dotnet build core/Learning.TorchSharp -c Release -v quiet -p:PackageSet=genuine --artifacts-path artifacts/genuine ||
    fail "the build of core/Learning.TorchSharp with -p:PackageSet=genuine"
fi

before=$((passed + failed + skipped))
for project in $(test_projects); do
  run_host "$(basename "$(dirname "$project")")-quick" "$project" --filter-not-trait Set=Full
done
[ $((passed + failed + skipped)) -gt "$before" ] || fail "the quick set: no test ran"

if ! $quick; then
  before=$((passed + failed + skipped))
  for project in $(test_projects); do
    run_host "$(basename "$(dirname "$project")")-full" "$project" --filter-trait Set=Full
  done
  [ $((passed + failed + skipped)) -gt "$before" ] || fail "the full set: no test ran"
  run_narrowed DOTNET_EnableAVX512=0   # .NET 10's name; it no longer knows DOTNET_EnableAVX512F
  run_narrowed DOTNET_EnableAVX2=0
fi
finish

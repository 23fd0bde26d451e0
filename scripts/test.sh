#!/bin/sh
# Builds the solution and runs every test of it and of the web front. Logs stay in artifacts/tests.
# The last line is "N passed, N failed", with ", N skipped" where some were; the exit code is 0 only when all was built and nothing failed.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
. scripts/needs.sh

front=src/Experiments/Reports/Front
logs=artifacts/tests
passed=0 failed=0 skipped=0

# add NAME PASSED FAILED SKIPPED SECONDS
add() {
    passed=$((passed + $2)) failed=$((failed + $3)) skipped=$((skipped + $4))
    printf '%-20s %5d passed %3d failed %3d skipped %5d s\n' "$1" "$2" "$3" "$4" "$5"
}

# broken NAME WHY LOG: what did not get as far as counting its tests is one failure.
broken() {
    failed=$((failed + 1))
    printf '%-20s %s\n' "$1" "$2"
    if [ -f "$3" ]; then cat "$3"; fi
}

# number NAME FILE: the last "NAME: 12" or "NAME":12 of a file, nothing where there is none.
number() { sed -n "s/.*$1\"\{0,1\}: \{0,1\}\([0-9][0-9]*\).*/\1/p" "$2" | tail -n 1; }

# A test that waits for ever ends as a failure; at a terminal, where timeout would keep Ctrl+C from it, its user ends it.
limited_run() {
    if [ ! -t 1 ] && command -v timeout >/dev/null 2>&1; then timeout 900 "$@"; else "$@"; fi
}

build() {
    echo "Building"
    built=all log=$logs/build.log
    dotnet build Neuromanifold.slnx -c Release -nologo -v q -nodeReuse:false >"$log" 2>&1 || built=some
    if [ "$built" = all ]; then return; fi
    if grep -E '(error|warning) [A-Z]+[0-9]+:' "$log" | sort -u >"$log.errors" && [ -s "$log.errors" ]; then mv "$log.errors" "$log"; fi
    rm -f "$log.errors"
    broken "The solution" "did not build" "$log"
}

# Where the solution did not build as a whole, a project whose own build fails must not run as it was built before.
is_built() {
    [ "$built" = all ] || dotnet build "$1" -c Release -nologo -v q -nodeReuse:false >/dev/null 2>&1
}

run_project() {
    name=$(basename "$1" .csproj) log=$logs/$(basename "$1" .csproj).log
    rm -f "$log"
    if ! is_built "$1"; then broken "$name" "was not built" "$log"; return; fi

    start=$(date +%s) status=0
    limited_run dotnet "artifacts/bin/$name/release/Neuromanifold.$name.dll" -noLogo -noColor </dev/null >"$log" 2>&1 || status=$?
    seconds=$(($(date +%s) - start))

    grep 'Total: .*' "$log" | tail -n 1 >"$log.total" || :
    total=$(number Total "$log.total") wrong=$(number Failed "$log.total") errors=$(number Errors "$log.total")
    left=$(number Skipped "$log.total") explicit=$(number 'Not Run' "$log.total")
    rm -f "$log.total"
    if [ -z "$total" ]; then broken "$name" "crashed or was stopped (exit code $status)" "$log"; return; fi
    if [ "$total" -eq 0 ]; then broken "$name" "has no tests" ""; return; fi

    # Explicit tests are parts that other tests run.
    good=$((total - wrong - left - explicit)) wrong=$((wrong + errors))
    if [ "$status" -ne 0 ] && [ "$wrong" -eq 0 ]; then wrong=1; fi
    add "$name" "$good" "$wrong" "$left" "$seconds"
    if [ "$wrong" -gt 0 ]; then cat "$log"; else sed -n '/\[SKIP\]$/{p;n;p;}' "$log"; fi
}

run_front() {
    log=$logs/front.log report=$logs/front.json
    rm -f "$log" "$report"
    start=$(date +%s) status=0
    NO_COLOR=1 limited_run npm --prefix "$front" test -- --reporter=default --reporter=json --outputFile.json="$PWD/$report" </dev/null >"$log" 2>&1 || status=$?
    seconds=$(($(date +%s) - start))
    if [ ! -s "$report" ]; then broken front "crashed or was not built (exit code $status)" "$log"; return; fi

    head -c 1000 "$report" >"$report.head"
    good=$(number numPassedTests "$report.head") wrong=$(number numFailedTests "$report.head")
    left=$(($(number numPendingTests "$report.head") + $(number numTodoTests "$report.head")))
    rm -f "$report.head"
    if [ "$status" -ne 0 ] && [ "$wrong" -eq 0 ]; then wrong=1; fi
    add front "$good" "$wrong" "$left" "$seconds"
    if [ "$wrong" -gt 0 ]; then cat "$log"; fi
}

require_dotnet
offer_openblas
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
mkdir -p "$logs"

build
# Test projects are the executables among tests/: those called Something.Tests, and Conformance.
projects=$(sed -n 's/.*Path="\(tests\/[^"]*\.csproj\)".*/\1/p' Neuromanifold.slnx | grep -E '(\.Tests|/Conformance)\.csproj$') || :
for project in $projects; do run_project "$project"; done
run_front

if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]

#!/bin/sh
# Runs the suites of tests, each to its end even if one before it fails:
#     suites.sh NAME COMMAND [NAME COMMAND]…
# A suite whose NAME begins with + runs beside the next one: it waits more than it computes.
# What a suite prints is kept in target/tests/NAME.txt. The last lines say which suites failed, and which tests.
#
# Some tests wait for a sound server, a terminal or a browser, and a busy machine can be too slow for them. So up to
# five tests of Rust that fail run once more, alone, and those that then pass are named. A fault fails twice. This holds
# only if both runs have the same random inputs, so without PROPTEST_RNG_SEED there is no second run.
logs=target/tests
failed="" unsteady="" times=""

# run NAME COMMAND: returns the exit code of the command, which a pipe alone would lose.
run() {
	rm -f "$logs/$1.failed"
	{ sh -c "$2" 2>&1 || touch "$logs/$1.failed"; } | tee "$logs/$1.txt"
	[ ! -e "$logs/$1.failed" ]
}

# count PATTERN NAME: the lines of a suite that match.
count() {
	grep -acE "$1" "$logs/$2.txt"
}

# again NAME COMMAND: runs the failed tests of a suite once more, if that can say anything.
again() {
	[ -n "${PROPTEST_RNG_SEED:-}" ] || return 1
	tests=$(sed -nE 's/^test ([^ ]+) \.\.\. FAILED$/\1/p' "$logs/$1.txt" | tr '\n' ' ')
	# The name of an example in the docs has spaces. It cannot be run alone.
	number=$(echo "$tests" | wc -w)
	[ "$number" -gt 0 ] && [ "$number" -le 5 ] && [ "$number" -eq "$(count '^test .* FAILED$' "$1")" ] || return 1
	run "$1-again" "$2 --exact $tests" && [ "$(count '^test .* ok$' "$1-again")" -eq "$number" ]
}

# note NAME COMMAND START CODE: notes how a suite ended.
note() {
	if [ "$4" -ne 0 ]; then
		if again "$1" "$2"; then unsteady="$unsteady $tests"; else failed="$failed $1"; fi
	fi
	times="$times $1 $(($(date +%s) - $3)) s;"
}

rm -rf "$logs"
mkdir -p "$logs"
while [ $# -gt 1 ]; do
	start=$(date +%s) beside=""
	if [ "$1" != "${1#+}" ]; then
		beside=${1#+} command=$2
		run "$beside" "$command" >/dev/null &
		shift 2
	fi
	run "$1" "$2"
	code=$?
	# A test that runs once more runs alone, so the suite beside ends first.
	if [ -n "$beside" ]; then
		wait $!
		other=$?
		cat "$logs/$beside.txt"
		note "$beside" "$command" "$start" $other
	fi
	note "$1" "$2" "$start" $code
	shift 2
done
echo "Time of the suites:$times"
[ -z "$unsteady" ] || echo "Passed only in a second run: $unsteady"
for name in $failed; do
	echo "FAILED: $name, see $logs/$name.txt"
	grep -aE '^(test .* FAILED|error(\[|:)|thread .* panicked)|×|✗|FAIL' "$logs/$name.txt" | sort -u | head -n 40
done
[ -z "$failed" ]

#!/usr/bin/env bash
# Prints how fast task definitions are read in bulk, and requirements of eight parts of them, as ratios of whole processes:
# the command against a bare tokenizer (src/bench/java/…/Tokens.java) and against jq, over the same bytes, on one core and on all.
# Usage: src/bench/bulk.sh COMMAND... [-- DEFINITIONS FAMILIES FILES RUNS]
#   COMMAND...   what runs ecs-policy, such as an installed bin/ecs-policy, or java -jar target/…-cli.jar
#   DEFINITIONS  in the stream (200000), of FAMILIES families (2000); FILES in the folder (50000); RUNS of each, the median counts (5)
# Needs what `mvn -DskipTests package` makes, a JDK (of JAVA_HOME, or else on PATH), GNU coreutils and time, and taskset.
# ECS_POLICY_OPTS=-Xmx64m gives an installed command as much memory as the tokenizer has.
set -euo pipefail

command=()
while (($#)) && [[ $1 != -- ]]; do
  command+=("$1")
  shift
done
shift || true
definitions=${1:-200000} families=${2:-2000} files=${3:-50000} runs=${4:-5}
((${#command[@]})) || { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jar=$(ls "$here"/../../target/ecs-policy-maven-plugin-*-cli.jar)
work=$(mktemp -d)
# into memory where that can be written to: how long a disk takes to make a file is not asked here
[[ -w /dev/shm ]] && out=$(mktemp -d -p /dev/shm) || out=$(mktemp -d)
trap 'rm -rf "$work" "$out"' EXIT
sources=$here/java/io/github/ecspolicy/bench
jdk=${JAVA_HOME:+$JAVA_HOME/bin/}
"${jdk}javac" -d "$work/classes" -cp "$jar" "$sources/Tokens.java" "$sources/TaskStream.java"
stream=("${jdk}java" -cp "$work/classes" io.github.ecspolicy.bench.TaskStream)
tokens=("${jdk}java" -Xmx64m -cp "$work/classes:$jar" io.github.ecspolicy.bench.Tokens)

"${stream[@]}" "$definitions" "$families" >"$work/stream.ndjson"
"${stream[@]}" "$files" "$families" "$work/files"
megabytes=$(($(stat -c %s "$work/stream.ndjson") / 1000000))

# Runs "$@" and appends its seconds, its processor seconds and its peak memory in KB to the file $1.
timed() {
  local results=$1
  shift
  rm -rf "${out:?}"/*
  command time -a -o "$results" -f '%e %U %S %M' "$@" >/dev/null 2>"$work/stderr" || { cat "$work/stderr" >&2; exit 1; }
}

split -n l/8 "$work/stream.ndjson" "$work/part-"
mkdir "$work/requirements"
for part in "$work"/part-*; do
  "${command[@]}" generate --quiet --scope all --format requirements -o "$work/requirements/${part##*/}" "$part"
  rm "$part"
done

merge=("${command[@]}" merge --quiet --split managed --output-dir "$out" "$work/requirements")
# one policy for each role would be too long
generate=("${command[@]}" generate --quiet --scope all --split managed --output-dir "$out")
cores=$(nproc)
jq_filter='.containerDefinitions[].secrets[]?.valueFrom'
for ((run = 0; run < runs; run++)); do
  # side by side, so that a slow moment of the machine slows all of them
  for core in one all; do
    pin=()
    [[ $core == all ]] || pin=(taskset -c 0)
    timed "$work/tokens-stream-$core" "${pin[@]}" "${tokens[@]}" "$work/stream.ndjson"
    timed "$work/generate-stream-$core" "${pin[@]}" "${generate[@]}" "$work/stream.ndjson"
    timed "$work/tokens-folder-$core" "${pin[@]}" "${tokens[@]}" "$work/files"
    timed "$work/generate-folder-$core" "${pin[@]}" "${generate[@]}" "$work/files"
    timed "$work/tokens-requirements-$core" "${pin[@]}" "${tokens[@]}" "$work/requirements"
    timed "$work/merge-requirements-$core" "${pin[@]}" "${merge[@]}"
  done
  ((run)) || ! command -v jq >/dev/null || timed "$work/jq-stream-one" jq -c "$jq_filter" "$work/stream.ndjson"
done

median() { sort -n "$1" | awk '{ line[NR] = $0 } END { print line[int((NR + 1) / 2)] }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

echo "$definitions definitions of $families families, $megabytes MB; a folder of $files files; $cores cores; median of $runs runs"
printf '%-10s %-12s %-6s %9s %9s %9s %12s\n' what over cores seconds CPU 'peak MB' 'x tokenizer'
for over in stream folder requirements; do
  for core in one all; do
    read -r baseline _ <<<"$(median "$work/tokens-$over-$core")"
    for what in tokens generate merge jq; do
      [[ -e $work/$what-$over-$core ]] || continue
      read -r seconds user system peak <<<"$(median "$work/$what-$over-$core")"
      printf '%-10s %-12s %-6s %9s %9s %9s %12s\n' "$what" "$over" "$core" "$seconds" \
        "$(awk -v a="$user" -v b="$system" 'BEGIN { printf "%.2f", a + b }')" "$((peak / 1024))" "$(ratio "$baseline" "$seconds")"
    done
  done
done

#!/bin/sh
# Compares the time of whole processes: an installed ecs-policy and a plain `java -jar`, on one task
# definition of 3 KB, with a JVM that prints one line. Runs take turns; medians, and their ratios.
#
#   src/bench/startup.sh INSTALLATION [RUNS [JAVA_HOME...]]
#
# INSTALLATION is a folder with bin/ecs-policy and lib/ecs-policy.jar.
set -eu
[ $# -gt 0 ] && [ -x "$1/bin/ecs-policy" ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
here=$(unset CDPATH && cd -- "$(dirname -- "$0")" && pwd)
root=$(unset CDPATH && cd -- "$1" && pwd)
runs=${2:-21}
[ $# -lt 2 ] && shift || shift 2
[ $# -gt 0 ] || set -- "${JAVA_HOME:-$(dirname -- "$(dirname -- "$(readlink -f -- "$(command -v java)")")")}"
for jdk; do
  [ -x "$jdk/bin/javac" ] || { echo "no JDK: $jdk" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
cp "$here/task.json" "$work"

# prints nanoseconds that a run of the command takes
time_of() {
  before=$(date +%s%N)
  "$@" >/dev/null 2>&1
  echo $(($(date +%s%N) - before))
}

median() {
  sort -n "$1" | sed -n "$((runs / 2 + 1))p"
}

printf '%-40s %12s %12s %12s %12s\n' 'JDK' 'hello, ms' 'installed' 'no archive' 'java -jar'
for jdk; do
  export JAVA_HOME="$jdk"
  java=$jdk/bin/java
  "$jdk/bin/javac" -d "$work" "$here/java/io/github/ecspolicy/bench/Hello.java" 2>/dev/null
  ECS_POLICY_ARCHIVE=now "$root/bin/ecs-policy" generate "$work/task.json" >/dev/null 2>&1
  rm -f "$work"/*.ns
  i=0
  while [ $i -lt "$runs" ]; do
    time_of "$java" -cp "$work" io.github.ecspolicy.bench.Hello >>"$work/hello.ns"
    time_of "$root/bin/ecs-policy" generate "$work/task.json" >>"$work/installed.ns"
    time_of env ECS_POLICY_ARCHIVE=off "$root/bin/ecs-policy" generate "$work/task.json" >>"$work/without.ns"
    time_of "$java" -jar "$root/lib/ecs-policy.jar" generate "$work/task.json" >>"$work/jar.ns"
    i=$((i + 1))
  done
  awk -v n="$jdk" -v h="$(median "$work/hello.ns")" -v i="$(median "$work/installed.ns")" \
    -v w="$(median "$work/without.ns")" -v j="$(median "$work/jar.ns")" 'BEGIN {
      printf "%-40s %12.1f %12.2f %12.2f %12.2f\n", n, h / 1e6, i / h, w / h, j / h }'
done

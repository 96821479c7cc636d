# shellcheck shell=sh disable=SC2034,SC2154 # java.sh reads and sets variables
# Runs a program of the package fit. Read by the scripts evaluate and fit, never run by itself.

# Builds the module in directory $1 if there is no build or if something changed since, silently, then runs its program $2 with
# the other arguments. Nothing but the program itself writes to standard output.
tool_run() {
  module=$1 program=io.scaph.sensor.estimation.fit.$2
  shift 2
  root=${module%/*}
  stamp=$module/target/tools.built
  java_need=build
  # shellcheck source=scaph-cli/src/main/dist/lib/java.sh
  . "$root/scaph-cli/src/main/dist/lib/java.sh"
  java_find || exit 2
  if ! [ -f "$stamp" ] || [ -n "$(tool_changed)" ]; then
    mkdir -p "$root/target" "$module/target" || exit 1
    (
      if command -v flock > /dev/null; then
        flock 9
      fi
      tool_build
    ) 9>> "$root/target/scaph-build.lock" || exit 1
  fi
  exec "$java" -cp "$module/target/classes:$module/target/test-classes:$root/scaph-api/target/classes" "$program" "$@"
}

tool_changed() {
  find "$root/pom.xml" "$root/.mvn" "$module/pom.xml" "$module/src" "$root/scaph-api/src/main" "$root/scaph-linux/src/main" \
    -newer "$stamp"
}

tool_build() {
  if [ -f "$stamp" ] && [ -z "$(tool_changed)" ]; then
    return
  fi
  if ! command -v mvn > /dev/null; then
    echo 'has to be built, and there is no mvn on the PATH; install Maven 3.8.6 or newer' >&2
    return 1
  fi
  echo 'building ...' >&2
  log=$root/target/tools-build.log
  started=$(mktemp) || return
  if (cd "$root" && JAVA_HOME=${java%/bin/java} exec mvn -B -q -Dstyle.color=never -pl scaph-sensor-estimation -am test-compile) \
    < /dev/null > "$log" 2>&1; then
    mv "$started" "$stamp"
    return
  fi
  rm -f "$started"
  tail -n 20 "$log" >&2
  echo "the build failed; all it said is in $log" >&2
  return 1
}

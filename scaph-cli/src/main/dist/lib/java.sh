# shellcheck shell=sh disable=SC2034 # what it sets is for the scripts that read it
# Finds a Java to run or to build scaph with. Read by the launchers, never run by itself.
#
# The version comes from the file `release` in the Java's own directory: asking `java -version`
# would cost a start of the JVM before each start of scaph.

java_oldest=17

# The file $1 without its symbolic links: /usr/bin/java is mostly a link into the Java's directory.
real_path() {
  readlink -f "$1" || printf '%s\n' "$1"
}

# Looks at the Java whose program is $1. Sets java, java_major and java_runtime (its exact build,
# empty if unknown); if it will not do, sets java_fault to the reason.
java_inspect() {
  java=$1 java_major='' java_runtime='' java_fault=''
  if ! [ -x "$java" ] || [ -d "$java" ]; then
    java_fault='is not there'
    return 1
  fi
  java_dir=${java%/bin/java}
  if [ -r "$java_dir/release" ]; then
    while IFS='=' read -r java_key java_value; do
      java_value=${java_value#\"}
      case $java_key in
        JAVA_VERSION) java_major=${java_value#1.} ;;
        JAVA_RUNTIME_VERSION) java_runtime=${java_value%%\"*} ;;
      esac
    done < "$java_dir/release"
  fi
  if [ -z "$java_major" ]; then
    java_major=$("$java" -version 2>&1) || {
      java_fault='does not run'
      return 1
    }
    java_major=${java_major#*version \"}
    java_major=${java_major#1.}
  fi
  java_major=${java_major%%[!0-9]*}
  if [ "${java_major:-0}" -lt "$java_oldest" ]; then
    java_fault="is Java ${java_major:-of an unknown version}"
    return 1
  fi
  if [ "${java_need:-run}" = build ] && ! [ -x "$java_dir/bin/javac" ]; then
    java_fault='is a runtime without a compiler (no bin/javac)'
    return 1
  fi
}

# Prints an error. In the systemd journal the line begins with its level, as sd-daemon(3) describes.
java_error() {
  java_level=''
  if [ -n "${JOURNAL_STREAM:-}" ] && [ "$JOURNAL_STREAM" = "$(stat -L -c %d:%i /proc/self/fd/2)" ]; then
    java_level='<3>'
  fi
  echo "${java_level}scaph: $*" >&2
}

# Sets java, java_major and java_runtime to the Java to use, or says on standard error why none can be used.
# With java_need=build only a JDK will do. A Java that the user chose by JAVA_HOME is never replaced
# by another one.
java_find() {
  if [ "${java_need:-run}" = build ]; then
    java_wanted="a JDK $java_oldest or newer" java_package='default-jdk-headless'
  else
    java_wanted="Java $java_oldest or newer" java_package='default-jre-headless'
  fi

  if [ -n "${JAVA_HOME:-}" ]; then
    java_inspect "${JAVA_HOME%/}/bin/java" && return
    java_error "needs $java_wanted, and $java (from JAVA_HOME) $java_fault; set JAVA_HOME to one, or unset it"
    return 1
  fi

  java_first=''
  if java_on_path=$(command -v java); then
    java_inspect "$(real_path "$java_on_path")" && return
    java_first="; $java_on_path $java_fault"
  fi
  for java_candidate in /usr/lib/jvm/*/bin/java; do
    java_inspect "$java_candidate" && return
  done
  java_error "needs $java_wanted and found none$java_first; install one" \
    "(Debian, Ubuntu: apt-get install $java_package) or set JAVA_HOME to one"
  return 1
}

# shellcheck shell=sh
# Read by the launcher for `scaph exec`: puts down what this process was given and a shell or a JVM changes, for scaph to
# give it to the command. Expects lib, and scaph_signals: the sets of blocked and of ignored signals. Sets exec_options,
# options of the JVM, and prefix, the words before the JVM's name.

# No option of the JVM may change what the command inherits: the limit of descriptors, what a core dump contains.
exec_options='-XX:-MaxFDLimit -XX:+UnlockDiagnosticVMOptions -XX:-DumpPrivateMappingsInCore
  -XX:-DumpSharedMappingsInCore'
# The JVM can't collect garbage yet when it copies its arguments.
given="$*"
[ ${#given} -lt 100000 ] || exec_options="$exec_options -Xms48m -Xmn32m -XX:SurvivorRatio=8"

# The descriptors that are open, without those that this shell holds for itself: exec closes them (O_CLOEXEC, 02000000), or
# they are of its scripts. That of the directory is closed before the loop begins.
descriptors=''
for entry in /proc/$$/fd/*; do
  entry=${entry##*/}
  file=/proc/$$/fd/$entry
  [ -e "/proc/$$/fdinfo/$entry" ] || continue
  case $entry in
    ??*) if [ "$file" -ef "$self" ] || [ "$file" -ef "$lib/exec.sh" ] || [ "$file" -ef "$0" ]; then continue; fi ;;
  esac
  while read -r key value; do
    case $key$value in
      flags:*[2367]??????) ;;
      flags:*) descriptors=$descriptors$entry, ;;
    esac
  done < "/proc/$$/fdinfo/$entry"
done

# What the JVM opens must not become a standard stream.
case ,$descriptors in *,0,*) ;; *) exec < /dev/null ;; esac
case ,$descriptors in *,1,*) ;; *) exec > /dev/null ;; esac
case ,$descriptors in *,2,*) ;; *) exec 2> /dev/null ;; esac

# The environment, with the names that are no names for a shell: in a file without a name, which a descriptor keeps. Where
# the command is given all descriptors that this shell can name, the file keeps its name until scaph has read it.
free=''
for entry in 9 8 7 6 5 4 3; do
  case ,$descriptors in *,$entry,*) ;; *) free=$entry ;; esac
done
for entry in /dev/shm "${TMPDIR:-/tmp}" /tmp /run /var/tmp; do
  file=$(command -p mktemp "$entry/scaph.XXXXXXXXXX" 2> /dev/null) || continue
  case $free$file in
    [3-9]*)
      eval "exec $free<> \"\$file\""
      command -p rm -f "$file"
      file=/proc/$$/fd/$free
      ;;
    *[!A-Za-z0-9./_-]*)
      command -p rm -f "$file"
      continue
      ;;
  esac
  if command -p cat /proc/$$/environ > "$file" 2> /dev/null; then
    exec_options="$exec_options -Dscaph.exec.environment=$file"
    break
  fi
  [ -n "$free" ] || command -p rm -f "$file"
done

# All signals but those that the JVM needs: ILL, BUS, FPE, SEGV, and three for threads (two of glibc, RTMAX-2 of the JDK).
# RTMAX-1 takes the place of USR2, by which the JVM suspends a thread. KILL and STOP can't be blocked. With all of them
# blocked in all threads scaph receives each as it was sent, and the JVM has no handlers (-Xrs), which a command would lose.
signals=1,2,3,5,6,10,12,13,14,15,16,17,18,20,21,22,23,24,25,26,27,28,29,30,31
for entry in 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 64; do
  signals=$signals,$entry
done
if /usr/bin/env --block-signal=1 --version > /dev/null 2>&1; then
  prefix="/usr/bin/env --block-signal=$signals"
  exec_options="$exec_options -Xrs -Dscaph.exec.signals=$signals"
  export _JAVA_SR_SIGNUM=63
fi

# shellcheck disable=SC2154 # set by the launcher
for entry in $scaph_signals; do
  case $exec_options in
    *exec.blocked*) exec_options="$exec_options -Dscaph.exec.ignored=$entry" ;;
    *) exec_options="$exec_options -Dscaph.exec.blocked=$entry" ;;
  esac
done
exec_options="$exec_options -Dscaph.exec.descriptors=$descriptors"

# Meant for the command, if that is a Java.
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS

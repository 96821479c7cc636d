/*
 * Starts a command of ExecTransparencyIT in a given state. Words from -- on, and those of -e, are bytes in hexadecimal.
 *
 *   starter [-b SIGNAL] [-i SIGNAL] [-d DESCRIPTOR] [-c DESCRIPTOR] [-l LIMIT] [-u UMASK] [-n COUNT] [-a] [-e ENTRY]
 *           -- WORD...
 *
 *   -b blocks a signal, -i ignores one, -d opens a descriptor, -c closes one, -l sets the limit of descriptors, -u sets
 *   the umask, -n adds that number of arguments of 127 bytes, -a clears the environment, -e adds an entry to it
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define LONG_WORD 127

extern char **environ;

static char *bytes(const char *hex) {
    size_t length = strlen(hex) / 2;
    char *result = calloc(length + 1, 1);
    for (size_t i = 0; i < length; i++) {
        unsigned byte;
        sscanf(hex + 2 * i, "%2x", &byte);
        result[i] = (char) byte;
    }
    return result;
}

static void descriptor(int number) {
    int opened = open("/dev/zero", O_RDONLY);
    if (opened != number) {
        dup2(opened, number);
        close(opened);
    }
}

static char **append(char **list, char *word) {
    size_t count = 0;
    while (list[count]) {
        count++;
    }
    char **result = calloc(count + 2, sizeof *result);
    memcpy(result, list, count * sizeof *result);
    result[count] = word;
    return result;
}

int main(int count, char **arguments) {
    char *none[] = {NULL};
    int extra = 0;
    int option;
    sigset_t blocked;
    sigemptyset(&blocked);
    while ((option = getopt(count, arguments, "+b:i:d:c:l:u:n:ae:")) != -1) {
        int number = optarg ? atoi(optarg) : 0;
        struct rlimit limit;
        switch (option) {
            case 'b': sigaddset(&blocked, number); break;
            case 'i': signal(number, SIG_IGN); break;
            case 'd': descriptor(number); break;
            case 'c': close(number); break;
            case 'l':
                getrlimit(RLIMIT_NOFILE, &limit);
                limit.rlim_cur = (rlim_t) number;
                setrlimit(RLIMIT_NOFILE, &limit);
                break;
            case 'u': umask((mode_t) strtol(optarg, NULL, 8)); break;
            case 'n': extra = number; break;
            case 'a': environ = none; break;
            case 'e': environ = append(environ, bytes(optarg)); break;
            default: return 2;
        }
    }
    sigprocmask(SIG_SETMASK, &blocked, NULL);
    int words = count - optind;
    char **command = calloc((size_t) (words + extra + 1), sizeof *command);
    for (int i = 0; i < words; i++) {
        command[i] = bytes(arguments[optind + i]);
    }
    for (int i = 0; i < extra; i++) {
        command[words + i] = memset(calloc(LONG_WORD + 1, 1), 'x', LONG_WORD);
    }
    execve(command[0], command, environ);
    perror("starter");
    return 2;
}

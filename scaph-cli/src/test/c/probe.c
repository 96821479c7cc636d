/*
 * A command for ExecTransparencyIT and ExecSignalsIT.
 *
 *   probe show ARGUMENT...   writes all that a process can see of what its parent gave it, one fact a line
 *   probe catch              writes "ready", then a line for each signal, until its standard input ends
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SIGNALS 64

extern char **environ;

/* struct sigaction of the kernel, for the signals that the C library keeps for itself. */
struct kernel_action {
    uintptr_t handler;
    unsigned long flags;
    uintptr_t restorer;
    uint64_t mask;
};

static void hex(const char *name, const char *bytes) {
    printf("%s ", name);
    for (; *bytes; bytes++) {
        printf("%02x", (unsigned char) *bytes);
    }
    printf("\n");
}

static void show_file(const char *path) {
    char line[4096];
    FILE *file = fopen(path, "r");
    printf("%s", path);
    while (file && fgets(line, sizeof line, file)) {
        printf(" %s", line);
    }
    printf("\n");
    if (file) {
        fclose(file);
    }
}

static void show_signals(void) {
    uint64_t blocked = 0;
    uint64_t pending = 0;
    syscall(SYS_rt_sigprocmask, SIG_BLOCK, NULL, &blocked, sizeof blocked);
    syscall(SYS_rt_sigpending, &pending, sizeof pending);
    printf("blocked %016jx\npending %016jx\n", (uintmax_t) blocked, (uintmax_t) pending);
    for (int signal = 1; signal <= SIGNALS; signal++) {
        struct kernel_action action = {0};
        syscall(SYS_rt_sigaction, signal, NULL, &action, sizeof action.mask);
        printf("signal %d %ju\n", signal, (uintmax_t) action.handler);
    }
    stack_t stack = {0};
    sigaltstack(NULL, &stack);
    printf("alternate stack %d\n", stack.ss_flags);
}

static void show_descriptors(void) {
    DIR *directory = opendir("/proc/self/fd");
    int open[65536] = {0};
    struct dirent *entry;
    while ((entry = readdir(directory))) {
        int descriptor = atoi(entry->d_name);
        if (entry->d_name[0] != '.' && descriptor != dirfd(directory) && descriptor < 65536) {
            open[descriptor] = 1;
        }
    }
    closedir(directory);
    for (int descriptor = 0; descriptor < 65536; descriptor++) {
        struct stat status;
        if (open[descriptor] && fstat(descriptor, &status) == 0) {
            printf("descriptor %d %o %d %d", descriptor, status.st_mode & S_IFMT, fcntl(descriptor, F_GETFD),
                    fcntl(descriptor, F_GETFL));
            if (descriptor > 2) {
                printf(" %ju %ju", (uintmax_t) status.st_dev, (uintmax_t) status.st_ino);
            }
            printf("\n");
        }
    }
}

static void show_process(void) {
    for (int limit = 0; limit < RLIM_NLIMITS; limit++) {
        struct rlimit values = {0};
        getrlimit(limit, &values);
        printf("limit %d %ju %ju\n", limit, (uintmax_t) values.rlim_cur, (uintmax_t) values.rlim_max);
    }
    mode_t mask = umask(0);
    umask(mask);
    printf("umask %o\n", mask);
    char directory[4096] = "";
    hex("directory", getcwd(directory, sizeof directory) ? directory : strerror(errno));
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
    printf("group %d session %d foreground %d\n", getpgrp(), getsid(0), terminal < 0 ? -1 : tcgetpgrp(terminal));
    if (terminal >= 0) {
        close(terminal);
    }
    printf("nice %d policy %d io %ld\n", getpriority(PRIO_PROCESS, 0), sched_getscheduler(0),
            syscall(SYS_ioprio_get, 1, 0));
    cpu_set_t cpus;
    CPU_ZERO(&cpus);
    sched_getaffinity(0, sizeof cpus, &cpus);
    printf("cpus %d\n", CPU_COUNT(&cpus));
    int death = -1;
    prctl(PR_GET_PDEATHSIG, &death);
    int reaper = -1;
    prctl(PR_GET_CHILD_SUBREAPER, &reaper);
    printf("death %d reaper %d slack %d dumpable %d privileges %d bits %d caps %d personality %x\n", death, reaper,
            prctl(PR_GET_TIMERSLACK), prctl(PR_GET_DUMPABLE), prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0),
            prctl(PR_GET_SECUREBITS), prctl(PR_GET_KEEPCAPS), personality(0xffffffff));
    show_file("/proc/self/coredump_filter");
    show_file("/proc/self/oom_score_adj");
    show_file("/proc/self/comm");
    show_file("/proc/self/cgroup");
}

static void caught(int signal, siginfo_t *info, void *context) {
    (void) context;
    char line[64];
    int length = snprintf(line, sizeof line, "%d %d\n", signal, info->si_code == SI_QUEUE ? info->si_value.sival_int : 0);
    if (write(STDOUT_FILENO, line, (size_t) length) != length) {
        _exit(3);
    }
}

static int catch_signals(void) {
    for (int signal = 1; signal <= SIGNALS; signal++) {
        struct sigaction action = {.sa_sigaction = caught, .sa_flags = SA_SIGINFO | SA_RESTART};
        sigaction(signal, &action, NULL);
    }
    /* A JVM of Java 17 starts its children with SIGQUIT blocked. */
    uint64_t none = 0;
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, NULL, sizeof none);
    if (write(STDOUT_FILENO, "ready\n", 6) != 6) {
        return 3;
    }
    char byte;
    ssize_t length;
    do {
        length = read(STDIN_FILENO, &byte, 1);
    } while (length > 0 || (length < 0 && errno == EINTR));
    return 0;
}

int main(int count, char **arguments) {
    if (count > 1 && strcmp(arguments[1], "catch") == 0) {
        return catch_signals();
    }
    for (int i = 0; i < count; i++) {
        hex("argument", arguments[i]);
    }
    for (char **entry = environ; *entry; entry++) {
        hex("environment", *entry);
    }
    show_signals();
    show_descriptors();
    show_process();
    return 0;
}

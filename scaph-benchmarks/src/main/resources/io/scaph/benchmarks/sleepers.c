/* As many processes as are asked for, asleep until standard input ends. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv) {
  int count = argc > 1 ? atoi(argv[1]) : 0;
  pid_t *pids = calloc(count + 1, sizeof *pids);
  int made = 0;
  for (; made < count; made++) {
    pids[made] = fork();
    if (pids[made] < 0) {
      break;
    }
    if (pids[made] == 0) {
      close(0);
      close(1);
      for (;;) {
        pause();
      }
    }
  }
  printf("%d\n", made);
  fflush(stdout);
  getchar();
  for (int i = 0; i < made; i++) {
    kill(pids[i], SIGKILL);
  }
  return 0;
}

/*
 * A stand-in for libnvidia-ml.so.1, for tests: returns what the file STATE says at the time of each call, one "key=value" a
 * line. A key that is missing is not supported; a value below 0 is an error of that number. Written from the documentation of
 * NVML; only what the sensor calls.
 *
 *   count=2                     devices
 *   init=9                      the error of nvmlInit
 *   0.name=NVIDIA H100  0.bus=101  0.mig=1  0.limit=350000 (mW)
 *   0.energy=123 (mJ)  0.power=45000 (mW)  0.util=70 (%)
 *   0.samples=PID:PERCENT:TIME,...   process utilisation; TIME in us
 *   0.compute=PID,...  0.graphics=PID,...
 *   0.sleep=50                  ms that nvmlDeviceGetTotalEnergyConsumption takes
 *
 * With -DOLD it is a driver of ten years ago. Inits that were not shut down are counted in the file STATE.inits.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SUCCESS = 0, INVALID = 2, NOT_SUPPORTED = 3, NOT_FOUND = 6, INSUFFICIENT_SIZE = 7, GPU_IS_LOST = 15 };

typedef struct { int index; } *device_t;
typedef struct { unsigned gpu, memory; } utilization_t;
typedef struct { unsigned pid; unsigned long long time; unsigned sm, memory, encoder, decoder; } sample_t;
typedef struct {
  char legacy[16];
  unsigned domain, bus, device, id, subsystem;
  char text[32];
} pci_t;
#ifdef OLD
typedef struct { unsigned pid; unsigned long long memory; } process_t;
#else
typedef struct { unsigned pid; unsigned long long memory; unsigned instance, compute; } process_t;
#endif

static struct { int index; } devices[16];

/* The value of a key; 0 if there is none. */
static int find(const char *key, char *value, size_t size) {
  char line[4096];
  size_t length = strlen(key);
  int found = 0;
  FILE *file = fopen(STATE, "r");
  while (file && !found && fgets(line, sizeof line, file)) {
    if (!strncmp(line, key, length) && line[length] == '=') {
      line[strcspn(line, "\n")] = 0;
      snprintf(value, size, "%s", line + length + 1);
      found = 1;
    }
  }
  if (file) fclose(file);
  return found;
}

static int find_of(device_t device, const char *key, char *value, size_t size) {
  char full[64];
  snprintf(full, sizeof full, "%d.%s", device->index, key);
  return find(full, value, size);
}

static int number(device_t device, const char *key, long long *value) {
  char text[4096];
  if (!find_of(device, key, text, sizeof text)) return NOT_SUPPORTED;
  *value = atoll(text);
  return *value < 0 ? (int)-*value : SUCCESS;
}

static int unsigned_number(device_t device, const char *key, unsigned *value) {
  long long found = 0;
  int code = number(device, key, &found);
  if (code == SUCCESS) *value = (unsigned)found;
  return code;
}

static int init(int by) {
  char value[64];
  int inits = 0;
  static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
  if (by > 0 && find("init", value, sizeof value)) return atoi(value);
  pthread_mutex_lock(&lock);
  FILE *file = fopen(STATE ".inits", "r");
  if (file) {
    if (fscanf(file, "%d", &inits) != 1) inits = 0;
    fclose(file);
  }
  file = fopen(STATE ".inits", "w");
  /* A test that is over has deleted its directory. */
  if (file) {
    fprintf(file, "%d", inits + by);
    fclose(file);
  }
  pthread_mutex_unlock(&lock);
  return SUCCESS;
}

int nvmlInit_v2(void) { return init(1); }
#ifndef OLD
int nvmlInitWithFlags(unsigned flags) { return flags == 1 ? init(1) : INVALID; }
#endif
int nvmlShutdown(void) { return init(-1); }

const char *nvmlErrorString(int code) {
  switch (code) {
    case NOT_SUPPORTED: return "Not Supported";
    case 4: return "Insufficient Permissions";
    case 9: return "Driver Not Loaded";
    case GPU_IS_LOST: return "GPU is lost";
    default: return "Unknown Error";
  }
}

int nvmlDeviceGetCount_v2(unsigned *count) {
  char value[64];
  *count = find("count", value, sizeof value) ? (unsigned)atoi(value) : 0;
  return SUCCESS;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, device_t *device) {
  if (index >= 16) return INVALID;
  devices[index].index = (int)index;
  *device = (device_t)&devices[index];
  long long lost = 0;
  return number(*device, "lost", &lost) == SUCCESS ? GPU_IS_LOST : SUCCESS;
}

int nvmlDeviceGetName(device_t device, char *name, unsigned length) {
  return find_of(device, "name", name, length) ? SUCCESS : NOT_SUPPORTED;
}

#ifdef OLD
int nvmlDeviceGetPciInfo_v2(device_t device, pci_t *pci) {
#else
int nvmlDeviceGetPciInfo_v3(device_t device, pci_t *pci) {
#endif
  memset(pci, 0, sizeof *pci);
  return unsigned_number(device, "bus", &pci->bus);
}

int nvmlDeviceGetPowerUsage(device_t device, unsigned *milliwatts) {
  return unsigned_number(device, "power", milliwatts);
}

int nvmlDeviceGetUtilizationRates(device_t device, utilization_t *rates) {
  rates->memory = 77;
  return unsigned_number(device, "util", &rates->gpu);
}

int nvmlDeviceGetPowerManagementDefaultLimit(device_t device, unsigned *milliwatts) {
  return unsigned_number(device, "limit", milliwatts);
}

static int processes(device_t device, const char *key, unsigned *count, process_t *out) {
  char text[4096];
  unsigned found = 0, room = *count;
  if (!find_of(device, key, text, sizeof text)) return NOT_SUPPORTED;
  for (char *item = strtok(text, ","); item; item = strtok(NULL, ",")) {
    if (found < room) out[found].pid = (unsigned)atoi(item);
    found++;
  }
  *count = found;
  return found > room ? INSUFFICIENT_SIZE : SUCCESS;
}

#ifdef OLD
int nvmlDeviceGetComputeRunningProcesses(device_t device, unsigned *count, process_t *out) {
  return processes(device, "compute", count, out);
}
int nvmlDeviceGetGraphicsRunningProcesses(device_t device, unsigned *count, process_t *out) {
  return processes(device, "graphics", count, out);
}
#else
int nvmlDeviceGetComputeRunningProcesses_v3(device_t device, unsigned *count, process_t *out) {
  return processes(device, "compute", count, out);
}
int nvmlDeviceGetGraphicsRunningProcesses_v3(device_t device, unsigned *count, process_t *out) {
  return processes(device, "graphics", count, out);
}

int nvmlDeviceGetMigMode(device_t device, unsigned *current, unsigned *pending) {
  *pending = 0;
  return unsigned_number(device, "mig", current);
}

int nvmlDeviceGetTotalEnergyConsumption(device_t device, unsigned long long *millijoules) {
  long long value = 0, milliseconds = 0;
  if (number(device, "sleep", &milliseconds) == SUCCESS) usleep((useconds_t)(milliseconds * 1000));
  int code = number(device, "energy", &value);
  if (code == SUCCESS) *millijoules = (unsigned long long)value;
  return code;
}

int nvmlDeviceGetProcessUtilization(
    device_t device, sample_t *samples, unsigned *count, unsigned long long last_seen) {
  char text[4096];
  sample_t all[512];
  unsigned found = 0;
  if (!find_of(device, "samples", text, sizeof text)) return NOT_SUPPORTED;
  for (char *item = strtok(text, ","); item; item = strtok(NULL, ",")) {
    sample_t sample = {0, 0, 0, 11, 12, 13};
    if (sscanf(item, "%u:%u:%llu", &sample.pid, &sample.sm, &sample.time) == 3 && sample.time > last_seen
        && found < 512) {
      all[found++] = sample;
    }
  }
  if (!found) return NOT_FOUND;
  if (found > *count) {
    *count = found;
    return INSUFFICIENT_SIZE;
  }
  memcpy(samples, all, found * sizeof *all);
  *count = found;
  return SUCCESS;
}
#endif

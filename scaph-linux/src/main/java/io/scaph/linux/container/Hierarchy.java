package io.scaph.linux.container;

/** A tree of control groups that accounts for CPU time. */
enum Hierarchy {
    /** Version 2. */
    UNIFIED,
    /** The controller cpuacct of version 1. */
    CPUACCT
}

/** What uses a machine: processes and the groups that they belong to, such as containers, jobs, units and users. */
@NullMarked
package io.scaph.api.workload;

import org.jspecify.annotations.NullMarked;

/** What is reported about a process in addition to its times: its user, the virtual machine that it runs. */
@NullMarked
package io.scaph.linux.description;

import org.jspecify.annotations.NullMarked;

/** What is shown of a process besides its times: its user, the virtual machine that it runs. */
@NullMarked
package io.scaph.linux.description;

import org.jspecify.annotations.NullMarked;

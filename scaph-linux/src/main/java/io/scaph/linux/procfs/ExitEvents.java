package io.scaph.linux.procfs;

import io.scaph.api.internal.text.KernelText;
import io.scaph.linux.jna.CLibrary;
import io.scaph.linux.jna.NativeMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The kernel's reports of processes that end: taskstats over generic netlink (Documentation/accounting/taskstats.rst).
 * Needs CAP_NET_ADMIN in the initial namespaces of pids and users (add_del_listener() of kernel/taskstats.c), and Linux 5.19
 * or later, because only its records mark the last one of a process (TASKSTATS_VERSION 12).
 *
 * <p>CPU time is {@code cpu_run_virtual_total}, which is exact to the last tick or switch before the end;
 * {@code ac_utime} and {@code ac_stime} count whole ticks, and were off by a quarter in programs that run in short bursts.
 * A record comes before the process can be waited for (taskstats_exit() in do_exit()). Not safe for use by several threads.
 */
final class ExitEvents implements AutoCloseable {
    private static final int CAPACITY = 1 << 14;
    private static final int RECEIVE_BYTES = 1 << 22;

    // socket(2), netlink(7).
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_NONBLOCK_CLOEXEC = 3 | 0x800 | 0x80000;
    private static final int NETLINK_GENERIC = 16;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int ADDRESS_BYTES = 12;
    private static final int ENOBUFS = 105;

    // include/uapi/linux/netlink.h and genetlink.h.
    private static final int HEADER = 16;
    private static final int GENERIC_HEADER = 20;
    private static final short NLMSG_ERROR = 2;
    private static final short NLM_F_REQUEST_ACK = 1 | 4;
    private static final short GENL_ID_CTRL = 16;
    private static final byte CTRL_CMD_GETFAMILY = 3;
    private static final short CTRL_ATTR_FAMILY_ID = 1;
    private static final short CTRL_ATTR_FAMILY_NAME = 2;

    // include/uapi/linux/taskstats.h.
    private static final byte TASKSTATS_CMD_GET = 1;
    private static final short TASKSTATS_CMD_ATTR_REGISTER_CPUMASK = 3;
    private static final int TASKSTATS_TYPE_STATS = 3;
    private static final int TASKSTATS_TYPE_AGGR_PID = 4;
    private static final int TASKSTATS_TYPE_AGGR_TGID = 5;
    private static final int ATTRIBUTE_TYPE = 0x3fff;
    private static final int VERSION = 0;
    private static final int AC_FLAG = 8;
    private static final int CPU_RUN_VIRTUAL_TOTAL = 72;
    private static final int AC_COMM = 80;
    private static final int COMM_BYTES = 32;
    private static final int AC_UID = 120;
    private static final int AC_PID = 128;
    private static final int AC_PPID = 132;
    private static final int AC_BTIME64 = 344;
    private static final int AC_TGID = 368;
    private static final int FIRST_VERSION = 12;
    /** AGROUP of include/uapi/linux/acct.h: the last thread of its process. */
    private static final int AGROUP = 0x20;
    /** Exits beyond this number in one pass are charged to the parents, as if the kernel reported none. */
    private static final int MOST_EXITS = 50_000;
    /** First threads that ended before others: programs leave few of these processes behind. */
    private static final int MOST_LEADERS = 1 << 12;

    private final ByteBuffer buffer = NativeMemory.allocate(CAPACITY);
    private final long address = NativeMemory.address(buffer);
    private final byte[] comm = new byte[COMM_BYTES];
    /** The names of processes in which the first thread has ended and others have not, by pid. */
    private final Map<Integer, String> leaders = new HashMap<>();

    private final int socket;
    private short family;

    /**
     * Registers for exits from now on.
     *
     * @param sysfs the root of {@code /sys}
     * @throws IOException if this process lacks the permission, or the kernel can't; the message is the reason
     */
    ExitEvents(Path sysfs) throws IOException {
        String cpus =
                Files.readString(sysfs.resolve("devices/system/cpu/possible")).strip();
        socket = CLibrary.check("socket", CLibrary.socket(AF_NETLINK, SOCK_RAW_NONBLOCK_CLOEXEC, NETLINK_GENERIC));
        try {
            open(cpus);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void open(String cpus) throws IOException {
        buffer.putLong(0, 0).putInt(Long.BYTES, 0).putShort(0, (short) AF_NETLINK);
        CLibrary.check("bind", CLibrary.bind(socket, address, ADDRESS_BYTES));
        buffer.putInt(0, RECEIVE_BYTES);
        CLibrary.check(
                "SO_RCVBUFFORCE", CLibrary.setsockopt(socket, SOL_SOCKET, SO_RCVBUFFORCE, address, Integer.BYTES));
        send(GENL_ID_CTRL, CTRL_CMD_GETFAMILY, CTRL_ATTR_FAMILY_NAME, "TASKSTATS");
        int length = CLibrary.check("asking for taskstats", CLibrary.recv(socket, address, CAPACITY, 0));
        refuseError(length);
        int at = find(GENERIC_HEADER, Math.min(length, buffer.getInt(0)), CTRL_ATTR_FAMILY_ID);
        if (at < 0) {
            throw new IOException("this kernel has no taskstats");
        }
        family = buffer.getShort(at);
        // The acknowledgement.
        CLibrary.recv(socket, address, CAPACITY, 0);
        send(family, TASKSTATS_CMD_GET, TASKSTATS_CMD_ATTR_REGISTER_CPUMASK, cpus);
        // A process may have ended before the acknowledgement came: then this is an event, and not an error.
        refuseError(CLibrary.check("registering for taskstats", CLibrary.recv(socket, address, CAPACITY, 0)));
    }

    private void refuseError(int length) throws IOException {
        if (length >= HEADER + Integer.BYTES && buffer.getShort(4) == NLMSG_ERROR && buffer.getInt(HEADER) != 0) {
            throw new IOException("taskstats: errno " + -buffer.getInt(HEADER));
        }
    }

    private void send(short type, byte command, short attribute, String value) throws IOException {
        byte[] bytes = (value + '\0').getBytes(StandardCharsets.ISO_8859_1);
        int length = GENERIC_HEADER + 4 + bytes.length;
        buffer.putInt(0, length).putShort(4, type).putShort(6, NLM_F_REQUEST_ACK);
        buffer.putInt(8, 1).putInt(12, 0);
        buffer.put(16, command).put(17, (byte) 1).putShort(18, (short) 0);
        buffer.putShort(20, (short) (4 + bytes.length)).putShort(22, attribute);
        buffer.put(24, bytes);
        CLibrary.check("sending to the kernel", CLibrary.send(socket, address, length, 0));
    }

    /**
     * Takes all reports since the last call.
     *
     * @param exits is added to
     */
    void drain(List<ProcessExit> exits) {
        while (true) {
            int length = CLibrary.orErrno(CLibrary.recv(socket, address, CAPACITY, 0));
            if (length == -ENOBUFS) {
                // Some reports were lost: the parents of these processes are charged.
                continue;
            }
            if (length <= 0) {
                return;
            }
            int at = 0;
            while (at + GENERIC_HEADER <= length) {
                int message = buffer.getInt(at);
                if (message < HEADER || message > length - at) {
                    break;
                }
                if (buffer.getShort(at + 4) == family) {
                    exit(at + GENERIC_HEADER, at + message, exits);
                }
                at += align(message);
            }
        }
    }

    private void exit(int from, int to, List<ProcessExit> exits) {
        int thread = stats(from, to, TASKSTATS_TYPE_AGGR_PID);
        if (thread < 0 || thread + AC_TGID + Integer.BYTES > to || buffer.getShort(thread + VERSION) < FIRST_VERSION) {
            return;
        }
        int pid = buffer.getInt(thread + AC_TGID);
        boolean isFirst = buffer.getInt(thread + AC_PID) == pid;
        if ((buffer.get(thread + AC_FLAG) & AGROUP) == 0) {
            if (isFirst && leaders.size() < MOST_LEADERS) {
                leaders.put(pid, name(thread));
            }
            return;
        }
        // Each thread has its own name; that of the first thread is the name of the process.
        String leader = leaders.remove(pid);
        if (exits.size() >= MOST_EXITS) {
            return;
        }
        int process = stats(from, to, TASKSTATS_TYPE_AGGR_TGID);
        int total = process < 0 ? thread : process;
        exits.add(new ProcessExit(
                pid,
                buffer.getInt(thread + AC_PPID),
                Integer.toUnsignedLong(buffer.getInt(thread + AC_UID)),
                isFirst || leader == null ? name(thread) : leader,
                buffer.getLong(thread + AC_BTIME64),
                buffer.getLong(total + CPU_RUN_VIRTUAL_TOTAL)));
    }

    private String name(int record) {
        buffer.get(record + AC_COMM, comm, 0, COMM_BYTES);
        int length = 0;
        while (length < COMM_BYTES && comm[length] != 0) {
            length++;
        }
        return KernelText.of(comm, 0, length);
    }

    /** The position of the record in this kind of aggregate. */
    private int stats(int from, int to, int aggregate) {
        int at = find(from, to, aggregate);
        return at < 0 ? at : find(at, at - 4 + (buffer.getShort(at - 4) & 0xffff), TASKSTATS_TYPE_STATS);
    }

    /** The position of an attribute's value; -1 if the attribute is missing. */
    private int find(int from, int to, int type) {
        int at = from;
        while (at + 4 <= to) {
            int length = buffer.getShort(at) & 0xffff;
            if (length < 4 || length > to - at) {
                return -1;
            }
            if ((buffer.getShort(at + 2) & ATTRIBUTE_TYPE) == type) {
                return at + 4;
            }
            at += align(length);
        }
        return -1;
    }

    private static int align(int length) {
        return (length + 3) & ~3;
    }

    @Override
    public void close() {
        CLibrary.close(socket);
    }
}

package io.scaph.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;

/**
 * A number in sysfs that any program can move: the bytes that the loopback device received. It is computed at each reading,
 * as {@code energy_uj} is. The datagrams are sent to their own sender, which never takes them.
 */
final class LoopbackCounter implements MovingFile {
    private static final Path PATH = Path.of("/sys/class/net/lo/statistics/rx_bytes");

    private final DatagramChannel channel;
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(1);

    LoopbackCounter() throws IOException {
        channel = DatagramChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.connect(channel.getLocalAddress());
    }

    @Override
    public Path path() {
        return PATH;
    }

    @Override
    public void move() throws IOException {
        datagram.clear();
        channel.write(datagram);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package io.scaph.exporter.prometheus.internal.http;

import java.io.IOException;
import java.net.Socket;

/** What lies between a connection and HTTP: TLS, or nothing. */
@FunctionalInterface
public interface SocketSecurity {
    /** Nothing: what is sent can be read on the way. */
    SocketSecurity NONE = socket -> socket;

    /**
     * Puts itself on top of a connection.
     *
     * @param socket a new connection
     * @return the socket to read from and write to; closing it closes the connection
     * @throws IOException if it can't
     */
    Socket secure(Socket socket) throws IOException;
}

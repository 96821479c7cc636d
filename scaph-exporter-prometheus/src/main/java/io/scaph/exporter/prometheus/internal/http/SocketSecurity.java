package io.scaph.exporter.prometheus.internal.http;

import java.io.IOException;
import java.net.Socket;

/** The layer between a connection and HTTP: TLS, or nothing. */
@FunctionalInterface
public interface SocketSecurity {
    /** No security: the data is sent in plain text. */
    SocketSecurity NONE = socket -> socket;

    /**
     * Secures a connection.
     *
     * @param socket a new connection
     * @return the socket to read from and write to; closing it closes the connection
     * @throws IOException if the connection can't be secured
     */
    Socket secure(Socket socket) throws IOException;
}

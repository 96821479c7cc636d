package io.scaph.linux.systemd;

import java.io.IOException;

/** Sends a message and prints why it can't be sent. */
final class SendReady {
    private SendReady() {}

    /**
     * Runs in a separate JVM.
     *
     * @param arguments the name of the socket
     */
    public static void main(String[] arguments) {
        try {
            new NotifySocket(arguments[0]).send("READY=1");
            System.out.println("sent");
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }
}

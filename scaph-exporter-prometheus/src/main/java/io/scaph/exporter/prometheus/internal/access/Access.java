package io.scaph.exporter.prometheus.internal.access;

import io.scaph.exporter.prometheus.internal.http.Request;
import io.scaph.exporter.prometheus.internal.http.Response;
import io.scaph.exporter.prometheus.internal.http.SocketSecurity;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS and passwords as a web configuration file states them. Files that change on the disk take effect within seconds. If a
 * change has an error, the log reports it and the previous files stay in use. Health and readiness need no password, since they
 * reveal nothing. Safe for use by several threads.
 */
public final class Access implements SocketSecurity {
    /** Plain HTTP without passwords. */
    public static final Access OPEN = new Access(Optional.empty(), LoadedConfig.OPEN);

    private static final Logger LOGGER = LoggerFactory.getLogger(Access.class);
    private static final long CHECK_NANOS = 5_000_000_000L;
    private static final Set<String> WITHOUT_PASSWORD = Set.of("/-/healthy", "/-/ready");
    private static final Response UNAUTHORIZED = Response.text(401, "user name and password are needed")
            .with("WWW-Authenticate", "Basic realm=\"scaph\", charset=\"UTF-8\"");

    private final Optional<Path> file;
    private volatile LoadedConfig loaded;
    private volatile long checkedNanos = System.nanoTime();
    /** The last error, which is logged once and not at every check. */
    private String lastError = "";

    /** The settings in use, and when their files were modified. */
    private record LoadedConfig(
            WebConfig config, SocketSecurity security, Passwords passwords, List<FileTime> modified) {
        static final LoadedConfig OPEN =
                new LoadedConfig(WebConfig.OPEN, SocketSecurity.NONE, new Passwords(Map.of()), List.of());

        static LoadedConfig read(Path file) throws IOException {
            WebConfig config = WebConfig.read(file);
            // Before the files are read: a later change is seen at the next check.
            List<FileTime> modified = modified(file, config);
            SocketSecurity security =
                    config.tls().isPresent() ? TlsLayer.of(config.tls().get()) : SocketSecurity.NONE;
            return new LoadedConfig(config, security, new Passwords(config.users()), modified);
        }

        static List<FileTime> modified(Path file, WebConfig config) {
            return Stream.concat(Stream.of(file), config.tls().stream().flatMap(WebConfig.Tls::files))
                    .map(LoadedConfig::modified)
                    .toList();
        }

        private static FileTime modified(Path file) {
            try {
                return Files.getLastModifiedTime(file);
            } catch (IOException e) {
                LOGGER.trace("reading this file reports the reason", e);
                return FileTime.fromMillis(0);
            }
        }
    }

    private Access(Optional<Path> file, LoadedConfig loaded) {
        this.file = file;
        this.loaded = loaded;
    }

    /**
     * Reads a file.
     *
     * @param file the web configuration file
     * @return what it states
     * @throws IOException if it, a certificate or a key can't be read; the message names the file
     * @throws IllegalArgumentException if it has an error; the message is for the user
     */
    public static Access of(Path file) throws IOException {
        return new Access(Optional.of(file), LoadedConfig.read(file));
    }

    private LoadedConfig current() {
        if (file.isPresent() && System.nanoTime() - checkedNanos > CHECK_NANOS) {
            reload(file.get());
        }
        return loaded;
    }

    private synchronized void reload(Path changed) {
        if (System.nanoTime() - checkedNanos <= CHECK_NANOS) {
            return;
        }
        checkedNanos = System.nanoTime();
        try {
            if (!LoadedConfig.modified(changed, loaded.config).equals(loaded.modified)) {
                loaded = LoadedConfig.read(changed);
                lastError = "";
                LOGGER.info("{}: the changed files are in use now", changed);
            }
        } catch (IOException | IllegalArgumentException e) {
            String error = String.valueOf(e.getMessage());
            if (!error.equals(lastError)) {
                LOGGER.warn("the previous files stay in use: {}", error);
            }
            lastError = error;
            LOGGER.debug("the reason", e);
        }
    }

    /**
     * Returns whether the metrics are served by TLS.
     *
     * @return false for plain HTTP
     */
    public boolean isTls() {
        return loaded.config.tls().isPresent();
    }

    @Override
    public Socket secure(Socket socket) throws IOException {
        return current().security.secure(socket);
    }

    /**
     * Requires a password.
     *
     * @param handler handles requests
     * @return the same, except that requests without a right password get status 401
     */
    public Function<Request, Response> guard(Function<Request, Response> handler) {
        return request ->
                WITHOUT_PASSWORD.contains(request.path()) || current().passwords.accept(request.header("authorization"))
                        ? handler.apply(request)
                        : UNAUTHORIZED;
    }
}

package io.scaph.exporter.prometheus.internal.access;

import io.scaph.api.internal.text.FailureText;
import io.scaph.api.internal.text.KernelPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A web configuration file, in the form that Prometheus and its exporters have. A setting that is not supported is an error, so
 * that no setting is silently without effect.
 *
 * @param tls how to speak TLS; empty for plain HTTP
 * @param users the bcrypt hash of each user's password; without users, no password is needed
 */
record WebConfig(Optional<Tls> tls, Map<String, String> users) {
    /** Plain HTTP without passwords. */
    static final WebConfig OPEN = new WebConfig(Optional.empty(), Map.of());

    private static final Pattern BCRYPT = Pattern.compile("\\$2[abxy]?\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

    /** The least cost of bcrypt is 4. With more than 16 each check takes many seconds, and other clients wait for it. */
    private static final int LEAST_COST = 4;

    private static final int MOST_COST = 16;

    private static final Set<String> SECTIONS = Set.of("tls_server_config", "http_server_config", "basic_auth_users");
    private static final Set<String> TLS = Set.of(
            "cert_file",
            "key_file",
            "client_ca_file",
            "client_auth_type",
            "min_version",
            "max_version",
            "prefer_server_cipher_suites");
    private static final String NO_CERTIFICATE = "NoClientCert";
    private static final String NEEDS_CERTIFICATE = "RequireAndVerifyClientCert";
    private static final Set<String> CLIENT_AUTH = Set.of(NO_CERTIFICATE, "VerifyClientCertIfGiven", NEEDS_CERTIFICATE);
    private static final List<String> VERSIONS = List.of("TLS12", "TLS13");

    /**
     * How to speak TLS.
     *
     * @param certificates a PEM file with the server's certificate and those that lead to its authority
     * @param key a PEM file with its private key
     * @param clientAuthorities a PEM file with the authorities that must have issued the certificate that a client shows
     * @param clientsNeedCertificate whether clients must show a certificate
     * @param protocols the versions, as Java names them
     */
    record Tls(
            Path certificates,
            Path key,
            Optional<Path> clientAuthorities,
            boolean clientsNeedCertificate,
            List<String> protocols) {
        Stream<Path> files() {
            return Stream.concat(Stream.of(certificates, key), clientAuthorities.stream());
        }
    }

    /**
     * Reads a file.
     *
     * @param file the file; paths in it are relative to its directory
     * @return its settings
     * @throws IOException if it can't be read
     * @throws IllegalArgumentException if it has an error; the message names the file and the place
     */
    static WebConfig read(Path file) throws IOException {
        InputStream in = new ByteArrayInputStream(Pem.bytes(file));
        try {
            Object content = new Load(LoadSettings.builder()
                            .setLabel(KernelPath.text(file))
                            .setAllowDuplicateKeys(false)
                            .setMaxAliasesForCollections(0)
                            .setCodePointLimit(1 << 20)
                            .build())
                    .loadFromInputStream(in);
            return new Parser(file).parse(content);
        } catch (YamlEngineException e) {
            if (e.getCause() instanceof IOException unreadable) {
                throw new IOException(FailureText.withFile(file, unreadable), e);
            }
            throw new IllegalArgumentException(KernelPath.text(file) + ": it is not YAML: " + problem(e), e);
        }
    }

    /** The problem in one line; the library's own message has several. */
    private static String problem(YamlEngineException e) {
        String text = String.valueOf(e.getMessage());
        String place = "";
        if (e instanceof MarkedYamlEngineException marked) {
            text = marked.getProblem();
            place = marked.getProblemMark()
                    .map(mark -> "line " + (mark.getLine() + 1) + ": ")
                    .orElse("");
        }
        return place + text.lines().findFirst().orElse("");
    }

    private record Parser(Path file) {
        WebConfig parse(@Nullable Object content) {
            Map<String, Object> sections = map(content, "the file", SECTIONS);
            Map<String, Object> http = map(sections.get("http_server_config"), "http_server_config", Set.of("http2"));
            if (!http.isEmpty() && !Boolean.FALSE.equals(http.get("http2"))) {
                throw wrong("http_server_config: http2 is not supported; write http2: false or leave it out");
            }
            Map<String, Object> tls = map(sections.get("tls_server_config"), "tls_server_config", TLS);
            return new WebConfig(tls.isEmpty() ? Optional.empty() : Optional.of(tls(tls)), users(sections));
        }

        private Tls tls(Map<String, Object> tls) {
            Optional<Path> authorities = path(tls, "client_ca_file");
            String clientAuth = text(tls, "client_auth_type").orElse(NO_CERTIFICATE);
            if (!CLIENT_AUTH.contains(clientAuth)) {
                throw wrong("tls_server_config: client_auth_type is NoClientCert, VerifyClientCertIfGiven or"
                        + " RequireAndVerifyClientCert, not " + clientAuth);
            }
            if (clientAuth.equals(NO_CERTIFICATE) == authorities.isPresent()) {
                throw wrong("tls_server_config: client_ca_file and a client_auth_type that verifies go together");
            }
            int least = VERSIONS.indexOf(text(tls, "min_version").orElse("TLS12"));
            int most = VERSIONS.indexOf(text(tls, "max_version").orElse("TLS13"));
            if (least < 0 || most < least) {
                throw wrong("tls_server_config: versions are TLS12 and TLS13");
            }
            List<String> protocols = VERSIONS.subList(least, most + 1).stream()
                    .map(version -> version.replace("TLS1", "TLSv1."))
                    .toList();
            return new Tls(
                    path(tls, "cert_file").orElseThrow(() -> wrong("tls_server_config: cert_file is missing")),
                    path(tls, "key_file").orElseThrow(() -> wrong("tls_server_config: key_file is missing")),
                    authorities,
                    clientAuth.equals(NEEDS_CERTIFICATE),
                    protocols);
        }

        private Map<String, String> users(Map<String, Object> sections) {
            Map<String, String> users = new HashMap<>();
            map(sections.get("basic_auth_users"), "basic_auth_users", Set.of()).forEach((user, hash) -> {
                Matcher bcrypt = BCRYPT.matcher(String.valueOf(hash));
                if (!bcrypt.matches()) {
                    throw wrong("basic_auth_users: the hash of " + user + " is not a bcrypt hash; " + remedy(user));
                }
                int cost = Integer.parseInt(bcrypt.group(1));
                if (cost < LEAST_COST || cost > MOST_COST) {
                    throw wrong("basic_auth_users: the hash of " + user + " has the cost " + cost + ", not "
                            + LEAST_COST + " to " + MOST_COST + "; " + remedy(user));
                }
                users.put(user, String.valueOf(hash));
            });
            return Map.copyOf(users);
        }

        private static String remedy(String user) {
            return "make one by: htpasswd -nBC 10 " + user;
        }

        /** A mapping with known keys; with any keys if none are given. No content is an empty mapping. */
        private Map<String, Object> map(@Nullable Object content, String what, Set<String> known) {
            Map<String, Object> entries = new HashMap<>();
            if (content == null) {
                return entries;
            }
            if (!(content instanceof Map<?, ?> map)) {
                throw wrong(what + ": it is not a mapping");
            }
            map.forEach((key, value) -> {
                if (!known.isEmpty() && !known.contains(String.valueOf(key))) {
                    throw wrong(what + ": '" + key + "' is not supported");
                }
                if (value != null) {
                    entries.put(String.valueOf(key), value);
                }
            });
            return entries;
        }

        private static Optional<String> text(Map<String, Object> entries, String key) {
            return Optional.ofNullable(entries.get(key)).map(String::valueOf);
        }

        private Optional<Path> path(Map<String, Object> entries, String key) {
            return text(entries, key).map(path -> file.resolveSibling(KernelPath.of(path)));
        }

        private IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException(KernelPath.text(file) + ": " + what);
        }
    }
}

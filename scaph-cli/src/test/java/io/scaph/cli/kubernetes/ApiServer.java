package io.scaph.cli.kubernetes;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.scaph.cli.program.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The part of Kubernetes' API server that lists the pods of a node: by TLS, for one token, and only if the rules of a role
 * allow it.
 */
final class ApiServer implements AutoCloseable {
    private static final String TOKEN = "token-of-scaph";
    private static final String PASSWORD = "password";

    private final String node;
    private final String pods;
    private final List<PolicyRule> rules;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ServerSocket socket;

    /**
     * Starts it.
     *
     * @param account an empty directory, which becomes that of the service account
     * @param node the only node that has pods
     * @param pods the list of its pods, as JSON
     * @param rules what the token is good for
     */
    ApiServer(Path account, String node, String pods, List<PolicyRule> rules) throws Exception {
        this.node = node;
        this.pods = pods;
        this.rules = List.copyOf(rules);
        Path keys = Files.createTempDirectory(account.getParent(), "keys").resolve("keys");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String options = "-genkeypair -alias key -keyalg EC -validity 2 -dname CN=kubernetes -ext SAN=ip:127.0.0.1"
                + " -ext BC=ca:true -storetype PKCS12 -storepass " + PASSWORD;
        Program.run(account, command(keytool + " " + options + " -keystore " + keys));
        Path authority = account.resolve("ca.crt");
        Program.run(
                account,
                command(keytool + " -exportcert -rfc -alias key -storepass " + PASSWORD + " -keystore " + keys
                        + " -file " + authority));
        Files.writeString(account.resolve("token"), TOKEN);
        socket = listen(keys);
        Thread thread = new Thread(this::serve, "api-server");
        thread.setDaemon(true);
        thread.start();
    }

    private static List<String> command(String words) {
        return List.of(words.split(" ", -1));
    }

    private static ServerSocket listen(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The request lines so far, each with the status of the reply. */
    List<String> requests() {
        return requests;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                reply(connection);
            } catch (IOException e) {
                // The client went away, or this server was closed.
            }
        }
    }

    private void reply(Socket connection) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        String request = in.readLine();
        boolean known = false;
        for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
            known |= header.equalsIgnoreCase("Authorization: Bearer " + TOKEN);
        }
        int status = known ? status(URLDecoder.decode(request.split(" ", -1)[1], StandardCharsets.UTF_8)) : 401;
        requests.add(request + " " + status);
        byte[] body = (status == 200 ? pods : "{}").getBytes(StandardCharsets.UTF_8);
        OutputStream out = connection.getOutputStream();
        out.write(("HTTP/1.1 " + status + " Status\r\nContent-Type: application/json\r\nConnection: close\r\n"
                        + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    /** As RBAC sees it, this is the verb list on the resource pods of the core group, in no namespace. */
    private int status(String target) {
        if (!target.startsWith("/api/v1/pods?")) {
            return 404;
        }
        boolean allowed = rules.stream()
                .anyMatch(rule -> rule.getApiGroups().contains("")
                        && rule.getResources().contains("pods")
                        && rule.getVerbs().contains("list"));
        if (!allowed) {
            return 403;
        }
        return target.contains("fieldSelector=spec.nodeName=" + node) ? 200 : 400;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

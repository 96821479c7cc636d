package io.scaph.exporter.prometheus.internal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebConfigTest {
    /** Of the password "test"; from the documentation of Prometheus. */
    static final String HASH = "$2b$12$hNf2lSsxfm0.i4a.1kVpSOVyBCfIB51VRjgBUyv6kdnyTlgWj81Ay";

    @TempDir
    Path directory;

    private WebConfig read(String text) throws IOException {
        return WebConfig.read(Files.writeString(directory.resolve("web.yml"), text));
    }

    @Test
    void whatPrometheusUnderstandsIsUnderstood() throws IOException {
        WebConfig config = read("""
                # a comment
                tls_server_config:
                  cert_file: server.crt
                  key_file: /etc/ssl/server.key
                  client_auth_type: RequireAndVerifyClientCert
                  client_ca_file: ca.crt
                  min_version: TLS13
                http_server_config:
                  http2: false
                basic_auth_users:
                  alice: %s
                """.formatted(HASH));

        WebConfig.Tls tls = config.tls().orElseThrow();
        assertThat(tls.certificates()).isEqualTo(directory.resolve("server.crt"));
        assertThat(tls.key()).isEqualTo(Path.of("/etc/ssl/server.key"));
        assertThat(tls.clientAuthorities()).contains(directory.resolve("ca.crt"));
        assertThat(tls.clientsNeedCertificate()).isTrue();
        assertThat(tls.protocols()).isEqualTo(List.of("TLSv1.3"));
        assertThat(config.users()).containsEntry("alice", HASH);
    }

    @Test
    void anEmptyFileDemandsNothing() throws IOException {
        assertThat(read("")).isEqualTo(new WebConfig(Optional.empty(), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "basic_auth_user: {a: b}",
                "basic_auth_users: {alice: plain}",
                "basic_auth_users: {alice: $2y$99$abcdefghijklmnopqrstuuqflPDzB6gcMhKa1rZqKiun2YGL5sa2u}",
                "basic_auth_users: {alice: $2y$03$abcdefghijklmnopqrstuuqflPDzB6gcMhKa1rZqKiun2YGL5sa2u}",
                "basic_auth_users: {alice: $2y$31$abcdefghijklmnopqrstuuqflPDzB6gcMhKa1rZqKiun2YGL5sa2u}",
                "basic_auth_users: [alice]",
                "tls_server_config: {cert_file: a}",
                "tls_server_config: {cert_file: a, key_file: b, cipher_suites: [X]}",
                "tls_server_config: {cert_file: a, key_file: b, min_version: TLS10}",
                "tls_server_config: {cert_file: a, key_file: b, client_auth_type: RequireAndVerifyClientCert}",
                "tls_server_config: {cert_file: a, key_file: b, client_ca_file: c}",
                "http_server_config: {http2: true}",
                "a: &x [1]\nb: [*x, *x]",
                "{",
                "!!javax.script.ScriptEngineManager []",
            })
    void whatIsNotSupportedIsAnErrorThatNamesTheFile(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(text)).withMessageContaining("web.yml: ");
    }

    @Test
    void whatIsNotYamlIsReportedInOneLineWithItsPlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("basic_auth_users:\n\ta: b\n"))
                .withMessageContaining("web.yml: it is not YAML: line 2: found character")
                .withMessageNotContaining("\n");
    }

    @Test
    void aDirectoryIsReportedAsSuchAndNotAsBadYaml() {
        assertThatThrownBy(() -> WebConfig.read(directory))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(directory + ": ")
                .hasMessageNotContaining("YAML");
    }

    @Test
    void onlyTheRightPasswordLetsIn() {
        Passwords passwords = new Passwords(Map.of("alice", HASH));

        for (int i = 0; i < 2; i++) {
            assertThat(passwords.accept("Basic YWxpY2U6dGVzdA==")).isTrue();
            assertThat(passwords.accept("basic YWxpY2U6dGVzdA==")).isTrue();
            assertThat(passwords.accept("Basic YWxpY2U6VGVzdA==")).isFalse();
            assertThat(passwords.accept("Basic Ym9iOnRlc3Q=")).isFalse();
            assertThat(passwords.accept("Basic YWxpY2U=")).isFalse();
            assertThat(passwords.accept("Basic %%%")).isFalse();
            assertThat(passwords.accept("Bearer YWxpY2U6dGVzdA==")).isFalse();
            assertThat(passwords.accept("")).isFalse();
        }
        assertThat(new Passwords(Map.of()).accept("")).isTrue();
    }
}

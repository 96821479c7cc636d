package io.scaph.exporter.prometheus.internal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as OpenSSL 3.0.19 and ssh-keygen write them, and as editors and administrators change them. */
class ServerIdentityTest {
    /** No part of the name of a Java class is for users. */
    private static final String JAVA = "java.";

    @TempDir
    Path directory;

    private static String recorded(String name) throws IOException {
        try (InputStream in = ServerIdentityTest.class.getResourceAsStream("pem/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content, StandardCharsets.UTF_8);
    }

    private PrivateKey key(String content) throws IOException {
        List<PrivateKey> keys = PrivateKeys.read(file("key", content));
        assertThat(keys).hasSize(1);
        return keys.get(0);
    }

    /** The secret number, and the order of the curve. The encodings of the same key differ. */
    private static List<BigInteger> numbers(PrivateKey key) {
        ECPrivateKey elliptic = (ECPrivateKey) key;
        return List.of(elliptic.getS(), elliptic.getParams().getOrder());
    }

    private List<String> chain(String certificates, String key) throws IOException {
        return ServerIdentity.read(file("crt", certificates), file("key", key)).chain().stream()
                .map(certificate -> certificate.getSubjectX500Principal().getName())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"p256.key, p256.pk8", "p384-parameters.key, p384.pk8", "p521.key, p521.pk8"})
    void aKeyOfSec1IsTheSameAsInPkcs8(String sec1, String pkcs8) throws IOException {
        assertThat(numbers(key(recorded(sec1)))).isEqualTo(numbers(key(recorded(pkcs8))));
    }

    @Test
    void theCurveIsTakenFromTheBlockBeforeWhereTheKeyDoesNotNameIt() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        PrivateKey key = generator.generateKeyPair().getPrivate();
        // The JDK leaves the curve out of the inner key, which is the last element.
        String pkcs8 = HexFormat.of().formatHex(key.getEncoded());
        byte[] inner = HexFormat.of().parseHex(pkcs8.substring(pkcs8.indexOf("020101") - 4));
        String sec1 = block("EC PRIVATE KEY", inner);
        String curve = recorded("p384-parameters.key").replaceAll("(?s)(END EC PARAMETERS-----).*", "$1");

        assertThat(numbers(key(curve + "\n" + sec1))).isEqualTo(numbers(key));
        assertThatThrownBy(() -> key(sec1)).hasMessageContaining("key: its EC PRIVATE KEY can't be used");
    }

    private static String block(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + label
                + "-----\n";
    }

    @Test
    void textAroundBlocksAndLineEndsDoNotMatter() throws IOException {
        List<BigInteger> expected = numbers(key(recorded("p256.pk8")));

        for (String text : List.of(recorded("p256.key"), recorded("p256.pk8"))) {
            assertThat(numbers(key(text.replace("\n", "\r\n")))).isEqualTo(expected);
            assertThat(numbers(key(text.replace("\n", "\r")))).isEqualTo(expected);
            assertThat(numbers(key("Bag Attributes\n    friendlyName: sérver\nKey Attributes: <No Attributes>\n" + text
                            + "end")))
                    .isEqualTo(expected);
            assertThat(numbers(key("\n\n" + text.replace("\n", "  \n")))).isEqualTo(expected);
        }
        assertThat(chain("subject=CN = localhost\r\n" + recorded("leaf.crt"), recorded("p256.key")))
                .containsExactly("CN=localhost");
    }

    @Test
    void aByteOrderMarkIsRefusedInWords() throws IOException {
        Path certificate = file("crt", "\ufeff" + recorded("leaf.crt"));
        Path key = Files.write(directory.resolve("key"), recorded("p256.key").getBytes(StandardCharsets.UTF_16));

        assertThatThrownBy(() -> Certificates.read(certificate))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(certificate + ": it begins with a byte order mark");
        assertThatThrownBy(() -> PrivateKeys.read(key))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(key + ": it begins with a byte order mark");
    }

    @Test
    void certificateAndKeyCanBeInOneFileInAnyOrder() throws IOException {
        String keyFirst = recorded("p256.key") + recorded("leaf.crt");
        String keyLast = recorded("leaf.crt") + recorded("middle.crt") + recorded("p256.pk8");

        assertThat(chain(keyFirst, keyFirst)).containsExactly("CN=localhost");
        assertThat(chain(keyLast, keyLast)).containsExactly("CN=localhost", "CN=middle");
    }

    @Test
    void theChainLeadsFromTheServerToItsIssuersInWhateverOrderItIsGiven() throws IOException {
        String key = recorded("p256.key");
        String leaf = recorded("leaf.crt");
        String middle = recorded("middle.crt");
        String root = recorded("root.crt");

        assertThat(chain(leaf + middle + root, key)).containsExactly("CN=localhost", "CN=middle", "CN=root");
        assertThat(chain(root + middle + leaf, key)).containsExactly("CN=localhost", "CN=middle", "CN=root");
        assertThat(chain(leaf + leaf + middle, key)).containsExactly("CN=localhost", "CN=middle");
        assertThat(chain(leaf + root, key)).containsExactly("CN=localhost");
    }

    @Test
    void ofSeveralKeysTheOneOfTheCertificateIsTaken() throws IOException {
        assertThat(chain(recorded("leaf.crt"), recorded("p384-parameters.key") + recorded("p256.key")))
                .containsExactly("CN=localhost");
        assertThatThrownBy(() -> chain(recorded("leaf.crt"), recorded("p384.pk8")))
                .isInstanceOf(IOException.class)
                .hasMessage(directory.resolve("key") + ": this is not the key of the certificate in "
                        + directory.resolve("crt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"encrypted.key", "encrypted.pk8"})
    void anEncryptedKeyIsRefusedWithTheRemedy(String name) throws IOException {
        String text = recorded(name);

        assertThatThrownBy(() -> key(text))
                .isInstanceOf(IOException.class)
                .hasMessage(directory.resolve("key")
                        + ": its key is encrypted; decrypt it by: openssl pkey -in OLD -out NEW");
    }

    @ParameterizedTest
    @ValueSource(strings = {"explicit.key", "openssh.key"})
    void aKeyThatCannotBeUsedIsRefusedInWords(String name) throws IOException {
        String text = recorded(name);

        assertThatThrownBy(() -> key(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("key: its ")
                .hasMessageContaining("can't be used")
                .hasMessageNotContaining(JAVA);
    }

    @Test
    void aDamagedFileIsNamedWithoutAJavaException() throws IOException {
        String leaf = recorded("leaf.crt");
        List<String> damaged = List.of(
                "",
                "\ufeff",
                "no PEM\n",
                leaf.substring(0, leaf.length() / 2),
                leaf.replaceFirst("M", "!"),
                leaf.replaceAll("(?s)(-----\n.{200}).*(-----END)", "$1\n$2"),
                "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
                "0\u0001",
                recorded("p256.key"));

        for (String text : damaged) {
            Path file = file("crt", text);
            assertThatThrownBy(() -> Certificates.read(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(file + ": ")
                    .hasMessageNotContaining(JAVA);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"p256.key", "p256.pk8", "p384-parameters.key", "openssh.key", "encrypted.key"})
    void aKeyThatIsCutOrAlteredAnywhereIsNeverAJavaException(String name) throws IOException {
        String text = recorded(name);
        for (int i = 0; i < text.length(); i += 7) {
            Path cut = file("cut", text.substring(0, i));
            assertThatThrownBy(() -> PrivateKeys.read(cut))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(cut + ": ")
                    .hasMessageNotContaining(JAVA);
            Path altered = file("altered", text.substring(0, i) + "A" + text.substring(i + 1));
            try {
                assertThat(PrivateKeys.read(altered)).isNotEmpty();
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith(altered + ": ").hasMessageNotContaining(JAVA);
            }
        }
    }

    @Test
    void whatIsNotAFileIsNamed() throws IOException {
        Path huge = Files.write(directory.resolve("huge"), new byte[(1 << 20) + 1]);

        assertThatThrownBy(() -> Certificates.read(directory)).hasMessage(directory + ": Is a directory");
        assertThatThrownBy(() -> PrivateKeys.read(directory)).hasMessage(directory + ": Is a directory");
        assertThatThrownBy(() -> PrivateKeys.read(directory.resolve("none")))
                .hasMessage(directory.resolve("none") + ": no such file");
        assertThatThrownBy(() -> Certificates.read(huge)).hasMessageStartingWith(huge + ": more than 1 MiB");
    }

    @Test
    void aCertificateInDerIsAcceptedAndAKeyInDerIsNot() throws IOException {
        byte[] der = Pem.blocks(file("crt", recorded("leaf.crt"))).get(0).content();
        Path file = Files.write(directory.resolve("der"), der);

        assertThat(Certificates.read(file)).hasSize(1);
        assertThatThrownBy(() -> PrivateKeys.read(file))
                .hasMessage(file + ": there is no private key in it; is it PEM?");
    }
}

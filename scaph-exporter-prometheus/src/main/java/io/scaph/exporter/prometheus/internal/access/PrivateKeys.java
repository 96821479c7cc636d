package io.scaph.exporter.prometheus.internal.access;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The private keys in a PEM file: PKCS 8 (RFC 5208), RSA keys of PKCS 1 (RFC 8017) and EC keys of SEC 1 (RFC 5915). The JDK
 * reads PKCS 8 only, so the other two are wrapped into it. DER (ITU-T X.690) is handled in hexadecimal here.
 */
final class PrivateKeys {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448");

    private static final String SEQUENCE = "30";
    private static final String OCTET_STRING = "04";
    private static final String VERSION_0 = "020100";
    /** The identifier 1.2.840.113549.1.1.1, and the parameter that it takes: null. */
    private static final String RSA = "06092a864886f70d0101010500";
    /** The identifier 1.2.840.10045.2.1; its parameter is the curve. */
    private static final String EC = "06072a8648ce3d0201";
    /** The identifiers of the curves P-256, P-384 and P-521. */
    private static final List<String> CURVES = List.of("06082a8648ce3d030107", "06052b81040022", "06052b81040023");

    private PrivateKeys() {}

    /**
     * Reads a file.
     *
     * @return its keys, in their order; at least one
     * @throws IOException if the file has no key, or one that can't be used; the message names the file and, if possible, the
     *     remedy
     */
    static List<PrivateKey> read(Path file) throws IOException {
        List<PrivateKey> keys = new ArrayList<>();
        String parameters = "";
        List<Pem.Block> blocks = Pem.blocks(file);
        for (Pem.Block block : blocks) {
            if (block.label().equals("EC PARAMETERS")) {
                parameters = HexFormat.of().formatHex(block.content());
            } else if (block.label().endsWith("PRIVATE KEY")) {
                keys.add(key(file, block, parameters));
            }
        }
        if (keys.isEmpty()) {
            throw new IOException(file + ": there is no private key in it" + (blocks.isEmpty() ? "; is it PEM?" : ""));
        }
        return keys;
    }

    private static PrivateKey key(Path file, Pem.Block block, String parameters) throws IOException {
        if (block.encrypted()) {
            throw new IOException(file + ": its key is encrypted; decrypt it by: openssl pkey -in OLD -out NEW");
        }
        String content = HexFormat.of().formatHex(block.content());
        try {
            String pkcs8 = switch (block.label()) {
                case "PRIVATE KEY" -> content;
                case "RSA PRIVATE KEY" -> pkcs8(RSA, content);
                case "EC PRIVATE KEY" -> pkcs8(EC + curve(content, parameters), content);
                default -> throw new InvalidKeySpecException("not a key of TLS");
            };
            return parse(HexFormat.of().parseHex(pkcs8));
        } catch (GeneralSecurityException | RuntimeException e) {
            // The JDK's parsers also throw unchecked exceptions if a key is damaged.
            throw new IOException(
                    file + ": its " + block.label() + " can't be used: it is damaged, or not RSA, Ed25519, Ed448 or EC"
                            + " with the named curve P-256, P-384 or P-521",
                    e);
        }
    }

    private static PrivateKey parse(byte[] pkcs8) throws GeneralSecurityException {
        InvalidKeySpecException failure = new InvalidKeySpecException("none of " + ALGORITHMS);
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                // The next algorithm may fit.
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private static String pkcs8(String algorithm, String key) {
        return element(SEQUENCE, VERSION_0 + element(SEQUENCE, algorithm) + element(OCTET_STRING, key));
    }

    /** The curve that a key of SEC 1 names in its element {@code [0]}, or else the block before the key. */
    private static String curve(String sec1, String parameters) throws InvalidKeySpecException {
        return CURVES.stream()
                .filter(curve -> sec1.contains(element("a0", curve)))
                .findFirst()
                .or(() -> Optional.of(parameters).filter(CURVES::contains))
                .orElseThrow(() -> new InvalidKeySpecException("it names no known curve"));
    }

    /** An element of DER: the tag, the length in bytes, the content. */
    private static String element(String tag, String content) {
        int length = content.length() / 2;
        String form = length < 0x80 ? "%02x" : length < 0x100 ? "81%02x" : "82%04x";
        return tag + String.format(form, length) + content;
    }
}

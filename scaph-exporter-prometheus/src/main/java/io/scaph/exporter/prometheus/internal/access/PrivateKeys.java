package io.scaph.exporter.prometheus.internal.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The private keys in a PEM file: PKCS 8 (RFC 5208), RSA keys of PKCS 1 (RFC 8017) and EC keys of SEC 1 (RFC 5915). The JDK
 * reads PKCS 8 only, so the other two are wrapped into it.
 */
final class PrivateKeys {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448");
    private static final byte[] VERSION = Der.element(Der.INTEGER, new byte[] {0});
    /** The identifier 1.2.840.113549.1.1.1, and the parameter that it takes: null. */
    private static final byte[] RSA = {
        6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0,
    };

    /** The identifier 1.2.840.10045.2.1; its parameter is the curve. */
    private static final byte[] EC = {6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    private PrivateKeys() {}

    /**
     * Reads a file.
     *
     * @return its keys, in their order; at least one
     * @throws IOException if there is none, or one can't be used; the message names the file and, if there is one, the
     *     remedy
     */
    static List<PrivateKey> read(Path file) throws IOException {
        List<PrivateKey> keys = new ArrayList<>();
        byte[] curve = null;
        List<Pem.Block> blocks = Pem.blocks(file);
        for (Pem.Block block : blocks) {
            if (block.label().equals("EC PARAMETERS")) {
                curve = block.content();
            } else if (block.label().endsWith("PRIVATE KEY")) {
                keys.add(key(file, block, curve));
            }
        }
        if (keys.isEmpty()) {
            throw new IOException(file + ": there is no private key in it" + (blocks.isEmpty() ? "; is it PEM?" : ""));
        }
        return keys;
    }

    private static PrivateKey key(Path file, Pem.Block block, byte @Nullable [] curve) throws IOException {
        if (block.encrypted()) {
            throw new IOException(file + ": its key is encrypted; decrypt it by: openssl pkey -in OLD -out NEW");
        }
        byte[] pkcs8;
        try {
            pkcs8 = switch (block.label()) {
                case "PRIVATE KEY" -> block.content();
                case "RSA PRIVATE KEY" -> pkcs8(RSA, block.content());
                case "EC PRIVATE KEY" -> pkcs8(ec(block.content(), curve), block.content());
                default -> throw new InvalidKeySpecException("not a key of TLS");
            };
            return parse(pkcs8);
        } catch (GeneralSecurityException | RuntimeException e) {
            // The JDK's parsers throw unchecked exceptions as well where a key is damaged.
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

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return Der.element(Der.SEQUENCE, VERSION, Der.element(Der.SEQUENCE, algorithm), Der.element(Der.OCTETS, key));
    }

    /** The algorithm with the curve that the key names, or else the block before it. */
    private static byte[] ec(byte[] sec1, byte @Nullable [] before) throws InvalidKeySpecException {
        ByteBuffer key = Der.next(ByteBuffer.wrap(sec1), Der.SEQUENCE);
        Der.next(key, Der.INTEGER);
        Der.next(key, Der.OCTETS);
        ByteBuffer curve;
        if (Der.isNext(key, Der.FIRST_CHOICE)) {
            curve = Der.next(key, Der.FIRST_CHOICE);
        } else if (before != null) {
            curve = ByteBuffer.wrap(before);
        } else {
            throw new InvalidKeySpecException("it names no curve");
        }
        ByteBuffer identifier = Der.next(curve, Der.OBJECT_IDENTIFIER);
        byte[] name = new byte[identifier.remaining()];
        identifier.get(name);
        byte[] parameter = Der.element(Der.OBJECT_IDENTIFIER, name);
        byte[] algorithm = new byte[EC.length + parameter.length];
        System.arraycopy(EC, 0, algorithm, 0, EC.length);
        System.arraycopy(parameter, 0, algorithm, EC.length, parameter.length);
        return algorithm;
    }
}

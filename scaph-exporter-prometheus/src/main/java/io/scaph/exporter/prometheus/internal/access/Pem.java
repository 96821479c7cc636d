package io.scaph.exporter.prometheus.internal.access;

import io.scaph.api.spi.FailureText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in PEM files. */
final class Pem {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ((?:RSA |EC |ENCRYPTED )?)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448");

    /** What stands before an RSA key of PKCS 1 to make it one of PKCS 8: a version and the name of the algorithm. */
    private static final byte[] RSA_HEADER = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;

    private Pem() {}

    static Certificate[] certificates(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            Certificate[] certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(new Certificate[0]);
            if (certificates.length == 0) {
                throw new IOException(file + ": there is no certificate in it");
            }
            return certificates;
        } catch (java.nio.file.FileSystemException e) {
            throw new IOException(FailureText.withFile(e), e);
        }
    }

    static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (java.nio.file.FileSystemException e) {
            throw new IOException(FailureText.withFile(e), e);
        }
        Matcher matcher = KEY.matcher(text);
        if (!matcher.find()) {
            throw new IOException(file + ": there is no private key in it");
        }
        byte[] content = Base64.getMimeDecoder().decode(matcher.group(2));
        return switch (matcher.group(1)) {
            case "" -> parse(content, file);
            case "RSA " -> parse(pkcs8(content), file);
            default ->
                throw new IOException(
                        file + ": a key of this form is not understood; make it one that is by: openssl pkcs8"
                                + " -topk8 -nocrypt");
        };
    }

    private static PrivateKey parse(byte[] pkcs8, Path file) throws IOException, GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            Optional<PrivateKey> key = parse(pkcs8, algorithm);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new IOException(file + ": its key is none of " + ALGORITHMS);
    }

    private static Optional<PrivateKey> parse(byte[] pkcs8, String algorithm) throws GeneralSecurityException {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (InvalidKeySpecException e) {
            // The next algorithm may fit.
            return Optional.empty();
        }
    }

    private static byte[] pkcs8(byte[] rsa) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(RSA_HEADER);
        content.writeBytes(der(OCTETS, rsa));
        return der(SEQUENCE, content.toByteArray());
    }

    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else {
            int bytes = (32 - Integer.numberOfLeadingZeros(content.length) + 7) / 8;
            out.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                out.write(content.length >>> (8 * i));
            }
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}

package io.scaph.api.internal.text;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Paths from and to bytes. {@link Path#of(String, String...)} and {@link Path#toString()} convert by the locale of the JVM:
 * under {@code LC_ALL=C} they support ASCII only. A path of Linux holds bytes, and its URI shows each of them ({@code
 * file:///mnt/%E9}): so a path can be made and read in any locale. Safe for use by several threads.
 */
public final class KernelPath {
    private static final boolean UNIX = File.separatorChar == '/';
    private static final Path WORKING_DIRECTORY = Path.of("/proc/self/cwd");

    /** The URI of a path depends on whether it is a directory. No file is below this one, so no file is touched. */
    private static final String NOWHERE = "/dev/null";

    private static final int FIRST_BEYOND_ASCII = 0x80;

    private KernelPath() {}

    /**
     * The path that bytes name.
     *
     * @param bytes as the kernel has them
     * @return the path, in the default file system
     * @throws InvalidPathException if there is a zero among them
     */
    public static Path of(byte[] bytes) {
        return of(KernelText.raw(bytes));
    }

    /**
     * The path that a text names, as UTF-8.
     *
     * @param raw any text, also in the raw form of {@link KernelText}
     * @return the path, in the default file system
     * @throws InvalidPathException if no path has such a name
     */
    public static Path of(String raw) {
        if (!UNIX || isAscii(raw) || raw.indexOf('\0') >= 0) {
            return Path.of(raw);
        }
        String absolute = "/" + raw;
        Path path = Path.of(URI.create("file://" + encode(KernelText.rawBytes(absolute.replaceAll("/+", "/")))));
        return raw.startsWith("/") ? path : path.subpath(0, path.getNameCount());
    }

    /**
     * The path that a user gave. Where the JVM can't decode the name of its working directory, it looks for relative paths
     * in a directory that does not exist; here they are still relative to the working directory.
     *
     * @param raw any text, also in the raw form of {@link KernelText}
     * @return the path, in the default file system
     * @throws InvalidPathException if no path has such a name
     */
    public static Path given(String raw) {
        boolean lost = UNIX && System.getProperty("user.dir", "").indexOf('\uFFFD') >= 0;
        if (!lost || raw.startsWith("/")) {
            return of(raw);
        }
        try {
            return of(raw(Files.readSymbolicLink(WORKING_DIRECTORY))).resolve(of(raw));
        } catch (IOException e) {
            return of(raw);
        }
    }

    /**
     * A path below another one.
     *
     * @param base the other one, of any file system
     * @param raw a relative path, also in the raw form of {@link KernelText}
     * @return the path, in the file system of the other one
     * @throws InvalidPathException if no path has such a name
     */
    public static Path resolve(Path base, String raw) {
        return isDefault(base) ? base.resolve(of(raw)) : base.resolve(raw);
    }

    /**
     * The raw text of a path, for parsing.
     *
     * @param path a path of any file system
     * @return its bytes in the raw form of {@link KernelText}
     */
    public static String raw(Path path) {
        String decoded = path.toString();
        // In any locale, bytes that it can't decode are not treated as ASCII.
        if (isAscii(decoded) || !UNIX || !isDefault(path)) {
            return decoded;
        }
        Path names = path.subpath(0, path.getNameCount());
        String encoded = Path.of(NOWHERE).resolve(names).toUri().getRawPath();
        String raw = KernelText.raw(decode(encoded.substring(NOWHERE.length() + 1)));
        return path.isAbsolute() ? "/" + raw : raw;
    }

    /**
     * The text of a path, for output.
     *
     * @param path a path of any file system
     * @return its bytes in the visible form of {@link KernelText}
     */
    public static String text(Path path) {
        return KernelText.visible(raw(path));
    }

    private static boolean isDefault(Path path) {
        return path.getFileSystem() == FileSystems.getDefault();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < FIRST_BEYOND_ASCII);
    }

    /** As in a URI, but a slash is not escaped. */
    private static String encode(byte[] path) {
        return URLEncoder.encode(new String(path, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    private static byte[] decode(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.ISO_8859_1)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}

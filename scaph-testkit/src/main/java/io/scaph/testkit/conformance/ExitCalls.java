package io.scaph.testkit.conformance;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The classes that call a method which ends the JVM, by the references in their constant pools (Java Virtual Machine
 * Specification, section 4.4). Searches the package of a class and the packages below it.
 */
final class ExitCalls {
    private static final Set<String> ENDINGS =
            Set.of("java/lang/System.exit", "java/lang/Runtime.exit", "java/lang/Runtime.halt");
    private static final int MAGIC = 0xCAFEBABE;

    private ExitCalls() {}

    static List<String> of(Class<?> type) throws IOException {
        String name = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        URL file = type.getResource(name);
        if (file == null) {
            throw new IOException("the class file of " + type.getName() + " can't be found");
        }
        if (file.openConnection() instanceof JarURLConnection jar) {
            try (FileSystem files = FileSystems.newFileSystem(path(jar.getJarFileURL()))) {
                return callers(files.getPath(type.getPackageName().replace('.', '/')));
            }
        }
        return callers(path(file).resolveSibling(""));
    }

    private static Path path(URL url) throws IOException {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IOException("not a location of class files: " + url, e);
        }
    }

    private static List<String> callers(Path folder) throws IOException {
        List<String> callers = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    if (endsTheJvm(new DataInputStream(new BufferedInputStream(in)))) {
                        callers.add(String.valueOf(file.getFileName()));
                    }
                }
            }
        }
        return callers;
    }

    private static boolean endsTheJvm(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("not a class file");
        }
        in.readInt();
        int count = in.readUnsignedShort();
        String[] texts = new String[count];
        int[][] pairs = new int[count][];
        List<int[]> methods = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = in.readUTF();
                case 7 -> pairs[i] = new int[] {in.readUnsignedShort()};
                case 10, 12 -> {
                    pairs[i] = new int[] {in.readUnsignedShort(), in.readUnsignedShort()};
                    if (tag == 10) {
                        methods.add(pairs[i]);
                    }
                }
                case 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 3, 4, 9, 11, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    // It takes two entries.
                    i++;
                }
                default -> throw new IOException("an unknown constant: " + tag);
            }
        }
        return methods.stream()
                .anyMatch(method -> ENDINGS.contains(texts[pairs[method[0]][0]] + "." + texts[pairs[method[1]][0]]));
    }
}

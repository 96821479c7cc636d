package io.scaph.exporter.qemu;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.util.Optional;

/** Which names of machines may be names of directories. */
final class TreeName {
    /** NAME_MAX of Linux, in bytes (include/uapi/linux/limits.h). */
    private static final int LONGEST = 255;

    private TreeName() {}

    /**
     * Why a name can't be that of a directory.
     *
     * @param name what a machine is called
     * @param files the file system of the directory
     * @return the reason, or empty if it is one safe component of a path
     */
    static Optional<String> fault(String name, FileSystem files) {
        if (name.isEmpty()) {
            return Optional.of("its name is empty");
        }
        if (name.indexOf('/') >= 0) {
            return Optional.of("its name holds a slash");
        }
        if (name.startsWith(".")) {
            // Also "." and "..", and what we make on the way to a tree.
            return Optional.of("its name begins with a dot");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return Optional.of("its name is longer than " + LONGEST + " bytes");
        }
        if (!name.codePoints().allMatch(TreeName::isVisible)) {
            return Optional.of("its name holds characters that can't be seen, or is not UTF-8");
        }
        try {
            return files.getPath(name).getNameCount() == 1
                    ? Optional.empty()
                    : Optional.of("its name is not one component of a path");
        } catch (InvalidPathException e) {
            return Optional.of("its name can't be written in this locale; run scaph with LC_ALL=C.UTF-8");
        }
    }

    /** Whether a character is seen and changes nothing around it: no control, no line end, no change of direction. */
    static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            // What stands for bytes that are not UTF-8.
            default -> point != '\uFFFD';
        };
    }
}

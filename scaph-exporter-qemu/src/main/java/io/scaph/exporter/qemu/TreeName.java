package io.scaph.exporter.qemu;

import io.scaph.api.internal.text.KernelPath;
import io.scaph.api.internal.text.KernelText;
import java.nio.file.FileSystem;
import java.util.Optional;

/** Checks whether the name of a machine can be the name of a directory. */
final class TreeName {
    /** NAME_MAX of Linux, in bytes (include/uapi/linux/limits.h). */
    private static final int LONGEST = 255;

    private TreeName() {}

    /**
     * Why a name can't be that of a directory.
     *
     * @param name the name of a machine
     * @param files the file system of the directory
     * @return the reason, or empty if it is one safe component of a path
     */
    static Optional<String> fault(String name, FileSystem files) {
        if (name.isEmpty()) {
            return Optional.of("its name is empty");
        }
        if (name.indexOf('/') >= 0) {
            return Optional.of("its name contains a slash");
        }
        if (name.startsWith(".")) {
            // Also "." and "..", and the drafts of new trees.
            return Optional.of("its name begins with a dot");
        }
        byte[] bytes = KernelText.bytes(name);
        if (bytes.length > LONGEST) {
            return Optional.of("its name is longer than " + LONGEST + " bytes");
        }
        if (!KernelText.isUtf8(bytes)) {
            return Optional.of("its name is not UTF-8");
        }
        if (!name.codePoints().allMatch(TreeName::isVisible)) {
            return Optional.of("its name contains characters that are invisible");
        }
        return KernelPath.resolve(files.getPath(""), directory(name)).getNameCount() == 1
                ? Optional.empty()
                : Optional.of("its name is not one component of a path");
    }

    /**
     * The name of the directory of a machine.
     *
     * @param name the name of the machine, in the visible form of {@link KernelText}
     * @return the same bytes in the raw form, of which paths are made
     */
    static String directory(String name) {
        return KernelText.raw(KernelText.bytes(name));
    }

    /** Whether a character is visible and has no effect on others: not a control, a line end or a change of direction. */
    static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}

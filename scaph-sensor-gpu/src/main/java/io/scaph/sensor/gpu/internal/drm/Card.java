package io.scaph.sensor.gpu.internal.drm;

import io.scaph.api.internal.text.FailureText;
import io.scaph.linux.environment.SystemFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A GPU on the PCI bus that a DRM driver shows as {@code /sys/class/drm/cardN}.
 *
 * @param name {@code cardN}, which may be another one after a restart
 * @param device its directory of the PCI bus
 * @param address its PCI address; its name, in a copy of a tree that has no links and no address
 * @param driver the name of its driver, empty if it is unknown
 */
record Card(String name, Path device, String address, String driver) {
    private static final Pattern CARD = Pattern.compile("card\\d+");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]");

    static final String INTEL = "0x8086";
    static final String AMD = "0x1002";
    static final String NVIDIA = "0x10de";
    private static final Set<String> MAKERS = Set.of(INTEL, AMD, NVIDIA);

    /**
     * Looks at an entry of {@code /sys/class/drm}.
     *
     * @return the card; empty if it is something else, such as a connector, or not on the PCI bus
     * @throws IOException if its device can't be found; one line
     */
    static Optional<Card> at(Path entry) throws IOException {
        String name = entry.getFileName().toString();
        if (!CARD.matcher(name).matches()) {
            return Optional.empty();
        }
        Path device;
        try {
            device = entry.resolve("device").toRealPath();
        } catch (IOException e) {
            throw new IOException(entry + "/device: " + FailureText.reason(e), e);
        }
        return address(name, device).map(address -> new Card(name, device, address, driver(device)));
    }

    /** The name of its directory, or what its uevent file says: copies of trees have no links. */
    private static Optional<String> address(String name, Path device) {
        return Stream.of(device.getFileName().toString(), event(device, "PCI_SLOT_NAME="))
                .filter(text -> ADDRESS.matcher(text).matches())
                .findFirst()
                .or(() -> Optional.of(name).filter(any -> MAKERS.contains(vendor(device))));
    }

    private static String driver(Path device) {
        try {
            return device.resolve("driver").toRealPath().getFileName().toString();
        } catch (IOException e) {
            return event(device, "DRIVER=");
        }
    }

    private static String event(Path device, String key) {
        return SystemFiles.lines(device.resolve("uevent")).stream()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .map(line -> line.substring(key.length()).strip())
                .orElse("");
    }

    private static String vendor(Path device) {
        return SystemFiles.firstLine(device.resolve("vendor")).orElse("");
    }

    /** The vendor's number as sysfs writes it, {@code 0x1002}; empty if it is unknown. */
    String vendor() {
        return vendor(device);
    }

    /** The model's number as sysfs writes it, {@code 0x744c}; empty if it is unknown. */
    String model() {
        return SystemFiles.firstLine(device.resolve("device")).orElse("");
    }

    /** The product name, else the manufacturer and the numbers. */
    String title() {
        String maker = switch (vendor()) {
            case INTEL -> "Intel GPU";
            case AMD -> "AMD GPU";
            case NVIDIA -> "NVIDIA GPU";
            default -> "GPU";
        };
        return SystemFiles.firstLine(device.resolve("product_name"))
                .orElseGet(() -> maker + " " + vendor().replace("0x", "") + ":" + model().replace("0x", ""));
    }
}

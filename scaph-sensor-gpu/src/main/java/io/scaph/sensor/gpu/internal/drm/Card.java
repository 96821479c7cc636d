package io.scaph.sensor.gpu.internal.drm;

import io.scaph.api.spi.FailureText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A GPU on the PCI bus that a DRM driver shows as {@code /sys/class/drm/cardN}.
 *
 * @param name {@code cardN}, which may be another one after a restart
 * @param device its directory of the PCI bus
 * @param address its PCI address
 * @param driver the name of its driver, empty if it is not to be seen
 */
record Card(String name, Path device, String address, String driver) {
    private static final Pattern CARD = Pattern.compile("card\\d+");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]");

    static final String INTEL = "0x8086";
    static final String AMD = "0x1002";
    static final String NVIDIA = "0x10de";

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
        String address = device.getFileName().toString();
        if (!ADDRESS.matcher(address).matches()) {
            return Optional.empty();
        }
        return Optional.of(new Card(name, device, address, driver(device)));
    }

    private static String driver(Path device) {
        try {
            return device.resolve("driver").toRealPath().getFileName().toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** The vendor's number as sysfs writes it, {@code 0x1002}; empty if it is not told. */
    String vendor() {
        return Texts.find(device.resolve("vendor")).orElse("");
    }

    /** The model's number as sysfs writes it, {@code 0x744c}; empty if it is not told. */
    String model() {
        return Texts.find(device.resolve("device")).orElse("");
    }

    /** For people: what the card says of itself, else its maker with its numbers. */
    String title() {
        String maker = switch (vendor()) {
            case INTEL -> "Intel GPU";
            case AMD -> "AMD GPU";
            case NVIDIA -> "NVIDIA GPU";
            default -> "GPU";
        };
        return Texts.find(device.resolve("product_name"))
                .orElseGet(() -> maker + " " + vendor().replace("0x", "") + ":" + model().replace("0x", ""));
    }
}

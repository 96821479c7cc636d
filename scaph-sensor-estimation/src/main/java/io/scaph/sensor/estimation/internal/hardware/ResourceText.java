package io.scaph.sensor.estimation.internal.hardware;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Reads the text resources that come with the sensor. */
public final class ResourceText {
    private ResourceText() {}

    /**
     * Reads a resource.
     *
     * @param owner a class of the package that it is in
     * @param name its file name
     * @return its lines
     */
    public static List<String> lines(Class<?> owner, String name) {
        try (InputStream resource = owner.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(resource, name).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

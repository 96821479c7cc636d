package io.scaph.sensor.estimation.internal.hardware;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is published of CPUs, from the resource {@code cpu-facts.txt}, which describes its sources and its form. Immutable.
 */
public final class CpuFacts {
    private static final double MEGAHERTZ_PER_GIGAHERTZ = 1000;
    private static final CpuFacts SHIPPED = new CpuFacts(ResourceText.lines(CpuFacts.class, "cpu-facts.txt"));

    private final List<MicroArchitecture> microArchitectures = new ArrayList<>();
    /** The forms of the names of a micro-architecture's models; the first that matches decides. */
    private final Map<String, MicroArchitecture> rules = new LinkedHashMap<>();

    private final Map<Vendor, Map<String, CpuModel>> models = new EnumMap<>(Vendor.class);

    /**
     * Reads the text of the resource.
     *
     * @param lines its lines
     * @throws IllegalArgumentException if a line is invalid; the message shows it
     */
    CpuFacts(List<String> lines) {
        for (String line : lines) {
            try {
                readLine(line);
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IllegalArgumentException("not a fact of a CPU: " + line, e);
            }
        }
    }

    /**
     * The facts that come with the sensor.
     *
     * @return the facts
     */
    public static CpuFacts shipped() {
        return SHIPPED;
    }

    private void readLine(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        if (line.startsWith("[")) {
            microArchitectures.add(microArchitecture(line.split(" ", -1)));
            return;
        }
        MicroArchitecture last = microArchitectures.get(microArchitectures.size() - 1);
        if (line.startsWith("~ ")) {
            rules.put(line.substring(2), last);
            return;
        }
        Map<String, CpuModel> ofVendor = models.computeIfAbsent(last.vendor(), any -> new LinkedHashMap<>());
        int start = 0;
        while (start < line.length()) {
            // A model's name may hold a blank, its numbers do not.
            int blank = line.indexOf(' ', line.indexOf(':', start));
            int end = blank < 0 ? line.length() : blank;
            CpuModel model = model(line.substring(start, end), last);
            ofVendor.putIfAbsent(model.name(), model);
            start = end + 1;
        }
    }

    private static MicroArchitecture microArchitecture(String[] words) {
        Vendor vendor = Vendor.ofIdentifier(words[1]).orElseThrow(IllegalArgumentException::new);
        int radix = vendor == Vendor.ARM ? 16 : 10;
        List<CpuId> ids = new ArrayList<>();
        for (int i = 5; i < words.length; i++) {
            String[] id = words[i].split("/", -1);
            ids.add(new CpuId(vendor, Integer.parseInt(id[0], radix), Integer.parseInt(id[1], radix)));
        }
        return new MicroArchitecture(
                words[0].substring(1, words[0].length() - 1),
                vendor,
                words[2].equals("entry"),
                Integer.parseInt(words[3]),
                Integer.parseInt(words[4]),
                ids);
    }

    private static CpuModel model(String entry, MicroArchitecture microArchitecture) {
        int colon = entry.indexOf(':');
        String[] numbers = entry.substring(colon + 1).split("/", -1);
        int cores = Integer.parseInt(numbers[1]);
        return new CpuModel(
                entry.substring(0, colon),
                microArchitecture,
                Double.parseDouble(numbers[0]),
                cores,
                numbers.length > 3 ? Integer.parseInt(numbers[3]) : cores * microArchitecture.threadsPerCore(),
                Double.parseDouble(numbers[2]) * MEGAHERTZ_PER_GIGAHERTZ);
    }

    /**
     * Finds a model by its name.
     *
     * @param name the name
     * @return what is published of it; empty if it is not listed
     */
    public Optional<CpuModel> model(CpuName name) {
        if (name.vendor().isEmpty()) {
            return Optional.empty();
        }
        Map<String, CpuModel> ofVendor = models.getOrDefault(name.vendor().get(), Map.of());
        return name.keys().stream()
                .filter(ofVendor::containsKey)
                .map(ofVendor::get)
                .findFirst();
    }

    /**
     * Finds the micro-architecture by the form of a name, so also of a model that is not listed.
     *
     * @param name the name
     * @return the micro-architecture; empty if the name does not show it
     */
    public Optional<MicroArchitecture> microArchitecture(CpuName name) {
        return model(name)
                .map(CpuModel::microArchitecture)
                .or(() -> rules.entrySet().stream()
                        .filter(rule -> Pattern.matches(rule.getKey(), name.shortForm()))
                        .map(Map.Entry::getValue)
                        .findFirst());
    }

    /**
     * The micro-architectures that show some family and model: several where a maker kept the number (6/85).
     *
     * @param id family and model
     * @return the micro-architectures, the oldest listed first; empty if the number is not listed
     */
    public List<MicroArchitecture> microArchitectures(CpuId id) {
        return microArchitectures.stream()
                .filter(candidate -> candidate.ids().contains(id))
                .toList();
    }

    /**
     * Every micro-architecture.
     *
     * @return the list, in the order of the resource
     */
    public List<MicroArchitecture> microArchitectures() {
        return List.copyOf(microArchitectures);
    }

    /**
     * The models of a micro-architecture.
     *
     * @param kind the micro-architecture
     * @return its models, in the order of the resource; empty if none is listed
     */
    public List<CpuModel> models(MicroArchitecture kind) {
        return models().stream()
                .filter(model -> model.microArchitecture().equals(kind))
                .toList();
    }

    /**
     * Every model.
     *
     * @return the models, in the order of the resource
     */
    public List<CpuModel> models() {
        return models.values().stream().flatMap(some -> some.values().stream()).toList();
    }
}

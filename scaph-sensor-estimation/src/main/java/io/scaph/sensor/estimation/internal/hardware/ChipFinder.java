package io.scaph.sensor.estimation.internal.hardware;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Finds the chip by what a machine shows of it. */
public final class ChipFinder {
    /** An unknown CPU is assumed to be at most this much older than the newest listed one. */
    private static final int RECENT_YEARS = 6;

    private final CpuFacts facts;

    /**
     * Makes a finder.
     *
     * @param facts what is published of CPUs
     */
    public ChipFinder(CpuFacts facts) {
        this.facts = facts;
    }

    /**
     * Finds the chip. Family and model take precedence over a name if they contradict it and only its form is known:
     * hypervisors show {@code Intel Xeon Processor} for many CPUs.
     *
     * @param name what the CPU calls itself
     * @param id its family and model
     * @param megahertz its nominal frequency, in MHz
     * @return the chip; of an unknown CPU too
     */
    public Chip find(Optional<CpuName> name, Optional<CpuId> id, OptionalDouble megahertz) {
        Optional<CpuModel> listed = name.flatMap(facts::model);
        if (listed.isPresent()) {
            return listed(listed.get(), megahertz);
        }
        Optional<MicroArchitecture> byName =
                name.flatMap(facts::microArchitecture).filter(found -> agrees(name.get(), found, id));
        if (byName.isPresent()) {
            return similar(byName.get(), name.get(), megahertz);
        }
        List<MicroArchitecture> byId = id.map(facts::microArchitectures).orElse(List.of());
        if (!byId.isEmpty()) {
            return family(id.get(), byId, megahertz);
        }
        return unknown(name.flatMap(CpuName::vendor).or(() -> id.map(CpuId::vendor)), megahertz);
    }

    /** A number that no micro-architecture has contradicts nothing, and QEMU names its models by what they are meant to be. */
    private boolean agrees(CpuName name, MicroArchitecture found, Optional<CpuId> id) {
        return id.isEmpty()
                || found.ids().contains(id.get())
                || facts.microArchitectures(id.get()).isEmpty()
                || name.isQemuModel();
    }

    private static Chip listed(CpuModel model, OptionalDouble megahertz) {
        MicroArchitecture kind = model.microArchitecture();
        return new Chip(
                Chip.Source.LISTED,
                Optional.of(kind.name()),
                Optional.of(kind.vendor()),
                kind.entry(),
                kind.year(),
                model.tdpWatts(),
                model.threads(),
                megahertz.orElse(model.megahertz()));
    }

    /**
     * The chip as it would be found if its model were not listed.
     *
     * @param kind its micro-architecture
     * @param name its name
     * @param megahertz its nominal frequency, in MHz
     * @return the chip
     */
    public Chip similar(MicroArchitecture kind, CpuName name, OptionalDouble megahertz) {
        SimilarModels alike = new SimilarModels(megahertz);
        facts.models(kind).forEach(model -> alike.addByName(model, name.model()));
        if (alike.isEmpty()) {
            facts.models().stream()
                    .filter(model -> model.microArchitecture().vendor() == kind.vendor())
                    .filter(model -> model.microArchitecture().entry() == kind.entry())
                    .forEach(alike::addByFrequency);
        }
        return alike.chip(
                Chip.Source.SIMILAR, Optional.of(kind.name()), Optional.of(kind.vendor()), kind.entry(), kind.year());
    }

    /**
     * The chip as family and model alone show it.
     *
     * @param id family and model
     * @param kinds the micro-architectures that show them, at least one
     * @param megahertz its nominal frequency, in MHz
     * @return the chip
     */
    private Chip family(CpuId id, List<MicroArchitecture> kinds, OptionalDouble megahertz) {
        SimilarModels alike = new SimilarModels(megahertz);
        kinds.stream().flatMap(kind -> facts.models(kind).stream()).forEach(alike::addByFrequency);
        if (alike.isEmpty()) {
            facts.models().stream()
                    .filter(model -> model.microArchitecture().vendor() == id.vendor())
                    .forEach(alike::addByFrequency);
        }
        double year = kinds.stream().mapToInt(MicroArchitecture::year).average().orElseThrow();
        return alike.chip(
                Chip.Source.FAMILY,
                Optional.of(id.kind()),
                Optional.of(id.vendor()),
                kinds.get(0).entry(),
                year);
    }

    private Chip unknown(Optional<Vendor> vendor, OptionalDouble megahertz) {
        int newest = facts.microArchitectures().stream()
                .mapToInt(MicroArchitecture::year)
                .max()
                .orElseThrow();
        SimilarModels alike = new SimilarModels(megahertz);
        List<CpuModel> recent = facts.models().stream()
                .filter(model -> !model.microArchitecture().entry())
                .filter(model -> model.microArchitecture().year() >= newest - RECENT_YEARS)
                .filter(model -> vendor.isEmpty() || model.microArchitecture().vendor() == vendor.get())
                .toList();
        recent.forEach(alike::addByFrequency);
        double year = recent.stream()
                .mapToInt(model -> model.microArchitecture().year())
                .average()
                .orElse(newest);
        return alike.chip(Chip.Source.UNKNOWN, Optional.empty(), vendor, false, year);
    }
}

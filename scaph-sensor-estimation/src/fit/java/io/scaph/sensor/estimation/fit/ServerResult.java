package io.scaph.sensor.estimation.fit;

import io.scaph.sensor.estimation.internal.hardware.ChipFinder;
import io.scaph.sensor.estimation.internal.hardware.CpuFacts;
import io.scaph.sensor.estimation.internal.hardware.CpuId;
import io.scaph.sensor.estimation.internal.hardware.CpuModel;
import io.scaph.sensor.estimation.internal.hardware.CpuName;
import io.scaph.sensor.estimation.internal.power.MachineTraits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A server with its measured power at several loads.
 *
 * @param id its name in the data
 * @param cpu its CPU model, as the tester names it
 * @param group what may not be both fitted and tested on: the CPU's silicon
 * @param chips CPU chips
 * @param cores cores of all chips
 * @param threads hardware threads of all chips
 * @param megahertz nominal frequency
 * @param memoryGigabytes memory
 * @param tdpWatts thermal design power of a chip
 * @param watts average watts by load in percent
 */
record ServerResult(
        String id,
        String cpu,
        String group,
        int chips,
        int cores,
        int threads,
        OptionalDouble megahertz,
        OptionalDouble memoryGigabytes,
        OptionalDouble tdpWatts,
        Map<Double, Double> watts) {
    /** No server has more chips, cores or threads; their products stay whole numbers. */
    private static final double MOST_OF_A_KIND = 1 << 20;

    /** What an estimate may be made from. */
    enum Known {
        /** All that the machine shows. */
        HOST,
        /** What a virtual machine shows: the CPU's name, frequency and memory by vCPU. */
        GUEST,
        /** The CPU's name, family, model and frequency. */
        STRING,
        /** The CPU's family, model and frequency. */
        FAMILY;

        static Known of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    static List<ServerResult> of(CsvTable table) {
        Map<String, ServerResult> results = new LinkedHashMap<>();
        for (CsvReader.Row row : table.rows()) {
            OptionalDouble load = row.number("load");
            OptionalDouble watts = row.number("watts");
            if (load.isPresent() && watts.isPresent()) {
                results.computeIfAbsent(row.text("sid"), id -> of(id, row))
                        .watts
                        .put(load.getAsDouble(), watts.getAsDouble());
            }
        }
        return List.copyOf(results.values());
    }

    /** The server of a row, without the watts. */
    static ServerResult of(String id, CsvReader.Row row) {
        String cpu = row.text("cpu_model");
        String group = row.text("cpu_group");
        Optional<CpuModel> listed = CpuFacts.shipped().model(CpuName.of(cpu));
        int chips = count(row, "chips").orElse(1);
        OptionalInt coresTold = count(row, "cores");
        int cores = coresTold.orElse(chips * listed.map(CpuModel::cores).orElse(1));
        return new ServerResult(
                id,
                cpu,
                group.isEmpty() ? CpuName.of(cpu).shortForm() : group,
                chips,
                cores,
                count(row, "threads").orElseGet(() -> threads(cpu, listed, chips, coresTold)),
                row.number("mhz"),
                row.number("mem_gb"),
                row.number("tdp_w"),
                new TreeMap<>());
    }

    /** If the data do not contain it: by the cores of the listed CPU, else the usual number for such chips. */
    private static int threads(String cpu, Optional<CpuModel> listed, int chips, OptionalInt cores) {
        if (cores.isPresent()) {
            return cores.getAsInt()
                    * listed.map(model -> model.threads() / model.cores()).orElse(1);
        }
        Optional<CpuName> name = Optional.of(CpuName.of(cpu));
        return (int) Math.round(chips
                * new ChipFinder(CpuFacts.shipped())
                        .find(name, Optional.empty(), OptionalDouble.empty())
                        .threads());
    }

    /** A value below one counts as missing. */
    private static OptionalInt count(CsvReader.Row row, String column) {
        OptionalDouble number = row.number(column);
        return number.isPresent() && number.getAsDouble() >= 1
                ? OptionalInt.of((int) Math.min(number.getAsDouble(), MOST_OF_A_KIND))
                : OptionalInt.empty();
    }

    /** The machine as it is seen with some knowledge. Hardware threads scale watts by thread and say nothing else. */
    MachineTraits machine(Known known) {
        boolean host = known == Known.HOST;
        return new MachineTraits(
                known == Known.FAMILY ? Optional.empty() : Optional.of(cpu),
                known == Known.STRING || known == Known.FAMILY ? cpuId() : Optional.empty(),
                megahertz,
                host ? tdpWatts : OptionalDouble.empty(),
                threads,
                host || known == Known.GUEST ? memoryGigabytes : OptionalDouble.empty(),
                host ? Optional.of(new MachineTraits.Processors(chips, cores)) : Optional.empty());
    }

    /** Family and model are not in the data; by the model's name they are known. */
    Optional<CpuId> cpuId() {
        return CpuFacts.shipped()
                .microArchitecture(CpuName.of(cpu))
                .map(found -> found.ids().get(0));
    }
}

package io.scaph.sensor.gpu.internal.energy;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import java.util.Optional;

/**
 * A GPU and the source of its energy.
 *
 * @param address its PCI address, such as {@code 0000:65:00.0}: unique within the machine, the same after a restart, and not
 *     secret as a serial number is
 * @param zone where its numbers come from
 * @param quality whether the device measures
 * @param remark its name and how it is read, one line
 * @param counted whether its energy is in no other domain, so that it adds to the host
 * @param energy its energy
 * @param use the processes that it works for, if the device itself reports them
 * @param busyPercent its recent utilisation, from 0 to 100, if it is needed to check what processes report
 * @param release releases what it holds; called once, when it is not in use any more
 */
public record Gpu(
        String address,
        String zone,
        Quality quality,
        String remark,
        boolean counted,
        EnergySource energy,
        Optional<BusyTimeSource> use,
        Optional<NumberSource> busyPercent,
        Runnable release) {
    /**
     * Its domain.
     *
     * @return a domain of kind {@link DomainKind#GPU} with the id {@code gpu-ADDRESS}
     */
    public Domain domain() {
        return Domain.of(DomainKind.GPU.label() + "-" + address, DomainKind.GPU)
                .at(zone)
                .withQuality(quality)
                .withRemark(remark);
    }
}

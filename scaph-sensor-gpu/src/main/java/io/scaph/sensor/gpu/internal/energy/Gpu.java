package io.scaph.sensor.gpu.internal.energy;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import java.util.Optional;

/**
 * A GPU that was found, with where its energy comes from.
 *
 * @param address its PCI address, such as {@code 0000:65:00.0}: unique within the machine and the same after a restart, and
 *     unlike a serial number nobody's secret
 * @param zone where its numbers come from, for people
 * @param quality whether the device measures
 * @param remark what it is and how it is known, one line
 * @param counted whether its energy is in no other domain, so that it adds to the host
 * @param energy its energy
 * @param use for whom it works, if the device itself tells
 * @param busyPercent how busy it was lately, from 0 to 100, if that helps to judge what processes tell
 * @param release frees what it holds; called once, when nothing of it is in use any more
 */
public record Gpu(
        String address,
        String zone,
        Quality quality,
        String remark,
        boolean counted,
        EnergySource energy,
        Optional<UseSource> use,
        Optional<Reading> busyPercent,
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

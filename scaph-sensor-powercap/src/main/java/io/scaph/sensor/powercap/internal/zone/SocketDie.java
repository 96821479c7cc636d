package io.scaph.sensor.powercap.internal.zone;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The place of a package.
 *
 * @param socket the number of the socket
 * @param die the number of the die; empty if there is one package for the whole socket
 */
public record SocketDie(int socket, OptionalInt die) {
    /**
     * The place of a domain.
     *
     * @param domain the domain
     * @return its place, empty if it is not part of a socket
     */
    public static Optional<SocketDie> of(Domain domain) {
        return domain.socket().isPresent()
                ? Optional.of(new SocketDie(domain.socket().getAsInt(), domain.die()))
                : Optional.empty();
    }

    /**
     * Creates a domain here.
     *
     * @param kind its kind
     * @return a domain with the usual id
     */
    public Domain domain(DomainKind kind) {
        return die.isPresent() ? Domain.ofDie(kind, socket, die.getAsInt()) : Domain.ofSocket(kind, socket);
    }
}

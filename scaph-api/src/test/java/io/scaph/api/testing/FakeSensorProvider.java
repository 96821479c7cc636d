package io.scaph.api.testing;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.SensorUnavailableException;
import java.util.List;
import java.util.function.Supplier;

/** A provider that returns what a test sets. */
public final class FakeSensorProvider implements SensorProvider {
    /** Opens a sensor, or can't. */
    public interface Opening {
        Sensor open() throws SensorUnavailableException;
    }

    private final String name;
    private Supplier<Integer> priority = () -> 0;
    private Supplier<List<String>> aliases = List::of;
    private Supplier<Availability> probe = () -> Availability.available("it is there");
    private Opening opening = () -> FakeSensor.of(Domains.pkg(0));
    private Supplier<Boolean> complements = () -> false;
    private int opened;

    public FakeSensorProvider(String name) {
        this.name = name;
    }

    public FakeSensorProvider priority(Supplier<Integer> answer) {
        priority = answer;
        return this;
    }

    public FakeSensorProvider aliases(Supplier<List<String>> answer) {
        aliases = answer;
        return this;
    }

    public FakeSensorProvider complements(Supplier<Boolean> answer) {
        complements = answer;
        return this;
    }

    public FakeSensorProvider probe(Supplier<Availability> answer) {
        probe = answer;
        return this;
    }

    public FakeSensorProvider opening(Opening answer) {
        opening = answer;
        return this;
    }

    public int opened() {
        return opened;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> aliases() {
        return aliases.get();
    }

    @Override
    public String description() {
        return "a fake";
    }

    @Override
    public int priority() {
        return priority.get();
    }

    @Override
    public boolean complements() {
        return complements.get();
    }

    @Override
    public Availability probe(PluginSetup setup) {
        return probe.get();
    }

    @Override
    public Sensor open(PluginSetup setup) throws SensorUnavailableException {
        opened++;
        return opening.open();
    }
}

package io.scaph.cli.sensor;

import io.scaph.api.spi.Option;
import io.scaph.api.spi.PluginSetup;
import io.scaph.cli.command.Command;
import io.scaph.cli.command.Invocation;
import java.io.IOException;
import java.util.List;

/** {@code scaph sensors}: shows which sensors work on this host, and if not, why and what to do. */
public final class SensorsCommand extends Command {
    private static final Option<Boolean> JSON = Option.flag("json", "print JSON, for programs");

    /** The command. */
    public SensorsCommand() {
        super("sensors", "lists the sensors: whether they work here, and if not, why and what to do", List.of(JSON));
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        PluginSetup setup = invocation.globals().setup();
        SensorListing listing =
                new SensorListing(SensorReport.examine(invocation.providers().sensors(), setup));
        return invocation.print(invocation.options().get(JSON) ? listing.json() : listing.text());
    }
}

package io.scaph.exporter.stdout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.PluginSetup;
import io.scaph.testkit.conformance.ExporterContract;
import java.io.OutputStream;
import java.util.Map;
import java.util.OptionalLong;

/** The rules of all exporters, for the one for programs. */
class JsonContractTest extends ExporterContract {
    @Override
    protected ExporterProvider provider() {
        return new JsonProvider();
    }

    @Override
    protected PluginSetup setup(OutputStream output) {
        return PluginSetup.standard()
                .withOptions(options(
                        provider().options(),
                        Map.of(
                                "step",
                                1L,
                                "max-top-consumers",
                                100L,
                                "containers",
                                true,
                                "users",
                                true,
                                "cmdline",
                                true)))
                .withOutput(output);
    }

    /** For programs: of the control characters it escapes those below U+0020, as RFC 8259 says in section 7. */
    @Override
    protected boolean printsText() {
        return false;
    }

    @Override
    protected void requireWellFormed(String output) throws JsonProcessingException {
        assertThat(new ObjectMapper().readTree(output).isArray()).isTrue();
    }

    @Override
    protected OptionalLong publishedMicrojoules(String output) throws JsonProcessingException {
        JsonNode reports = new ObjectMapper().readTree(output);
        return OptionalLong.of(reports.get(reports.size() - 1)
                .get("host")
                .get("energy_microjoules")
                .asLong());
    }
}

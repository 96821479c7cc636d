package io.scaph.exporter.stdout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.User;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Containers and other groups in a report. */
class JsonGroupsTest extends JsonReports {
    private static final Container WEB =
            Container.of("aabbccddeeff00112233", "docker", "docker").named("web", Map.of("container_label_x", "\"y"));

    @Test
    void aCutOfProcessesCutsNoGroupsAndACutOfGroupsLeavesTheirSum() throws Exception {
        for (long pid : new long[] {1, 20, 30}) {
            machine.describe(
                    pid,
                    process -> process.withContainer(Container.of("c" + pid, null, null))
                            .withUnit("u" + pid + ".service")
                            .withUser(User.of(pid, null)));
        }

        JsonNode report = oneSecondEach(
                        Map.of(
                                "max-top-consumers",
                                0L,
                                "containers",
                                true,
                                "units",
                                true,
                                "users",
                                true,
                                "max-containers",
                                1L,
                                "max-units",
                                0L),
                        () -> {},
                        () -> machine.end(30))
                .get(1);

        assertThat(report.at("/consumers").size()).isZero();
        assertThat(report.at("/users").size()).isEqualTo(3);
        assertThat(report.at("/other_users/count").asInt()).isZero();
        assertThat(report.at("/containers/0/id").asText()).isEqualTo("c20");
        assertThat(report.at("/other_containers/count").asInt()).isEqualTo(2);
        assertThat(report.at("/other_containers/energy_microjoules").asLong()).isEqualTo(12_500_000);
        assertThat(report.at("/other_containers/consumption").asLong()).isZero();
        assertThat(report.at("/units").size()).isZero();
        assertThat(report.at("/other_units/energy_microjoules").asLong()).isEqualTo(62_500_000);
        assertThat(report.at("/other_units/consumption").asLong()).isEqualTo(25_000_000);
    }

    @Test
    void aJobHasATotalAndIsShownWithItsProcesses() throws Exception {
        machine.contain(20, WEB).describe(20, process -> process.withJob(Job.of("123", "slurm")));

        JsonNode report =
                oneSecondEach(Map.of("containers", true), () -> {}, () -> {}).get(1);

        JsonNode total = report.at("/jobs/0");
        assertThat(total.get("id").asText()).isEqualTo("123");
        assertThat(total.get("scheduler").asText()).isEqualTo("slurm");
        assertThat(total.get("consumption").asLong()).isEqualTo(25_000_000);
        assertThat(total.get("ended").asBoolean()).isFalse();
        assertThat(report.at("/other_jobs/count").asInt()).isZero();
        assertThat(report.at("/consumers")).anySatisfy(consumer -> {
            assertThat(consumer.at("/job/id").asText()).isEqualTo("123");
            assertThat(consumer.at("/container/name").asText())
                    .isEqualTo(WEB.name().orElseThrow());
        });
        assertThat(report.at("/consumers"))
                .filteredOn(consumer -> consumer.get("pid").asLong() != 20)
                .allSatisfy(consumer -> assertThat(consumer.get("job").isNull()).isTrue());
    }

    @Test
    void aContainerHasItsNameAndLabelsAndWhatItUses() throws Exception {
        machine.contain(20, WEB).contain(30, Container.of("ffee", "podman", null));

        List<JsonNode> reports =
                oneSecondEach(Map.of("containers", true), () -> {}, () -> {}, () -> machine.run(20, "busy", 0));

        JsonNode web = reports.get(1).at("/containers/0");
        assertThat(web.at("/id").asText()).isEqualTo("aabbccddeeff00112233");
        assertThat(web.at("/name").asText()).isEqualTo("web");
        assertThat(web.at("/labels/container_label_x").asText()).isEqualTo("\"y");
        assertThat(web.at("/consumption").asLong()).isEqualTo(25_000_000);
        assertThat(web.at("/energy_microjoules").asLong()).isEqualTo(50_000_000);
        assertThat(web.at("/ended").asBoolean()).isFalse();
        assertThat(reports.get(2).at("/containers/0/id").asText()).isEqualTo("ffee");
        assertThat(reports.get(2).at("/containers/0/name").asText()).isEqualTo("unknown");
        assertThat(reports.get(2).at("/containers/1/consumption").asLong()).isZero();
        JsonNode consumer = reports.get(0).at("/consumers/0");
        assertThat(consumer.at("/container/name").asText()).isEqualTo("web");
        assertThat(consumer.at("/container/labels/container_label_x").asText()).isEqualTo("\"y");
        assertThat(consumer.at("/unit").asText()).isEqualTo("aabbccddeeff00112233.scope");
        assertThat(reports.get(0).at("/consumers/2/unit").isNull()).isTrue();
    }

    @Test
    void aContainerThatIsNewStartsFromZeroAndOneThatEndedIsShownOnce() throws Exception {
        List<JsonNode> reports = oneSecondEach(
                Map.of("containers", true),
                () -> {},
                () -> machine.run(50, "late", 1).contain(50, WEB),
                () -> machine.end(50),
                () -> {});

        assertThat(reports.get(0).at("/containers").size()).isZero();
        assertThat(reports.get(1).at("/containers/0/consumption").asLong()).isEqualTo(25_000_000);
        assertThat(reports.get(2).at("/containers/0/ended").asBoolean()).isTrue();
        assertThat(reports.get(3).at("/containers").size()).isZero();
    }

    @Test
    void aContainerIsFoundByItsNameOrItsId() throws Exception {
        machine.contain(20, WEB);
        for (String regex : List.of("^web$", "^aabb")) {
            JsonNode report = reports(Map.of("timeout", 2L, "containers", true, "container-regex", regex))
                    .get(0);

            assertThat(pids(report)).containsExactly(20);
        }
        assertThat(pids(reports(Map.of("timeout", 2L, "containers", true, "container-regex", "^x"))
                        .get(0)))
                .isEmpty();
    }
}

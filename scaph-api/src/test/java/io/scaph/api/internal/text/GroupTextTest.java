package io.scaph.api.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupTextTest {
    @Test
    void aContainerHasItsNameOrTheBeginningOfItsId() {
        Container container = Container.of("ab".repeat(32), "docker", null);

        assertThat(GroupText.title(container)).isEqualTo("abababababab (docker)");
        assertThat(GroupText.title(container.named("web", Map.of()))).isEqualTo("web (docker)");
        assertThat(GroupText.title(Container.of("short", null, null))).isEqualTo("short");
        assertThat(GroupText.title(Container.of("x", "containerd", "kubernetes")))
                .isEqualTo("x (kubernetes)");
    }

    @Test
    void otherGroupsHaveTheNameThatPeopleUse() {
        assertThat(GroupText.title(Job.of("123", "slurm"))).isEqualTo("123 (slurm)");
        assertThat(GroupText.title(Unit.of("nginx.service"))).isEqualTo("nginx.service");
        assertThat(GroupText.title(User.of(0, "root"))).isEqualTo("root");
        assertThat(GroupText.title(User.of(7, null))).isEqualTo("uid 7");
    }
}

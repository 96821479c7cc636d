package io.scaph.linux.description;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UserDatabaseIT {
    @Test
    void theSystemKnowsItsUsers() {
        assertThat(UserDatabase.name(0)).contains("root");
        assertThat(UserDatabase.name(4_000_000_000L)).isEmpty();
    }
}

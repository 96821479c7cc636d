package io.scaph.api.internal.workload;

import io.scaph.api.workload.User;
import java.util.Optional;

/** A user of the host. */
public record UserRecord(long uid, Optional<String> name) implements User {
    @Override
    public Object identity() {
        return uid;
    }
}

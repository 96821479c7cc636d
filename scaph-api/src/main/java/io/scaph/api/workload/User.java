package io.scaph.api.workload;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A user of the host. Immutable. */
@SuppressWarnings("exports") // users need not have jspecify
public sealed interface User extends Group {
    /**
     * Returns a user.
     *
     * @param uid the user id, from 0 to 2^32 - 1
     * @param name the name, or null if unknown
     * @return the user
     */
    static User of(long uid, @Nullable String name) {
        return new UserRecord(uid, Optional.ofNullable(name));
    }

    /**
     * Returns the user id.
     *
     * @return from 0 to 2^32 - 1
     */
    long uid();

    /**
     * Returns the name.
     *
     * @return the name; empty if unknown
     */
    Optional<String> name();
}

/** A user of the host. */
record UserRecord(long uid, Optional<String> name) implements User {
    @Override
    public Object identity() {
        return uid;
    }
}

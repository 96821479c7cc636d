package io.scaph.api.internal.ledger;

import io.scaph.api.snapshot.User;

/** What the workloads of one user have used, those that ended as well. */
final class UserTotal {
    User user;
    long energyMicrojoules;

    UserTotal(User user) {
        this.user = user;
    }
}

package io.scaph.api.internal.ledger;

/**
 * Divides an amount among shares in whole units so that the parts add up to the amount exactly: each part is the
 * difference of two neighbouring boundaries, and a boundary is {@code floor(amount * shares so far / all shares)}. No part
 * is off by more than one unit. One object divides many amounts, one after the other, so that a pass allocates nothing.
 */
public final class Apportionment {
    /** Up to here a quotient of doubles is right to within one, which {@link #boundary} relies on; 1.1 GJ in µJ. */
    static final long MAX = 1L << 50;

    /** Up to here the remainder in {@link #boundary}, which is below twice as much, has room in a long. */
    static final long MAX_SHARES = 1L << 62;

    private long amount;
    private long allShares;
    private long sharesSoFar;
    private long givenSoFar;

    /**
     * Begins a new division.
     *
     * @param amount what to divide, from 0 to {@link #MAX}
     * @param allShares the sum of all shares, above 0, up to {@link #MAX_SHARES}
     */
    public void begin(long amount, long allShares) {
        if (amount < 0 || amount > MAX || allShares <= 0 || allShares > MAX_SHARES) {
            throw new IllegalArgumentException("can't divide " + amount + " by " + allShares);
        }
        this.amount = amount;
        this.allShares = allShares;
        sharesSoFar = 0;
        givenSoFar = 0;
    }

    /**
     * The next part.
     *
     * @param share its share, not negative; together not above the sum of all shares
     * @return its part of the amount
     */
    public long next(long share) {
        sharesSoFar += share;
        long boundary = boundary(sharesSoFar);
        long part = boundary - givenSoFar;
        givenSoFar = boundary;
        return part;
    }

    /**
     * {@code floor(amount * shares / allShares)}, exactly and without 128-bit arithmetic: a double gives the quotient to
     * within one, and the remainder, which is small, comes out right even where the products overflow.
     */
    private long boundary(long shares) {
        long quotient = (long) ((double) amount * shares / allShares);
        long remainder = amount * shares - quotient * allShares;
        if (remainder < 0) {
            return quotient - 1;
        }
        return remainder >= allShares ? quotient + 1 : quotient;
    }
}

package org.jackfield.sync;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How fast a peer answers, and what follows from it: how much to ask at once, and how long to wait. The idea is that of
 * go-ethereum's p2p/msgrate: a request is as large as the peer delivers in a set time. Used by one thread at a time.
 */
final class PeerRate {

    /** Weight of the newest measurement. */
    private static final double IMPACT = 0.2;
    /** A little more is asked than was delivered, or the rate would never be found to be higher. */
    private static final double GROWTH = 1.1;
    /** What a request is to take, in seconds; twice its quickest answer if that is longer. */
    private static final double AIM = 0.5;

    private static final double FIRST_TIMEOUT = 6;
    private static final double LEAST_TIMEOUT = 2;
    private static final double MOST_TIMEOUT = 30;
    /** A time-out is so many usual answer times. */
    private static final double TIMEOUT_FACTOR = 4;

    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final double[] perSecond = new double[Kind.values().length];
    private final long[] lastAnswer = new long[Kind.values().length];
    private double quickest = Double.MAX_VALUE;
    private double usual;
    private double patience = 1;

    PeerRate(long now) {
        Arrays.fill(lastAnswer, now);
    }

    /** An answer has come. With two requests under way the second one's time begins with the answer to the first. */
    void answered(Kind kind, int items, long sentAt, long now) {
        double whole = Math.max(1e-6, (now - sentAt) / SECOND);
        double own = Math.max(1e-6, (now - Math.max(sentAt, lastAnswer[kind.ordinal()])) / SECOND);
        lastAnswer[kind.ordinal()] = now;
        double rate = items / own;
        double before = perSecond[kind.ordinal()];
        perSecond[kind.ordinal()] = before == 0 ? rate : before + IMPACT * (rate - before);
        usual = usual == 0 ? whole : usual + IMPACT * (whole - usual);
        quickest = Math.min(quickest, whole);
        patience = 1;
    }

    /** No answer has come in time. */
    void missed(Kind kind) {
        perSecond[kind.ordinal()] /= 2;
        patience = Math.min(patience * 2, MOST_TIMEOUT / LEAST_TIMEOUT);
    }

    /** Items a second of late; zero before the first answer. */
    double perSecond(Kind kind) {
        return perSecond[kind.ordinal()];
    }

    /** How many items to ask for. */
    int capacity(Kind kind) {
        double rate = perSecond[kind.ordinal()];
        if (rate == 0) {
            return kind.first;
        }
        double aim = quickest == Double.MAX_VALUE ? AIM : Math.max(AIM, 2 * quickest);
        return (int) Math.max(kind.least, Math.min(kind.most, 1 + GROWTH * rate * aim));
    }

    long timeoutNanos() {
        double base = usual == 0 ? FIRST_TIMEOUT : Math.max(LEAST_TIMEOUT, TIMEOUT_FACTOR * usual);
        return (long) (Math.min(MOST_TIMEOUT, base * patience) * SECOND);
    }

    /** The usual time of an answer; that of the first time-out before there is one. */
    long usualNanos() {
        return (long) ((usual == 0 ? FIRST_TIMEOUT : usual) * SECOND);
    }
}

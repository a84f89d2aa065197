package org.jackfield.envelopes;

/** Time that passes when it is told to. */
final class FakeTime implements Time {

    static final long START = 1_600_000_000;

    private long millis;

    @Override
    public long seconds() {
        return START + millis / 1000;
    }

    @Override
    public long millis() {
        return millis;
    }

    void pass(long more) {
        millis += more;
    }
}

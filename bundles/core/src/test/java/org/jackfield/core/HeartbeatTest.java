package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.jackfield.core.Heartbeat.Action;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private final Heartbeat heartbeat = new Heartbeat(Duration.ofSeconds(15), Duration.ofSeconds(30), -5);
    private final long step = heartbeat.step().toNanos();
    private long now = -5;

    @Test
    void pingsEveryFifteenSeconds() {
        int pings = 0;
        for (int i = 0; i < 16; i++) {
            pings += beat(true) == Action.PING ? 1 : 0;
        }
        assertEquals(Duration.ofSeconds(60).toNanos(), now + 5);
        assertEquals(4, pings);
    }

    @Test
    void gives30SecondsOfSilenceAndNoMore() {
        beat(true);
        for (int i = 0; i < 7; i++) {
            assertTrue(beat(false) != Action.TIMEOUT, "after " + (i + 1) + " steps");
        }
        assertEquals(Action.TIMEOUT, beat(false));
    }

    @Test
    void doesNotCountWhatWeDidNotRead() {
        for (int i = 0; i < 100; i++) {
            assertTrue(beat(true) != Action.TIMEOUT);
        }
        assertTrue(beat(false) != Action.TIMEOUT);
    }

    @Test
    void measuresTheRoundTripOfAPongThatWasAskedFor() {
        assertEquals(Optional.empty(), heartbeat.pong(now));
        while (beat(true) != Action.PING) {
            assertTrue(now < Duration.ofMinutes(1).toNanos());
        }
        assertEquals(Optional.of(Duration.ofNanos(42)), heartbeat.pong(now + 42));
        assertEquals(Optional.empty(), heartbeat.pong(now + 50));
    }

    private Action beat(boolean alive) {
        now += step;
        return heartbeat.beat(now, alive);
    }
}

package org.jackfield.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LimboTest {

    private final PooledTransaction first = Samples.pooled(1, 0, 1);
    private final PooledTransaction second = Samples.pooled(2, 0, 1);
    private final PooledTransaction third = Samples.pooled(3, 0, 1);

    @Test
    void forgetsTheEldestWhenItIsFull() {
        Limbo limbo = new Limbo(first.footprint() + second.footprint());
        limbo.keep(first);
        limbo.keep(second);
        limbo.keep(second);
        limbo.keep(third);
        assertTrue(limbo.take(first.hash()).isEmpty());
        assertTrue(limbo.take(second.hash()).isPresent());
        assertTrue(limbo.take(second.hash()).isEmpty());
        limbo.keep(first);
        assertTrue(limbo.take(third.hash()).isPresent(), "what was taken no longer counts");
    }

    @Test
    void givesThemBackAsIfTheyWereNew() {
        Limbo limbo = new Limbo(1 << 20);
        first.told = true;
        first.executable = true;
        limbo.keep(first);
        PooledTransaction back = limbo.take(first.hash()).orElseThrow();
        assertEquals(first.hash(), back.hash());
        assertFalse(back.told || back.executable);
    }

    @Test
    void holdsNothingThatIsTooLarge() {
        Limbo limbo = new Limbo(first.footprint() - 1);
        limbo.keep(first);
        assertTrue(limbo.take(first.hash()).isEmpty());
    }
}

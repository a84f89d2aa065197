package org.jackfield.bench.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequenceTest {

    @Test
    void tellsWhatIsWrongWithNumbers() {
        assertEquals(new Tally(4, 9, 0, 0, 0), tally(0, 1, 2, 3));
        assertEquals(new Tally(4, 9, 2, 0, 0), tally(0, 3));
        assertEquals(new Tally(3, 9, 0, 1, 0), tally(0, 2, 1));
        assertEquals(new Tally(2, 9, 0, 0, 2), tally(0, 1, 1, 0));
        assertEquals(new Tally(4, 9, 1, 1, 1), tally(0, 3, 2, 2));
        assertEquals(new Tally(1, 9, 0, 0, 1), tally(0, -1));
    }

    private static Tally tally(int... numbers) {
        Sequence sequence = new Sequence();
        IntStream.of(numbers).forEach(sequence::add);
        return sequence.tally(9);
    }
}

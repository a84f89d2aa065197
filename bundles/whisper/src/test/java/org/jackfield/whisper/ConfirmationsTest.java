package org.jackfield.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.Message;
import org.jackfield.crypto.Hash;
import org.junit.jupiter.api.Test;

class ConfirmationsTest {

    private static final Hash BATCH = Hash.ofContent(new byte[] {1});

    private final List<String> woken = new ArrayList<>();
    private final Confirmations confirmations = new Confirmations(List.of(Message.empty(12)), () -> woken.add("woken"));

    @Test
    void theSameIsNextUntilItIsSent() {
        assertEquals(12, next().code());
        assertEquals(0, next().size());
        confirmations.next().orElseThrow().sent().run();
        assertEquals(Optional.empty(), confirmations.next());
        confirmations.confirm(BATCH, List.of());
        assertEquals(List.of("woken"), woken);
        assertEquals(12, next().code());
        confirmations.next().orElseThrow().sent().run();
        assertEquals(11, next().code());
        assertEquals(1, confirmations.unsent().size());
    }

    @Test
    void whatWaitsIsBounded() {
        List<Verdict.Refusal> many =
                Collections.nCopies(Refused.MAX_TOLD, new Verdict.Refusal(BATCH, 22, "x".repeat(100)));
        for (int i = 0; i < 100; i++) {
            confirmations.confirm(BATCH, many);
        }
        int bytes = confirmations.unsent().stream().mapToInt(Message::size).sum();
        assertTrue(bytes > 0 && bytes <= Confirmations.MAX_WAITING_BYTES, bytes + " B");
        int waiting = confirmations.unsent().size();
        for (int i = 0; i < waiting; i++) {
            confirmations.next().orElseThrow().sent().run();
        }
        confirmations.confirm(BATCH, many);
        assertEquals(2, confirmations.unsent().size(), "there is room again");
    }

    private Message next() {
        return confirmations.next().orElseThrow().message();
    }
}

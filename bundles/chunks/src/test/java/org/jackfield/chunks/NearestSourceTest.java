package org.jackfield.chunks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearestSourceTest {

    private final Chunk chunk = Chunk.ofContent(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 42});
    private final List<CompletableFuture<Chunk>> asked = new ArrayList<>();

    @TempDir
    Path folder;

    private RocksChunkStore store;
    private NearestSource source;

    @BeforeEach
    void open() throws IOException {
        store = RocksChunkStore.open(folder, Address.ZERO, new Capacity(1_000, Long.MAX_VALUE));
        source = new NearestSource(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private CompletableFuture<Chunk> fetch(Address address) {
        CompletableFuture<Chunk> answer = new CompletableFuture<>();
        asked.add(answer);
        return answer;
    }

    @Test
    void takesWhatIsHereWithoutAskingAnybody() throws Exception {
        source.fetcher = this::fetch;
        store.put(PutMode.UPLOAD, chunk);

        assertEquals(chunk, source.get(chunk.address()).get());
        assertEquals(List.of(), asked);
    }

    @Test
    void asksTheNetworkAndKeepsWhatComes() throws Exception {
        source.fetcher = this::fetch;
        CompletableFuture<Chunk> wanted = source.get(chunk.address());

        asked.get(0).complete(chunk);

        assertEquals(chunk, wanted.get());
        assertTrue(store.has(chunk.address()));
    }

    @Test
    void failsWhereThereIsNoNetwork() {
        ExecutionException failure = assertThrows(
                ExecutionException.class, () -> source.get(chunk.address()).get());

        assertTrue(failure.getCause() instanceof IOException, failure.toString());
    }

    @Test
    void givesUpWhatNobodyWantsAnyMore() {
        source.fetcher = this::fetch;

        source.get(chunk.address()).cancel(false);

        assertTrue(asked.get(0).isCancelled());
    }
}

package org.jackfield.chunks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcParams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreModuleTest {

    @TempDir
    Path folder;

    private RocksChunkStore store;

    @BeforeEach
    void open() throws IOException {
        store = RocksChunkStore.open(folder, Address.parse("5a".repeat(32)), new Capacity(1000, Long.MAX_VALUE));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void saysOfEachChunkWhetherItIsHere() throws Exception {
        Chunk first = Samples.content(1, 10);
        Chunk second = Samples.content(2, 10);
        store.put(PutMode.SYNC, List.of(first, second));
        String absent = Samples.content(3, 10).address().hex();
        assertEquals(
                "101",
                call(
                        "has",
                        List.of(
                                first.address().hex(),
                                absent,
                                "0x" + second.address().hex())));
        assertEquals("", call("has", List.of()));
        assertThrows(RpcException.class, () -> call("has", List.of("abc")));
        assertThrows(RpcException.class, () -> call("has", "00"));
        assertThrows(RpcException.class, () -> call("has", (Object) null));
    }

    @Test
    void saysWhetherAnUploadIsWhereItBelongs() throws Exception {
        Tag tag = store.tags().create("holiday", 2, false);
        List<Chunk> chunks = List.of(Samples.content(1, 10), Samples.content(2, 10));
        store.put(PutMode.UPLOAD, chunks, tag.uid());
        store.synced(SyncMode.PUSH, List.of(chunks.get(0).address()));
        assertEquals(false, call("isPushSynced", "holiday"));
        store.synced(SyncMode.PUSH, List.of(chunks.get(1).address()));
        assertEquals(true, call("isPushSynced", "holiday"));
        assertEquals(false, call("isPushSynced", "another"));
    }

    @Test
    void countsWhatIsWhere() throws Exception {
        store.put(PutMode.UPLOAD, Samples.content(1, 10));
        store.put(PutMode.SYNC, Samples.content(2, 10));
        store.put(PutMode.REQUEST, Samples.content(3, 10));
        store.pin(Samples.content(3, 10).address());
        assertEquals(
                Map.of(
                        "retrievalDataIndex", 3L,
                        "retrievalAccessIndex", 2L,
                        "pushIndex", 1L,
                        "pullIndex", 2L,
                        "gcIndex", 1L,
                        "gcSize", 1L,
                        "gcExcludeIndex", 1L,
                        "pinIndex", 1L),
                call("storageIndices"));
    }

    private Object call(String method, Object... arguments) throws Exception {
        return new StoreModule(store).methods().get(method).call(new RpcParams(Arrays.asList(arguments)));
    }
}

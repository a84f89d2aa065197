package org.jackfield.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jackfield.api.Readiness;
import org.jackfield.api.fake.FakeNode;
import org.jackfield.chunks.PendingPush;
import org.jackfield.chunks.RealStore;
import org.jackfield.chunks.SyncMode;
import org.jackfield.chunks.Tag;
import org.jackfield.overlay.OpenTopology;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BzzInfoCommandTest {

    @TempDir
    Path folder;

    private final FakeNode node = new FakeNode();
    private final Prompt prompt = new Prompt();
    private RealStore store;

    @BeforeEach
    void open() throws IOException {
        store = RealStore.in(folder);
    }

    @AfterEach
    void close() {
        prompt.close();
        store.close();
    }

    private void add(Topology topology, Readiness... parts) {
        prompt.add("bzz", new BzzInfoCommand(topology, node, store.chunks(), store.tags(), List.of(parts)), "info");
    }

    @Test
    void tellsWhereTheNodeStandsAndWhatItStores() throws Exception {
        node.nodeInfo = Map.of("bzz", Map.of("network", 4L, "light", false));
        add(OpenTopology.at(Overlay.of(new byte[32])), part("rpc", "off"), part("bzz", "http://127.0.0.1:8500"));
        assertEquals("""
                overlay  0x0000000000000000000000000000000000000000000000000000000000000000
                network  4
                serves   yes, full
                depth    0
                peers    0 connected, 0 known
                store    0 chunks, 0 B; 0 of 1048576 that may go
                came in  nothing
                gateway  http://127.0.0.1:8500

                no uploads under way
                """, prompt.type("bzz:info"));
    }

    @Test
    void listsUploadsThatAreNotWhereTheyBelong() throws Exception {
        add(OpenTopology.unopened());
        upload("done", 1, false);
        List<PendingPush> pushed = store.chunks().unpushed(0, 9);
        store.chunks()
                .synced(SyncMode.PUSH, pushed.stream().map(PendingPush::address).toList());
        Tag photos = upload("photos", 2, false);
        upload("secret", 3, true);

        String shown = prompt.type("bzz:info");
        assertTrue(shown.contains("overlay  not there yet\n"), shown);
        assertTrue(shown.contains("network  -\n"), shown);
        assertTrue(shown.contains("gateway  no\n"), shown);
        assertTrue(shown.contains(Integer.toUnsignedString(photos.uid()) + "  photos  " + photos.started()), shown);
        assertTrue(!shown.contains("done") && !shown.contains("secret"), shown);
        JsonNode json = new ObjectMapper().readTree(prompt.type("bzz:info --json"));
        assertEquals(1, json.at("/uploads").size());
        assertEquals(1, json.at("/uploads/0/total").asInt());
        assertEquals(0, json.at("/uploads/0/synced").asInt());
        assertEquals(3, json.at("/store/chunks").asInt());
        assertEquals(17, json.at("/store/arrived").size());
    }

    private Tag upload(String name, int content, boolean anonymous) throws IOException {
        Tag tag = store.tags().create(name, 0, anonymous);
        store.contents().upload(new ByteArrayInputStream(new byte[] {(byte) content}), false, tag);
        return tag;
    }

    private static Readiness part(String name, String text) {
        return new Readiness() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String text() {
                return text;
            }
        };
    }
}

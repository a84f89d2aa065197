package org.jackfield.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.NodeId;
import org.jackfield.sync.ChainSync;
import org.jackfield.sync.RemoteChain;
import org.jackfield.sync.SyncSeat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SyncCommandTest {

    private static final NodeId PEER = NodeId.parse("ab".repeat(NodeId.BYTES));

    private ChainSync.SyncStatus status;
    private final Prompt prompt = new Prompt().add("eth", new SyncCommand(new Told()), "sync");

    private final class Told implements ChainSync {

        @Override
        public SyncSeat join(NodeId peer, int version, RemoteChain chain, Runnable wake) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SyncSeat rejoin(NodeId peer, int version, RemoteChain chain, Runnable wake) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void target(byte[] hash) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SyncStatus status() {
            return status;
        }
    }

    @AfterEach
    void close() {
        prompt.close();
    }

    @Test
    void showsHowFarItIsAndWhatPeersDo() throws Exception {
        status = new ChainSync.SyncStatus(
                true,
                0,
                25_000,
                100_000,
                Optional.of(75L),
                999.6,
                List.of(
                        new ChainSync.SyncPeer(PEER, 100_000, 12_000.2, 511.5, 0, 3),
                        new ChainSync.SyncPeer(PEER, -1, 0, 0, 0, 0)));
        assertEquals("""
                state   fetching
                head    block 25000
                target  block 100000 (25 % there)
                rate    1000 blocks/s
                left    1m 15s

                ID        HEAD    HEADERS/S  BODIES/S  RECEIPTS/S  IN FLIGHT
                abababab  100000      12000       512           0          3
                abababab  -               0         0           0          0
                """, prompt.type("eth:sync"));
        JsonNode json = new ObjectMapper().readTree(prompt.type("eth:sync --json"));
        assertEquals("fetching", json.at("/state").asText());
        assertEquals(0.25, json.at("/share").asDouble());
        assertEquals(75, json.at("/secondsLeft").asLong());
        assertEquals("ab".repeat(64), json.at("/peers/0/id").asText());
        assertEquals(3, json.at("/peers/0/requests").asInt());
    }

    @Test
    void saysSoWhenThereIsNothingToDo() throws Exception {
        status = new ChainSync.SyncStatus(false, 0, 0, 0, Optional.empty(), 0, List.of());
        assertEquals("""
                state   alone
                head    block 0
                target  block 0 (100 % there)
                rate    0 blocks/s
                left    -

                no peers
                """, prompt.type("eth:sync"));
    }
}

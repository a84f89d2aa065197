package org.jackfield.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.NodeId;
import org.jackfield.chain.Branch;
import org.junit.jupiter.api.Test;

/** Peers that answer rightly for a while, and then with anything at all: they may be told to go, and nothing else happens. */
class HostileAnswersTest {

    private static final int CASES = 10_000;
    private static final Branch BRANCH = Branch.genesis(true).grow(8, 1);

    private final Simulation simulation = new Simulation(Branch.genesis(true));
    private final SimulatedPeer honest = new SimulatedPeer(simulation, 1, 70, Manner.HONEST, BRANCH);
    private final Random random = new Random(20_260_711);
    private int gone;

    @Test
    void neverDoMoreThanEndTheirPeer() throws DisconnectException {
        for (int i = 0; i < CASES; i++) {
            attack(i);
        }
        assertTrue(gone > CASES / 4, gone + " of " + CASES + " were told to go");
        assertEquals(0, simulation.chain.head().number());
        assertEquals(List.of(), simulation.room.status().peers());

        simulation.joined(Manner.HONEST, BRANCH);
        assertTrue(
                simulation.reaches(BRANCH, 60), () -> simulation.room.status().toString());
        assertTrue(simulation.mostHeld < 1 << 20);
    }

    private void attack(int number) throws DisconnectException {
        byte[] key = new byte[NodeId.BYTES];
        key[0] = 9;
        key[1] = (byte) (number >> 8);
        key[2] = (byte) number;
        SyncSeat seat = simulation.room.join(NodeId.of(key), 70, honest.chain(), () -> {});
        for (int left = random.nextInt(5); left > 0; left--) {
            Optional<BlockRequest> request = seat.next();
            if (request.isPresent()) {
                seat.sent(request.get());
                answer(seat, request.get());
            }
        }
        try {
            attack(seat);
        } catch (DisconnectException e) {
            gone++;
        }
        seat.leave();
    }

    private void answer(SyncSeat seat, BlockRequest request) throws DisconnectException {
        List<byte[]> items = new ArrayList<>();
        boolean incomplete = items(request, items);
        give(seat, request, request.id(), items, incomplete);
    }

    private boolean items(BlockRequest request, List<byte[]> items) {
        if (request instanceof BlockRequest.Headers) {
            items.addAll(honest.headers((BlockRequest.Headers) request));
        } else if (request instanceof BlockRequest.Bodies) {
            items.addAll(honest.bodies((BlockRequest.Bodies) request));
        } else {
            return honest.receipts((BlockRequest.Receipts) request, items);
        }
        return false;
    }

    private static void give(SyncSeat seat, BlockRequest as, long id, List<byte[]> items, boolean incomplete)
            throws DisconnectException {
        if (as instanceof BlockRequest.Headers) {
            seat.headers(id, items);
        } else if (as instanceof BlockRequest.Bodies) {
            seat.bodies(id, items);
        } else {
            seat.receipts(id, items, true, incomplete);
        }
    }

    private void attack(SyncSeat seat) throws DisconnectException {
        Optional<BlockRequest> next = seat.next();
        if (next.isEmpty()) {
            seat.announced(bytes(32), random.nextLong() & Long.MAX_VALUE);
            return;
        }
        BlockRequest request = next.get();
        if (random.nextInt(8) > 0) {
            seat.sent(request);
        }
        List<byte[]> items = new ArrayList<>();
        boolean incomplete = items(request, items) ^ random.nextInt(6) == 0;
        disfigure(items);
        long id = random.nextInt(10) == 0 ? random.nextLong() : request.id();
        BlockRequest as = random.nextInt(10) == 0 ? new BlockRequest.Bodies(id, List.of()) : request;
        give(seat, as, id, items, incomplete);
        give(seat, as, id, items, incomplete);
    }

    private void disfigure(List<byte[]> items) {
        int at = items.isEmpty() ? 0 : random.nextInt(items.size());
        switch (items.isEmpty() ? 6 : random.nextInt(9)) {
            case 0 -> items.set(at, flipped(items.get(at)));
            case 1 -> items.set(at, bytes(random.nextInt(64)));
            case 2 -> items.set(at, Arrays.copyOf(items.get(at), random.nextInt(items.get(at).length)));
            case 3 -> items.remove(at);
            case 4 -> items.add(at, items.get(random.nextInt(items.size())));
            case 5 -> Collections.shuffle(items, random);
            case 6 -> items.add(new byte[] {(byte) 0xc0});
            case 7 -> items.clear();
            default -> items.set(at, nested());
        }
    }

    private byte[] flipped(byte[] item) {
        byte[] copy = item.clone();
        copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        return copy;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Lists in lists in lists. */
    private static byte[] nested() {
        byte[] deep = {(byte) 0xc0};
        for (int i = 0; i < 40; i++) {
            byte[] deeper = new byte[deep.length + 1];
            deeper[0] = (byte) (0xc0 + deep.length);
            System.arraycopy(deep, 0, deeper, 1, deep.length);
            deep = deeper;
        }
        return deep;
    }
}

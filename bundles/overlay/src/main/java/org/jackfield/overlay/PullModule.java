package org.jackfield.overlay;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.chunks.Address;

/**
 * {@code bzz_isPullSyncing}: whether chunks still come from peers by themselves, that is, have within 15 s; {@code bzz_peerStreams}: how
 * far our bins and theirs reach and what has come out of them, as JSON within a string (ethersphere swarm v0.5.8, api/inspector.go,
 * network/stream/stream.go).
 */
final class PullModule implements RpcModule {

    private static final Duration LATELY = Duration.ofSeconds(15);

    /** The stream whose keys are bins, in digits up to {@code g}. */
    private static final String STREAM = "SYNC";

    private static final int RADIX = 36;
    private static final int SHORT_DIGITS = 16;

    private final SyncRoom room;
    private final Topology topology;

    PullModule(SyncRoom room, Topology topology) {
        this.room = room;
        this.topology = topology;
    }

    @Override
    public String namespace() {
        return "bzz";
    }

    @Override
    public Map<String, RpcMethod> methods() {
        return Map.of(
                "isPullSyncing", params -> room.hasKeptWithin(LATELY),
                "peerStreams", params -> json(streams()));
    }

    private Map<String, Object> streams() {
        Map<String, Object> streams = new LinkedHashMap<>();
        streams.put(
                "base",
                topology.table()
                        .map(table -> digits(table.owner()).substring(0, SHORT_DIGITS))
                        .orElse(""));
        streams.put("kademlia", topology.table().map(HiveDrawing::of).orElse(""));
        streams.put("peers", peers());
        streams.put("cursors", Map.of(STREAM, keyed(ours())));
        streams.put("intervals", intervals());
        return streams;
    }

    private List<Object> peers() {
        List<Object> peers = new ArrayList<>();
        room.reaches().forEach((peer, reaches) -> {
            Map<Integer, Long> sorted = new TreeMap<>(reaches);
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("peer", digits(peer).substring(0, SHORT_DIGITS));
            told.put("cursors", keyed(sorted));
            peers.add(told);
        });
        return peers;
    }

    /** None while there is no store. */
    private Map<Integer, Long> ours() {
        try {
            return room.store.use(store -> IntStream.rangeClosed(0, Address.MAX_BIN)
                    .boxed()
                    .collect(Collectors.toMap(bin -> bin, store::lastId, (a, b) -> a, TreeMap::new)));
        } catch (IOException nothingThere) {
            return Map.of();
        }
    }

    private Map<String, Object> intervals() {
        Map<String, Object> all = new TreeMap<>();
        room.book
                .all()
                .forEach((peer, bins) -> bins.forEach((bin, intervals) -> all.put(
                        digits(peer) + '|' + STREAM + '|' + key(bin),
                        intervals.ranges().stream()
                                .map(range -> "[" + range.from() + ' ' + range.to() + ']')
                                .collect(Collectors.joining(" ", "[", "]")))));
        return all;
    }

    private static Map<String, Object> keyed(Map<Integer, Long> byBin) {
        Map<String, Object> keyed = new LinkedHashMap<>();
        byBin.forEach((bin, id) -> keyed.put(key(bin), id));
        return keyed;
    }

    private static String key(int bin) {
        return Integer.toString(bin, RADIX);
    }

    private static String digits(Overlay node) {
        return node.toString().substring("0x".length());
    }

    /** Of maps, lists, numbers, and text that has no quotes in it. */
    private static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> json(entry.getKey()) + ':' + json(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(PullModule::json).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof String text ? '"' + text.replace("\n", "\\n") + '"' : value.toString();
    }
}

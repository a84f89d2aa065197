package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jackfield.api.Capability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // local with counts                            | remote                     | shared with first id
                "eth/63:17                                      | eth/63                     | eth/63@16",
                "eth/63:17                                      | eth/62                     | ''",
                "''                                             | eth/63                     | ''",
                "eth/63:17                                      | ''                         | ''",
                // go-ethereum 1.8.27 with shh and, seen live, bzz
                "eth/62:8 eth/63:17 shh/6:128                   | eth/62 eth/63 shh/6        | eth/63@16 shh/6@33",
                "eth/62:8 eth/63:17 shh/6:128                   | eth/62 shh/6               | eth/62@16 shh/6@24",
                "bzz/8:1 eth/62:8 eth/63:17 shh/6:128           | shh/6 eth/63 bzz/8         | bzz/8@16 eth/63@17 shh/6@34",
                // Swarm 0.5.8
                "bzz/14:1 bzz-retrieve/2:2 bzz-stream/8:6 bzzeth/1:4 hive/11:2 pss/2:1 "
                        + "| pss/2 hive/11 bzzeth/1 bzz-stream/8 bzz-retrieve/2 bzz/14 "
                        + "| bzz/14@16 bzz-retrieve/2@17 bzz-stream/8@19 bzzeth/1@25 hive/11@29 pss/2@31",
                // the highest shared version, whatever the order and the gaps
                "eth/66:17 eth/67:17 eth/68:17                  | eth/68 eth/66 eth/67       | eth/68@16",
                "eth/66:17 eth/68:13 snap/1:8                   | eth/66 eth/67 snap/1       | eth/66@16 snap/1@33",
                "eth/9:5 eth/10:7 zzz/1:1                       | eth/10 eth/9 zzz/1         | eth/10@16 zzz/1@23",
                // duplicates are harmless
                "aaa/1:3 bbb/1:4                                | bbb/1 aaa/1 bbb/1 aaa/1    | aaa/1@16 bbb/1@19",
                // names are case-sensitive and sorted by bytes
                "Eth/1:2 eth/1:3                                | eth/1 Eth/1                | Eth/1@16 eth/1@18",
                "eth/1:3                                        | ETH/1                      | ''",
                "a/1:1 a-b/1:1 ab/1:1 B/1:1 1/1:1               | a/1 ab/1 a-b/1 B/1 1/1     | 1/1@16 B/1@17 a/1@18 a-b/1@19 ab/1@20",
                // ids beyond one byte
                "shh/6:128 waku/1:128 zzz/3:1                   | shh/6 waku/1 zzz/3         | shh/6@16 waku/1@144 zzz/3@272",
            })
    void givesBothSidesTheSameIds(String local, String remote, String shared) {
        String result = Negotiation.negotiate(counts(local), capabilities(remote)).stream()
                .map(range -> range.capability() + "@" + range.first())
                .collect(Collectors.joining(" "));

        assertEquals(shared, result);
    }

    @Test
    void copesWithHostileLists() {
        List<Capability> remote = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            remote.add(new Capability("c" + i % 5000, i));
        }
        remote.add(new Capability("eth", Integer.MAX_VALUE));
        remote.add(new Capability("eth", 68));

        List<CodeRange> ranges = Negotiation.negotiate(Map.of(new Capability("eth", 68), 17), remote);

        assertEquals(List.of(new CodeRange(new Capability("eth", 68), 16, 17)), ranges);
    }

    @Test
    void agreesWithTheOtherSideForAnySets() {
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            Map<Capability, Integer> all = new HashMap<>();
            for (int c = 0; c < 12; c++) {
                all.put(new Capability("p" + random.nextInt(5), random.nextInt(4)), 1 + random.nextInt(200));
            }
            Map<Capability, Integer> left = some(all, random);
            Map<Capability, Integer> right = some(all, random);

            List<CodeRange> ours = Negotiation.negotiate(left, shuffled(right, random));

            assertEquals(ours, Negotiation.negotiate(right, shuffled(left, random)));
            int next = BaseMessages.CODES;
            for (CodeRange range : ours) {
                assertEquals(next, range.first());
                next = range.end();
                assertTrue(left.containsKey(range.capability()) && right.containsKey(range.capability()));
            }
        }
    }

    private static Map<Capability, Integer> some(Map<Capability, Integer> all, Random random) {
        return all.entrySet().stream()
                .filter(entry -> random.nextBoolean())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<Capability> shuffled(Map<Capability, Integer> set, Random random) {
        List<Capability> list = new ArrayList<>(set.keySet());
        Collections.shuffle(list, random);
        return list;
    }

    private static Map<Capability, Integer> counts(String text) {
        return words(text).stream()
                .map(word -> word.split(":"))
                .collect(Collectors.toMap(pair -> Capability.parse(pair[0]), pair -> Integer.parseInt(pair[1])));
    }

    private static List<Capability> capabilities(String text) {
        return words(text).stream().map(Capability::parse).toList();
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" +")).filter(word -> !word.isEmpty()).toList();
    }
}

package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jackfield.chunks.Address;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Our node and the original tell each other of a third one. Who does not dial by himself can only be found. The third one is in
 * the half of the one who is to hear of it: the earlier release tells of nobody who is farther from the hearer than itself.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SwarmHiveTest {

    private static final int ROWS = 16;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void weDialWhomTheOriginalTellsUsOfAndDrawTheTableAsItDoes(SwarmOriginal release) throws Exception {
        try (ForeignBee known = ForeignBee.alone(release, Half.UPPER, 0);
                ForeignBee third = ForeignBee.alone(release, Half.LOWER, 1);
                OurBee ours = OurBee.at(folder, Half.LOWER.key())) {
            third.meet(known);
            ours.meet(known);

            ours.awaitHandshake(third);
            third.awaitHandshake(ours);
            for (JsonNode table : tables(release, known, ours, third)) {
                assertEquals(expected(table.path("self").asText(), known, ours, third), read(table), table::toString);
            }
        }
    }

    /** The earlier release draws none. */
    private static List<JsonNode> tables(SwarmOriginal release, ForeignBee known, OurBee ours, ForeignBee third)
            throws Exception {
        return release == SwarmOriginal.GETH18
                ? List.of(ours.table())
                : List.of(known.table(), ours.table(), third.table());
    }

    /** The table of one of so few that all are neighbours, and connected. */
    private static Map<String, Object> expected(String self, Bee... all) {
        List<Set<String>> rows = Stream.generate(() -> (Set<String>) new TreeSet<String>())
                .limit(ROWS)
                .toList();
        Stream.of(all)
                .map(Bee::overlay)
                .filter(each -> !each.equals(self))
                .forEach(each -> rows.get(Address.parse(self).proximity(Address.parse(each)))
                        .add(each));
        int others = all.length - 1;
        return Map.of(
                "self",
                self,
                "depth",
                "0",
                "total_connections",
                "" + others,
                "total_known",
                "" + others,
                "connections",
                rows,
                "known",
                rows);
    }

    /** Rows without their order; an empty one is null at the original. */
    private static Map<String, Object> read(JsonNode table) {
        Map<String, Object> members = new HashMap<>();
        table.properties()
                .forEach(member -> members.put(
                        member.getKey(),
                        member.getValue().isArray()
                                ? rows(member.getValue())
                                : member.getValue().asText()));
        return members;
    }

    private static List<Set<String>> rows(JsonNode array) {
        List<Set<String>> rows = new ArrayList<>();
        for (JsonNode row : array) {
            Set<String> nodes = new TreeSet<>();
            row.forEach(node -> nodes.add(node.asText()));
            rows.add(nodes);
        }
        return rows;
    }

    @ParameterizedTest
    @EnumSource
    void theOriginalDialsWhomWeTellItOf(SwarmOriginal release) throws Exception {
        try (ForeignBee original = ForeignBee.of(release, "--sync=false", "--account", Half.UPPER.keyDigits(0));
                ForeignBee third = ForeignBee.alone(release, Half.UPPER, 1);
                OurBee ours = OurBee.quiet(folder, Half.LOWER.key())) {
            third.meet(ours);
            original.meet(ours);

            original.awaitHandshake(third);
            third.awaitHandshake(original);
        }
    }
}

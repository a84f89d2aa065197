package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * go-ethereum's own conformance tests of eth against our node, on the chain that they were made for. {@code
 * -Djackfield.ethtest=REGEX} runs some of them only. Nothing runs beside it, as the tool gives a node 100 ms to disconnect
 * whoever sends false blobs or cells.
 */
@Tag("alone")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ConformanceTest {

    private static final String PATTERN = System.getProperty("jackfield.ethtest", "");

    /** Tests that are content with a node that has not the version they test: names, and the version each needs. */
    private static final Map<String, Integer> VERSIONS = Map.of(
            "GetLargeReceipts", 70,
            "BlobTxAvailabilityFailure", 72,
            "GetCells", 72,
            "BlobTxWithInvalidCells", 72);

    @TempDir
    static Path folder;

    private static SharedChain chain;
    private static NodeUnderTest node;

    @BeforeAll
    static void start() throws Exception {
        chain = SharedChain.require();
        ConformanceTool.require();
        node = NodeUnderTest.start(chain, folder);
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void aPingIsAnsweredWithOurHello() throws Exception {
        String hello = ConformanceTool.ping(node.enode());

        assertTrue(hello.contains("Version:5 Name:Jackfield/"), hello);
        assertTrue(hello.contains("eth/72"), hello);
    }

    @TestFactory
    Stream<DynamicTest> ethTests() throws Exception {
        int version = highestEthVersion();
        TapReport report = ConformanceTool.ethTest(node, chain.folder(), PATTERN);
        return Stream.concat(
                Stream.of(dynamicTest("all of them were run", () -> assertComplete(report))),
                report.outcomes().stream().map(outcome -> dynamicTest(outcome.name(), () -> judge(outcome, version))));
    }

    private static int highestEthVersion() throws Exception {
        return Pattern.compile("eth/(\\d+)")
                .matcher(ConformanceTool.ping(node.enode()))
                .results()
                .map(MatchResult::group)
                .mapToInt(capability -> Integer.parseInt(capability.substring("eth/".length())))
                .max()
                .orElseThrow();
    }

    private static void assertComplete(TapReport report) {
        assertEquals(report.planned(), report.outcomes().size());
        if (PATTERN.isEmpty()) {
            Set<String> names =
                    report.outcomes().stream().map(TapReport.Outcome::name).collect(Collectors.toSet());
            assertTrue(names.containsAll(VERSIONS.keySet()), "gone from the tool: " + names);
        }
    }

    private static void judge(TapReport.Outcome outcome, int version) {
        assertTrue(outcome.ok(), () -> outcome.name() + ":\n" + outcome.log());
        int needed = VERSIONS.getOrDefault(outcome.name(), 0);
        assertTrue(version >= needed, () -> outcome.name() + " is nothing without eth/" + needed);
    }
}

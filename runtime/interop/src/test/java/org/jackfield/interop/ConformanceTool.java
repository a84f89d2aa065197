package org.jackfield.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** go-ethereum's {@code cmd/devp2p}, of the release that go.mod names, installed when it is first needed. */
final class ConformanceTool {

    private static final String MODULE = "github.com/ethereum/go-ethereum";

    /** All tests take a minute; on some failures it waits for ever. */
    private static final Duration DEADLINE = Duration.ofMinutes(4);

    private static final Prerequisite PROGRAM = new Prerequisite(ConformanceTool::install);

    private ConformanceTool() {}

    /** Skips the calling test where the program cannot be had. */
    static void require() throws IOException, InterruptedException {
        PROGRAM.require();
    }

    private static Optional<String> install() throws IOException, InterruptedException {
        Optional<String> missing = Go.missing();
        if (missing.isPresent()) {
            return missing;
        }
        Files.createDirectories(Go.TARGET);
        String release = Go.run("list", "-m", "-f", "{{.Version}}", MODULE).strip();
        Go.run("install", "-buildvcs=false", MODULE + "/cmd/devp2p@" + release);
        return Optional.empty();
    }

    /**
     * Shakes hands and reads the node's Hello.
     *
     * @return the Hello as Go prints it
     * @throws IOException if the node says something else
     */
    static String ping(String enode) throws IOException, InterruptedException {
        return Tool.run(Path.of("."), Map.of(), command("ping", enode));
    }

    /**
     * Runs its tests of eth one after the other, in one process: a later test counts on the nonces of the earlier ones.
     * After the first that hangs there are no more results.
     *
     * @param pattern regular expression over the names of the tests; empty: all
     * @throws IOException if it could not begin
     */
    static TapReport ethTest(NodeUnderTest node, Path chain, String pattern) throws IOException, InterruptedException {
        List<String> command = command("eth-test", "--tap", "--chain", chain.toString(), "--node", node.enode());
        command.addAll(List.of("--engineapi", node.engine(), "--jwtsecret", node.secret()));
        if (!pattern.isEmpty()) {
            command.addAll(List.of("--run", pattern));
        }
        return TapReport.parse(
                Tool.attempt(Path.of("."), Map.of(), command, DEADLINE).output());
    }

    private static List<String> command(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Go.TARGET.resolve("devp2p").toString(), "rlpx"));
        command.addAll(List.of(arguments));
        return command;
    }
}

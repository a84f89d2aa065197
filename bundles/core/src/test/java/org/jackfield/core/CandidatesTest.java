package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jackfield.api.Capability;
import org.jackfield.api.Enode;
import org.jackfield.api.release.Renegotiation.Progress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which links are brought over. */
class CandidatesTest {

    @ParameterizedTest(name = "{5}")
    @CsvSource(
            delimiter = '|',
            value = {
                // carried | our offer             | their Hello         | pinned | plan    | why
                "eth/69:17 | eth/69:17 eth/70:18   | eth/69 eth/70       | true   | to do   | both have the new version",
                "eth/69:17 | eth/69:17 eth/70:18   | eth/69 eth/70       | false  | inbound | only its peer can make it",
                "eth/69:17 | eth/69:17 eth/70:18   | eth/69              | true   | kept    | it offers nothing new",
                "eth/69:17 | eth/69:17 eth/70:18   | eth/69              | false  | kept    | it offers nothing new, not pinned",
                "eth/70:18 | eth/69:17 eth/70:18   | eth/69 eth/70       | true   | kept    | it carries the new version already",
                "eth/70:18 | eth/69:17 shh/6:128   | eth/69 eth/70       | true   | to do   | the new version went away again",
                "eth/69:17 | eth/69:18             | eth/69              | true   | to do   | the codes are counted otherwise",
                "eth/69:17 | eth/69:17 bzz/14:1    | eth/69 bzz/14       | true   | kept    | only another protocol would come",
                "''        | eth/69:17 shh/6:128   | eth/69 shh/6        | true   | to do   | it carries none yet, or no more",
                "eth/69:17 | shh/6:128             | eth/69 shh/6        | true   | to do   | the protocol is gone",
                "eth/69:17 | shh/6:128             | eth/69              | true   | kept    | nothing would be left in common",
                "eth/69:17 | Eth/70:17 eth/69:17   | eth/69 Eth/70       | true   | kept    | names are case-sensitive",
            })
    void areLinksThatWouldCarryAnotherVersion(
            String carried, String offer, String theirs, boolean pinned, String plan, String why) {
        Enode enode = new Enode(TestNode.id(1), "127.0.0.1", 1, 1);
        LinkView view = LinkView.of(
                "eth",
                new Object(),
                versions(carried).findFirst(),
                versions(offer).collect(Collectors.toMap(CarriedVersion::capability, CarriedVersion::messageCount)),
                words(theirs).map(Capability::parse).toList());
        Dialable dialable = new Dialable(enode, true, Duration.ofHours(1), 0);
        Sight sight = new Sight(0, Map.of(enode.id(), view), pinned ? Map.of(enode.id(), dialable) : Map.of());

        Progress progress = new Changeover("eth", new WaveSize(1, 0), sight).progress();

        assertEquals(plan, plan(progress), why);
    }

    private static String plan(Progress progress) {
        List<String> plan = new ArrayList<>();
        if (progress.toDo() == 1) {
            plan.add("to do");
        }
        if (progress.inbound() == 1) {
            plan.add("inbound");
        }
        return plan.isEmpty() ? "kept" : String.join(", ", plan);
    }

    private static Stream<CarriedVersion> versions(String text) {
        return words(text)
                .map(word -> word.split(":"))
                .map(pair -> new CarriedVersion(Capability.parse(pair[0]), Integer.parseInt(pair[1])));
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(Optional.of(text).filter(some -> !some.isBlank()).stream()
                .flatMap(some -> Stream.of(some.split(" +")))
                .toArray(String[]::new));
    }
}

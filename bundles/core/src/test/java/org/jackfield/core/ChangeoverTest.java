package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jackfield.api.Capability;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;
import org.jackfield.api.release.Renegotiation.Progress;
import org.jackfield.api.release.Renegotiation.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The waves alone, with links and time that are only told. */
class ChangeoverTest {

    private static final CarriedVersion OLD = new CarriedVersion(Capability.parse("eth/69"), 17);
    private static final CarriedVersion NEW = new CarriedVersion(Capability.parse("eth/70"), 18);

    private final Map<NodeId, LinkView> links = new TreeMap<>();
    private final Map<NodeId, Dialable> dialable = new TreeMap<>();
    private Duration now = Duration.ZERO;
    private Changeover changeover;

    @ParameterizedTest
    @CsvSource({
        // peers, share, floor
        "4, 0.75, 3",
        "5, 0.75, 4",
        "1, 0.75, 1",
        "100, 0.55, 55",
        "10, 0.7, 7",
        "50, 0, 0",
        "50, 1, 50",
        "0, 0.75, 0"
    })
    void keepsNeverLessThanTheShare(int peers, double share, int floor) {
        assertEquals(floor, new WaveSize(1, share).floor(peers));
    }

    @Test
    void closesTheNextWaveWhenThePreviousOneIsBack() {
        peers(6);
        begin(2, 0.5);
        assertEquals(List.of(1, 2), step());
        end(1, 2);
        assertEquals(List.of(), step());
        back(1);
        step();
        settle();
        assertEquals(List.of(), step());
        assertEquals("RUNNING 4 to do, 1 away, 1 done, 0 unchanged, 0 lost", text());

        back(2);
        assertEquals(List.of(), step());
        settle();
        assertEquals(List.of(3, 4), step());
        end(3, 4);
        back(3, 4);
        step();
        settle();
        assertEquals(List.of(5, 6), step());
        end(5, 6);
        back(5, 6);
        step();
        settle();
        step();
        assertEquals("FINISHED 0 to do, 0 away, 6 done, 0 unchanged, 0 lost", text());
        assertEquals(List.of(), step());
    }

    @Test
    void isAsSmallAsTheFloorAllows() {
        peers(4);
        begin(3, 0.75);

        assertEquals(List.of(1), step());
    }

    @Test
    void waitsWhilePeersAreMissingForOtherReasons() {
        peers(8);
        stranger(9);
        stranger(10);
        begin(4, 0.8);
        links.remove(TestNode.id(9));
        links.remove(TestNode.id(10));
        assertEquals(List.of(), step());

        stranger(11);
        assertEquals(List.of(1), step());
    }

    @Test
    void countsAPeerThatLeavesByItselfAsAway() {
        peers(3);
        begin(1, 0);
        assertEquals(List.of(1), step());
        end(1, 2);
        back(1);
        step();
        settle();
        assertEquals(List.of(), step(), "2 is missing");
        back(2);
        step();
        settle();

        assertEquals(List.of(3), step());
        assertEquals("RUNNING 0 to do, 1 away, 2 done, 0 unchanged, 0 lost", text());
    }

    @Test
    void doesNotCountALinkThatIsLostAgainAtOnce() {
        peers(2);
        begin(1, 0);
        step();
        end(1);
        back(1);
        step();
        now = now.plus(MovingNode.SETTLED).minusNanos(1);
        step();
        end(1);
        step();
        now = now.plusSeconds(60);
        assertEquals(List.of(), step());
        assertEquals("RUNNING 1 to do, 1 away, 0 done, 0 unchanged, 0 lost", text());
    }

    @Test
    void leavesAYoungLinkToARemoteNodeUntilTheNodeWouldLetUsInAgain() {
        peers(2);
        dialable.put(TestNode.id(1), new Dialable(enode(1), false, Redial.REMOTE_THROTTLE.minusNanos(1), 0));
        begin(2, 0);
        assertEquals(List.of(2), step(), "the one that is ready");
        end(2);
        back(2);
        step();
        settle();
        assertEquals(List.of(), step());

        dialable.put(TestNode.id(1), new Dialable(enode(1), false, Redial.REMOTE_THROTTLE, 0));
        assertEquals(List.of(1), step());
    }

    @Test
    void givesANodeUpAfterSeveralDialsAndRestsBeforeItGoesOn() {
        peers(4);
        begin(1, 0.5);
        step();
        end(1);
        failures(1, MovingNode.DIALS);
        assertEquals(List.of(), step());
        assertEquals("RUNNING 3 to do, 1 away, 0 done, 0 unchanged, 0 lost", text());

        failures(1, MovingNode.DIALS + 1);
        assertEquals(List.of(), step());
        assertEquals("RUNNING 3 to do, 0 away, 0 done, 0 unchanged, 1 lost", text());
        now = now.plus(Redial.REMOTE_THROTTLE).minusNanos(1);
        assertEquals(List.of(), step());
        now = now.plusNanos(1);
        assertEquals(List.of(2), step());
    }

    @Test
    void doesNotGoBelowTheFloorAfterLosses() {
        peers(4);
        begin(1, 0.75);
        step();
        end(1);
        failures(1, MovingNode.DIALS + 1);
        step();
        now = now.plusSeconds(3600);
        assertEquals(List.of(), step());

        back(1);
        step();
        settle();
        assertEquals(List.of(2), step(), "the lost one is back");
        assertEquals("RUNNING 2 to do, 1 away, 1 done, 0 unchanged, 0 lost", text());
    }

    @Test
    void endsWithoutThoseThatAreLost() {
        peers(1);
        begin(1, 0);
        step();
        end(1);
        failures(1, MovingNode.DIALS + 1);
        step();

        assertEquals("FINISHED 0 to do, 0 away, 0 done, 0 unchanged, 1 lost", text());
    }

    @Test
    void tellsAPeerThatOffersSomethingElseByNow() {
        peers(1);
        begin(1, 0);
        step();
        end(1);
        links.put(TestNode.id(1), new LinkView(new Object(), Optional.of(OLD), Optional.of(OLD), true));
        step();
        settle();
        step();

        assertEquals("FINISHED 0 to do, 0 away, 0 done, 1 unchanged, 0 lost", text());
    }

    @Test
    void takesAHigherVersionThanTheOneWantedForDone() {
        CarriedVersion higher = new CarriedVersion(Capability.parse("eth/71"), 18);
        peers(1);
        begin(1, 0);
        step();
        end(1);
        links.put(TestNode.id(1), new LinkView(new Object(), Optional.of(higher), Optional.of(higher), true));
        step();
        settle();
        step();

        assertEquals("FINISHED 0 to do, 0 away, 1 done, 0 unchanged, 0 lost", text());
    }

    @Test
    void closesALinkAgainThatWasMadeJustBeforeTheVersionCame() {
        peers(1);
        begin(1, 0);
        step();
        end(1);
        links.put(TestNode.id(1), new LinkView(new Object(), Optional.of(OLD), Optional.of(NEW), true));
        step();
        settle();

        assertEquals(List.of(1), step());
    }

    @Test
    void leavesALinkAloneThatWouldNotChangeAnyMore() {
        peers(2);
        begin(1, 0);
        step();
        links.put(
                TestNode.id(2),
                new LinkView(links.get(TestNode.id(2)).link(), Optional.of(OLD), Optional.of(OLD), true));
        end(1);
        back(1);
        step();
        settle();
        step();

        assertEquals("FINISHED 0 to do, 0 away, 1 done, 0 unchanged, 0 lost", text());
    }

    @Test
    void forgetsANodeThatIsNotOursToDialAnyMore() {
        peers(2);
        begin(1, 0);
        step();
        end(1);
        dialable.clear();
        step();

        assertEquals("FINISHED 0 to do, 0 away, 0 done, 0 unchanged, 0 lost", text());
    }

    @Test
    void stopsAtOnceWhenNobodyIsAway() {
        peers(3);
        begin(1, 0);
        changeover.stop();

        assertEquals("STOPPED 3 to do, 0 away, 0 done, 0 unchanged, 0 lost", text());
        assertEquals(List.of(), step());
    }

    @Test
    void bringsBackWhoIsAwayBeforeItStops() {
        peers(3);
        begin(1, 0);
        step();
        changeover.stop();
        end(1);
        assertEquals(List.of(), step());
        assertEquals("STOPPING 2 to do, 1 away, 0 done, 0 unchanged, 0 lost", text());
        assertEquals(1, changeover.unfinished().nodes().size());
        back(1);
        step();
        settle();
        assertEquals(List.of(), step());

        assertEquals("STOPPED 2 to do, 0 away, 1 done, 0 unchanged, 0 lost", text());
    }

    @Test
    void goesOnAfterARestart() {
        peers(4);
        begin(1, 0.5);
        step();
        end(1);
        back(1);
        step();
        settle();
        step();
        end(2);
        UnfinishedRenegotiation left = changeover.unfinished();
        links.clear();
        now = Duration.ZERO;
        changeover = new Changeover(left, now.toNanos());
        step();
        assertEquals("RUNNING 0 to do, 3 away, 1 done, 0 unchanged, 0 lost", text());

        back(2, 3);
        failures(4, MovingNode.DIALS + 1);
        step();
        settle();
        step();
        assertEquals("FINISHED 0 to do, 0 away, 3 done, 0 unchanged, 1 lost", text());
        assertEquals(4, changeover.progress().peersAtStart());
        assertEquals(2, changeover.progress().floor());
    }

    @Test
    void refusesWhatTheShareForbidsAndTellsWhatWouldDo() {
        peers(1);
        String message =
                assertThrows(IllegalStateException.class, () -> begin(1, 0.75)).getMessage();
        assertEquals("to keep 75 % of 1 peers forbids to close even one link; to keep 0 % would allow it", message);

        peers(3);
        message =
                assertThrows(IllegalStateException.class, () -> begin(1, 0.705)).getMessage();
        assertEquals("to keep 70.5 % of 3 peers forbids to close even one link; to keep 66 % would allow it", message);
        begin(1, 0.66);
    }

    @Test
    void hasNothingToDoWithoutLinksThatWouldChange() {
        stranger(1);
        begin(1, 1);

        assertEquals("FINISHED 0 to do, 0 away, 0 done, 0 unchanged, 0 lost", text());
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "-1, 0.5", "1, -0.1", "1, 1.1", "1, NaN"})
    void refusesNumbersOutOfRange(int atOnce, double share) {
        assertThrows(IllegalArgumentException.class, () -> new WaveSize(atOnce, share));
    }

    @Test
    void holdsItsBoundsWhateverHappens() {
        for (int seed = 0; seed < 300; seed++) {
            links.clear();
            dialable.clear();
            now = Duration.ZERO;
            wander(new Random(seed));
        }
    }

    /** Links end and come back as they like; nothing the changeover does may break a bound. */
    private void wander(Random random) {
        int all = 3 + random.nextInt(10);
        peers(all);
        int atOnce = 1 + random.nextInt(3);
        begin(atOnce, random.nextInt(60) / 100.0);
        Set<Integer> closed = new HashSet<>();
        for (int i = 0; i < 20_000 && !changeover.isOver(); i++) {
            now = now.plusMillis(random.nextInt(1000));
            int node = 1 + random.nextInt(all);
            boolean connected = links.containsKey(TestNode.id(node));
            if (!connected && random.nextInt(3) == 0) {
                back(node);
            } else if (connected && (closed.contains(node) || random.nextInt(40) == 0)) {
                end(node);
            }
            closed.removeIf(number -> links.containsKey(TestNode.id(number))
                    && links.get(TestNode.id(number)).carried().equals(Optional.of(NEW)));
            int connectedBefore = links.size();
            List<Integer> wave = step();
            closed.addAll(wave);
            assertTrue(closed.size() <= atOnce, "at once");
            assertTrue(
                    wave.isEmpty()
                            || connectedBefore - wave.size()
                                    >= changeover.progress().floor(),
                    "the floor");
        }
        assertEquals(State.FINISHED, changeover.progress().state());
        assertEquals(all, changeover.progress().done());
    }

    /** Connected, pinned, and with something to gain. */
    private void peers(int count) {
        for (int number = links.size() + 1; number <= count; number++) {
            links.put(TestNode.id(number), new LinkView(new Object(), Optional.of(OLD), Optional.of(NEW), true));
            failures(number, 0);
        }
    }

    /** Connected, with nothing to gain. */
    private void stranger(int number) {
        links.put(TestNode.id(number), new LinkView(new Object(), Optional.of(OLD), Optional.of(OLD), true));
    }

    private void failures(int number, int failures) {
        dialable.put(TestNode.id(number), new Dialable(enode(number), true, Duration.ofHours(1), failures));
    }

    private void begin(int atOnce, double share) {
        changeover = new Changeover("eth", new WaveSize(atOnce, share), sight());
    }

    private void end(int... numbers) {
        for (int number : numbers) {
            links.remove(TestNode.id(number));
        }
    }

    private void back(int... numbers) {
        for (int number : numbers) {
            links.put(TestNode.id(number), new LinkView(new Object(), Optional.of(NEW), Optional.of(NEW), true));
        }
    }

    private void settle() {
        now = now.plus(MovingNode.SETTLED);
    }

    private List<Integer> step() {
        List<Integer> wave = new ArrayList<>();
        changeover.step(sight()).forEach(id -> wave.add((int) id.bytes()[0]));
        return wave;
    }

    private Sight sight() {
        return new Sight(now.toNanos(), links, dialable);
    }

    private String text() {
        Progress progress = changeover.progress();
        return String.format(
                "%s %d to do, %d away, %d done, %d unchanged, %d lost",
                progress.state(),
                progress.toDo(),
                progress.away(),
                progress.done(),
                progress.unchanged(),
                progress.lost());
    }

    private static Enode enode(int number) {
        return new Enode(TestNode.id(number), "127.0.0.1", number, 0);
    }
}

package org.jackfield.node.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The steps, in order. Each does what a person would do, then waits until both nodes are seen to have followed. */
final class Tour {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ECHO = "echo";
    private static final String ECHO_1 = "echo/1";
    private static final String ECHO_JAR = "echo.jar";
    private static final int ROUNDS = 3;

    private final DemoNode first;
    private final DemoNode second;
    private final Observer observer;
    private final LinkWatch watch;
    private final Timeline timeline;
    private final Path examples;
    /** Names of the protocols that both nodes came with. */
    private Set<String> installed = Set.of();

    Tour(List<DemoNode> nodes, Observer observer, LinkWatch watch, Timeline timeline, Path examples) {
        this.first = nodes.get(0);
        this.second = nodes.get(1);
        this.observer = observer;
        this.watch = watch;
        this.timeline = timeline;
        this.examples = examples;
    }

    void run() throws StepFailedException, IOException, InterruptedException {
        connect();
        install();
        reconnect();
        update();
        remove();
    }

    private void connect() throws StepFailedException, IOException, InterruptedException {
        timeline.step("1  Connect them: admin_addPeer on A with B's enode URL");
        List<Snapshot> nodes = observer.await(
                "protocols on both nodes", PATIENCE, node -> !node.releases().isEmpty());
        installed = names(nodes.get(0));
        dial();
        observer.await(
                "a link on which " + installed + " are through with their handshakes", PATIENCE, this::speaksInstalled);
        timeline.event("handshakes done: " + String.join(", ", installed));
        timeline.counters(watch.counters(), true);
    }

    private void install() throws StepFailedException, IOException, InterruptedException {
        timeline.step(
                "2  Install a protocol while they talk: drop the echo jar, release 0.1.0, into both plugins folders");
        String link = observer.latest().get(0).addresses();
        plug("org.jackfield.example.echo-0.1.0.jar");
        awaitRelease("0.1.0");
        if (!observer.latest().stream().allMatch(node -> node.addresses().equals(link) && speaksInstalled(node))) {
            throw new StepFailedException("the standing link was touched by an install: " + observer.latest());
        }
        timeline.remark("The standing link goes on as it was: what it speaks was settled when it was made.");
    }

    private void reconnect() throws StepFailedException, IOException, InterruptedException {
        timeline.step("3  A new connection negotiates it: admin_removePeer, admin_addPeer");
        String link = observer.latest().get(0).addresses();
        first.rpc().call("admin_removePeer", second.banner("enode"));
        // Not that there is none: the other node may have come back before anybody looks.
        observer.await(
                "the end of that link", PATIENCE, node -> !node.addresses().equals(link));
        dial();
        observer.await("echoes on the new link", PATIENCE, node -> echoes(node) >= ROUNDS);
        timeline.event("echo runs: " + echoes(observer.latest().get(0)) + " answers on this link");
        timeline.counters(watch.counters(), true);
    }

    private void update() throws StepFailedException, IOException, InterruptedException {
        timeline.step("4  Update it: overwrite the jar with release 0.2.0 in both folders");
        String link = observer.latest().get(0).addresses();
        long before = echoes(observer.latest().get(0));
        plug("org.jackfield.example.echo-0.1.0-next.jar");
        awaitRelease("0.2.0");
        observer.await(
                "echoes that go on, on the same link",
                PATIENCE,
                node -> echoes(node) >= before + ROUNDS && node.addresses().equals(link));
        timeline.event(
                "echo went on under release 0.2.0: " + echoes(observer.latest().get(0)) + " answers on this link");
        timeline.counters(watch.counters(), true);
        timeline.remark("The sessions were handed over: neither node lost the link, nor an answer on it.");
    }

    private void remove() throws StepFailedException, IOException, InterruptedException {
        timeline.step("5  Remove it: delete the jar from both folders");
        String link = observer.latest().get(0).addresses();
        first.unplug(ECHO_JAR);
        second.unplug(ECHO_JAR);
        observer.await("no " + ECHO_1, PATIENCE, node -> !node.releases().containsKey(ECHO_1));
        timeline.event("echo/1 is gone from both nodes");
        observer.await(
                "a new link, without echo",
                PATIENCE,
                node -> speaksInstalled(node)
                        && !node.speaking().contains(ECHO)
                        && !node.addresses().equals(link));
        timeline.event("A and B are connected without it, the other protocols run");
    }

    private void dial() throws IOException, InterruptedException {
        first.rpc().call("admin_addPeer", second.banner("enode"));
    }

    private void plug(String jar) throws IOException {
        first.plug(examples.resolve(jar), ECHO_JAR);
        second.plug(examples.resolve(jar), ECHO_JAR);
        timeline.event("copied " + jar);
    }

    private void awaitRelease(String release) throws StepFailedException, InterruptedException {
        observer.await(
                ECHO_1 + " served by release " + release,
                PATIENCE,
                node -> release.equals(node.releases().get(ECHO_1)));
        timeline.event("both nodes offer echo/1, release " + release);
    }

    /** Whether what was there at the start runs on the link, its handshakes done. */
    private boolean speaksInstalled(Snapshot node) {
        return node.link().isPresent() && installed.stream().allMatch(node::speaks);
    }

    private static Set<String> names(Snapshot node) {
        Set<String> names = new TreeSet<>();
        node.releases().keySet().forEach(capability -> names.add(capability.split("/")[0]));
        return names;
    }

    private static long echoes(Snapshot node) {
        return node.link()
                .filter(state -> state.speaks(ECHO))
                .map(state -> state.protocols().get(ECHO).path("received").asLong())
                .orElse(0L);
    }
}

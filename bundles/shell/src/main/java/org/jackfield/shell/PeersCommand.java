package org.jackfield.shell;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerDirectory;
import org.jackfield.api.ProtocolRegistry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code p2p:peers}, {@code connect}, {@code disconnect}, {@code trust}, {@code distrust}. */
@Component(
        service = PeersCommand.class,
        property = {
            "osgi.command.scope=p2p",
            "osgi.command.function=peers",
            "osgi.command.function=connect",
            "osgi.command.function=disconnect",
            "osgi.command.function=trust",
            "osgi.command.function=distrust"
        })
public final class PeersCommand {

    /** More than the transport takes to connect (15 s) and both handshakes (5 s each). */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String PEER = "ID";
    private static final Command PEERS = Command.of("p2p:peers", "Lists the connected peers.", List.of(), Command.JSON);
    private static final Command CONNECT = Command.of(
            "p2p:connect",
            "Connects to a node, waits for the first result, and keeps the connection from then on.\n"
                    + "Gogo needs quotes around an enode URL with an IPv6 address.",
            List.of("ENODE"));
    private static final Command DISCONNECT = Command.of(
            "p2p:disconnect",
            "Ends a connection and dials the node no more. ID is an enode URL, a node id or the beginning of one.",
            List.of(PEER));
    private static final Command TRUST =
            Command.of("p2p:trust", "Admits a node beyond the peer limit from now on.", List.of(PEER));
    private static final Command DISTRUST =
            Command.of("p2p:distrust", "Holds a trusted node to the peer limit again.", List.of(PEER));

    private final PeerDirectory directory;
    private final ProtocolRegistry registry;

    @Activate
    public PeersCommand(@Reference PeerDirectory directory, @Reference ProtocolRegistry registry) {
        this.directory = directory;
        this.registry = registry;
    }

    @Descriptor("lists the connected peers")
    public void peers(@Descriptor("[--json] [--help]") String... words) throws Exception {
        PEERS.run(words, given -> {
            List<PeerRow> rows = directory.peers().stream()
                    .map(peer -> PeerRow.of(peer, registry.peerInfo(peer.id()), Clock.systemUTC()))
                    .toList();
            return given.json() ? Json.pretty(rows) : PeerRow.table(rows);
        });
    }

    @Descriptor("connects to a node and keeps the connection")
    public void connect(@Descriptor("ENODE [--help]") String... words) throws Exception {
        CONNECT.run(words, given -> {
            Enode node = PeerName.enode(given.words().get(0));
            Peer peer = await(node);
            return "connected to " + peer.id().shortHex() + ' ' + peer.clientId() + ", sharing " + shared(peer);
        });
    }

    @Descriptor("ends a connection and dials the node no more")
    public void disconnect(@Descriptor("ID [--help]") String... words) throws Exception {
        DISCONNECT.run(words, given -> {
            NodeId id = resolve(given);
            if (!directory.disconnect(id)) {
                throw new CommandException(id.shortHex() + " is neither connected nor being dialed");
            }
            return "disconnected from " + id.shortHex();
        });
    }

    @Descriptor("admits a node beyond the peer limit")
    public void trust(@Descriptor("ID [--help]") String... words) throws Exception {
        TRUST.run(words, given -> {
            NodeId id = resolve(given);
            directory.trust(id);
            return id.shortHex() + " is trusted";
        });
    }

    @Descriptor("holds a trusted node to the peer limit again")
    public void distrust(@Descriptor("ID [--help]") String... words) throws Exception {
        DISTRUST.run(words, given -> {
            NodeId id = resolve(given);
            directory.distrust(id);
            return id.shortHex() + " is no longer trusted";
        });
    }

    private NodeId resolve(Command.Given given) throws CommandException {
        return PeerName.resolve(
                given.words().get(0), directory.peers().stream().map(Peer::id).toList());
    }

    private Peer await(Enode node) throws CommandException, InterruptedException {
        String address = Addresses.text(node.host(), node.port());
        try {
            return directory.connect(node).toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new CommandException(
                    "cannot connect to " + address + ": " + reason(e.getCause()) + "; p2p:disconnect stops trying", e);
        } catch (TimeoutException e) {
            throw new CommandException("no answer from " + address + " within " + PATIENCE.toSeconds() + " s", e);
        }
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        if (failure instanceof DisconnectException) {
            String told = ((DisconnectException) failure).reason().toString();
            return message.contains(told) ? message : told + " (" + message + ')';
        }
        return message;
    }

    private static String shared(Peer peer) {
        return String.join(" ", peer.shared().stream().map(Object::toString).toList());
    }
}

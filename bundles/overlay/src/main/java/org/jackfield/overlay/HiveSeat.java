package org.jackfield.overlay;

import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One peer's place in the exchange of addresses: what it has been told and what it wants to hear of, for as long as its link
 * stands. For one session at a time; any thread may look on. Nothing blocks.
 */
@ProviderType
public interface HiveSeat {

    /** How many nodes a peer may be told of at once. An honest one tells at most of all that it is connected to. */
    int MAX_NODES = 1024;

    /** What the peer is to be told next; stays so until it is {@link #sent}. */
    Optional<HiveNews> next();

    /** That {@link #next} has been handed to the link, and is not to be told again. */
    void sent(HiveNews news);

    /** The peer wants to hear of nodes that share so many leading bits with it. */
    void subscribed(int depth);

    /**
     * The same as releases up to 0.4.3 mean it: the first answer is of all nodes that are at least as near to the peer as we are,
     * whatever the depth, which counts for newcomers alone.
     */
    void subscribedAroundUs(int depth);

    /** The peer tells of a node. Ourselves, light nodes and what cannot be dialed are passed over. */
    void told(SwarmAddress address);

    /** What the peer has subscribed to last. */
    OptionalInt depth();

    /** The session is over. Not called when it is handed over; a seat whose link has ended is vacated anyway. */
    void leave();
}

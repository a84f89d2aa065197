package org.jackfield.shell;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;

/** Finds out which node a person means. */
final class PeerName {

    private PeerName() {}

    /**
     * Reads an enode URL, a node id, or the beginning of the id of one of {@code known}.
     *
     * @throws CommandException if the text is none of these, or several ids begin with it
     */
    static NodeId resolve(String text, Collection<NodeId> known) throws CommandException {
        if (text.startsWith("enode:")) {
            return enode(text).id();
        }
        String digits = (text.startsWith("0x") ? text.substring(2) : text).toLowerCase(Locale.ROOT);
        if (!digits.matches("[0-9a-f]{1," + 2 * NodeId.BYTES + "}")) {
            throw new CommandException("a peer is named by its enode URL, its id or the beginning of it, got " + text);
        }
        if (digits.length() == 2 * NodeId.BYTES) {
            return NodeId.parse(digits);
        }
        List<NodeId> matches =
                known.stream().filter(id -> id.toString().startsWith(digits)).toList();
        if (matches.size() != 1) {
            String count = matches.isEmpty() ? "no peer's id begins" : matches.size() + " peers' ids begin";
            throw new CommandException(count + " with " + text);
        }
        return matches.get(0);
    }

    /**
     * @throws CommandException if the text is not an enode URL, with what is wrong with it
     */
    static Enode enode(String url) throws CommandException {
        try {
            return Enode.parse(url);
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }
}

package org.jackfield.shhapi;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;

/** How callers name a peer: an enode URL, or, as go-ethereum takes it too, only the node's key in one or without it. */
final class PeerUrl {

    private static final Pattern KEY_ALONE = Pattern.compile("(?:enode://)?([0-9a-fA-F]+)");

    private PeerUrl() {}

    /** @throws IllegalArgumentException that says what is wrong with it */
    static NodeId parse(String url) {
        Matcher key = KEY_ALONE.matcher(url);
        return key.matches() ? NodeId.parse(key.group(1)) : Enode.parse(url).id();
    }
}

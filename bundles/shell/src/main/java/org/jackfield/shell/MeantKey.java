package org.jackfield.shell;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jackfield.envelopes.Topic;
import org.jackfield.messages.Criteria;
import org.jackfield.messages.KeyEntry;
import org.jackfield.messages.KeyRing;
import org.jackfield.messages.MessageException;

/**
 * The key of the ring that a person means. That of a password is held for the command alone.
 *
 * @param pair whether it is a pair, and no symmetric key
 * @param held whether closing it is the end of it
 */
record MeantKey(KeyRing ring, String id, boolean pair, boolean held) implements AutoCloseable {

    static MeantKey ofPassword(KeyRing ring, String password) throws CommandException {
        if (password.isEmpty()) {
            throw new CommandException("the password is empty");
        }
        try {
            return new MeantKey(ring, ring.holdPassword(password), false, true);
        } catch (MessageException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    /**
     * One of the ring.
     *
     * @param text its id, or the beginning of it
     * @throws CommandException if no id of that kind begins so, or several do
     */
    static MeantKey named(KeyRing ring, String text, boolean pair) throws CommandException {
        List<KeyEntry> matches = matching(ring, text).stream()
                .filter(entry -> entry.pair() == pair)
                .toList();
        return new MeantKey(
                ring, single(matches, text, pair ? "pair" : "symmetric key").id(), pair, false);
    }

    /** As {@link #named}, of either kind. */
    static KeyEntry entry(KeyRing ring, String text) throws CommandException {
        return single(matching(ring, text), text, "key");
    }

    private static List<KeyEntry> matching(KeyRing ring, String text) throws CommandException {
        String digits = (text.startsWith("0x") ? text.substring(2) : text).toLowerCase(Locale.ROOT);
        if (!digits.matches("[0-9a-f]{1,64}")) {
            throw new CommandException("a key is named by its id or the beginning of it, got " + text);
        }
        return ring.entries().stream()
                .filter(entry -> entry.id().startsWith(digits))
                .toList();
    }

    private static KeyEntry single(List<KeyEntry> matches, String text, String kind) throws CommandException {
        if (matches.size() != 1) {
            String count =
                    matches.isEmpty() ? "no " + kind + "'s id begins" : matches.size() + " " + kind + "s' ids begin";
            throw new CommandException(count + " with " + text);
        }
        return matches.get(0);
    }

    /** What it opens. */
    Criteria criteria(List<Topic> topics) {
        Optional<String> key = Optional.of(id);
        Optional<String> none = Optional.empty();
        return new Criteria(pair ? none : key, pair ? key : none, Optional.empty(), 0, topics, true);
    }

    @Override
    public void close() throws CommandException {
        if (!held) {
            return;
        }
        try {
            ring.delete(id);
        } catch (MessageException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }
}

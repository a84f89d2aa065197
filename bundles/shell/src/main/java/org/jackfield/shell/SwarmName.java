package org.jackfield.shell;

import org.jackfield.chunks.Reference;

/**
 * {@code HASH} or {@code HASH/PATH}.
 *
 * @param path may be empty
 */
record SwarmName(Reference reference, String path) {

    /** @throws CommandException if it is none */
    static SwarmName parse(String text) throws CommandException {
        String plain = text.replaceFirst("^bzz:/+", "");
        int slash = plain.indexOf('/');
        String hash = slash < 0 ? plain : plain.substring(0, slash);
        try {
            return new SwarmName(Reference.parse(hash), slash < 0 ? "" : plain.substring(slash + 1));
        } catch (IllegalArgumentException e) {
            throw new CommandException("a hash has 64 or 128 hexadecimal digits, got " + hash, e);
        }
    }
}

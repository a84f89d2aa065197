package org.jackfield.shell;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandSession;

/** Finds out which file a person means. */
final class FileName {

    /** Where Felix's command {@code cd} keeps the session's folder. */
    private static final String FOLDER = "_cwd";

    private FileName() {}

    /**
     * The file of that name, be it there or not; a relative one begins at the folder that the session has gone to.
     *
     * @throws CommandException if it is no name of a file
     */
    static Path of(CommandSession session, String text) throws CommandException {
        try {
            Path named = Path.of(text);
            return session.get(FOLDER) instanceof File folder ? folder.toPath().resolve(named) : named;
        } catch (InvalidPathException e) {
            throw new CommandException("not a path: " + text, e);
        }
    }

    /**
     * As {@link #of}.
     *
     * @throws CommandException also if there is none that can be read
     */
    static Path existing(CommandSession session, String text) throws CommandException {
        Path file = of(session, text);
        if (!Files.exists(file)) {
            throw new CommandException("no such file: " + text);
        }
        if (Files.isDirectory(file) || !Files.isReadable(file)) {
            throw new CommandException("not a file that can be read: " + text);
        }
        return file;
    }
}

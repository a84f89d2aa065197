package org.jackfield.mail;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A password in a file of its own; the end of its line does not belong to it. */
final class PasswordFile {

    private static final long MAX_BYTES = 4_096;

    private PasswordFile() {}

    /**
     * @throws IOException with one line, if there is none in it
     */
    static String read(Path file) throws IOException {
        if (Files.isDirectory(file) || !Files.isReadable(file)) {
            throw new IOException("the password file " + file + " cannot be read");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("the password file " + file + " has more than " + MAX_BYTES + " bytes");
        }
        try {
            String password = Files.readString(file).replaceFirst("\\R\\z", "");
            if (password.isEmpty()) {
                throw new IOException("the password file " + file + " is empty");
            }
            return password;
        } catch (MalformedInputException e) {
            throw new IOException("the password file " + file + " is no text in UTF-8", e);
        }
    }
}

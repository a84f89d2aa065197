package org.jackfield.swarm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jackfield.api.Message;

/** {@code older.txt}: what the original of the older release sends, before compression. */
final class OlderVectors {

    private OlderVectors() {}

    /** The messages of a protocol, those of pss without what is wrapped around them, in the order of the file. */
    static List<Message> of(String protocol) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                OlderVectors.class.getResourceAsStream("older.txt"), StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .map(line -> line.split(" "))
                    .filter(words -> words[0].equals(protocol))
                    .map(words -> new Message(Integer.parseInt(words[2]), Fixtures.bytes(words[3])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same without what is wrapped around it. */
    static byte[] payload(String protocol, int number) throws IOException {
        return WrappedPipe.unwrap(of(protocol).get(number)).payload();
    }
}

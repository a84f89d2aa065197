package org.jackfield.shell;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jackfield.messages.ReceivedMessage;

/** A message that has come, as {@code shh:listen} shows it. */
record MessageLine(ReceivedMessage message) {

    /** For people, on one line: when it was sent, its topic, who signed it, and what it says. */
    String text(ZoneId zone) {
        String sent = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").format(sent().atZone(zone));
        String signer = message.signer().map(MessageLine::brief).orElse("-");
        return String.format("%s  %s  %-8s  %s", sent, message.envelope().topic(), signer, said());
    }

    /** The same for {@link Json}, in a fixed order. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("hash", message.envelope().hash().hex());
        fields.put("sent", sent().toString());
        fields.put("ttl", message.envelope().ttl());
        fields.put("topic", message.envelope().topic().toString());
        message.signer().ifPresent(key -> fields.put("signer", hex(key)));
        message.recipient().ifPresent(key -> fields.put("recipient", hex(key)));
        fields.put("pow", message.work());
        fields.put("payload", hex(message.payload()));
        decoded().ifPresent(text -> fields.put("text", text));
        return fields;
    }

    private Instant sent() {
        return Instant.ofEpochSecond(message.envelope().sent());
    }

    /** Nothing in it may move the cursor or begin another line: whoever wrote it is a stranger. */
    private String said() {
        return decoded().map(MessageLine::printable).orElseGet(() -> hex(message.payload()));
    }

    private Optional<String> decoded() {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message.payload()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String printable(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(point -> {
            boolean shown = switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE,
                        Character.UNASSIGNED -> false;
                default -> true;
            };
            if (shown) {
                line.appendCodePoint(point);
            } else {
                line.append(String.format("\\u%04x", point));
            }
        });
        return line.toString();
    }

    /** The first digits after the 04 that all of them begin with. */
    private static String brief(byte[] publicKey) {
        return HexFormat.of().formatHex(publicKey, 1, 5);
    }

    private static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}

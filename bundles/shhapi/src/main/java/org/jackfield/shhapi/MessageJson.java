package org.jackfield.shhapi;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jackfield.envelopes.Envelope;
import org.jackfield.messages.ReceivedMessage;

/** A message as go-ethereum writes it (v1.9.20, whisper/whisperv6/gen_message_json.go). */
final class MessageJson {

    private MessageJson() {}

    static Map<String, Object> of(ReceivedMessage message) {
        Envelope envelope = message.envelope();
        Map<String, Object> json = new LinkedHashMap<>();
        message.signer().ifPresent(key -> json.put("sig", Values.hex(key)));
        json.put("ttl", envelope.ttl());
        json.put("timestamp", envelope.sent());
        json.put("topic", envelope.topic().toString());
        json.put("payload", Values.hex(message.payload()));
        json.put("padding", Values.hex(message.padding()));
        // That of an envelope with no life at all is infinite, which JSON cannot say.
        json.put("pow", Math.min(message.work(), Double.MAX_VALUE));
        json.put("hash", envelope.hash().hex());
        message.recipient().ifPresent(key -> json.put("recipientPublicKey", Values.hex(key)));
        return json;
    }
}

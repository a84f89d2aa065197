package org.jackfield.whisper;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Settings of both protocols, PID {@code org.jackfield.whisper}; all may be left out. The limits are what the room of the
 * envelopes enforces by default: whoever changes them there may want to say so here.
 */
@ObjectClassDefinition(id = "org.jackfield.whisper", name = "whisper")
@interface WhisperConfiguration {

    @AttributeDefinition(description = "Protocols offered, of shh/6 and waku/1, with commas between them; may be empty")
    String protocols() default "shh/6,waku/1";

    @AttributeDefinition(description = "Whether waku's packets of envelopes are confirmed")
    boolean confirmations() default false;

    @AttributeDefinition(
            description = "What waku's peers are told of packets a second: by address, node, topic; 0: no limit")
    String packetLimits() default "1000,50,0";

    @AttributeDefinition(
            description = "What waku's peers are told of bytes a second: by address, node, topic; 0: no limit")
    String byteLimits() default "16777216,1048576,0";
}

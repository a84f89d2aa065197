package org.jackfield.messages;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the messages, PID {@code org.jackfield.messages}. */
@ObjectClassDefinition(id = "org.jackfield.messages", name = "Messages")
@interface MessagesConfiguration {

    @AttributeDefinition(description = "Directory of the key ring; created if missing")
    String folder();

    @AttributeDefinition(
            description = "File with the password of the key ring; empty: a random one is kept beside the ring",
            required = false)
    String passwordFile() default "";
}

package org.jackfield.mail;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the mail server, PID {@code org.jackfield.mail}. */
@ObjectClassDefinition(id = "org.jackfield.mail", name = "Mail server")
@interface MailConfiguration {

    @AttributeDefinition(description = "Directory of the archive; created if missing")
    String folder();

    @AttributeDefinition(description = "File with the password that requests are sealed with")
    String passwordFile();

    @AttributeDefinition(description = "Hours that an envelope is kept after it was sent")
    int keepHours() default 720;

    @AttributeDefinition(description = "Bytes of envelopes kept at most; the oldest go first")
    long maxBytes() default 536_870_912;

    @AttributeDefinition(description = "Hours that a single request may be about, at most")
    int maxSpanHours() default 720;

    @AttributeDefinition(description = "Requests of a peer within a minute, at most")
    int requestsPerMinute() default 60;

    @AttributeDefinition(
            description = "Whether requests in the open, which only waku has, are answered: they need no password")
    boolean answerOpen() default true;
}

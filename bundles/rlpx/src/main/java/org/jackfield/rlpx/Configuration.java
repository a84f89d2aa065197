package org.jackfield.rlpx;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the encrypted link. */
@ObjectClassDefinition(id = TransportPublisher.PID, name = "Jackfield encrypted link")
@interface Configuration {

    @AttributeDefinition(
            description = "path of the file with the node's private key, 64 hexadecimal digits;"
                    + " created for its owner alone if it is missing")
    String nodeKey() default "";
}

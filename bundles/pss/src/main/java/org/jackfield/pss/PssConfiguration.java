package org.jackfield.pss;

import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of PID {@code org.jackfield.pss}. */
@ObjectClassDefinition(name = "pss")
@interface PssConfiguration {

    /** Path of the node's key file, which is made if missing: who is written to asymmetrically, and signs what is sent. */
    String nodeKey();
}

package org.jackfield.release;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedSet;

/** The entries of a bundle, be they in a jar or in what the framework has made of one. */
interface Contents {

    /** Paths as in a jar; those of folders end with a slash. */
    SortedSet<String> names() throws IOException;

    /** The bytes of an entry that is no folder. */
    InputStream open(String name) throws IOException;
}

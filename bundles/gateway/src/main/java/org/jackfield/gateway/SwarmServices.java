package org.jackfield.gateway;

import org.jackfield.chunks.ChunkSource;
import org.jackfield.chunks.Contents;
import org.jackfield.chunks.Feeds;
import org.jackfield.chunks.Pins;
import org.jackfield.chunks.Tags;

/**
 * What the gateway stands on.
 *
 * @param source of chunks that are read: here, and in the network what is not here
 */
record SwarmServices(Contents contents, ChunkSource source, Tags tags, Feeds feeds, Pins pins) {}

package org.jackfield.chunks;

/**
 * What a manifest has for a path.
 *
 * @param entry with the path that it has in its own manifest
 * @param matched how much of the path that was asked for led to it
 * @param ambiguous whether the path is only what several entries begin with: HTTP calls that 300
 */
public record ManifestMatch(ManifestEntry entry, String matched, boolean ambiguous) {}

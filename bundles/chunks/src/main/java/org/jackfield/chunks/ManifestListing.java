package org.jackfield.chunks;

import java.util.List;

/**
 * What is in a folder of a manifest.
 *
 * @param commonPrefixes whole paths of the folders in it, ending with a slash
 * @param entries files in it, with whole paths; what is served at the empty path is called {@code /}
 */
public record ManifestListing(List<String> commonPrefixes, List<ManifestEntry> entries) {}

package org.jackfield.chunks;

/**
 * Says who may read what an entry is of. Kept as it is, and not understood here.
 *
 * <p>Source: ethersphere/swarm v0.5.8, api/act.go ({@code AccessEntry}).
 *
 * @param json how the key is come by
 * @param hash the content's reference, encrypted under that key: hexadecimal digits, eight bytes more than a reference has
 */
public record Access(String json, String hash) {}

package org.jackfield.core;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A block of IP addresses in CIDR notation (RFC 4632), such as {@code 10.0.0.0/8} or {@code fd00::/8}.
 *
 * @param prefixBits how many leading bits of the network count
 */
record AddressBlock(InetAddress network, int prefixBits) {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    AddressBlock {
        int bits = network.getAddress().length * Byte.SIZE;
        if (prefixBits < 0 || prefixBits > bits) {
            throw new IllegalArgumentException("a prefix of " + prefixBits + " bits in an address of " + bits);
        }
    }

    /**
     * Reads a block, or a single address. Looks no names up.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) {
            throw new IllegalArgumentException("not a block of addresses: \"" + text + '"');
        }
        try {
            InetAddress network = InetAddress.getByName(address);
            int all = network.getAddress().length * Byte.SIZE;
            return new AddressBlock(network, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1)));
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("not a block of addresses: \"" + text + '"', e);
        }
    }

    boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit += Byte.SIZE) {
            int ignored = Math.max(0, bit + Byte.SIZE - prefixBits);
            int mask = 0xff << ignored;
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether an address belongs to this machine or its own network, where nobody throttles. */
    static boolean isLocal(InetAddress address) {
        boolean uniqueLocal = address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc;
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || uniqueLocal;
    }
}

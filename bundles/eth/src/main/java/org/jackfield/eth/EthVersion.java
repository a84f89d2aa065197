package org.jackfield.eth;

import java.util.EnumSet;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.api.Capability;

/** The versions spoken, with how many message codes each has (devp2p caps/eth.md, "Change Log"). */
enum EthVersion {
    /** Requests and answers have ids (EIP-2481); the last one with GetNodeData. */
    ETH_66(66, 17),
    /** Without GetNodeData and NodeData (EIP-4938). */
    ETH_67(67, 17),
    /** Announced transactions come with their types and sizes (EIP-5793). */
    ETH_68(68, 17),
    /** Status tells the range of blocks, receipts go without bloom, BlockRangeUpdate is new (EIP-7642). */
    ETH_69(69, 18),
    /** The receipts of a block may come in parts (EIP-7975). */
    ETH_70(70, 18),
    /** GetBlockAccessLists and BlockAccessLists are new (EIP-8159). */
    ETH_71(71, 20),
    /** GetCells and Cells are new, announced transactions come with the cells that can be had of them (EIP-8070). */
    ETH_72(72, 22);

    private static final Pattern RANGE = Pattern.compile("\\s*(\\d{1,3})\\s*(?:-\\s*(\\d{1,3})\\s*)?");

    private final Capability capability;
    private final int messageCount;

    EthVersion(int version, int messageCount) {
        this.capability = new Capability("eth", version);
        this.messageCount = messageCount;
    }

    /**
     * Reads what a person has set: numbers and ranges with commas between them, such as {@code 68-72} or {@code 66,70-72}.
     *
     * @return ascending, at least one
     * @throws IllegalArgumentException if it is something else, or names a version that is not spoken; the message is fit
     *     for a person
     */
    static NavigableSet<EthVersion> parseList(String text) {
        NavigableSet<EthVersion> versions = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            Matcher ends = RANGE.matcher(part);
            if (!ends.matches()) {
                throw unexpected(text);
            }
            EthVersion first = numbered(ends.group(1), text);
            EthVersion last = ends.group(2) == null ? first : numbered(ends.group(2), text);
            if (first.compareTo(last) > 0) {
                throw unexpected(text);
            }
            versions.addAll(EnumSet.range(first, last));
        }
        return versions;
    }

    private static EthVersion numbered(String digits, String text) {
        int number = Integer.parseInt(digits);
        for (EthVersion version : values()) {
            if (version.number() == number) {
                return version;
            }
        }
        throw unexpected(text);
    }

    private static IllegalArgumentException unexpected(String text) {
        return new IllegalArgumentException("66 to 72 expected, such as 68-72 or 66,68, got \"" + text + '"');
    }

    Capability capability() {
        return capability;
    }

    int number() {
        return capability.version();
    }

    int messageCount() {
        return messageCount;
    }

    /** Whether this is {@code first} or a later one. */
    boolean since(EthVersion first) {
        return compareTo(first) >= 0;
    }

    /** Whether there is a message with that code. */
    boolean has(int code) {
        return switch (code) {
            case 0x0b, 0x0c -> false;
            case MessageCode.GET_NODE_DATA, MessageCode.NODE_DATA -> this == ETH_66;
            default -> code >= 0 && code < messageCount;
        };
    }

    /** Such as {@code eth/72}. */
    @Override
    public String toString() {
        return capability.toString();
    }
}

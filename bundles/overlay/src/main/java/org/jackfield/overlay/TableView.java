package org.jackfield.overlay;

import java.util.List;

/**
 * The table at a moment.
 *
 * @param owner this node
 * @param depth the bin where its neighbourhood begins
 * @param saturation what it asks others for
 * @param bins those with anybody in them, shallow ones first
 */
public record TableView(Overlay owner, int depth, int saturation, List<Bin> bins) {

    /**
     * Full nodes of the same proximity to us.
     *
     * @param known those of whom we know and who are not connected
     */
    public record Bin(int proximity, List<Overlay> connected, List<Overlay> known) {}

    public int connected() {
        return bins.stream().mapToInt(bin -> bin.connected().size()).sum();
    }

    /** Connected or not. */
    public int known() {
        return connected() + bins.stream().mapToInt(bin -> bin.known().size()).sum();
    }
}

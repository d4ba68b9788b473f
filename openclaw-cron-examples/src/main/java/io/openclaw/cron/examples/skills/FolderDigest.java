package io.openclaw.cron.examples.skills;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a folder held at one moment.
 *
 * @param hashes the SHA-256 of each file, by its name within the folder
 */
record FolderDigest(SortedMap<String, String> hashes) {

    /** An empty folder. */
    static final FolderDigest EMPTY = new FolderDigest(new TreeMap<>());

    /** One SHA-256 for the names and contents of all files. */
    String total() {
        var digest = FileHash.sha256();
        hashes.forEach((name, hash) -> digest.update((name + '\n' + hash + '\n').getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The files that are here and were not there before. */
    List<String> addedSince(FolderDigest before) {
        return hashes.keySet().stream()
                .filter(name -> !before.hashes.containsKey(name))
                .toList();
    }

    /** The files that are here and were there with another content. */
    List<String> changedSince(FolderDigest before) {
        return hashes.entrySet().stream()
                .filter(file -> before.hashes.containsKey(file.getKey())
                        && !file.getValue().equals(before.hashes.get(file.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The files that were there and are here no longer. */
    List<String> removedSince(FolderDigest before) {
        return before.addedSince(this);
    }

    /** This digest with what was known before of files that could not be read now: they are neither changed nor gone. */
    FolderDigest keeping(List<String> unreadable, FolderDigest before) {
        var kept = new TreeMap<>(hashes);
        before.hashes.forEach((name, hash) -> {
            if (unreadable.stream().anyMatch(lost -> name.equals(lost) || name.startsWith(lost + "/"))) {
                kept.putIfAbsent(name, hash);
            }
        });
        return new FolderDigest(kept);
    }
}

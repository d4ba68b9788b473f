package io.openclaw.cron.core.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.core.internal.lifecycle.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedRowsTest {
    private final JobRow job =
            new JobRow(new Organization("acme"), Samples.aJob().build());
    private final SortedRows rows = new SortedRows(ExecutionRow.BY_ID);

    @Test
    void isEmptyAtFirst() {
        assertThat(rows.isEmpty()).isTrue();
        assertThat(rows.ascending()).isEmpty();
        assertThat(descending(0, 10)).isEmpty();
        assertThat(rows.find(row -> 0)).isNull();
        assertThatThrownBy(rows::first).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void keepsThousandsInOrderInWhateverOrderTheyCome() {
        var numbers = new ArrayList<>(IntStream.range(0, 5_000).boxed().toList());
        Collections.shuffle(numbers, new Random(1));

        numbers.forEach(number -> rows.add(row(number)));

        assertThat(rows.size()).isEqualTo(5_000);
        assertThat(numbersOf(rows.ascending().toList()))
                .isEqualTo(IntStream.range(0, 5_000).boxed().toList());
    }

    @Test
    void findsWhatIsThereAndNothingElse() {
        IntStream.range(0, 2_000).forEach(number -> rows.add(row(2 * number)));

        for (var number = -1; number < 4_001; number++) {
            var id = id(number);
            var found = rows.find(row -> row.compareId(id));
            if (number >= 0 && number % 2 == 0 && number < 4_000) {
                assertThat(found).as("%d", number).matches(row -> row.compareId(id) == 0);
            } else {
                assertThat(found).as("%d", number).isNull();
            }
        }
    }

    @Test
    void leavesAnEqualRowThatIsNotThisOne() {
        rows.add(row(1));

        rows.remove(row(1));

        assertThat(rows.size()).isOne();
    }

    @Test
    void goesThroughASpanFromItsEnd() {
        IntStream.range(0, 1_000).forEach(number -> rows.add(row(number)));

        assertThat(descending(250, 750))
                .isEqualTo(IntStream.range(0, 500).map(at -> 749 - at).boxed().toList());
        assertThat(descending(990, 5_000)).containsExactly(999, 998, 997, 996, 995, 994, 993, 992, 991, 990);
        assertThat(descending(500, 500)).isEmpty();
        assertThat(descending(600, 500)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithATreeWhateverIsAddedAndRemoved(long seed) {
        var random = new Random(seed);
        var tree = new TreeMap<Integer, ExecutionRow>();
        for (var step = 0; step < 20_000; step++) {
            // Mostly at the end and from the beginning, as histories do, and it grows and shrinks in turn.
            var growing = step / 4_000 % 2 == 0;
            if (tree.isEmpty() || random.nextInt(10) < (growing ? 8 : 2)) {
                var number = random.nextInt(4) > 0 ? step : random.nextInt(step + 1);
                if (!tree.containsKey(number)) {
                    tree.put(number, row(number));
                    rows.add(tree.get(number));
                }
            } else {
                var number =
                        random.nextInt(4) > 0 ? tree.firstKey() : tree.floorKey(tree.firstKey() + random.nextInt(step));
                rows.remove(tree.remove(number));
            }
            if (step % 100 == 0) {
                agree(tree, random.nextInt(step + 1), random.nextInt(step + 1));
            }
        }
        agree(tree, 0, 20_000);
    }

    private void agree(TreeMap<Integer, ExecutionRow> tree, int from, int until) {
        assertThat(rows.size()).isEqualTo(tree.size());
        assertThat(rows.ascending()).containsExactlyElementsOf(tree.values());
        if (!tree.isEmpty()) {
            assertThat(rows.first()).isSameAs(tree.firstEntry().getValue());
        }
        assertThat(descending(from, Math.max(from, until)))
                .containsExactlyElementsOf(
                        tree.subMap(from, true, Math.max(from, until), false).descendingKeySet());
    }

    private List<Integer> descending(int first, int end) {
        var found = new ArrayList<ExecutionRow>();
        var from = id(first);
        var until = id(end);
        rows.descending(row -> row.compareId(from), row -> row.compareId(until)).forEach(found::add);
        return numbersOf(found);
    }

    private List<Integer> numbersOf(List<ExecutionRow> found) {
        return found.stream()
                .map(row -> (int) row.dueId().getLeastSignificantBits())
                .toList();
    }

    private ExecutionRow row(int number) {
        var row = new ExecutionRow(job, id(number));
        row.setValue(CronExecution.builder(id(number), job.job().jobId(), "acme", "ann")
                .build());
        return row;
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }
}

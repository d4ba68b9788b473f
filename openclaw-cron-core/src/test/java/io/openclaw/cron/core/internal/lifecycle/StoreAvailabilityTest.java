package io.openclaw.cron.core.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.core.internal.lifecycle.StoreAvailability.Part;
import io.openclaw.cron.error.CronStoreException;
import org.junit.jupiter.api.Test;

class StoreAvailabilityTest {
    private final StoreAvailability availability = new StoreAvailability();

    @Test
    void theStoreCountsAsThereUntilACallFails() {
        assertThat(availability.problem()).isNull();
        availability.succeeded(Part.CLAIMS);
        assertThat(availability.problem()).isNull();
    }

    @Test
    void theProblemOfAPartIsTheLatestOneAndGoesWithItsNextSuccess() {
        availability.failed(Part.CLAIMS, new CronStoreException("connection refused", null));
        availability.failed(Part.CLAIMS, new CronStoreException("host unknown", null));
        assertThat(availability.problem()).isEqualTo("host unknown");
        availability.succeeded(Part.CLAIMS);
        assertThat(availability.problem()).isNull();
    }

    @Test
    void aPartThatSucceedsDoesNotHideAnotherThatFails() {
        availability.failed(Part.RECORDER, new CronStoreException("disk full", null));
        availability.succeeded(Part.CLAIMS);
        availability.succeeded(Part.HEARTBEAT);
        assertThat(availability.problem()).isEqualTo("disk full");
    }

    @Test
    void aFailureWithoutAMessageIsAProblemToo() {
        availability.failed(Part.CLAIMS, new IllegalStateException());
        assertThat(availability.problem()).isNotNull();
    }
}

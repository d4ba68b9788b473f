package io.openclaw.cron.core.store;

import org.junit.jupiter.api.Nested;

/**
 * Everything that a {@link io.openclaw.cron.spi.CronStore} promises. A store is tested by one class that extends this one and
 * implements {@link #open}; nothing else is needed.
 */
public abstract class CronStoreContract {
    /** Makes a store without any data. Called once for each test; tests may run at the same time. */
    protected abstract StoreUnderTest open();

    @Nested
    class Jobs extends JobContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class JobChanges extends JobChangeContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class Reschedules extends RescheduleContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class JobLists extends JobListContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class Claims extends ClaimContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class Backlogs extends BacklogContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class DueJobs extends DueJobContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class ClaimOrder extends ClaimOrderContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class ClaimAgain extends ClaimAgainContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class Plans extends PlanContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class Turns extends TurnContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class Limits extends LimitContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class Releases extends ReleaseContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class Records extends RecordContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class RepeatedRecords extends RepeatedRecordContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class NoMoreRetries extends NoMoreRetryContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class JobStates extends JobStateContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class Fences extends FenceContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class LateStarts extends LateStartContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class Nodes extends NodeContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class Recoveries extends RecoveryContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class Executions extends ExecutionContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class History extends HistoryContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class Parameters extends ParametersContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class Statistics extends StatisticsContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class Sweeps extends SweepContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        @Override
        protected StoreUnderTest open() {
            return CronStoreContract.this.open();
        }
    }
}

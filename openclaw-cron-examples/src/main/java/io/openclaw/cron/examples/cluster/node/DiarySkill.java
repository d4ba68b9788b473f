package io.openclaw.cron.examples.cluster.node;

import io.openclaw.cron.examples.cluster.node.Diary.Call;
import io.openclaw.cron.examples.fencing.FenceGuard.Claim;
import io.openclaw.cron.spi.SkillContext;
import io.openclaw.cron.spi.SkillException;
import io.openclaw.cron.spi.SkillExecutor;
import io.openclaw.cron.spi.SkillRequest;
import io.openclaw.cron.spi.SkillResult;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does what its job's parameters say, and keeps a diary of it: {@code millis} is how long it takes, {@code failures} how many
 * attempts fail before one succeeds, {@code shared} whether executions of the job come one after another, so that what they
 * write belongs to the job.
 */
public final class DiarySkill implements SkillExecutor {
    /** How it is named in jobs. */
    public static final String NAME = "diary";

    private static final long STEP_MILLIS = 200;

    private final Diary diary;

    DiarySkill(Diary diary) {
        this.diary = diary;
    }

    @Override
    public SkillResult execute(SkillRequest request, SkillContext context) throws SQLException, InterruptedException {
        var parameters = request.parameters();
        var call = diary.call(request.jobId(), Claim.of(context), context.attempt(), key(request, context));
        try {
            requireNewest(diary.began(call), call);
            takeTime(number(parameters, "millis"), call);
            if (context.attempt() <= number(parameters, "failures")) {
                throw SkillException.temporary("as_planned", "This attempt fails on purpose");
            }
            return SkillResult.of(Map.of("attempt", context.attempt()));
        } finally {
            diary.ended(call);
        }
    }

    private static String key(SkillRequest request, SkillContext context) {
        return Boolean.TRUE.equals(request.parameters().get("shared"))
                ? "job " + request.jobId()
                : "execution " + context.executionId();
    }

    /** Works in steps, each with a write: the longer a call, the likelier that one of them falls into a trouble. */
    private void takeTime(long millis, Call call) throws SQLException, InterruptedException {
        var nobody = new CountDownLatch(1);
        for (var left = millis; left > 0; left -= STEP_MILLIS) {
            if (nobody.await(Math.min(left, STEP_MILLIS), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nobody counts down");
            }
            requireNewest(diary.write(call), call);
        }
    }

    private static void requireNewest(boolean newest, Call call) {
        if (!newest) {
            throw SkillException.permanent("taken_over", "A newer claim than " + call.claim() + " has written");
        }
    }

    private static long number(Map<String, Object> parameters, String name) {
        return parameters.get(name) instanceof Number number ? number.longValue() : 0;
    }
}

/** The executions that run now, as far as events have told: how far each is, and what it last said. */

const ENDS = new Set(["cron.completed", "cron.failed", "cron.timeout", "cron.skipped", "cron.cancelled"]);
const running = new Map();

export function noteEvent({ type, jobId, executionId, data }) {
  if (type === "gap") {
    running.clear();
  } else if (ENDS.has(type)) {
    running.delete(executionId);
  } else if (type === "cron.triggered") {
    note({ executionId, jobId, attempt: data.attempt, startedAt: data.startTime, percent: 0, text: "" });
  } else if (type === "cron.retrying") {
    note({ executionId, jobId, attempt: data.attempt, retryAt: data.retryAt, percent: 0, text: data.error });
  } else if (type === "skill.progress") {
    const known = running.get(executionId) ?? { executionId, jobId };
    note({ ...known, percent: data.progress, text: [data.stage, data.message].filter(Boolean).join(": ") });
  }
}

/** What the server has told in answer to a question counts where events have said nothing yet. */
export function noteExecutions(executions) {
  for (const { executionId, jobId, status, attempt, startedAt, availableAt, progress } of executions) {
    if (status === "running" && !running.has(executionId)) {
      const text = [progress?.stage, progress?.message].filter(Boolean).join(": ");
      note({ executionId, jobId, attempt, startedAt, percent: progress?.progress ?? 0, text });
    } else if (status === "pending" && attempt > 0 && !running.has(executionId)) {
      note({ executionId, jobId, attempt, retryAt: availableAt, percent: 0, text: "" });
    } else if (status !== "running" && status !== "pending") {
      running.delete(executionId);
    }
  }
}

export function runningOf(jobId) {
  return [...running.values()].filter((execution) => execution.jobId === jobId);
}

function note(execution) {
  running.set(execution.executionId, execution);
}

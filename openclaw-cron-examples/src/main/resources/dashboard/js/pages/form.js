/** Creates a job, or changes one. */

import { get, post, put } from "../api.js";
import { debounced, h, on } from "../dom.js";
import { may } from "../session.js";
import { clearErrors, showError } from "../parts/fields.js";
import { icon } from "../parts/icons.js";
import { jobFields, readJob, readParameters } from "../parts/job-fields.js";
import { previewSchedule } from "../parts/schedule-preview.js";
import { failed, loading } from "../parts/states.js";
import { tell } from "../parts/toasts.js";

export function openForm(root, { id }) {
  const title = id ? "Edit job" : "New job";
  document.title = `${title} · OpenClaw Cron`;
  const frame = h("div", { class: "stack" });
  root.append(frame);
  let stop = () => {};
  let closed = false;

  async function start() {
    frame.replaceChildren(h("h1", {}, title), loading("form"));
    try {
      const [job, skills] = await Promise.all([
        id ? get(`/${id}`) : { timezone: Intl.DateTimeFormat().resolvedOptions().timeZone },
        knownSkills(),
      ]);
      if (!closed) {
        stop = draw(frame, title, job, skills);
      }
    } catch (failure) {
      frame.replaceChildren(h("h1", {}, title), failed(failure));
    }
  }

  if (may("admin")) {
    start();
  } else {
    frame.replaceChildren(h("h1", {}, title), failed({ message: "Your role does not create or change jobs." }, false));
  }
  on(frame, "click", "[data-retry]", start);
  return {
    close() {
      closed = true;
      stop();
    },
  };
}

/** Those that jobs of this organization use, as suggestions. */
async function knownSkills() {
  const { jobs } = await get("", { limit: 200 });
  return [...new Set(jobs.map(({ skillName }) => skillName))].sort();
}

function draw(frame, title, job, skills) {
  const back = job.jobId ? `#/jobs/${job.jobId}` : "#/";
  const problem = h("div", { class: "error-box", role: "alert", hidden: true });
  const save = h(
    "button",
    { type: "submit", class: "button button-primary" },
    icon("check"),
    job.jobId ? "Save changes" : "Create job",
  );
  const preview = h("section", { class: "preview", "aria-label": "What the schedule means" });
  const form = h(
    "form",
    { class: "job-form", novalidate: true },
    problem,
    jobFields(job, skills, preview),
    h("div", { class: "form-end" }, save, h("a", { class: "button", href: back }, "Cancel")),
  );
  frame.replaceChildren(
    h(
      "div",
      { class: "job-head" },
      h("a", { class: "back", href: back }, icon("back", 16), job.jobId ? job.jobName : "Jobs"),
      h("h1", {}, title),
    ),
    form,
  );

  const explain = previewSchedule(form, preview);
  const checkParameters = debounced(() => {
    showError(form, "skillParams", "");
    readParameters(form.elements.skillParams.value.trim(), (message) => showError(form, "skillParams", message));
  }, 400);
  on(form, "input", "#schedule, #timezone", explain);
  on(form, "input", "#skillParams", checkParameters);
  on(form, "click", "[data-example]", (_, chip) => {
    form.elements.schedule.value = chip.dataset.example;
    explain();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, job, { problem, save });
  });
  explain();
  return () => [explain, checkParameters].forEach((timer) => timer.cancel());
}

async function send(form, before, { problem, save }) {
  clearErrors(form);
  problem.hidden = true;
  const mistakes = [];
  const job = readJob(form, (name, message) => mistakes.push([name, message]));
  mistakes.forEach(([name, message]) => showError(form, name, message));
  if (mistakes.length) {
    focusOn(form, mistakes[0][0]);
    return;
  }
  save.disabled = true;
  try {
    const saved = before.jobId ? await change(before, job) : await post("", withoutNulls(job));
    tell(before.jobId ? `“${saved.jobName}” is changed.` : `“${saved.jobName}” is created.`);
    location.hash = `#/jobs/${saved.jobId}`;
  } catch (failure) {
    refuse(form, failure, problem);
  } finally {
    save.disabled = false;
  }
}

/** At the field that the server blames, or above the form if it blames none of them. */
function refuse(form, failure, problem) {
  if (failure.field && showError(form, failure.field, failure.message)) {
    focusOn(form, failure.field);
    return;
  }
  problem.replaceChildren(
    h(
      "p",
      {},
      failure.status === 409 ? `${failure.message} (Open this page again to see what it is now.)` : failure.message,
    ),
  );
  problem.hidden = false;
  problem.scrollIntoView({ block: "center" });
}

function focusOn(form, name) {
  const control = form.elements[name];
  control.closest("details")?.setAttribute("open", "");
  control.focus();
}

/** Sends only what is different, and only if nobody else has changed the job meanwhile. */
async function change(before, job) {
  const changes = Object.entries(job).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]));
  return changes.length ? put(`/${before.jobId}`, Object.fromEntries(changes), { version: before.version }) : before;
}

function withoutNulls(job) {
  return Object.fromEntries(Object.entries(job).filter(([, value]) => value !== null));
}

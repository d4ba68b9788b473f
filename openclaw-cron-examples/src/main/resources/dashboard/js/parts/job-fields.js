/** The fields of a job in a form: how they are shown, and how they are read. */

import { h } from "../dom.js";
import { area, checkbox, choice, field, number, text } from "./fields.js";

const EXAMPLES = [
  ["*/5 * * * *", "Every 5 minutes"],
  ["@hourly", "Hourly"],
  ["0 9 * * *", "Daily at 9"],
  ["0 9 * * MON-FRI", "Weekdays at 9"],
  ["0 0 1 * *", "Monthly"],
  ["*/10 * * * * *", "Every 10 seconds"],
];
const MISFIRE = { fire_once: "Run once for all that were missed", fire_all: "Run each that was missed", skip: "Skip them" };
const OVERLAP = {
  skip: "Skip the new run",
  queue: "Let the new run wait",
  allow: "Run both",
  replace: "Cancel the old run",
};
const RECOVERY = { rerun: "Run it again", fail: "Let it fail" };

export function jobFields(job, skills, preview) {
  return [
    h(
      "div",
      { class: "card" },
      group(
        "What",
        h(
          "div",
          { class: "pair" },
          field("jobName", "Name", text("jobName", job.jobName, { required: true, maxlength: 255 })),
          field(
            "skillName",
            "Skill",
            text("skillName", job.skillName, { required: true, list: "skills", maxlength: 255 }),
            "What runs: a name that the server knows.",
          ),
        ),
        h(
          "datalist",
          { id: "skills" },
          skills.map((skill) => h("option", { value: skill })),
        ),
        field(
          "skillParams",
          "Parameters (JSON)",
          area("skillParams", JSON.stringify(job.skillParams ?? {}, null, 2), {
            rows: 4,
            class: "input mono",
            spellcheck: "false",
          }),
          "What the skill gets, as a JSON object.",
        ),
        field("description", "Description", area("description", job.description, { rows: 2, maxlength: 4000 })),
      ),
    ),
    h(
      "div",
      { class: "card when" },
      group(
        "When",
        field(
          "schedule",
          "Schedule",
          text("schedule", job.schedule, { required: true, class: "input mono", spellcheck: "false", maxlength: 255 }),
          "Minute, hour, day, month, weekday; with a sixth field in front, seconds.",
        ),
        h(
          "div",
          { class: "chips", role: "group", "aria-label": "Examples" },
          EXAMPLES.map(([expression, word]) =>
            h("button", { type: "button", class: "chip", "data-example": expression }, word),
          ),
        ),
        field(
          "timezone",
          "Time zone",
          text("timezone", job.timezone, { list: "zones", maxlength: 64 }),
          "The schedule is read in this zone, through all its clock changes.",
        ),
        h(
          "datalist",
          { id: "zones" },
          zones().map((zone) => h("option", { value: zone })),
        ),
      ),
      preview,
    ),
    h(
      "details",
      { class: "card advanced" },
      h("summary", {}, h("h2", {}, "Policies and limits")),
      h(
        "div",
        { class: "pair" },
        field(
          "maxRetries",
          "Retries",
          number("maxRetries", job.maxRetries, { min: 0, max: 100 }),
          job.jobId ? null : "Empty: as the server is set.",
        ),
        field(
          "timeoutSeconds",
          "Timeout (seconds)",
          number("timeoutSeconds", job.timeoutSeconds, { min: 1, max: 604800 }),
          job.jobId ? null : "Empty: as the server is set.",
        ),
        field(
          "priority",
          "Priority",
          number("priority", job.priority ?? 5, { min: 0, max: 9 }),
          "0 to 9; higher ones start first.",
        ),
        field(
          "jobKey",
          "Key",
          text("jobKey", job.jobKey, { maxlength: 255 }),
          "A name for programs, unique in the organization.",
        ),
      ),
      field(
        "overlapPolicy",
        "If the run before has not ended",
        choice("overlapPolicy", OVERLAP, job.overlapPolicy ?? "skip"),
      ),
      field("misfirePolicy", "If runs were missed", choice("misfirePolicy", MISFIRE, job.misfirePolicy ?? "fire_once")),
      field(
        "recoveryPolicy",
        "If its node dies in a run",
        choice("recoveryPolicy", RECOVERY, job.recoveryPolicy ?? "rerun"),
      ),
      checkbox("catchUpAfterPause", "After a pause, catch up on what was missed", job.catchUpAfterPause),
      !job.jobId && checkbox("enabled", "Enabled from the beginning", true),
    ),
  ];
}

function group(title, ...content) {
  return h("fieldset", {}, h("legend", {}, h("h2", {}, title)), content);
}

function zones() {
  const known = Intl.supportedValuesOf?.("timeZone") ?? [];
  return known.includes("UTC") ? known : ["UTC", ...known];
}

/**
 * What the fields say, as the server takes it.
 *
 * @param mistake called with a field and a sentence for each that cannot be read
 */
export function readJob(form, mistake) {
  const value = (name) => form.elements[name].value.trim();
  const job = {
    description: value("description") || null,
    jobKey: value("jobKey") || null,
    catchUpAfterPause: form.elements.catchUpAfterPause.checked,
  };
  for (const [name, message] of [
    ["jobName", "A job needs a name."],
    ["skillName", "Say what is to run."],
    ["schedule", "Say when it is to run."],
  ]) {
    job[name] = value(name);
    if (!job[name]) {
      mistake(name, message);
    }
  }
  for (const name of ["overlapPolicy", "misfirePolicy", "recoveryPolicy"]) {
    job[name] = value(name);
  }
  if (value("timezone")) {
    job.timezone = value("timezone");
  }
  for (const name of ["maxRetries", "timeoutSeconds", "priority"]) {
    readNumber(form.elements[name], job, mistake);
  }
  if (form.elements.enabled) {
    job.enabled = form.elements.enabled.checked;
  }
  job.skillParams = readParameters(value("skillParams"), (message) => mistake("skillParams", message));
  return job;
}

function readNumber(control, job, mistake) {
  if (!control.validity.valid) {
    mistake(control.name, `A whole number, ${control.min} to ${control.max}.`);
  } else if (control.value !== "") {
    job[control.name] = Number(control.value);
  }
}

/** @returns the object, or null after a mistake */
export function readParameters(source, mistake) {
  try {
    const parameters = JSON.parse(source || "{}");
    if (parameters && typeof parameters === "object" && !Array.isArray(parameters)) {
      return parameters;
    }
    mistake('An object is needed, as in {"url": "https://example.org"}.');
  } catch (failure) {
    mistake(`Not JSON: ${failure.message}`);
  }
  return null;
}

// Shows the third step of the welcome page: after a click on a sample number, the page shows the
// states of a call without placing one. Nothing is sent to the host or to RingCentral. Depends on
// step.js and shared/.

import { byId, setText } from "../shared/elements.js";
import { displayNumber } from "../shared/format_number.js";
import { say } from "../shared/i18n.js";
import { readSettings } from "../shared/settings.js";
import { setStep } from "./step.js";

const NAME = "Ada Example";
const NUMBER = "+14155550132";
const AS_WRITTEN = "(415) 555-0132";
/** The states of the sample call, each with its duration in milliseconds; the last one stays. */
const WALK = /** @type {const} */ ([
  ["placing", 600],
  ["ringing_you", 1_800],
  ["ringing_them", 1_800],
  ["connected", 1_800],
  ["ended", 0],
]);

/** @type {ReturnType<typeof setTimeout> | undefined} */
let clock;
/** Whether RingCentral asks the user to press 1 in real calls. The sample call then says so too. */
let asksForKey = true;

export async function startPractice() {
  setStep("practice", "next", say("welcome_try_now"));
  setText("sample-name", NAME);
  setText("card-name", NAME);
  setText("sample", AS_WRITTEN);
  /** @type {HTMLAnchorElement} */ (byId("sample")).href = `tel:${NUMBER}`;
  byId("sample").onclick = (event) => {
    event.preventDefault();
    walk(0);
  };
  byId("card-stop").onclick = () => paint("cancelled");
  ({ play_prompt: asksForKey } = await readSettings());
}

/** @param {number} at index in `WALK` */
function walk(at) {
  const [state, lasts] = WALK[at] ?? ["ended", 0];
  paint(state);
  if (lasts > 0) clock = setTimeout(() => walk(at + 1), lasts);
}

/** @param {import("../shared/messages.js").CallState} state */
function paint(state) {
  clearTimeout(clock);
  const isOver = state === "ended" || state === "cancelled";
  byId("card").hidden = false;
  byId("card").className = `${state} ${isOver ? "" : "under-way"}`;
  byId("card-number").textContent = displayNumber(NUMBER);
  const needsKey = state === "ringing_you" && asksForKey;
  byId("card-state").textContent = say(needsKey ? "card_press_1" : `state_${state}`);
  // As in a real call, the user can cancel the call only until the user's own phone is answered.
  byId("card-stop").hidden = state !== "placing" && state !== "ringing_you";
  if (state === "ended") setStep("practice", "done", say("welcome_try_done"));
}

"use strict";
// Provides `CallDetails`: the card's lines about a call in progress. The lines show the user's
// phone that rings, whether the user and the callee have answered, and the caller ID, which the
// user can change for later calls. Depends on `Messaging`, `Layer`, `CallCard` and the detection.

/** @typedef {import("../../shared/messages.js").Call} Call */
/** @typedef {import("../../shared/messages.js").CallAbout} CallAbout */

const CallDetails = (() => {
  const BY_AREA = "area";
  /**
   * For each state of a call in progress: the state of the user's own phone, then that of the
   * callee's phone.
   * @type {Record<string, [string, string]>}
   */
  const LEGS = {
    placing: ["waiting", "waiting"],
    ringing_you: ["ringing", "waiting"],
    ringing_them: ["answered", "ringing"],
    connected: ["answered", "answered"],
  };

  /**
   * The line of the card that shows the caller ID, and the id of the call that the line is about.
   * All views of one call use this same line, because the user may be choosing another caller ID in
   * it.
   */
  let caller = { call_id: "", line: /** @type {HTMLElement | null} */ (null) };

  /** @param {string | null} number E.164 @returns {string} */
  const displayOf = (number) => (number ? describeNumber(number).international : "");

  /**
   * @param {Call} call
   * @param {CallAbout | null} about
   * @returns {HTMLElement[]} the lines about the call; empty if the call has ended
   */
  function linesOf(call, about) {
    const legs = LEGS[call.state];
    if (!legs || !about || about.call_id !== call.call_id) return [];
    const [you, them] = legs;
    const yours = CallCard.say(`leg_${you}`);
    const phone = about.from_label || displayOf(call.from) || CallCard.say("confirm_from_default");
    const phoneLine = line(`leg ${you}`, CallCard.say("card_from"), phone, yours);
    phoneLine.title = displayOf(call.from);
    return [
      phoneLine,
      line(`leg ${them}`, CallCard.say("card_to"), "", CallCard.say(`leg_${them}`)),
      callerLine(call, about),
    ];
  }

  /** @param {string} name @param {string} label @param {string} value @param {string} [state] */
  function line(name, label, value, state = "") {
    const made = Layer.element("div", `line ${name}`);
    const words = Layer.element("span", "value");
    words.append(Layer.element("bdi", "", value));
    made.append(Layer.element("span", "label", label), words);
    if (state) made.append(Layer.element("span", "leg-state", state));
    return made;
  }

  /** @param {Call} call @param {CallAbout} about */
  function callerLine(call, about) {
    if (caller.call_id === call.call_id && caller.line) return caller.line;
    const own = displayOf(call.caller_id) || CallCard.say("popup_caller_default");
    const made = line("caller", CallCard.say("card_they_see"), own);
    const why = about.by_area ? CallCard.say("card_by_area") : "";
    made.title = [about.caller_id_label, why].filter(Boolean).join(" · ");
    if (about.may_choose) made.append(changeButton(made));
    caller = { call_id: call.call_id, line: made };
    return made;
  }

  /** @param {HTMLElement} made */
  function changeButton(made) {
    const button = Layer.element("button", "change", CallCard.say("card_change"));
    button.type = "button";
    button.setAttribute("aria-label", CallCard.say("card_change_label"));
    button.addEventListener("click", (event) => event.isTrusted && offerOthers(made, button));
    return button;
  }

  /**
   * Replaces the button "Change" with a list, in which the user chooses the caller ID for later
   * calls.
   * @param {HTMLElement} made the line that contains the button
   * @param {HTMLElement} button
   */
  async function offerOthers(made, button) {
    const listed = await Messaging.ask("caller_ids.list", {}).catch(() => null);
    if (!listed) return button.remove();
    const select = Layer.element("select", "callers");
    select.setAttribute("aria-label", CallCard.say("card_next_caller"));
    select.append(new Option(CallCard.say("options_caller_id_area"), BY_AREA));
    for (const { phone_number, label } of listed.numbers) {
      const text = [displayOf(phone_number), label].filter(Boolean).join(" · ");
      select.append(new Option(text, phone_number));
    }
    select.value = listed.chosen || (listed.numbers[0]?.phone_number ?? BY_AREA);
    select.addEventListener("change", () => choose(made, select));
    made.classList.add("choosing");
    button.replaceWith(select);
    made.querySelector(".label")?.replaceChildren(CallCard.say("card_next_caller"));
    made.querySelector(".value")?.remove();
    select.focus();
    // The browser allows `showPicker` only shortly after a click. The caller IDs may have arrived
    // too late for that.
    if (navigator.userActivation.isActive) select.showPicker();
  }

  /** @param {HTMLElement} made @param {HTMLSelectElement} select */
  async function choose(made, select) {
    const { value } = select;
    const isKept = await Messaging.ask("caller_id.choose", { caller_id: value }).then(
      () => true,
      () => false,
    );
    const said = Layer.element(
      "span",
      "leg-state",
      CallCard.say(isKept ? "card_kept" : "card_not_kept"),
    );
    said.setAttribute("role", "status");
    made.querySelector(".leg-state")?.remove();
    made.append(said);
  }

  return { linesOf };
})();

"use strict";
// Provides `CallProgress`: shows on the card what the background reports about a call: that the
// call was requested, its states, and its problems together with what the user can do about them.
// Depends on `Messaging`, `TelLinks`, `CallCard`, `CallDetails` and the detection.

/** @typedef {import("../../shared/messages.js").Problem} Problem */
/** @typedef {{number: string, ext: string, name: string}} Callee */

const CallProgress = (() => {
  /**
   * The callee of the last call that the user asked for. If the native host cannot place the call,
   * the card offers a link that calls the callee with the softphone.
   * @type {Callee | null}
   */
  let asked = null;
  /**
   * The id of a call in progress whose card the user closed. A new state of this call does not open
   * the card again.
   */
  let closedCall = "";
  /** @type {{call: Call, about: CallAbout | null, note: string} | null} */
  let present = null;

  CallCard.whenClosed(() => {
    if (CallCard.isUnderWay()) closedCall = present?.call.call_id ?? "";
  });

  /** @param {string} number E.164 @param {string} ext @returns {string} the international form */
  function displayOf(number, ext) {
    const { international } = describeNumber(number);
    return ext ? `${international} ${CallCard.say("popup_extension", ext)}` : international;
  }

  /** @param {Callee} callee */
  const whoOf = ({ number, ext, name }) => ({ name, number: displayOf(number, ext) });

  /**
   * Shows that a call was requested, or that the user has to confirm it in the extension's own
   * window.
   * @param {Anchor | null} anchor the number or element that the card belongs to; null keeps the
   *   previous one
   * @param {Callee} callee
   * @param {"asking" | "confirming"} state
   */
  function showAsked(anchor, callee, state) {
    asked = callee;
    const offers = [
      { name: "raise", text: CallCard.say("card_raise"), act: () => tell("confirm.raise") },
      { name: "drop", text: CallCard.say("confirm_no"), act: () => tell("confirm.drop") },
    ];
    CallCard.show(anchor, {
      ...{ state, words: CallCard.say(`state_${state}`), who: whoOf(callee) },
      offers: state === "confirming" ? offers : [],
    });
  }

  /**
   * Sends the background a message that consists of its type only. If the background answers with a
   * problem, shows that problem.
   * @param {"confirm.raise" | "confirm.drop" | "call.show" | "setup.open" | "site.undo"} type
   */
  const tell = (type) => Messaging.ask(type, {}).catch(showProblem);

  /** @param {import("../../shared/messages.js").FrameMessages["call.changed"]} news */
  function showCall({ call, about, note, show }) {
    if (call.call_id === closedCall && !show) return;
    closedCall = "";
    const isOver = CallDetails.linesOf(call, about).length === 0;
    const isSame = present?.call.call_id === call.call_id && !isOver;
    // A note about a call stays on the card until that call ends.
    present = { call, about, note: note || (isSame ? present?.note : "") || "" };
    const [number = "", ext = ""] = call.to.split(";ext=");
    asked = { number, ext, name: about?.name ?? "" };
    const canStop = call.cancellable || call.state === "ringing_you";
    const hasFailed = ["failed", "unknown"].includes(call.state);
    CallCard.show(null, {
      state: call.state,
      words: call.problem ? wordsOf(call.problem) : CallCard.say(keyOf(call, about)),
      who: whoOf(asked),
      note: present.note,
      since: about?.call_id === call.call_id ? about.connected_at : null,
      until: isOver ? call.changed_at : null,
      details: CallDetails.linesOf(call, about),
      offers: canStop
        ? [{ name: "stop", text: CallCard.say("card_cancel"), act: () => stop(call.call_id) }]
        : hasFailed && call.problem
          ? helpFor(call.problem)
          : [],
    });
  }

  /** @param {Call} call @param {CallAbout | null} about @returns {string} a key of _locales */
  const keyOf = ({ state }, about) =>
    state === "ringing_you" && about?.play_prompt ? "card_press_1" : `state_${state}`;

  /** @param {string} call_id */
  function stop(call_id) {
    Messaging.ask("call.cancel", { call_id }).then(
      (call) => showCall({ call, about: present?.about ?? null, note: "", show: true }),
      (problem) => {
        // If no call is in progress, the card shows only the problem. Otherwise, the card shows the
        // problem as a note below the call's state.
        if (!present || !CallCard.isUnderWay()) return showProblem(problem);
        showCall({ ...present, note: wordsOf(problem), show: true });
      },
    );
  }

  /** @param {Problem} problem */
  function showProblem(problem) {
    const view = CallCard.view();
    const who = asked ? whoOf(asked) : (view?.who ?? { name: "", number: "" });
    const words = wordsOf(problem);
    CallCard.show(null, { state: "failed", words, who, offers: helpFor(problem) });
  }

  /**
   * The codes of problems that the user can solve by signing in, or by installing or updating the
   * helper app.
   */
  const NEEDS_SETUP = /^(not_signed_in|sign_in_\w+|host_missing|host_forbidden|update_host)$/;
  /** For problems with these codes, the card does not offer to call the number with a softphone. */
  const OF_THE_NUMBER =
    /^(busy|they_are_busy|number_changed|not_a_number|emergency_number|short_number)$/;

  /** @param {Problem} problem @returns {CardOffer[]} */
  function helpFor({ code }) {
    /** @type {CardOffer[]} */
    const offers = [];
    if (code === "busy") {
      offers.push({
        name: "go",
        text: CallCard.say("card_show_call"),
        act: () => tell("call.show"),
      });
    }
    if (NEEDS_SETUP.test(code)) {
      const key =
        code.startsWith("host_") || code === "update_host" ? "card_set_up" : "card_sign_in";
      offers.push({ name: "setup", text: CallCard.say(key), act: () => tell("setup.open") });
    }
    if (asked && !OF_THE_NUMBER.test(code)) {
      const href = TelLinks.addressOf("tel", asked.number, asked.ext);
      offers.push({ name: "softphone", text: CallCard.say("card_softphone"), href });
    }
    return offers;
  }

  /** @param {Problem} problem */
  const wordsOf = ({ code, message }) => message || CallCard.say(`problem_${code}`) || code;

  /** The handlers, by type, of the background's messages to the frame that shows the card. */
  const MESSAGE_HANDLERS = {
    "call.changed": showCall,
    /**
     * @param {Callee & {state: "asking" | "confirming"}} news the callee and the state of a request
     *   from another frame, which is too small for a card
     */
    "call.asked": ({ state, ...callee }) => showAsked(document.documentElement, callee, state),
    /** @param {{problem: Problem | null}} news `problem` is null if the user declined the call */
    "call.refused": ({ problem }) => {
      if (problem) showProblem(problem);
      else if (!CallCard.isUnderWay()) CallCard.hide();
    },
    "card.gone": () => CallCard.hide(),
    /** @param {{number: string, ext: string, key: string}} news */
    "card.notice": ({ number, ext, key }) => {
      const who = { name: "", number: displayOf(number, ext) };
      CallCard.show(document.documentElement, { state: "failed", words: CallCard.say(key), who });
    },
    /**
     * @param {{text: string, words: string, can_undo: boolean}} news `words` tells the user what a
     *   choice in the context menu changed for the site, and `text` is the number or text concerned
     */
    "site.changed": ({ text, words, can_undo }) => {
      const undo = {
        name: "undo",
        text: CallCard.say("card_undo"),
        act: () => tell("site.undo").then(CallCard.hide),
      };
      const who = { name: "", number: text };
      CallCard.show(null, { state: "done", words, who, offers: can_undo ? [undo] : [] });
    },
  };

  return { MESSAGE_HANDLERS, displayOf, showAsked, showProblem, tell };
})();

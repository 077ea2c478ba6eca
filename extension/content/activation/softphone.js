"use strict";
// Provides `Softphone`: opens a number's link in the computer's phone app. If the user wants
// RingOut calls, but these are not possible yet, tells the user so. Also tells the user if no app
// seems to have opened. Browsers do not report whether an app opened a link, so `Softphone` checks
// whether the page lost the focus. Depends on `Page`, `CallCard` and `CallProgress`.

const Softphone = (() => {
  const KEY = "softphone";
  /**
   * If, within this time, neither the phone app nor the browser's question whether to open the app
   * takes the focus, no app seems to have opened.
   */
  const OPENS_WITHIN_MS = 2_500;

  /**
   * @typedef {{told?: boolean, works?: boolean, quiet?: boolean}} Known what is stored from earlier
   *   clicks: whether the card has explained the softphone (`told`), whether an app has opened
   *   (`works`), and whether the user wants no more warnings (`quiet`)
   */

  /**
   * Opens the number in the softphone.
   * @param {PageNumber} found
   * @param {() => void} open makes the browser follow the number's link
   */
  async function follow({ number, ext, href }, open) {
    const { missing = "" } = Page.config() ?? {};
    const callee = { number, ext, name: "" };
    if (missing === "expired") return showExpired(callee);
    const left = leavesPage();
    open();
    const known = await read();
    const isFirst = missing !== "" && !known.told;
    if (isFirst) explainSoftphone(callee);
    if (await left) return void (known.works || write({ ...known, told: true, works: true }));
    if (isFirst) write({ ...known, told: true });
    if (!known.works && !known.quiet && document.visibilityState === "visible") {
      warnNothingOpened(callee, href);
    }
  }

  /**
   * @returns {Promise<boolean>} whether the page loses the focus or is hidden before the timeout
   */
  function leavesPage() {
    if (!document.hasFocus()) return Promise.resolve(false);
    return new Promise((resolve) => {
      const watching = new AbortController();
      const { signal } = watching;
      const end = (/** @type {boolean} */ hasLeft) => {
        watching.abort();
        resolve(hasLeft);
      };
      addEventListener("blur", (event) => event.target === window && end(true), { signal });
      addEventListener("pagehide", () => end(true), { signal });
      document.addEventListener("visibilitychange", () => end(true), { signal });
      setTimeout(end, OPENS_WITHIN_MS, false);
    });
  }

  /** @returns {Promise<Known>} */
  async function read() {
    const kept = await chrome.storage.local.get(KEY).catch(() => ({}));
    return /** @type {Record<string, Known>} */ (kept)[KEY] ?? {};
  }

  /** @param {Known} known */
  const write = (known) => chrome.storage.local.set({ [KEY]: known }).catch(() => undefined);

  /** @param {Callee} callee */
  const whoOf = ({ number, ext }) => ({ name: "", number: CallProgress.displayOf(number, ext) });

  /** @param {string} key @returns {CardOffer} */
  const setup = (key) => ({
    name: "setup",
    text: CallCard.say(key),
    act: () => CallProgress.tell("setup.open"),
  });

  /**
   * Tells the user that the sign-in has expired. Runs at every click until the user signs in again.
   * @param {Callee} callee
   */
  function showExpired(callee) {
    CallProgress.showAsked(document.documentElement, callee, "asking");
    CallProgress.showProblem({ code: "sign_in_expired", message: CallCard.say("card_expired") });
  }

  /** @param {Callee} callee */
  function explainSoftphone(callee) {
    CallCard.show(document.documentElement, {
      ...{ state: "done", words: CallCard.say("card_opened"), who: whoOf(callee) },
      note: CallCard.say("card_opened_why"),
      offers: [setup("card_set_up")],
    });
  }

  /** @param {Callee} callee @param {string} href */
  function warnNothingOpened(callee, href) {
    const quiet = {
      name: "quiet",
      text: CallCard.say("card_do_not_tell"),
      act: async () => {
        write({ ...(await read()), told: true, quiet: true });
        CallCard.hide();
      },
    };
    const again = { name: "again", text: CallCard.say("card_again"), href };
    const isRingOut = Page.config()?.action === "ringout";
    CallCard.show(document.documentElement, {
      ...{ state: "doubtful", words: CallCard.say("card_nothing_opened"), who: whoOf(callee) },
      note: CallCard.say("card_nothing_opened_why"),
      offers: [...(isRingOut ? [setup("card_set_up")] : []), again, quiet],
    });
  }

  return { follow };
})();

// Shows a problem that occurs while no panel is open: an exclamation mark on the toolbar button,
// and the problem's text in the button's tooltip. Depends on nothing.

const COLOR = "#b3261e";

/** @param {import("../shared/messages.js").Problem} problem */
export async function showProblemOnBadge(problem) {
  console.warn("a command could not be done:", problem?.code ?? problem);
  const name = chrome.i18n.getMessage("extension_name");
  const words = typeof problem?.code === "string" ? problem.message : "";
  await chrome.action.setBadgeBackgroundColor({ color: COLOR });
  await chrome.action.setBadgeText({ text: "!" });
  await chrome.action.setTitle({ title: words ? `${name}: ${words}` : name });
}

// Page scripts that change an element with a number: its children, its HTML and its text.

import { frames, put } from "../compared/kit.js";

const SENTENCE = "Ring 213-373-4253 today or tomorrow, please.";
const PLACES = {
  whole: `<p>${SENTENCE}</p>`,
  split: "<p>Dial <b>(415)</b> <i>555-2671</i> now</p>",
  beside: "<p><b>Tel</b> 213-373-4253 <input value=typed> or <i>ask</i></p>",
};

const element = (name, words = "") =>
  Object.assign(document.createElement(name), { textContent: words });

/** @type {Record<string, (parent: HTMLElement, root: HTMLElement) => unknown>} */
const CHILDREN = {
  "last child removed": (parent) => parent.removeChild(parent.lastChild).nodeName,
  "first child removed": (parent) => parent.removeChild(parent.firstChild).nodeName,
  "all removed from the end": (parent) => {
    let count = 0;
    for (; parent.lastChild; count += 1) parent.lastChild.remove();
    return count;
  },
  "all moved to another": (parent) => {
    const other = element("div");
    while (parent.firstChild) other.append(parent.firstChild);
    parent.after(other);
  },
  "all to a fragment and back": (parent) => {
    const fragment = document.createDocumentFragment();
    fragment.append(...parent.childNodes);
    parent.append(fragment);
  },
  "each wrapped": (parent) => {
    for (const child of [...parent.childNodes]) {
      const wrapper = element("span");
      child.replaceWith(wrapper);
      wrapper.append(child);
    }
    return parent.children.length;
  },
  "each text wrapped": (parent) => {
    for (const child of [...parent.childNodes]) {
      if (child.nodeType !== Node.TEXT_NODE) continue;
      const wrapper = element("span");
      child.replaceWith(wrapper);
      wrapper.append(child);
    }
    return parent.children.length;
  },
  "turned round": (parent) => parent.append(...[...parent.childNodes].reverse()),
  "replaced by a number": (parent) => parent.replaceChildren("650-253-0000"),
  "replaced by themselves": (parent) => parent.replaceChildren(...parent.childNodes),
  "text appended": (parent) => parent.append(" and more"),
  "text prepended": (parent) => parent.prepend("Hello, "),
  "digits appended": (parent) => parent.append("77"),
  "element appended": (parent) => parent.append(element("hr")),
  "elements taken out": (parent) => {
    for (const child of [...parent.children]) child.remove();
    return parent.textContent;
  },
  counted: (parent) => [
    parent.childNodes.length,
    parent.children.length,
    parent.childElementCount,
    parent.getElementsByTagName("*").length,
    parent.querySelectorAll("*").length,
    parent.firstChild === parent.lastChild,
    parent.firstElementChild?.localName ?? null,
    parent.lastChild.nodeName,
    parent.attributes.length,
  ],
};

/** @type {typeof CHILDREN} */
const COPIES = {
  "cloned after itself": (parent) => parent.after(parent.cloneNode(true)),
  "clone read": (parent) => {
    const clone = parent.cloneNode(true);
    return [clone.textContent, clone.innerHTML, clone.childNodes.length];
  },
  "own text by a clone without its children": (parent) => {
    const clone = parent.cloneNode(true);
    for (const child of clone.children) child.remove();
    return clone.textContent.trim();
  },
  imported: (parent) => parent.after(document.importNode(parent, true)),
  "to a frame and back": (parent, root) => {
    const frame = document.createElement("iframe");
    root.append(frame);
    const { body } = frame.contentDocument;
    body.append(parent);
    const text = body.textContent;
    root.prepend(parent);
    frame.remove();
    return text;
  },
  "by a template": (parent) => {
    const template = document.createElement("template");
    template.innerHTML = parent.outerHTML;
    parent.after(template.content.cloneNode(true));
  },
  serialized: (parent) => new XMLSerializer().serializeToString(parent),
  "by getHTML": (parent) => parent.getHTML({ serializableShadowRoots: true }),
  "compared with a fresh one": (parent) => {
    const fresh = element(parent.localName);
    fresh.innerHTML = parent.innerHTML;
    return [parent.isEqualNode(fresh), parent.childNodes.length === fresh.childNodes.length];
  },
  "in a print frame": (parent, root) => {
    const frame = document.createElement("iframe");
    root.append(frame);
    frame.contentDocument.body.innerHTML = parent.outerHTML;
    const text = frame.contentDocument.body.innerText;
    frame.remove();
    return text;
  },
};

const write = (change) => (parent) => {
  parent.innerHTML = change(parent.innerHTML);
  return parent.innerHTML;
};

/** @type {typeof CHILDREN} */
const MARKUP = {
  "innerHTML read": (parent) => [parent.innerHTML, parent.outerHTML, parent.innerHTML.length],
  "innerHTML written as it is": write((html) => html),
  "innerHTML with a word changed": write((html) => html.replace(/today|now|ask/, "tonight")),
  "innerHTML with more": write((html) => `${html}!`),
  "innerHTML with its numbers bold": write((html) =>
    html.replace(/\d{3}-\d{3}-\d{4}/g, "<b>$&</b>"),
  ),
  "innerHTML with its numbers linked": write((html) =>
    html.replace(/\+?\d[\d\s().-]{7,}\d/g, '<a href="tel:$&">$&</a>'),
  ),
  "innerHTML with each digit wrapped": write((html) => html.replace(/\d+/g, '<u class="d">$&</u>')),
  "innerHTML cut": write((html) => html.slice(0, 9)),
  "innerHTML cut by letters": write((html) => `${html.substr(0, 22)}<span>…</span>`),
  "innerHTML without widows": write((html) => html.replace(/\s([^\s<]+)\s*$/, "&nbsp;$1")),
  "innerHTML without tags": (parent) => parent.innerHTML.replace(/<[^>]+>/g, ""),
  "outerHTML copied": (parent) => parent.insertAdjacentHTML("afterend", parent.outerHTML),
  "outerHTML as another element": (parent) => {
    parent.outerHTML = parent.outerHTML.replace("<p", "<div").replace("</p>", "</div>");
  },
};

/** @type {typeof CHILDREN} */
const TEXTS = {
  "textContent read": (parent) => {
    const { textContent: text } = parent;
    return [
      text,
      text.length,
      text.split(" ").length,
      text.split(" ")[0],
      text.slice(0, 4),
      text.startsWith("Ring"),
      text.replace(/\s+/g, " "),
      [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7),
    ];
  },
  "textContent written as it is": (parent) => {
    parent.textContent = `${parent.textContent}`;
  },
  "textContent with a word changed": (parent) => {
    parent.textContent = parent.textContent.replace(/today|now/, "tonight");
  },
  "textContent cut": (parent) => {
    parent.textContent = `${parent.textContent.slice(0, 12)}…`;
  },
  "textContent typed again": async (parent) => {
    const { textContent } = parent;
    parent.textContent = "";
    for (const letter of textContent) {
      parent.textContent += letter;
      if (letter === " ") await frames(1);
    }
  },
  "innerText read": (parent) => [parent.innerText, parent.outerText],
  "innerText written as it is": (parent) => {
    parent.innerText = `${parent.innerText}`;
  },
  "leaves with text": (_, root) =>
    [...root.querySelectorAll("*")]
      .filter((leaf) => !leaf.children.length && leaf.textContent)
      .map((leaf) => `${leaf.localName}: ${leaf.textContent}`),
  "own texts of each": (_, root) =>
    [...root.querySelectorAll("*")].map((owner) =>
      [...owner.childNodes]
        .filter((child) => child.nodeType === Node.TEXT_NODE)
        .map((child) => child.data)
        .join("|"),
    ),
  "made editable, typed into, read": (parent) => {
    parent.contentEditable = "true";
    parent.focus();
    getSelection().selectAllChildren(parent);
    getSelection().collapseToEnd();
    document.execCommand("insertText", false, " ok");
    const html = parent.innerHTML;
    parent.removeAttribute("contenteditable");
    parent.blur();
    return html;
  },
  "hidden and shown": async (parent) => {
    parent.hidden = true;
    await frames();
    parent.hidden = false;
  },
  "a shadow root put on it": (parent) => {
    const host = element("div");
    parent.replaceWith(host);
    host.attachShadow({ mode: "open" }).innerHTML = "<slot></slot>";
    host.append(parent);
    return host.shadowRoot.firstChild.assignedNodes().length;
  },
};

for (const [place, html] of Object.entries(PLACES)) {
  for (const uses of [CHILDREN, COPIES, MARKUP, TEXTS]) {
    for (const [use, work] of Object.entries(uses)) {
      put({
        [`${use}, number ${place}`]: { html, run: (root) => work(root.firstElementChild, root) },
      });
    }
  }
}

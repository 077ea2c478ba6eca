// The script of another extension. When a page has loaded, and after every change of the page, the
// script replaces each text that contains a number by a link.

const NUMBER = /\d{3}-\d{3}-\d{4}/;

function linkify(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (NUMBER.test(node.data) && !node.parentElement?.closest("a, script, style"))
      found.push(node);
  }
  for (const node of found) {
    const [number] = NUMBER.exec(node.data);
    const [before, after] = node.data.split(number, 2);
    const link = document.createElement("a");
    link.href = `stranger:${number}`;
    link.textContent = number;
    node.replaceWith(before, link, after ?? "");
  }
}

linkify(document.body);
new MutationObserver(() => linkify(document.body)).observe(document.body, {
  childList: true,
  characterData: true,
  subtree: true,
});

// The sample application as jQuery pages and Turbo do it: some texts are set, the rest is replaced.
import $ from "jquery";

const root = $("#root");

function row({ name, phone, note }) {
  const item = $("<li>").text(`${name}: ${phone} `);
  return note ? item.append($("<em>").text(note)) : item;
}

function page({ title, phone, area, rest, other, note, office, contacts, bare }) {
  return $("<main>").append(
    $("<h1>").text(title),
    $("<p class=tel>").text(`Tel: ${phone} ext`),
    $("<p class=phone>").text(phone),
    $("<p>").append("<b>Tel:</b>", document.createTextNode(phone)),
    $("<p>").append(document.createTextNode(area), " ", document.createTextNode(rest)),
    $("<p>").append(other ? `Call ${phone}.` : "", " <i>or</i> ", document.createTextNode(other)),
    bare ? document.createTextNode(phone) : "",
    office ? $("<section>").text(`Office ${office}`) : "",
    $("<ul>").append(contacts.map(row)),
    $("<pre>").text(`Note ${note}`),
    $("<div style='white-space: pre-wrap'>").text(phone),
    $("<div style='display: flex'>").append(
      document.createTextNode(phone),
      $("<span>").text(other),
    ),
  );
}

root.html(page(window.firstState));
let turn = 0;

window.app = {
  set(state) {
    turn += 1;
    if (turn % 3 === 0) {
      // As Turbo does: a new body replaces the old one.
      const body = document.createElement("body");
      body.append(document.getElementById("root"));
      document.documentElement.replaceChild(body, document.body);
    }
    if (turn % 2 === 0) return root.html(page(state).prop("outerHTML"));
    return root.empty().append(page(state));
  },
  unmount: () => root.empty(),
};

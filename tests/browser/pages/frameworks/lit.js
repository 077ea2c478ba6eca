// The sample application in Lit, as a component with an open shadow root and as a plain template.
import { html, LitElement, nothing, render } from "lit";
import { repeat } from "lit/directives/repeat.js";

const contact = ({ name, phone, note }) =>
  html`<li>${name}: ${phone} ${note ? html`<em>${note}</em>` : nothing}</li>`;

const view = ({ title, phone, area, rest, other, note, office, contacts, bare }) => html`
  <main>
    <h1>${title}</h1>
    <p>Tel: ${phone} ext</p>
    <p>${phone}</p>
    <p><b>Tel:</b>${phone}</p>
    <p>${area} ${rest}</p>
    <p>${other ? `Call ${phone}.` : nothing} <i>or</i> ${other}</p>
    ${bare ? phone : ""}
    ${office ? html`<section>Office ${office}</section>` : nothing}
    <ul>
      ${repeat(contacts, ({ id }) => id, contact)}
    </ul>
    <pre>Note ${note}</pre>
    <div style="white-space: pre-wrap">${phone}</div>
    <div style="display: flex">${phone}<span>${other}</span></div>
  </main>
`;

class SampleView extends LitElement {
  static properties = { state: { attribute: false } };

  render() {
    return view(this.state);
  }
}
customElements.define("sample-view", SampleView);

const root = document.getElementById("root");
const draw = (state) => render(view(state), root);
draw(window.firstState);
const component = document.createElement("sample-view");
component.state = window.firstState;
document.body.append(component);

window.app = {
  set(state) {
    draw(state);
    component.state = state;
    return component.updateComplete;
  },
  unmount() {
    render(nothing, root);
    component.remove();
  },
};

// The sample application in Angular, compiled in the browser and without zone.js.
import "@angular/compiler";
import {
  ApplicationRef,
  Component,
  enableProdMode,
  provideZonelessChangeDetection,
  signal,
} from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";

enableProdMode();
const state = signal(window.firstState);

class App {
  state = state;
}
Component({
  selector: "main",
  template: `
    <h1>{{ state().title }}</h1>
    <p>Tel: {{ state().phone }} ext</p>
    <p>{{ state().phone }}</p>
    <p><b>Tel:</b>{{ state().phone }}</p>
    <p>{{ state().area }} {{ state().rest }}</p>
    <p>@if (state().other) {Call {{ state().phone }}.} <i>or</i> {{ state().other }}</p>
    @if (state().bare) {{{ state().phone }}}
    @if (state().office) {<section>Office {{ state().office }}</section>}
    <ul>
      @for (contact of state().contacts; track contact.id) {
        <li>{{ contact.name }}: {{ contact.phone }}
          @if (contact.note) {<em>{{ contact.note }}</em>}</li>
      }
    </ul>
    <pre>Note {{ state().note }}</pre>
    <div style="white-space: pre-wrap">{{ state().phone }}</div>
    <div style="display: flex">{{ state().phone }}<span>{{ state().other }}</span></div>`,
})(App);

document.getElementById("root").append(document.createElement("main"));
window.ready = bootstrapApplication(App, {
  providers: [provideZonelessChangeDetection()],
}).then((application) => {
  window.app = {
    set(next) {
      state.set(next);
      application.injector.get(ApplicationRef).tick();
    },
    unmount: () => application.destroy(),
  };
});

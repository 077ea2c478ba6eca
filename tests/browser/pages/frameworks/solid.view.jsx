// The view of the sample application in Solid.
import { For, Show } from "solid-js";

export function View({ state }) {
  return (
    <main>
      <h1>{state.title}</h1>
      <p>Tel: {state.phone} ext</p>
      <p>{state.phone}</p>
      <p>
        <b>Tel:</b>
        {state.phone}
      </p>
      <p>
        {state.area} {state.rest}
      </p>
      <p>
        {state.other ? `Call ${state.phone}.` : null} <i>or</i> {state.other}
      </p>
      {state.bare && state.phone}
      <Show when={state.office}>
        <section>Office {state.office}</section>
      </Show>
      <ul>
        <For each={state.contacts}>
          {(contact) => (
            <li>
              {contact.name}: {contact.phone} <Show when={contact.note}>
                <em>{contact.note}</em>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <pre>Note {state.note}</pre>
      <div style="white-space: pre-wrap">{state.phone}</div>
      <div style="display: flex">
        {state.phone}
        <span>{state.other}</span>
      </div>
    </main>
  );
}

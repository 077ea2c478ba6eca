// The template of the sample application in Vue 3.
export const template = `
<main>
  <h1>{{ state.title }}</h1>
  <p>Tel: {{ state.phone }} ext</p>
  <p>{{ state.phone }}</p>
  <p><b>Tel:</b>{{ state.phone }}</p>
  <p>{{ state.area }} {{ state.rest }}</p>
  <p><template v-if="state.other">Call {{ state.phone }}.</template> <i>or</i> {{ state.other }}</p>
  <template v-if="state.bare">{{ state.phone }}</template>
  <section v-if="state.office">Office {{ state.office }}</section>
  <ul>
    <li v-for="contact in state.contacts" :key="contact.id">{{ contact.name }}: {{ contact.phone }}
      <em v-if="contact.note">{{ contact.note }}</em></li>
  </ul>
  <pre>Note {{ state.note }}</pre>
  <div style="white-space: pre-wrap">{{ state.phone }}</div>
  <div style="display: flex">{{ state.phone }}<span>{{ state.other }}</span></div>
</main>`;

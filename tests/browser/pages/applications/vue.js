// A to-do list in Vue, from a template in the page.

import { createApp, nextTick } from "vue/dist/vue.esm-bundler.js";
import { ready } from "../compared/grid.js";
import { FIRST } from "../compared/todos.js";

const root = document.body.appendChild(document.createElement("div"));
root.innerHTML = `
  <input class=new v-model=title @keydown.enter=add>
  <ul class=list>
    <li v-for="todo in shown" :key=todo.id :class="{ done: todo.done, editing: edited === todo }">
      <input class=toggle type=checkbox v-model=todo.done>
      <label @dblclick=edit(todo)>{{ todo.title }}</label>
      <button class=destroy type=button @click=remove(todo)>x</button>
      <input v-if="edited === todo" class=edit v-model=draft @keydown.enter=save @keydown.esc="edited = null">
    </li>
  </ul>
  <a href="#/" class=all @click="active = false">All</a> <a href="#/active" class=active @click="active = true">Active</a>`;

const app = createApp({
  data: () => ({
    todos: structuredClone(FIRST),
    edited: null,
    draft: "",
    title: "",
    active: false,
  }),
  computed: {
    shown() {
      return this.todos.filter(({ done }) => !this.active || !done);
    },
  },
  methods: {
    async edit(todo) {
      [this.edited, this.draft] = [todo, todo.title];
      await nextTick();
      root.querySelector(".edit").focus();
    },
    save() {
      this.edited.title = this.draft;
      this.edited = null;
    },
    remove(todo) {
      this.todos = this.todos.filter((other) => other !== todo);
    },
    add() {
      this.todos.push({ id: this.todos.length + 10, title: this.title, done: false });
      this.title = "";
    },
  },
}).mount(root);
ready(() => app.todos);

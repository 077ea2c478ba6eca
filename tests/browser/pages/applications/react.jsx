// A to-do list in React.

import { useState } from "react";
import { createRoot } from "react-dom/client";
import { ready } from "../compared/grid.js";
import { FIRST } from "../compared/todos.js";

let saved = FIRST;

function Todo({ todo, change, remove }) {
  const [draft, setDraft] = useState(null);
  const onKeyDown = ({ key }) => {
    if (key === "Enter") change({ ...todo, title: draft });
    if (key === "Enter" || key === "Escape") setDraft(null);
  };
  const toggle = ({ target }) => change({ ...todo, done: target.checked });
  return (
    <li className={draft === null ? "" : "editing"}>
      <input className="toggle" type="checkbox" checked={todo.done} onChange={toggle} />
      <label onDoubleClick={() => setDraft(todo.title)}>{todo.title}</label>
      <button className="destroy" type="button" onClick={remove}>
        x
      </button>
      {draft !== null && (
        <input
          className="edit"
          value={draft}
          ref={(input) => input?.focus()}
          onChange={({ target }) => setDraft(target.value)}
          onKeyDown={onKeyDown}
        />
      )}
    </li>
  );
}

function Todos() {
  const [todos, setTodos] = useState(FIRST);
  const [isActive, setActive] = useState(false);
  const [title, setTitle] = useState("");
  saved = todos;
  const change = (todo) => setTodos(todos.map((other) => (other.id === todo.id ? todo : other)));
  const add = ({ key }) => {
    if (key !== "Enter") return;
    setTodos([...todos, { id: todos.length + 10, title, done: false }]);
    setTitle("");
  };
  return (
    <main>
      <input className="new" value={title} onChange={({ target }) => setTitle(target.value)} onKeyDown={add} />
      <ul className="list">
        {todos
          .filter(({ done }) => !isActive || !done)
          .map((todo) => (
            <Todo
              key={todo.id}
              todo={todo}
              change={change}
              remove={() => setTodos(todos.filter((other) => other !== todo))}
            />
          ))}
      </ul>
      <a className="all" href="#/" onClick={() => setActive(false)}>
        All
      </a>{" "}
      <a className="active" href="#/active" onClick={() => setActive(true)}>
        Active
      </a>
    </main>
  );
}

createRoot(document.body.appendChild(document.createElement("div"))).render(<Todos />);
ready(() => saved);
